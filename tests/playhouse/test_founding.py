"""The demo opens on programs at work: announced, before their first round, waiting for a look, sent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.demo.company import Company
from bot.demo.fernhill import FEWEST, fernhill
from bot.demo.programs import programs_of
from bot.demo.story import MONDAY
from bot.domain.programs import Program, ProgramState
from bot.domain.rounds import RoundState
from bot.playhouse.founding import found
from bot.playhouse.furnishing import furnish
from bot.playhouse.stage import Stage, set_stage
from bot.ports import UnitOfWork
from tests.e2e.conftest import UNHURRIED, all_is_well, at_once

WHEN = MONDAY + timedelta(days=9, hours=8)
"""When the story is over."""


@asynccontextmanager
async def founded(database_url: str, company: Company) -> AsyncIterator[Stage]:
    """The company with its programs; nobody broke a rule of Slack's."""
    async with set_stage(
        database_url, company=company, start=WHEN, pace=at_once(), patience=UNHURRIED
    ) as stage:
        await furnish(stage.bot, company)
        await found(stage.bot, company)
        await stage.settle()
        yield stage
        all_is_well(stage.slack)


async def standing(stage: Stage) -> dict[str, tuple[ProgramState, bool, list[RoundState]]]:
    """By name: the state, whether people know of it, and its rounds."""

    def read(uow: UnitOfWork, _: None, __: object) -> dict[str, tuple[ProgramState, bool, list[RoundState]]]:
        return {one.name: (one.state, one.joinable, rounds(uow, one)) for one in uow.programs.open()}

    def rounds(uow: UnitOfWork, program: Program) -> list[RoundState]:
        return [one.state for one in uow.rounds.of_program(program.id)]

    return await stage.bot.transact(read, None, workspace=stage.bot.workspace)


async def test_programs_are_in_the_state_that_is_written_of_them(sqlite_url: str) -> None:
    company = fernhill()
    async with founded(sqlite_url, company) as stage:
        stands = {
            "draft": (ProgramState.DRAFT, False, []),
            "announced": (ProgramState.DRAFT, True, []),
            "planned": (ProgramState.RUNNING, True, []),
            "drafted": (ProgramState.RUNNING, True, [RoundState.DRAFTED]),
            "sent": (ProgramState.RUNNING, True, [RoundState.SENT]),
        }
        assert await standing(stage) == {one.name: stands[one.state] for one in programs_of(company)}
        assert stage.slack.person("ana").group_messages == []


async def test_the_smallest_company_has_them_as_far_as_there_are_people(sqlite_url: str) -> None:
    company = fernhill(FEWEST)
    async with founded(sqlite_url, company) as stage:
        assert len(await standing(stage)) == len(programs_of(company))
