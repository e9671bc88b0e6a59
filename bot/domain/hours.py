"""Hours: when one person can be reached, in their own local time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(17)
"""No message outside 9 to 17 local time on workdays (defaults table of the mission)."""
DAY = timedelta(days=1)
WAKES, SLEEPS = time(7), time(22)
"""Outside of these it is night for somebody: no message rings then where that can be avoided."""
PATIENCE: Final = 2
"""Working days of everybody that a message to several waits for a moment within the hours of all."""
LONGEST_WAIT: Final = timedelta(weeks=1)
"""And no longer, whoever has holidays: what is kept from people for longer is forgotten."""
_REMEMBERED: Final = 16_384
"""Days of zones that are not reckoned anew."""


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a local time; an hour that does not exist counts from before the gap."""
    return datetime.combine(day, at, zone).astimezone(UTC)


@lru_cache(_REMEMBERED)
def exists(day: date, zone: ZoneInfo) -> bool:
    """Whether the zone has this date: whoever moves over the date line leaves one out (Samoa: 2011-12-30)."""
    return instant(day, OPENS, zone).astimezone(zone).date() == day


@dataclass(frozen=True)
class Hours:
    """A person's working days: zone, weekdays (Monday is 0), public holidays."""

    zone: str
    weekdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    away_until: datetime | None = None

    def local(self, at: datetime) -> datetime:
        """The moment on this person's clock."""
        return at.astimezone(ZoneInfo(self.zone))

    def workday(self, day: date) -> bool:
        """Whether the person works on this date."""
        on_plan = day.weekday() in self.weekdays and day not in self.holidays
        return on_plan and exists(day, ZoneInfo(self.zone))

    def open_at(self, at: datetime) -> bool:
        """Whether a message may reach the person at this moment."""
        local = self.local(at)
        away = self.away_until is not None and at < self.away_until
        return not away and self.workday(local.date()) and OPENS <= local.time() < CLOSES

    def next_open(self, at: datetime) -> datetime:
        """The first moment from `at` on (aware UTC) at which a message may reach the person."""
        at = max(at, self.away_until or at).astimezone(UTC)
        if self.open_at(at):
            return at
        zone = ZoneInfo(self.zone)
        return next(
            opening
            for day in self.workdays_from(self.local(at).date())
            if (opening := instant(day, OPENS, zone)) >= at
        )

    def night_at(self, at: datetime) -> bool:
        """Whether it is the person's night."""
        return not WAKES <= self.local(at).time() < SLEEPS

    def day_off_at(self, at: datetime) -> bool:
        """Whether the person does not work on this date, or is away."""
        away = self.away_until is not None and at < self.away_until
        return away or not self.workday(self.local(at).date())

    def turns(self, at: datetime, until: datetime) -> Iterator[datetime]:
        """When reaching the person becomes better (aware UTC): they wake, open, or are back."""
        zone = ZoneInfo(self.zone)
        moments = [self.away_until.astimezone(UTC)] if self.away_until is not None else []
        day, last = self.local(at).date(), self.local(until).date()
        while day <= last:
            moments += (instant(day, WAKES, zone), instant(day, OPENS, zone))
            day += DAY
        yield from (moment for moment in moments if at <= moment <= until)

    def workdays_from(self, day: date) -> Iterator[date]:
        """Working days in order, this one included, without end."""
        idle = 0
        while True:
            # A calendar without a working day in a year is no calendar to wait for: then any day will do.
            if self.workday(day) or idle >= 366:
                yield day
                idle = 0
            else:
                idle += 1
            day += DAY

    def business_days_after(self, since: datetime, days: int) -> datetime:
        """The same local time `days` working days after `since` (aware UTC).

        A day off takes no working time, so what began on one counts from the midnight that ends it.
        """
        if not days:
            return since.astimezone(UTC)
        local = self.local(since)
        day, at = local.date(), local.time().replace(fold=0)
        if not self.workday(day):
            day, at = next(self.workdays_from(day)), time()
        return instant(next(islice(self.workdays_from(day + DAY), days - 1, None)), at, ZoneInfo(self.zone))

    def business_days_before(self, at: datetime, days: int) -> datetime:
        """The same local time `days` working days before `at` (aware UTC)."""
        if not days:
            return at.astimezone(UTC)
        local = self.local(at)
        day = local.date()
        for _ in range(366):
            day -= DAY
            days -= self.workday(day)
            if days == 0:
                break
        return instant(day, local.time().replace(fold=0), ZoneInfo(self.zone))


def next_open_for_all(people: Collection[Hours], at: datetime) -> datetime:
    """The first moment from `at` on (aware UTC) at which one message may reach all of these people.

    Some share no hours, or not before too long: then it comes in nobody's night if that can be, and as far as
    it can in the hours of most, on the day off of few, and soon, in this order.
    """
    at = at.astimezone(UTC)
    until = min(at + LONGEST_WAIT, max(one.business_days_after(at, PATIENCE) for one in people))
    moments = sorted({at, *(moment for one in people for moment in one.turns(at, until))})
    for moment in moments:
        if all(one.open_at(moment) for one in people):
            return moment
    return min(moments, key=lambda moment: _unwelcome(people, moment))


def _unwelcome(people: Collection[Hours], at: datetime) -> tuple[int, int, int]:
    """How unwelcome a message to all of them is at a moment: the less, the smaller."""
    return (
        sum(one.night_at(at) for one in people),
        -sum(one.open_at(at) for one in people),
        sum(one.day_off_at(at) for one in people),
    )
