"""Rotation: see the package."""

from bot.domain.matching.values import Pool, Timetable


def timetable(pool: Pool, rounds: int) -> Timetable:
    """See the package."""
    raise NotImplementedError
