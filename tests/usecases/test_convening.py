"""What fails in one program holds up no other, and is taken up again."""

from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from bot.clocks import TurnableClock
from bot.convening import Convener
from bot.domain.forms import Form
from bot.domain.programs import Channel
from bot.domain.terms import PRESETS
from bot.ports import Overtaken
from bot.threads import Threads
from bot.transact import Transactor, UseCase
from bot.usecases import drafting, enrolments, programs
from bot.usecases.convening import AFRESH
from storage.engine import is_transient
from tests.usecases.office import WORKSPACE, Office
from tests.usecases.season import ADMIN, Season

C = TypeVar("C")
R = TypeVar("R")
PEOPLE = ("UANA", "UBEN", "UCEM", "UDAN")


class Unlucky(Transactor):
    """Cannot read what the round of one program is drafted from."""

    program_id = ""
    error: Exception = Overtaken()

    async def __call__(
        self, use_case: UseCase[C, R], command: C, *, workspace: str, delivery: str | None = None
    ) -> R:
        if use_case is drafting.read and command == self.program_id:
            raise self.error
        return await super().__call__(use_case, command, workspace=workspace, delivery=delivery)


def another_program(office: Office) -> str:
    """A second program of the same people, whose first round is due with that of the first."""
    channel = Channel("CCOFFEE", "coffee")
    create = programs.Create(person_id=ADMIN, form=Form.PEER, channel=channel, terms=PRESETS[Form.PEER])
    program_id = office.run(programs.create, create).id
    announce = programs.Announce(person_id=ADMIN, program_id=program_id, channel=channel)
    office.run(programs.announce, announce)
    for one in PEOPLE:
        office.run(enrolments.join, enrolments.SaveWishes(person_id=one, program_id=program_id, belongs=True))
    office.run(programs.launch, announce)
    return program_id


@pytest.mark.parametrize("error", [Overtaken(), ConnectionError()])
async def test_a_round_that_cannot_be_drafted_holds_up_no_other_and_comes_later(
    office: Office, error: Exception
) -> None:
    season = Season(office)
    season.hire(*PEOPLE)
    other = another_program(office)
    office.now = season.launch()
    clock = TurnableClock(office.now, runs=False)
    with ThreadPoolExecutor(1) as executor:
        transact = Unlucky(office.unit_of_work, clock, Threads(executor, is_transient), lambda: None)
        transact.program_id, transact.error = season.program_id, error
        convener = Convener(transact, WORKSPACE)
        await convener.look()
        assert drafted(office, other)
        assert await convener.look() == 0, "nobody tries it again at once"
        transact.program_id = ""
        clock.turn(AFRESH)
        await convener.look()
        assert drafted(office, season.program_id)


def drafted(office: Office, program_id: str) -> bool:
    return bool(office.read(lambda uow: uow.rounds.of_program(program_id)))
