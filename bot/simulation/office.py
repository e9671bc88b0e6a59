"""The office: the bot's real parts around a database, with a messenger and directory of the simulation's own.

Nothing here runs by itself. What falls due is done when the clock is turned, in one order: people's deeds,
then the jobs, then the messages. So the same seed gives the same year.
"""

import random
from base64 import b32encode
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Self, TypeVar, TypeVarTuple

from sqlalchemy import Engine

from bot.calendars.holidays import PublicHolidays
from bot.clocks import TurnableClock
from bot.courier import Courier
from bot.delivery import Delivery
from bot.domain.errors import DomainError
from bot.domain.people import Person
from bot.jobs import Jobs
from bot.pace import Pace
from bot.ports import Directory, Holidays, Messenger, Overtaken, Parcel, UnitOfWork
from bot.threads import Threads
from bot.transact import Transactor, UseCase
from bot.usecases import convening, delivery, nudges
from storage import migrations
from storage.deliveries import SqlDeliveries
from storage.engine import is_transient, open_engine
from storage.mapping import map_domain
from storage.unit_of_work import SqlUnitOfWork

C = TypeVar("C")
A = TypeVarTuple("A")
R = TypeVar("R")
T = TypeVar("T")

_PER_SECOND = 1_000_000.0
"""Turns for messages: nobody here limits them."""
_A_MOMENT = timedelta(microseconds=1)


class _Here(Threads):
    """Does work at once, where it is asked for: nobody else waits, and a thread would only cost switches."""

    async def run(self, function: Callable[[*A], R], *arguments: *A) -> R:
        """Call it here, as patiently as always."""
        return await self._patiently(function, *arguments)

    async def _call(self, function: Callable[[*A], R], *arguments: *A) -> R:
        return function(*arguments)


class _WatchedTransactor(Transactor):
    """The real one, but that it tells of whatever fails and is not refused with a sentence."""

    tell: Callable[[str], None]

    async def __call__(
        self, use_case: UseCase[C, T], command: C, *, workspace: str, delivery: str | None = None
    ) -> T:
        """Run a use case, and tell of its failure: jobs would only log it."""
        try:
            result = await super().__call__(use_case, command, workspace=workspace, delivery=delivery)
        except (DomainError, Overtaken):
            raise
        except Exception as error:
            self.tell(f"{getattr(use_case, '__qualname__', use_case)}: {type(error).__name__}: {error}")
            raise
        if isinstance(result, nudges.Looked):
            for one in result.failed:
                self.tell(f"a look at {one.phase} {one.subject_id}: {type(one.error).__name__}: {one.error}")
        return result


class _SeededUnitOfWork(SqlUnitOfWork):
    """The real one, but that its identifiers come from a seed."""

    def __init__(self, engine: Engine, workspace: str, holidays: Holidays, ids: random.Random) -> None:
        super().__init__(engine, workspace, holidays)
        self._ids = ids

    def new_id(self) -> str:
        """An identifier of the usual shape, the next one of the seed."""
        return b32encode(self._ids.randbytes(10)).decode().lower()


class Office:
    """The parts of one bot.

    Args:
        url: an empty database, or none yet.
        workspace: whose bot it is.
        start: what time it is at first (aware).
        messenger: says things.
        directory: who works here.
        ids: where identifiers come from.
        tell: told of whatever fails, in words.
    """

    def __init__(
        self,
        url: str,
        workspace: str,
        start: datetime,
        messenger: Messenger,
        directory: Directory,
        ids: random.Random,
        tell: Callable[[str], None],
    ) -> None:
        self.workspace, self._tell = workspace, tell
        self._url = url
        self.clock = TurnableClock(start, runs=False)
        # Messages leave only when it is their turn in the order of a moment: until then theirs shows no later
        # time, so that what people do in the same moment cannot come before or after them by chance.
        self._postal = TurnableClock(start, runs=False)
        self._messenger, self.directory, self._ids = messenger, directory, ids
        self._closing = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Make the tables, and open for work."""
        migrations.migrate(self._url)
        map_domain()
        self.engine = open_engine(self._url)
        self._closing.callback(self.engine.dispose)
        self.threads = _Here(Executor(), is_transient)
        self._closing.push_async_callback(self.threads.drain)
        self.transact = _WatchedTransactor(self._unit_of_work(), self.clock, self.threads, lambda: None)
        self.transact.tell = self._tell
        self.jobs = Jobs(self.transact, self.directory, workspace=self.workspace, tick=60.0)
        self.deliveries = SqlDeliveries(self.engine)
        self.delivery = self._delivery()
        self.delivery.start()
        self._closing.push_async_callback(self.delivery.stop)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close."""
        await self._closing.aclose()

    def now(self) -> datetime:
        """The time on the clock (aware UTC)."""
        return self.clock.now()

    async def settle(self) -> datetime | None:
        """Do what is due by itself: look at what waits, and deliver what is to be said. Says what is next."""
        while True:
            look = await self.transact(_next_look, None, workspace=self.workspace)
            if look is not None and look <= self.now():
                self._postal.set(self.now() - _A_MOMENT)
                await self.jobs.look()
            self._postal.set(self.now())
            parcel = await self.delivery.settled()
            if look is None or look > self.now():
                return min(filter(None, (look, parcel)), default=None)

    def _unit_of_work(self) -> Callable[[str], UnitOfWork]:
        holidays = PublicHolidays()
        return lambda workspace: _SeededUnitOfWork(self.engine, workspace, holidays, self._ids)

    def _delivery(self) -> Delivery:
        pace = Pace(_PER_SECOND, channel_per_second=_PER_SECOND, edits_per_second=_PER_SECOND)
        courier = Courier(
            self.deliveries,
            self._messenger,
            self._recheck,
            clock=self._postal,
            pace=pace,
            threads=self.threads,
        )
        return Delivery(self.deliveries, courier, clock=self._postal, threads=self.threads, name="simulation")

    async def _recheck(self, parcel: Parcel) -> list[Person] | None:
        return await self.transact(delivery.recipients, parcel, workspace=parcel.workspace)


def _next_look(uow: UnitOfWork, _: None, now: datetime) -> datetime | None:
    looks = (nudges.next_look(uow, None, now), convening.next_look(uow, None, now))
    return min(filter(None, looks), default=None)
