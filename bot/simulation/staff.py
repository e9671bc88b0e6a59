"""Staff: the made-up company's people as the simulation knows them, with working days reckoned on its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays

from bot.demo.company import Company, Person
from bot.demo.fernhill import fernhill

GRID: Final = timedelta(minutes=15)
"""Simulated people do things on the quarter hour: fewer moments at which the clock has to stop."""
OPENS, CLOSES = time(9), time(17)
WAKES, SLEEPS = time(7), time(22)

COUNTRIES: Final[Mapping[str, str]] = {
    "Europe/London": "GB",
    "Europe/Lisbon": "PT",
    "Europe/Paris": "FR",
    "Africa/Lagos": "NG",
    "Asia/Kolkata": "IN",
    "America/Lima": "PE",
}
"""Whose holidays count in the zones of the company's offices."""


@cache
def _days_off(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year, observed=True))


@dataclass(eq=False)
class Colleague:
    """Somebody who works here, from a day until they leave.

    Attributes:
        known: what the directory says of them.
        managers: everyone above them, nearest first.
        joined_at: when they were hired (aware UTC); None: before the simulation begins.
        left_at: when their account was closed.
        struck_at: when the bot was told so.
    """

    known: Person
    managers: tuple[str, ...] = ()
    joined_at: datetime | None = None
    left_at: datetime | None = None
    struck_at: datetime | None = None

    def __post_init__(self) -> None:
        """Take over what never changes."""
        self.id, self.zone = self.known.id, ZoneInfo(self.known.tz)
        self.department, self.level = self.known.department, self.known.level or None

    def here(self, at: datetime) -> bool:
        """Whether they work here at a moment."""
        came = self.joined_at is None or self.joined_at <= at
        return came and (self.left_at is None or at < self.left_at)

    def known_gone(self, at: datetime) -> bool:
        """Whether the bot knows at a moment that they have left."""
        return self.struck_at is not None and self.struck_at <= at

    def workday(self, day: date) -> bool:
        """Whether they work on a date: Monday to Friday, but for their country's holidays."""
        return day.weekday() < 5 and day not in _days_off(COUNTRIES[self.known.tz], day.year)

    def at_work(self, at: datetime) -> bool:
        """Whether a moment lies in their working hours."""
        local = at.astimezone(self.zone)
        return OPENS <= local.time() < CLOSES and self.workday(local.date())

    def asleep(self, at: datetime) -> bool:
        """Whether a moment lies in their night."""
        return not WAKES <= at.astimezone(self.zone).time() < SLEEPS

    def next_at_work(self, at: datetime) -> datetime:
        """The first quarter hour from then on in which they work (aware UTC)."""
        at = _on_grid(at)
        if self.at_work(at):
            return at
        local = at.astimezone(self.zone)
        day = local.date() + timedelta(days=local.time() >= OPENS)
        while not self.workday(day):
            day += timedelta(days=1)
        return _on_grid(datetime.combine(day, OPENS, self.zone).astimezone(UTC))

    def was_at_work_between(self, start: datetime, end: datetime) -> bool:
        """Whether working hours of theirs lay between two moments, so that something could reach them."""
        return self.next_at_work(start) + GRID <= end

    def gone_before_work(self, at: datetime) -> bool:
        """Whether the bot knows that they have left before something of that moment could reach them."""
        return self.struck_at is not None and not self.was_at_work_between(at, self.struck_at)

    def morning(self, day: date) -> datetime:
        """The midnight with which a date begins on their clock (aware UTC)."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


def _on_grid(at: datetime) -> datetime:
    past = at - at.replace(minute=0, second=0, microsecond=0)
    return at + -past % GRID


def staff_of(company: Company) -> dict[str, Colleague]:
    """Everybody who may take part, by id, with everyone above them, nearest first."""
    by_handle = {one.handle: one for one in company.people}
    found = {}
    for one in company.people:
        if not (one.deleted or one.is_bot or one.is_restricted or one.team_id):
            found[one.id] = Colleague(one, tuple(_chain(one, by_handle)))
    return found


def _chain(one: Person, by_handle: Mapping[str, Person]) -> list[str]:
    above: list[str] = []
    while one.manager:
        one = by_handle[one.manager]
        above.append(one.id)
    return above


def made_up_company(people: int, hires: int, seed: int) -> tuple[Company, frozenset[str]]:
    """A company that ends with so many more people, and the ids of those who are hired meanwhile."""
    company = fernhill(people + hires, seed)
    return company, frozenset(one.id for one in company.people[people:])
