"""Hours: when one person can be reached, in their own local time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(17)
"""No message outside 9 to 17 local time on workdays (defaults table of the mission)."""
DAY = timedelta(days=1)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a local time; an hour that does not exist counts from before the gap."""
    return datetime.combine(day, at, zone).astimezone(UTC)


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
