"""Clocks: whose weeks overlap by how much, on the clocks of a given day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.values import Participant
from bot.domain.people import Window

QUARTERS: Final = 7 * 24 * 4
"""Quarter hours of a week: chats start on them."""
_WORDS: Final = -(-QUARTERS // 64)
_NOON: Final = time(12)
_AT_ONCE: Final = 200_000


@dataclass(frozen=True)
class Clocks:
    """The different weeks that people have, and who has which.

    Attributes:
        of: the week of each person.
        packed: weeks x quarter hours (UTC), 64 of them to a number: whether chats are taken in each.
        offsets: hours from UTC of each week's zone.
    """

    of: NDArray[np.int64]
    packed: NDArray[np.uint64]
    offsets: NDArray[np.float64]

    @classmethod
    def among(cls, people: Sequence[Participant], day: date) -> "Clocks":
        """Lay everyone's windows on the clock of the world."""
        # By identity first: most people share one tuple of windows, and hashing it costs most of the time.
        seen: dict[tuple[str, int], int] = {}
        weeks: dict[tuple[str, tuple[Window, ...]], int] = {}
        of = np.empty(len(people), np.int64)
        for place, person in enumerate(people):
            key = (person.zone, id(person.windows))
            if (week := seen.get(key)) is None:
                week = seen[key] = weeks.setdefault((person.zone, person.windows), len(weeks))
            of[place] = week
        offsets = {zone: _offset(zone, day) for zone, _ in weeks}
        rows = [_week(windows, offsets[zone]) for zone, windows in weeks]
        quarters = np.array(rows, bool).reshape(len(weeks), QUARTERS)
        hours = np.array([offsets[zone] / 60 for zone, _ in weeks])
        return cls(of, _packed(quarters), hours)

    def shared(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float64]:
        """Hours a week in which both take chats, pair by pair."""
        hours = np.empty(len(i))
        for start in range(0, len(i), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            both = self.packed[self.of[i[part]]] & self.packed[self.of[j[part]]]
            hours[part] = np.bitwise_count(both).sum(axis=1, dtype=np.int64) / 4
        return hours

    def apart(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float64]:
        """Hours between their clocks, the shorter way round, pair by pair."""
        return _around(np.abs(self.offsets[self.of[i]] - self.offsets[self.of[j]]))


def _around(hours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Clocks go round: 23 hours apart is one."""
    return np.minimum(hours, np.abs(24 - hours))


def _offset(zone: str, day: date) -> int:
    """Minutes from UTC at noon of the day."""
    offset = datetime.combine(day, _NOON, ZoneInfo(zone)).utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)


def _week(windows: tuple[Window, ...], offset: int) -> NDArray[np.bool_]:
    """The whole quarter hours of UTC that lie in the windows."""
    week = np.zeros(QUARTERS, bool)
    for window in windows:
        midnight = window.weekday * 24 * 60 - offset
        first = -(-(midnight + _minutes(window.start)) // 15)
        last = (midnight + _minutes(window.end)) // 15
        week[np.arange(first, last) % QUARTERS] = True
    return week


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _packed(quarters: NDArray[np.bool_]) -> NDArray[np.uint64]:
    wide = np.zeros((len(quarters), _WORDS * 64), bool)
    wide[:, :QUARTERS] = quarters
    return np.packbits(wide, axis=1).view(np.uint64)
