"""Slack's rates, in real time. Source: docs.slack.dev/apis/web-api/rate-limits."""

import math
import time
from collections import Counter
from dataclasses import dataclass, field

from bot.demo import facts

POSTING = ("chat.postMessage",)


@dataclass
class _Bucket:
    capacity: float
    per_second: float
    level: float = field(default=-1.0)
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until one more fits; 0 takes it."""
        if self.level < 0:
            self.level = self.capacity
        else:
            self.level = min(self.capacity, self.level + (now - self.at) * self.per_second)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.per_second


class Rates:
    """Which call may pass now. Counts what was served and refused per method.

    Slack guarantees each tier's figure per minute and allows bursts without naming them: here a full minute's
    worth may come at once, and `channel_burst` messages to one channel. `workspace_per_second` caps messages
    over all channels (Slack has such a cap and publishes no figure).
    """

    def __init__(
        self, *, on: bool, channel_burst: int = 3, workspace_per_second: float | None = None
    ) -> None:
        self.on = on
        self.channel_burst = channel_burst
        self.workspace_per_second = workspace_per_second
        self.served: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    @classmethod
    def slack(cls, *, channel_burst: int = 3, workspace_per_second: float | None = None) -> "Rates":
        """The published rates."""
        return cls(on=True, channel_burst=channel_burst, workspace_per_second=workspace_per_second)

    @classmethod
    def off(cls, *, workspace_per_second: float | None = None) -> "Rates":
        """No rates, but for a cap on messages if given."""
        return cls(on=False, workspace_per_second=workspace_per_second)

    def retry_after(self, method: str, channel: str) -> int | None:
        """Whole seconds to wait before calling again, or None when the call passes."""
        now = time.monotonic()
        waits = [bucket.wait(now) for bucket in self._due(method, channel)]
        longest = max(waits, default=0.0)
        if longest <= 0:
            self.served[method] += 1
            return None
        self.refused[method] += 1
        return max(1, math.ceil(longest))

    def _due(self, method: str, channel: str) -> list[_Bucket]:
        found = []
        published = facts.method(method)
        if self.on and published and published.tier.startswith("tier"):
            per_minute = facts.figure("rate_limit", published.tier)
            found.append(self._bucket("method", method, per_minute, per_minute / 60))
        if method in POSTING:
            if self.on:
                per_second = facts.figure("rate_limit", "post_message_per_channel")
                found.append(self._bucket("channel", channel, self.channel_burst, per_second))
            if self.workspace_per_second:
                cap = self.workspace_per_second
                found.append(self._bucket("workspace", "", max(1.0, cap), cap))
        return found

    def _bucket(self, kind: str, name: str, capacity: float, per_second: float) -> _Bucket:
        return self._buckets.setdefault((kind, name), _Bucket(capacity, per_second))
