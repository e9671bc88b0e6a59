"""Turning the clock, one turn at a time, and who got what meanwhile."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.demo.company import Person
from bot.demo.feed import Happening
from bot.demo.messages import Message
from bot.demo.page.guard import Refused
from bot.demo.page.people import city, unable
from bot.demo.page.stage import Stage

STEPS: Final = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
NEXT: Final = "next"


@dataclass(frozen=True)
class Arrival:
    """New messages for somebody."""

    person: Person
    count: int


@dataclass(frozen=True)
class Turned:
    """What became of a turn: who got messages, the most first; `note` when nothing was planned."""

    arrivals: tuple[Arrival, ...] = ()
    note: str = ""


class Turning:
    """The clock of the story, for everybody who looks at it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.is_turning = False

    async def turn(self, how_far: str) -> Turned:
        """Turn by an hour, a day or a week, or until the next thing happens; refused while it turns."""
        step = self._step(how_far)
        if self.is_turning:
            raise Refused(409, "The clock is being turned already.")
        tally = _Tally()
        feed = self._stage.slack.workspace.feed
        stop = feed.observe(tally.notice)
        self.is_turning = True
        feed.publish("clock_turned")
        try:
            note = await step()
        finally:
            self.is_turning = False
            stop()
            feed.publish("clock_turned")
        return Turned(self._arrivals(tally.counts), note)

    def _step(self, how_far: str) -> Callable[[], Awaitable[str]]:
        if how_far == NEXT:
            return self._to_next
        by = STEPS.get(how_far)
        if by is None:
            raise Refused(400, "The clock turns by an hour, a day, a week, or until the next thing happens.")

        async def turn() -> str:
            await self._stage.turn(by)
            return ""

        return turn

    async def _to_next(self) -> str:
        if await self._stage.to_next() is None:
            return "Nothing is planned: it is somebody's turn to do something."
        return ""

    def _arrivals(self, counts: Counter[str]) -> tuple[Arrival, ...]:
        people = self._stage.slack.workspace.people
        found = (Arrival(people[one], count) for one, count in counts.most_common())
        return tuple(one for one in found if not unable(one.person))


class _Tally:
    """Counts the app's new messages for each person."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def notice(self, happening: Happening) -> None:
        """Count what was posted to this person, unless they wrote it."""
        if happening.kind != "message_posted":
            return
        message: Message = happening.subject
        self.counts.update(one for one in happening.people if one != message.user)


def shown(now: datetime, me: Person, *, is_turning: bool) -> dict[str, Any]:
    """The clock as this person reads it: day, time and zone in words, and the moment itself (ISO)."""
    local = now.astimezone(ZoneInfo(me.tz))
    return {
        "day": f"{local:%a} {local.day} {local:%b %Y}",
        "time": f"{local:%H:%M}",
        "zone": me.tz,
        "city": city(me),
        "at": now.isoformat(),
        "turning": is_turning,
    }
