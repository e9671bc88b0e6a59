"""Simulating: everything composed, from the made-up company to the verdict."""

import random
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from sqlalchemy import Connection

from bot.demo.company import TEAM, Company
from bot.demo.story import MONDAY
from bot.domain.forms import Form
from bot.domain.people import Profile
from bot.simulation import initiatives, programs, records, verdict
from bot.simulation.chance import Chance
from bot.simulation.chronicle import Chronicle
from bot.simulation.desk import Desk
from bot.simulation.funnel import Row, funnel
from bot.simulation.habits import Habits
from bot.simulation.mailroom import Mailroom
from bot.simulation.office import Office
from bot.simulation.plans import ADMIN, HEADS, SPONSOR, plans
from bot.simulation.roster import Roster
from bot.simulation.staff import Colleague, made_up_company, staff_of
from bot.simulation.tally import Tally
from bot.simulation.year import Year, read
from bot.usecases import directory
from bot.usecases.directory import import_people

R = TypeVar("R")

HIRED: Final = 20
"""One in so many more is hired in the course of the simulation."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What to simulate: so many people for so many days. `url` names a database with nothing in it."""

    people: int
    days: int
    seed: int
    url: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """What came of it: the funnel by form, the checks, and how much was done and said."""

    funnel: Sequence[Row]
    tally: Tally
    chronicle: Chronicle


async def simulate(wishes: Wishes, progress: Callable[[int], None] = lambda _: None) -> Found:
    """Live through the days, and check everything; `progress` is told how many have passed.

    Deterministic: the same people, days and seed give the same answer.
    """
    stage = _Stage(wishes, progress)
    async with AsyncExitStack() as closing:
        await stage.open(closing)
        await stage.live()
        return await stage.find_out()


class _Stage:
    def __init__(self, wishes: Wishes, progress: Callable[[int], None]) -> None:
        self._wishes, self._progress = wishes, progress
        self._chance, self._chronicle, self._tally = Chance(wishes.seed), Chronicle(), Tally()
        hires = max(1, wishes.people // HIRED)
        self._company, hired = made_up_company(wishes.people, hires, wishes.seed)
        self._staff = staff_of(self._company)
        for one in self._staff.values():
            if one.level and one.level >= HEADS and one.id != SPONSOR:
                one.known = replace(one.known, is_admin=True)
            if one.id in hired:
                day = self._chance.of("hired", one.id).uniform(0, wishes.days)
                one.joined_at = MONDAY + timedelta(days=day)

    async def open(self, closing: AsyncExitStack) -> None:
        """Furnish the office, and set up the programs."""
        others = {one.id: one for one in self._company.people if one.id not in self._staff}
        mailroom = Mailroom(self._chronicle, lambda who, notice, now: read(self._desk, who, notice, now))
        roster = Roster(TEAM, others, self._staff, lambda: self._office.now())
        ids = random.Random(self._wishes.seed)  # noqa: S311 -- identifiers of made-up things
        self._office = Office(self._wishes.url, TEAM, MONDAY, mailroom, roster, ids, self._keep_failure)
        self._desk = Desk(self._office, self._staff, Habits(), self._chance, self._chronicle)
        await closing.enter_async_context(self._office)
        await self._office.jobs.keep_directory()
        await self._furnish(self._present())
        self._year = Year(self._desk, self._begin_day)
        for plan in plans(MONDAY.date()):
            running = await programs.set_up(self._desk, plan, self._staff[ADMIN])
            if running is not None:
                self._year.running.append(running)

    async def live(self) -> None:
        """Let the days pass."""
        await self._year.pass_until(MONDAY + timedelta(days=self._wishes.days))

    async def find_out(self) -> Found:
        """Check everything, and count."""
        now = self._office.now()
        await self._read(lambda one: verdict.check_year(one, self._tally, self._staff, self._chronicle, now))
        rows = await self._read(lambda one: self._funnel(one, now))
        return Found(funnel=rows, tally=self._tally, chronicle=self._chronicle)

    def _keep_failure(self, what: str) -> None:
        self._chronicle.failures.append((self._office.now(), what))

    def _present(self) -> list[Colleague]:
        return [one for one in self._staff.values() if one.here(self._office.now())]

    async def _furnish(self, people: Sequence[Colleague]) -> None:
        """What the personnel system says of people, and what they say of themselves."""
        await self._desk.do(import_people, list(_rows(self._company, people)))
        for one in people:
            known = one.known
            profile = Profile(mentor=bool(known.offers), offers=known.offers, wants=known.wants)
            await initiatives.save_profile(self._desk, one, profile)

    async def _begin_day(self, now: datetime) -> None:
        """Read the directory, as the bot does each night; check what may change again; welcome who is new."""
        self._progress((now - MONDAY).days)
        await self._office.jobs.keep_directory()
        await self._office.jobs.purge()
        for one in self._staff.values():
            if one.left_at is not None and one.struck_at is None:
                one.struck_at = now
        await self._read(lambda one: verdict.check_evening(one, self._tally, now))
        new = [one for one in self._present() if one.id not in self._chronicle.places]
        if new:
            await self._furnish(new)

    async def _read(self, reading: Callable[[Connection], R]) -> R:
        def begin() -> R:
            with self._office.engine.begin() as connection:
                return reading(connection)

        return await self._office.threads.run(begin)

    def _funnel(self, connection: Connection, now: datetime) -> Sequence[Row]:
        invited, enrolled = records.requests(connection)
        for running in self._year.running:
            form: Form = running.plan.form
            joined = {who for program, who in self._chronicle.enrolled.ever() if program == running.id}
            invited[form] += len({*running.eligible} | joined)
            enrolled[form] += len(joined)
        together, chats = records.brought(connection), records.booked(connection)
        return funnel(invited, enrolled, together, chats, records.outcomes(connection), now)


def _rows(company: Company, people: Sequence[Colleague]) -> list[directory.Row]:
    """The lines of the file that a personnel system would write about these people."""
    by_handle = {one.handle: one.id for one in company.people}
    return [
        directory.Row(
            line=line,
            person=one.id,
            manager=by_handle.get(one.known.manager, ""),
            department=one.department,
            title=one.known.title,
            level=str(one.level or ""),
        )
        for line, one in enumerate(people, start=2)
    ]
