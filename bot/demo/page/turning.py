"""Turning the clock, one turn at a time, and who got what meanwhile."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.demo import days
from bot.demo.company import Person
from bot.demo.feed import Happening
from bot.demo.messages import Message
from bot.demo.page.guard import Refused
from bot.demo.page.people import city, unable
from bot.demo.page.stage import BotState, Stage
from bot.demo.page.tour import Tour

STEPS: Final = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
NEXT: Final = "next"
TOUR: Final = "tour"
FARTHEST: Final = timedelta(weeks=4)
"""How far a turn goes on after a first look that shows nothing: many looks of the bot need no word."""

Seen = Callable[[], bool]
"""Whether what one waits for has happened."""


@dataclass(frozen=True)
class Arrival:
    """New or changed messages for somebody."""

    person: Person
    count: int


@dataclass(frozen=True)
class Turned:
    """What became of a turn: whose messages are new or changed, the most first; `note` when none was due."""

    arrivals: tuple[Arrival, ...] = ()
    changes: tuple[Arrival, ...] = ()
    note: str = ""


class Turning:
    """The clock of the story, for everybody who looks at it."""

    def __init__(self, stage: Stage, tour: Tour) -> None:
        self._stage = stage
        self._tour = tour
        self._workspace = stage.slack.workspace
        self.is_turning = False

    async def turn(self, how_far: str) -> Turned:
        """Turn by an hour, a day or a week, until the next thing happens, or as far as the tour waits for.

        Refused while it turns.
        """
        if how_far not in (*STEPS, NEXT, TOUR):
            raise Refused(400, "The clock turns by an hour, a day, a week, or until the next thing happens.")
        if self.is_turning:
            raise Refused(409, "The clock is being turned already.")
        tally = _Tally()
        stop = self._workspace.feed.observe(tally.notice)
        self.is_turning = True
        self._workspace.feed.publish("clock_turned")
        try:
            note = await self._pass(how_far, tally)
        finally:
            self.is_turning = False
            stop()
            self._workspace.feed.publish("clock_turned")
        return Turned(self._arrivals(tally.posted), self._arrivals(tally.changed), note)

    async def _pass(self, how_far: str, tally: "_Tally") -> str:
        if how_far == NEXT:
            return await self._until(lambda: bool(self._arrivals(tally.posted + tally.changed)))
        if how_far == TOUR:
            before = replace(self._tour.progress)
            return await self._until(lambda: self._tour.progress != before)
        await self._stage.turn(STEPS[how_far])
        return ""

    async def _until(self, seen: Seen) -> str:
        """Go from one look of the bot to the next; a note when what one waits for does not come."""
        latest: datetime | None = None
        while not seen():
            before = self._workspace.now()
            if latest and before >= latest:
                return "Weeks passed, and there was nothing to say: it is somebody's turn to do something."
            at = await self._stage.to_next()
            if self._stage.bot_state is not BotState.UP:
                return "Mentorbot does not run: it says nothing until it is started again."
            if at is None:
                return "Nothing is planned: it is somebody's turn to do something."
            if at <= before:  # overdue, and still not done: more time would not help it
                return ""
            latest = latest or at + FARTHEST
        return ""

    def _arrivals(self, counts: Counter[str]) -> tuple[Arrival, ...]:
        people = self._workspace.people
        found = (Arrival(people[one], count) for one, count in counts.most_common())
        return tuple(one for one in found if not unable(one.person))


class _Tally:
    """Counts messages that are new or changed, for each person who did not write them."""

    def __init__(self) -> None:
        self.posted: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()

    def notice(self, happening: Happening) -> None:
        """Count what this is for those who see it."""
        new, changed = self.posted, self.changed
        kinds = {"message_posted": new, "ephemeral_shown": new, "message_updated": changed}
        counts = kinds.get(happening.kind)
        if counts is not None:
            message: Message = happening.subject
            counts.update(one for one in happening.people if one != message.user)


def shown(now: datetime, me: Person, *, is_turning: bool) -> dict[str, Any]:
    """The clock as this person reads it: day, time and zone in words, and the moment itself (ISO)."""
    local = now.astimezone(ZoneInfo(me.tz))
    return {
        "day": days.short(local),
        "time": f"{local:%H:%M}",
        "zone": me.tz,
        "city": city(me),
        "at": now.isoformat(),
        "turning": is_turning,
    }
