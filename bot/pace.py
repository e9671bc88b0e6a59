"""Pace: how fast a messenger may be called, in real time."""

import asyncio
import time
from dataclasses import dataclass

CHANNEL_PER_SECOND = 1.0
CHANNEL_BURST = 2
"""One message per second and channel; Slack lets a short burst pass (docs.slack.dev, rate limits)."""
EDITS_PER_SECOND = 50 / 60
EDITS_BURST = 10
"""chat.update is a tier 3 method: 50 a minute and workspace, with occasional bursts."""
_FORGET_ABOVE = 10_000
_GIVEN_WAY, _REGAINED = 0.8, 0.002


class Bucket:
    """Turns at a steady rate after a short burst; each is reserved in the order of asking.

    Args:
        per_second: the rate.
        burst: how many turns may be taken at once after a rest.
    """

    def __init__(self, per_second: float, burst: float) -> None:
        self.per_second = per_second
        self._burst = burst
        self._next = 0.0

    def reserve(self, now: float) -> float:
        """Take the next turn; returns the seconds until it comes."""
        rested = now - (self._burst - 1) / self.per_second
        turn = max(self._next, rested)
        self._next = turn + 1 / self.per_second
        return max(0.0, turn - now)

    def full(self, now: float) -> bool:
        """Whether it has rested so long that forgetting it changes nothing."""
        return self._next <= now - self._burst / self.per_second


@dataclass(frozen=True)
class Lane:
    """Messages of one workspace that share a limit: new ones, or edits."""

    workspace: str
    edits: bool = False


class Pace:
    """Turns for messages: per channel, per workspace, and none while a workspace is on hold.

    A hold lowers the lane's rate, and every turn after it raises it a little: so the rate settles just below
    the limit that Slack keeps but does not publish.

    Args:
        messages_per_second: new messages per workspace, at most.
        channel_per_second: messages to one channel.
        edits_per_second: edits per workspace, at most.
    """

    def __init__(
        self,
        messages_per_second: float,
        *,
        channel_per_second: float = CHANNEL_PER_SECOND,
        edits_per_second: float = EDITS_PER_SECOND,
    ) -> None:
        self._messages_per_second = messages_per_second
        self._channel_per_second = channel_per_second
        self._edits_per_second = edits_per_second
        self._lanes: dict[Lane, Bucket] = {}
        self._channels: dict[tuple[Lane, str], Bucket] = {}
        self._held_until: dict[Lane, float] = {}

    async def turn(self, lane: Lane, channel: str) -> None:
        """Wait for a turn: the channel's first, so that a busy one keeps nobody else waiting."""
        await asyncio.sleep(self._channel(lane, channel).reserve(time.monotonic()))
        while True:
            await asyncio.sleep(max(0.0, self.held_for(lane)))
            await asyncio.sleep(self._lane(lane).reserve(time.monotonic()))
            # Whoever waited through a hold takes a turn anew, so that they do not come all at once.
            if self.held_for(lane) <= 0:
                break
        self._regain(lane)

    def hold(self, lane: Lane, seconds: float) -> None:
        """Give no turns for so many seconds, and fewer afterwards."""
        now = time.monotonic()
        if self.held_for(lane) <= 0:
            # Several calls in flight meet the same refusal: it counts once.
            bucket = self._lane(lane)
            bucket.per_second = max(bucket.per_second * _GIVEN_WAY, 0.2)
        self._held_until[lane] = max(self._held_until.get(lane, 0.0), now + seconds)

    def held_for(self, lane: Lane) -> float:
        """Seconds until turns are given again; 0 or less when they are."""
        return self._held_until.get(lane, 0.0) - time.monotonic()

    def _channel(self, lane: Lane, channel: str) -> Bucket:
        if len(self._channels) > _FORGET_ABOVE:
            now = time.monotonic()
            self._channels = {key: bucket for key, bucket in self._channels.items() if not bucket.full(now)}
        return self._channels.setdefault((lane, channel), Bucket(self._channel_per_second, CHANNEL_BURST))

    def _lane(self, lane: Lane) -> Bucket:
        if lane not in self._lanes:
            most = self._most(lane)
            self._lanes[lane] = Bucket(most, EDITS_BURST if lane.edits else max(1.0, most / 4))
        return self._lanes[lane]

    def _regain(self, lane: Lane) -> None:
        bucket = self._lane(lane)
        most = self._most(lane)
        bucket.per_second = min(most, bucket.per_second + most * _REGAINED)

    def _most(self, lane: Lane) -> float:
        return self._edits_per_second if lane.edits else self._messages_per_second
