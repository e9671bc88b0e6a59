"""Slack misbehaving on request."""

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.demo.clock import Clock

When = Literal["before", "after"]


@dataclass(frozen=True)
class Fault:
    """What one call meets instead of, or after, its effect.

    `when="after"`: the work is done, the answer is lost.
    """

    kind: Literal["rate_limited", "http", "error", "hang", "drop"]
    name: str = ""
    status: int = 500
    seconds: float = 0.0
    when: When = "before"


class Faults:
    """The faults that wait for their call, and whether Slack is down.

    Args:
        clock: the workspace's, which ends an outage: turned on, it does so for the app's next tries as well.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.duplicate_deliveries: Literal["no", "after", "together"] = "no"
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)
        self._down_until: datetime | None = None

    def rate_limited(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """The next calls answer HTTP 429 with Retry-After in seconds."""
        self._next(method, Fault("rate_limited", seconds=retry_after), times)

    def http(self, method: str, status: int = 500, *, times: int = 1, when: When = "before") -> None:
        """The next calls answer with this HTTP status and no JSON."""
        self._next(method, Fault("http", status=status, when=when), times)

    def error(self, method: str, name: str, *, times: int = 1) -> None:
        """The next calls answer `ok: false` with this error, for example user_disabled or ratelimited."""
        self._next(method, Fault("error", name=name), times)

    def hang(self, method: str, seconds: float, *, times: int = 1, when: When = "before") -> None:
        """The next calls take this long before they go on as usual."""
        self._next(method, Fault("hang", seconds=seconds, when=when), times)

    def drop(self, method: str, *, times: int = 1, when: When = "before") -> None:
        """The connection of the next calls is cut; with `after`, the message has been posted all the same."""
        self._next(method, Fault("drop", when=when), times)

    def down(self, seconds: float) -> None:
        """Slack is down for so long: every call answers 503 and nothing is delivered."""
        self._down_until = self._clock.now() + timedelta(seconds=seconds)

    def clear(self) -> None:
        """All is well again."""
        self._waiting.clear()
        self._down_until = None
        self.duplicate_deliveries = "no"

    @property
    def is_down(self) -> bool:
        """Slack is down at this moment."""
        return self.seconds_down > 0

    @property
    def seconds_down(self) -> float:
        """How long Slack will be down yet, in seconds of the workspace's time; 0 when it is not."""
        if self._down_until is None:
            return 0.0
        return max(0.0, (self._down_until - self._clock.now()).total_seconds())

    @property
    def calls_to_fail(self) -> int:
        """How many calls will meet a fault yet."""
        return sum(map(len, self._waiting.values()))

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, if any."""
        waiting = self._waiting.get(method) or self._waiting.get("*")
        return waiting.popleft() if waiting else None

    def _next(self, method: str, fault: Fault, times: int) -> None:
        self._waiting[method].extend([fault] * times)
