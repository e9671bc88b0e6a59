"""Slots: times that suit everyone's weekly windows, on everyone's own clock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import combinations
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo

from bot.domain.hours import DAY, Hours, exists, instant
from bot.domain.people import Window

K = TypeVar("K")

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
_REMEMBERED: Final = 16_384
"""Days that are not reckoned anew: most people of a zone have the same windows."""


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
        return not away and not self.booked(slot)

    def booked(self, slot: Interval) -> bool:
        """Whether something else is booked then."""
        return any(slot.overlaps(taken) for taken in self.busy)

    def openings(self, first: date, last: date) -> Iterator[Interval]:
        """The person's windows between two of their local dates, in order, holidays left out.

        The windows say which days of the week; those that meet are one opening, so that none comes twice.
        """
        for ahead in range((last - first).days + 1):
            day = first + ahead * DAY
            if day not in self.hours.holidays:
                yield from _openings_on(day, self.windows, self.hours.zone)


@lru_cache(_REMEMBERED)
def _openings_on(day: date, windows: tuple[Window, ...], zone: str) -> Sequence[Interval]:
    """What these windows open on one date."""
    place = ZoneInfo(zone)
    if not exists(day, place):
        return ()
    return _joined(
        Interval(max(_readings(day, window.start, place)), min(_readings(day, window.end, place)))
        for window in windows
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


def common(people: Sequence[Availability], first: date, last: date) -> Iterator[Interval]:
    """Stretches in which all take chats, in order; `first` and `last` are dates on the first one's clock."""
    one, *others = people
    stretches = one.openings(first, last)
    for other in others:
        # The same moment may lie two dates apart: 26 hours lie between the first zone and the last.
        stretches = _shared(stretches, other.openings(first - 2 * DAY, last + 2 * DAY))
    return stretches


def _shared(mine: Iterator[Interval], theirs: Iterator[Interval]) -> Iterator[Interval]:
    """What lies in both, of stretches that come in order."""
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
    people: Sequence[Availability], minutes: int, first: date, last: date, now: datetime
) -> Iterator[Interval]:
    """All times that suit everyone, earliest first; `first` and `last` are dates on the first one's clock."""
    zone = ZoneInfo(people[0].hours.zone)
    bounds = Interval(
        max(now.astimezone(UTC) + NOTICE, instant(first, time(), zone)), instant(last + DAY, time(), zone)
    )
    for stretch in common(people, first, last):
        for slot in starts(stretch, timedelta(minutes=minutes)):
            inside = bounds.start <= slot.start and slot.end <= bounds.end
            if inside and all(one.free(slot) for one in people):
                yield slot


def propose(
    people: Sequence[Availability],
    minutes: int,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    most: int = SLOTS,
    besides: Sequence[Availability] = (),
) -> tuple[datetime, ...]:
    """Up to `most` start times (aware UTC), on different days where possible, then filled up.

    Days are those of the first one's clock. Without a first day it is tomorrow; without a last day, two weeks
    from the first. `besides` are people whose hours do not count, only what they have booked.
    """
    clock = people[0].hours
    first = first or clock.local(now).date() + DAY
    last = last or first + HORIZON * DAY
    spread: dict[date, datetime] = {}
    rest: list[datetime] = []
    for slot in suiting(people, minutes, first, last, now):
        if any(one.booked(slot) for one in besides):
            continue
        day = clock.local(slot.start).date()
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


@dataclass(frozen=True)
class Proposal(Generic[K]):
    """Start times (aware UTC) to choose from; those `outside` would be there beyond their usual hours."""

    starts: tuple[datetime, ...] = ()
    outside: tuple[K, ...] = ()


def propose_for_most(
    people: Mapping[K, Availability],
    minutes: int,
    now: datetime,
    first: date | None = None,
    last: date | None = None,
    most: int = SLOTS,
) -> Proposal[K]:
    """Times that suit all; where there are none, times that suit most: more than half, as many as can be.

    Of two alike the later named one is left out. Nobody is offered a time at which they are booked already.
    """
    for left_out in range((len(people) + 1) // 2):
        for kept in combinations(people, len(people) - left_out):
            outside = tuple(one for one in people if one not in kept)
            hours, besides = [people[one] for one in kept], [people[one] for one in outside]
            if found := propose(hours, minutes, now, first, last, most, besides):
                return Proposal(found, outside)
    return Proposal()


def shared_hours(one: Availability, other: Availability, monday: date) -> float:
    """Hours in the week from `monday` in which both take chats."""
    week = common((one, other), monday, monday + 6 * DAY)
    return sum((stretch.end - stretch.start).total_seconds() for stretch in week) / 3600
