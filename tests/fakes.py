"""Fakes of the ports: kept as carefully as what they stand for, and proven by the same contracts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.notices import Notice
from bot.domain.people import Person, PersonId
from bot.ports import Posted, TryLater, Undeliverable
from tests.fake_storage import FakeStore, FakeUnitOfWork

__all__ = [
    "FakeClock",
    "FakeDirectory",
    "FakeHolidays",
    "FakeMessenger",
    "FakeStore",
    "FakeUnitOfWork",
    "Said",
    "fake_units_of_work",
]

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""Where tests begin: nine in the morning of a Monday, four weeks before clocks change in Europe."""


class FakeClock:
    """A clock that stands until it is turned."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.set(now)

    def now(self) -> datetime:
        return self._now

    def turn(self, by: timedelta) -> datetime:
        """Let time pass."""
        return self.set(self._now + by)

    def set(self, to: datetime) -> datetime:
        """Make it this moment (aware)."""
        if to.tzinfo is None:
            raise ValueError(to)
        self._now = to.astimezone(UTC)
        return self._now


class FakeHolidays:
    """The holidays that a test names, by country; zones belong to the countries that it names."""

    def __init__(
        self, days: Mapping[str, Iterable[date]] | None = None, zones: Mapping[str, str] | None = None
    ) -> None:
        self._days = {country: frozenset(named) for country, named in (days or {}).items()}
        self._zones = zones or {"Europe/Berlin": "DE", "Europe/Madrid": "ES", "America/New_York": "US"}

    def country_of(self, zone: str) -> str | None:
        return self._zones.get(zone)

    def of(self, country: str | None, years: Iterable[int]) -> frozenset[date]:
        wanted = set(years)
        return frozenset(day for day in self._days.get(country or "", ()) if day.year in wanted)


def fake_units_of_work(
    store: FakeStore | None = None, holidays: FakeHolidays | None = None
) -> Callable[[str], FakeUnitOfWork]:
    """The function that makes units of work over one store, as `storage.unit_of_work.units_of_work` does."""
    kept, known = store or FakeStore(), holidays or FakeHolidays()
    return lambda workspace: FakeUnitOfWork(workspace, kept, known)


@dataclass(frozen=True)
class Said:
    """A notice that reached people; `edits` is the place it was put into."""

    to: tuple[PersonId, ...]
    notice: Notice
    at: Posted
    now: datetime
    edits: Posted | None = None


@dataclass
class FakeMessenger:
    """Keeps what is said. `trouble` is raised, one after the other, before anything else is said."""

    said: list[Said] = field(default_factory=list)
    trouble: list[TryLater | Undeliverable] = field(default_factory=list)

    async def post(
        self, to: Sequence[Person], notice: Notice, *, now: datetime, channel: str | None = None
    ) -> Posted:
        self._be_troubled()
        people = tuple(person.id for person in to)
        at = Posted(channel=channel or "D" + "".join(people), ts=f"{now.timestamp():.0f}.{len(self.said):06}")
        self.said.append(Said(people, notice, at, now))
        return at

    async def edit(self, at: Posted, to: Sequence[Person], notice: Notice, *, now: datetime) -> None:
        self._be_troubled()
        self.said.append(Said(tuple(person.id for person in to), notice, at, now, edits=at))

    async def attach(self, at: Posted, to: Sequence[Person], notice: Notice, *, now: datetime) -> None:
        """Nothing goes with what is only kept."""

    def to(self, person_id: PersonId) -> list[Notice]:
        """All that the person was told, in order."""
        return [one.notice for one in self.said if person_id in one.to]

    def _be_troubled(self) -> None:
        if self.trouble:
            raise self.trouble.pop(0)


class FakeDirectory:
    """The people that a test names."""

    def __init__(self, *people: Person) -> None:
        self.people = {person.id: person for person in people}

    async def fetch(self, person_id: PersonId) -> Person | None:
        return self.people.get(person_id)

    def read(self, account: Mapping[str, Any]) -> Person:
        return self.people[account["id"]]

    async def everyone(self) -> list[Person]:
        return list(self.people.values())
