"""Slots: times that suit both people's weekly windows, on both people's clocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import DAY, Hours, instant
from bot.domain.people import Window

GRAIN = timedelta(minutes=15)
"""Chats start on the quarter hour."""
NOTICE = timedelta(hours=2)
"""Nobody is booked with less warning than this by a button."""
APART = timedelta(hours=1)
"""Two times of one day lie at least this far apart, so that they are a choice."""
SLOTS = 3
HORIZON = 14
"""Days to look ahead when nobody named a last day."""


@dataclass(frozen=True, order=True)
class Interval:
    """A stretch of time, aware UTC, end excluded."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two share a moment."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Availability:
    """When one person takes chats: working days, weekly windows, what is booked already."""

    hours: Hours
    windows: tuple[Window, ...]
    busy: tuple[Interval, ...] = ()

    def free(self, slot: Interval) -> bool:
        """Whether the person is there and nothing is booked."""
        away = self.hours.away_until is not None and slot.start < self.hours.away_until
        return not away and not any(slot.overlaps(taken) for taken in self.busy)

    def openings(self, first: date, last: date) -> Iterator[Interval]:
        """The person's windows between two of their local dates, in order, days off left out."""
        zone = ZoneInfo(self.hours.zone)
        for ahead in range((last - first).days + 1):
            day = first + ahead * DAY
            if day in self.hours.holidays:
                continue
            for window in sorted(self.windows):
                if window.weekday == day.weekday():
                    opening = Interval(instant(day, window.start, zone), instant(day, window.end, zone))
                    if opening.start < opening.end:  # a window inside the hour that does not exist is empty
                        yield opening


def common(one: Availability, other: Availability, first: date, last: date) -> Iterator[Interval]:
    """Stretches in which both take chats; a day of margin catches dates that differ by zone."""
    theirs = tuple(other.openings(first - DAY, last + DAY))
    for mine in one.openings(first - DAY, last + DAY):
        for yours in theirs:
            if mine.overlaps(yours):
                yield Interval(max(mine.start, yours.start), min(mine.end, yours.end))


def starts(within: Interval, length: timedelta) -> Iterator[Interval]:
    """Chats of this length inside a stretch, on the quarter hour."""
    past_grain = timedelta(seconds=within.start.timestamp() % GRAIN.total_seconds())
    start = within.start if not past_grain else within.start + GRAIN - past_grain
    while start + length <= within.end:
        yield Interval(start, start + length)
        start += GRAIN


def suiting(
    one: Availability, other: Availability, minutes: int, first: date, last: date, now: datetime
) -> Iterator[Interval]:
    """All times that suit both, earliest first; `first` and `last` are dates on the clock of `one`."""
    zone = ZoneInfo(one.hours.zone)
    bounds = Interval(
        max(now.astimezone(UTC) + NOTICE, datetime.combine(first, datetime.min.time(), zone).astimezone(UTC)),
        datetime.combine(last + DAY, datetime.min.time(), zone).astimezone(UTC),
    )
    for stretch in sorted(set(common(one, other, first, last))):
        for slot in starts(stretch, timedelta(minutes=minutes)):
            if bounds.start <= slot.start and slot.end <= bounds.end and one.free(slot) and other.free(slot):
                yield slot


def propose(
    one: Availability,
    other: Availability,
    minutes: int,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    most: int = SLOTS,
) -> tuple[datetime, ...]:
    """Up to `most` start times (aware UTC), on different days where possible, then filled up.

    Without a first day it is tomorrow; without a last day, two weeks from the first.
    """
    first = first or one.hours.local(now).date() + DAY
    last = last or first + HORIZON * DAY
    spread: dict[date, datetime] = {}
    rest: list[datetime] = []
    for slot in suiting(one, other, minutes, first, last, now):
        day = one.hours.local(slot.start).date()
        if day in spread:
            rest.append(slot.start)
        else:
            spread[day] = slot.start
        if len(spread) == most:
            break
    chosen = list(spread.values())
    for start in rest:
        if len(chosen) < most and all(abs(start - taken) >= APART for taken in chosen):
            chosen.append(start)
    return tuple(sorted(chosen))


def shared_hours(one: Availability, other: Availability, monday: date) -> float:
    """Hours in the week from `monday` in which both take chats."""
    week = common(one, other, monday, monday + 6 * DAY)
    return sum((stretch.end - stretch.start).total_seconds() for stretch in week) / 3600
