"""A lively company whose clock is turned by a week, as the page of the demo turns it, while nobody looks."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.clocks import TurnableClock
from bot.demo.company import TEAM, Company, Person
from bot.demo.fernhill import fernhill
from bot.demo.memory import Memory
from bot.demo.remembering import Remembering
from bot.demo.server import LocalSlack
from bot.demo.story import MONDAY
from bot.domain.errors import DomainError
from bot.domain.pairings import Part
from bot.domain.requests import Form, Purpose
from bot.playhouse.backstage import Backstage
from bot.ports import UnitOfWork
from bot.usecases import intros, meetings, pairings
from handlers.slack.manifest import manifest
from storage.engine import open_engine
from storage.unit_of_work import units_of_work
from tests.bench import children
from tests.bench.figures import Figure, at_most, beside
from tests.fakes import FakeHolidays

WEEK: Final = timedelta(days=7)
_AGO: Final = 10
"""Pairs were brought together on each of so many days before."""


@dataclass(frozen=True)
class Bustle:
    """How much goes on: how many people there are, and how many of them have what open.

    `meetings` are of the `pairings`, all of them in the week that is turned.
    """

    people: int = 1000
    pairings: int = 300
    requests: int = 100
    meetings: int = 100


@dataclass(frozen=True)
class Week:
    """What a week took, and what happened in it. Seconds of a core are those of both processes."""

    seconds: float
    core: float
    bot_core: float
    messages: int
    edits: int


async def measure(*, short: bool) -> list[Figure]:
    """A week in a company where much goes on, and the same where nearly everybody has something open."""
    with children.on_cores(children.CORES):  # as in the demo: the bot on one, the workspace on another
        if short:
            return _told("a week of 200 people", await week(Bustle(200, 60, 20, 20)))
        much = _told("a week of 1,000 people", await week(Bustle()))
        return much + _told("a week of 1,000 people, nearly all of them in a pair", await week(EVERYBODY))


EVERYBODY: Final = Bustle(1000, 900, 400, 300)


def _told(what: str, turned: Week) -> list[Figure]:
    return [
        at_most(f"{what}, in s", turned.seconds, 20, "{:.1f}"),
        beside("of these, s of a core for the bot", turned.bot_core, "{:.1f}"),
        beside("and for the workspace", turned.core - turned.bot_core, "{:.1f}"),
        beside("messages and edits in it", turned.messages + turned.edits),
    ]


async def week(bustle: Bustle) -> Week:
    """Turn the clock by a week."""
    with tempfile.TemporaryDirectory() as name:
        async with lively(Path(name), bustle) as backstage:
            calls = _Calls(backstage.slack)
            began, worked, bot = time.perf_counter(), _worked(os.getpid()), _worked(_bot(backstage))
            await backstage.turn(WEEK)
            seconds = time.perf_counter() - began
            bot = _worked(_bot(backstage)) - bot
            return Week(
                seconds, _worked(os.getpid()) - worked + bot, bot, calls.of("post"), calls.of("update")
            )


class _Calls:
    def __init__(self, slack: LocalSlack) -> None:
        self._names: list[str] = []
        slack.record.observe(lambda exchange: self._names.append(exchange.name))

    def of(self, word: str) -> int:
        return sum(one.startswith("chat.") and word in one for one in self._names)


@asynccontextmanager
async def lively(folder: Path, bustle: Bustle) -> AsyncIterator[Backstage]:
    """Fernhill with the bot backstage and the workspace remembered, once all that is due has been said."""
    company, clock, memory = fernhill(bustle.people), TurnableClock(MONDAY), Memory(folder / "slack.db")
    url = f"sqlite:///{folder / 'bot.db'}"
    async with LocalSlack(manifest(), company=company, clock=clock) as slack:
        Remembering(memory, slack.workspace).begin()
        backstage = Backstage(slack, clock, memory, url, folder / "bot.log")
        try:
            await backstage.restart()
            await backstage.furnish(bustle.people, 1)
            await asyncio.to_thread(liven, url, company, bustle, clock.now())
            await backstage.settle()
            yield backstage
        finally:
            await backstage.close()
            memory.close()


def liven(database_url: str, company: Company, bustle: Bustle, now: datetime) -> None:
    """Fill a furnished company: pairs who have yet to meet, some with a chat in the next week, and requests.

    Everything comes from the use cases, so that all that follows from it follows.
    """
    engine = open_engine(database_url)
    ids = [one.id for one in company.people if _takes_part(one)]
    try:
        with units_of_work(engine, FakeHolidays())(TEAM) as uow:
            _pair_up(uow, ids, bustle, now)
            _ask(uow, ids, bustle, now)
    finally:
        engine.dispose()


def _takes_part(person: Person) -> bool:
    away = person.deleted or person.is_bot or person.is_restricted or person.away_until
    return not (away or person.team_id)


def _pair_up(uow: UnitOfWork, ids: Sequence[str], bustle: Bustle, now: datetime) -> None:
    for number in range(bustle.pairings):
        mentor, mentee = _two(ids, number)
        opened = now - timedelta(days=number % _AGO)
        together = pairings.Together(
            form=Form.INTRO,
            members=((mentor, Part.MENTOR), (mentee, Part.MENTEE)),
            purpose=Purpose(topic="public speaking", why="I give my first talk in May."),
            minutes=30,
            requester_id=mentee,
        )
        pairing = pairings.bring_together(uow, together, opened)
        if number < bustle.meetings:
            _book(uow, pairing.id, mentee, number, now)


def _two(ids: Sequence[str], number: int) -> tuple[str, str]:
    """The n-th pair: everybody is in one before anybody is in two."""
    lap, place = divmod(2 * number, len(ids) - 1)
    return ids[place], ids[(place + 1 + 2 * lap) % len(ids)]


def _book(uow: UnitOfWork, pairing_id: str, person_id: str, number: int, now: datetime) -> None:
    """In the days that follow, a quarter of an hour apart; nobody who is in two pairs has two at once."""
    day, quarter = divmod(number, bound := 28)
    starts_at = now + timedelta(days=1 + day % 4, hours=quarter / 4 - (number // (bound * 4)) / 8)
    with suppress(DomainError):
        meetings.book(
            uow, meetings.Book(person_id=person_id, pairing_id=pairing_id, starts_at=starts_at), now
        )


def _ask(uow: UnitOfWork, ids: Sequence[str], bustle: Bustle, now: datetime) -> None:
    """People ask each other for an intro; whoever may not ask somebody asks the next."""
    asked = 0
    for number, person_id in enumerate(ids):
        if asked == bustle.requests:
            return
        ask = intros.AskIntro(
            person_id=person_id,
            whom=ids[(number * 7 + 3) % len(ids)],
            topic="career growth",
            why="I would like to hear how you got here.",
        )
        with suppress(DomainError):
            intros.ask(uow, ask, now)
            asked += 1


def _bot(backstage: Backstage) -> int:
    actor = backstage._actor
    assert actor is not None
    return actor.pid


def _worked(pid: int) -> float:
    """The seconds of a core that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
