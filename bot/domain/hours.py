"""Hours: when one person can be reached, in their own local time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(17)
"""No message outside 9 to 17 local time on workdays (defaults table of the mission)."""
DAY = timedelta(days=1)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a local time; an hour that does not exist counts from before the gap."""
    return datetime.combine(day, at, zone).astimezone(UTC)


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
        return day.weekday() in self.weekdays and day not in self.holidays

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
        """Working days in order, this one included."""
        for ahead in range(366):
            if self.workday(day + ahead * DAY):
                yield day + ahead * DAY
        # A calendar without a working day in a year is no calendar to wait for.
        yield day + 366 * DAY

    def business_days_after(self, since: datetime, days: int) -> datetime:
        """The same local time `days` working days after `since`; none after a whole day off counts."""
        local = self.local(since)
        later = (day for day in self.workdays_from(local.date() + DAY))
        for _ in range(days - 1):
            next(later)
        return instant(next(later) if days else local.date(), local.time(), ZoneInfo(self.zone))

    def business_days_before(self, at: datetime, days: int) -> datetime:
        """The same local time `days` working days before `at`."""
        local = self.local(at)
        day = local.date()
        for _ in range(366):
            day -= DAY
            days -= self.workday(day)
            if days == 0:
                break
        return instant(day, local.time(), ZoneInfo(self.zone))
