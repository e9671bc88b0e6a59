"""Clocks: the machine's own, and one that can be turned in the demo and the tests."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """This moment, aware UTC."""
        return datetime.now(UTC)


class TurnableClock:
    """A clock that is turned from any thread, and tells its listeners.

    Args:
        start: the time it shows at first (aware); the machine's by default.
        runs: whether it goes on at the pace of the machine's clock; else it stands until it is turned.
    """

    def __init__(self, start: datetime | None = None, *, runs: bool = True) -> None:
        self._lock = threading.Lock()
        self._runs = runs
        self._shown = self._turned_at = datetime.now(UTC)
        self._listeners: list[Callable[[], None]] = []
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        """The time it shows, aware UTC."""
        with self._lock:
            return self._now()

    def turn(self, by: timedelta) -> datetime:
        """Turn it by so much, then tell the listeners; returns the time it shows."""
        with self._lock:
            now = self._show(self._now() + by)
        self._tell()
        return now

    def set(self, at: datetime) -> None:
        """Set it to a time (aware), then tell the listeners."""
        with self._lock:
            self._show(at.astimezone(UTC))
        self._tell()

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each turn, in the thread that turned."""
        self._listeners.append(listener)

    def _now(self) -> datetime:
        if not self._runs:
            return self._shown
        return self._shown + (datetime.now(UTC) - self._turned_at)

    def _show(self, at: datetime) -> datetime:
        self._shown, self._turned_at = at, datetime.now(UTC)
        return at

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()
