"""Slots: times that suit both people's weekly windows, on both people's clocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import DAY, Hours, exists, instant
from bot.domain.people import Window

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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
        """The person's windows between two of their local dates, in order, holidays left out.

        The windows say which days of the week; those that meet are one opening, so that none comes twice.
        """
        zone = ZoneInfo(self.hours.zone)
        for ahead in range((last - first).days + 1):
            day = first + ahead * DAY
            if day not in self.hours.holidays and exists(day, zone):
                yield from _joined(
                    Interval(max(_readings(day, window.start, zone)), min(_readings(day, window.end, zone)))
                    for window in self.windows
                    if window.weekday == day.weekday()
                )


def _readings(day: date, at: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments that a clock's reading can mean: they differ only in the hour that comes twice or never.

    A window starts with the later and ends with the earlier one, so no moment in it reads as outside of it.
    """
    return instant(day, at.replace(fold=0), zone), instant(day, at.replace(fold=1), zone)


def _joined(stretches: Iterable[Interval]) -> list[Interval]:
    """The stretches in order, those that touch made one, empty ones left out."""
    joined: list[Interval] = []
    for stretch in sorted(one for one in stretches if one.start < one.end):
        if joined and stretch.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, stretch.end))
        else:
            joined.append(stretch)
    return joined


def common(one: Availability, other: Availability, first: date, last: date) -> Iterator[Interval]:
    """Stretches in which both take chats, in order; `first` and `last` are dates on the clock of `one`."""
    # The same moment may lie two dates apart: 26 hours lie between the first zone and the last.
    mine, theirs = one.openings(first, last), other.openings(first - 2 * DAY, last + 2 * DAY)
    ours, yours = next(mine, None), next(theirs, None)
    while ours and yours:
        if ours.overlaps(yours):
            yield Interval(max(ours.start, yours.start), min(ours.end, yours.end))
        if ours.end <= yours.end:
            ours = next(mine, None)
        else:
            yours = next(theirs, None)


def starts(within: Interval, length: timedelta) -> Iterator[Interval]:
    """Chats of this length inside a stretch, on the quarter hour."""
    start = within.start + (EPOCH - within.start) % GRAIN
    while start + length <= within.end:
        yield Interval(start, start + length)
        start += GRAIN


def suiting(
    one: Availability, other: Availability, minutes: int, first: date, last: date, now: datetime
) -> Iterator[Interval]:
    """All times that suit both, earliest first; `first` and `last` are dates on the clock of `one`."""
    zone = ZoneInfo(one.hours.zone)
    bounds = Interval(
        max(now.astimezone(UTC) + NOTICE, instant(first, time(), zone)), instant(last + DAY, time(), zone)
    )
    for stretch in common(one, other, first, last):
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
