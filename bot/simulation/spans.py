"""Spans: from when to when something held. What the simulation remembers by itself, to check the bot by."""

from collections.abc import Hashable, Iterator
from datetime import datetime
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Spans(Generic[K]):
    """Stretches of time (aware UTC) by key; the end is excluded, and None while it goes on."""

    def __init__(self) -> None:
        self._of: dict[K, list[tuple[datetime, datetime | None]]] = {}

    def begin(self, key: K, at: datetime, until: datetime | None = None) -> None:
        """It holds from then on; what held before ends there."""
        self.end(key, at)
        self._of.setdefault(key, []).append((at, until))

    def end(self, key: K, at: datetime) -> None:
        """It holds no more from then on."""
        of = self._of.get(key)
        if of and (of[-1][1] is None or of[-1][1] > at):
            of[-1] = (of[-1][0], at)

    def holds(self, key: K, at: datetime) -> bool:
        """Whether it holds at a moment."""
        return any(start <= at and (end is None or at < end) for start, end in self._of.get(key, ()))

    def throughout(self, key: K, start: datetime, end: datetime) -> bool:
        """Whether it holds all the time between two moments."""
        since = self.since(key, end)
        return since is not None and since <= start

    def holding(self, at: datetime) -> Iterator[K]:
        """All keys that hold at a moment."""
        return (key for key in self._of if self.holds(key, at))

    def ever(self) -> Iterator[K]:
        """All keys that ever held."""
        return iter(self._of)

    def since(self, key: K, at: datetime) -> datetime | None:
        """Since when it holds at a moment; None when it does not."""
        return next(
            (
                start
                for start, end in reversed(self._of.get(key, ()))
                if start <= at and (end is None or at < end)
            ),
            None,
        )
