"""A post room: delivery at work on an outbox in memory, with a messenger that fails as told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.clocks import TurnableClock
from bot.courier import Courier
from bot.delivery import Delivery
from bot.domain.notices import Notice, PairingEnded
from bot.domain.people import Person, PersonId
from bot.pace import Pace
from bot.ports import DeadLetter, Letter, Parcel, Posted
from bot.threads import Threads

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
AT_LEAST_ONCE = PairingEnded(pairing_id="p1", with_ids=("U2",), topic="packaging")


class Outbox:
    """Deliveries in memory."""

    def __init__(self) -> None:
        self.queued: dict[int, tuple[Parcel, datetime]] = {}
        self.claims: dict[int, datetime] = {}
        self.marks: dict[int, tuple[Letter, str | None]] = {}
        self.places: list[tuple[str, Posted, tuple[PersonId, ...]]] = []
        self.parcels: dict[int, Parcel] = {}
        self.errors: list[Exception] = []

    def put(
        self, notice: Notice = AT_LEAST_ONCE, to: tuple[PersonId, ...] = ("U1",), **more: str | datetime | int
    ) -> int:
        parcel_id = len(self.parcels) + 1
        parcel = replace(
            Parcel(to=to, notice=notice, key=f"k{parcel_id}", send_at=NOW, id=parcel_id, workspace="T1"),
            **more,  # type: ignore[arg-type]  # each test names fields of a parcel
        )
        self.parcels[parcel_id] = parcel
        self.queued[parcel_id] = (parcel, parcel.send_at)
        return parcel_id

    def claim(self, now: datetime, most: int, lease: timedelta, worker: str) -> list[Parcel]:
        if self.errors:
            raise self.errors.pop()
        oldest = {parcel.to: parcel_id for parcel_id, (parcel, _) in reversed(self.queued.items())}
        free = [
            parcel_id
            for parcel_id in sorted(oldest.values())
            if self.queued[parcel_id][1] <= now and self.claims.get(parcel_id, now) <= now
        ][:most]
        self.claims.update(dict.fromkeys(free, now + lease))
        return [self._with_places(self.queued[parcel_id][0]) for parcel_id in free]

    def _with_places(self, parcel: Parcel) -> Parcel:
        there = [
            posted for name, posted, people in self.places if (name, people) == (parcel.edits, parcel.to)
        ]
        return replace(parcel, places=tuple(there))

    def sent(self, parcel: Parcel, posted: Posted | None, now: datetime) -> None:
        self._settle(parcel.id, Letter.SENT, None)
        self.places = [one for one in self.places if (one[0], one[2]) != (parcel.edits, parcel.to)]
        if posted is not None and parcel.about is not None:
            self.places.append((parcel.about, posted, parcel.to))

    def retry(self, parcel: Parcel, at: datetime, error: str) -> None:
        self.marks.pop(parcel.id, None)
        self.claims.pop(parcel.id, None)
        parcel = self.parcels[parcel.id] = replace(parcel, attempts=parcel.attempts + 1)
        self.queued[parcel.id] = (parcel, at)

    def dead(self, parcel: Parcel, error: str, now: datetime) -> None:
        self._settle(parcel.id, Letter.DEAD, error)

    def dropped(self, parcel: Parcel, why: str, now: datetime) -> None:
        self._settle(parcel.id, Letter.DROPPED, why)

    def next_due_at(self) -> datetime | None:
        return min((at for parcel, at in self.queued.values() if parcel.id not in self.claims), default=None)

    def dead_letters(self, most: int = 100) -> list[DeadLetter]:
        return []

    def revive(self, parcel_id: int, now: datetime) -> bool:
        return False

    def counts(self) -> Mapping[Letter, int]:
        return {}

    def _settle(self, parcel_id: int, letter: Letter, why: str | None) -> None:
        self.queued.pop(parcel_id, None)
        self.marks[parcel_id] = (letter, why)


class Said:
    """A messenger that writes down what it says, and fails as told: before or after it was heard."""

    def __init__(self) -> None:
        self.posts: list[tuple[tuple[PersonId, ...], Notice]] = []
        self.edits: list[tuple[Posted, Notice]] = []
        self.attached: list[Posted] = []
        self.before: list[Exception] = []
        self.after: list[Exception] = []
        self.seen: Callable[[], None] = lambda: None
        self.seen_attached: Callable[[], None] = lambda: None
        self.go_on: Awaitable[object] | None = None

    async def post(
        self, to: Sequence[Person], notice: Notice, *, now: datetime, channel: str | None = None
    ) -> Posted:
        self.seen()
        if self.before:
            raise self.before.pop(0)
        self.posts.append((tuple(person.id for person in to), notice))
        if self.go_on is not None:
            await self.go_on
        if self.after:
            raise self.after.pop(0)
        return Posted("D1", f"{len(self.posts)}.0")

    async def attach(self, at: Posted, to: Sequence[Person], notice: Notice, *, now: datetime) -> None:
        self.seen_attached()
        self.attached.append(at)

    async def edit(self, at: Posted, to: Sequence[Person], notice: Notice, *, now: datetime) -> None:
        if self.before:
            raise self.before.pop(0)
        self.edits.append((at, notice))


class Office:
    """Delivery with its surroundings, at nine on a Monday."""

    def __init__(self, threads: Threads) -> None:
        self.outbox = Outbox()
        self.said = Said()
        self.clock = TurnableClock(NOW, runs=False)
        self.irrelevant: set[int] = set()
        pace = Pace(1000, channel_per_second=1000)
        self.courier = Courier(
            self.outbox, self.said, self._recheck, clock=self.clock, pace=pace, threads=threads
        )
        self.delivery = Delivery(self.outbox, self.courier, clock=self.clock, threads=threads, name="test")
        self.clock.listen(self.delivery.wake)

    async def _recheck(self, parcel: Parcel) -> list[Person] | None:
        if parcel.id in self.irrelevant:
            return None
        return [Person(workspace="T1", id=person_id, name=person_id) for person_id in parcel.to]

    async def deliver_next(self) -> None:
        """Deliver the oldest message that is due, without the worker."""
        (parcel,) = self.outbox.claim(self.clock.now(), 1, timedelta(seconds=60), "test")
        await self.courier.deliver(parcel)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(5):
            while not holds():  # noqa: ASYNC110 -- what is awaited has no event
                await asyncio.sleep(0.01)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Work meanwhile."""
        self.delivery.start()
        yield
        await self.delivery.stop()
