"""What time it is in the workspace. Protocol time-outs run in real time and never ask this clock."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Anything that knows the time."""

    def now(self) -> datetime:
        """The time as an aware datetime in UTC."""
        ...


class RealClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The time as an aware datetime in UTC."""
        return datetime.now(UTC)
