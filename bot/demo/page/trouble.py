"""Faults on demand, and the line that says what became of what was promised and what was pressed."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from bot.demo.errors import BotFailed
from bot.demo.page.guard import Refused
from bot.demo.page.stage import Backlog, BotState, Stage
from bot.demo.record import Exchange

CALLS_REFUSED: Final = 5
"""How many calls meet a 429 in a row: enough to see the bot wait, and to see it go on."""
PAUSE: Final = 1
"""Seconds that a 429 asks for."""
DOWN_FOR: Final = 60
"""Seconds of the workspace's time that Slack is down for."""


@dataclass(frozen=True)
class Troubles:
    """What is wrong just now, and what became of the messages since it began.

    Attributes:
        bot: whether the bot runs.
        why: why it does not, in a sentence; empty when it does, or was killed.
        seconds_down: how long Slack is down yet; 0 when it is up.
        calls_refused: calls that will meet a 429.
        duplicates: each delivery to the bot is sent twice.
        waiting: messages that wait in the outbox.
        delivered: messages that were delivered since the trouble began; None before there was any.
        dead: messages that were given up.
        unheard: commands and presses that did not get through to the bot.
        cut: those that it broke off before it answered: it may have done them.
    """

    bot: BotState
    why: str
    seconds_down: int
    calls_refused: int
    duplicates: bool
    waiting: int
    delivered: int | None
    dead: int
    unheard: int
    cut: int


class Trouble:
    """Makes trouble, and ends it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._faults = stage.slack.faults
        self._sent_before: int | None = None
        self._starting = asyncio.Lock()
        # By trigger: what Slack sends twice was pressed once.
        self._unheard: set[str] = set()
        self._cut: set[str] = set()
        self.stop: Callable[[], None] = stage.slack.record.observe(self._crossed)

    async def make(self, fault: str) -> None:
        """Rate limiting, Slack down or back, duplicate deliveries or not; refused when none of these."""
        moves = {
            "rate_limit": lambda: self._faults.rate_limited("*", times=CALLS_REFUSED, retry_after=PAUSE),
            "down": lambda: self._faults.down(DOWN_FOR),
            "up": lambda: self._faults.down(0),
            "duplicates": lambda: self._duplicate("together"),
            "no_duplicates": lambda: self._duplicate("no"),
        }
        move = moves.get(fault)
        if move is None:
            raise Refused(400, "There is no such fault.")
        await self._begin()
        move()
        self._tell()

    async def bot(self, what: str) -> None:
        """Kill the bot, or start it again; refused when it is neither."""
        if what not in ("kill", "restart"):
            raise Refused(400, "The bot can be killed and restarted.")
        await (self._kill() if what == "kill" else self._restart())
        self._tell()

    async def _kill(self) -> None:
        """At any time, also while it starts; and whether or not its database can be read."""
        with suppress(BotFailed):
            await self._begin()
        await self._stage.kill()

    async def _restart(self) -> None:
        if self._starting.locked():
            raise Refused(409, "The bot is being started already.")
        async with self._starting:
            await self._begin()
            await self._stage.restart()

    async def now(self) -> Troubles:
        """How things stand."""
        backlog = await self._stage.backlog()
        return Troubles(
            self._stage.bot_state,
            self._stage.trouble,
            round(self._faults.seconds_down),
            self._faults.calls_to_fail,
            self._faults.duplicate_deliveries != "no",
            backlog.waiting,
            self._delivered(backlog),
            backlog.dead,
            len(self._unheard - self._cut),
            len(self._cut),
        )

    def shown(self) -> dict[str, Any]:
        """What every page says about the bot and Slack."""
        down = round(self._faults.seconds_down)
        return {"bot": str(self._stage.bot_state), "why": self._stage.trouble, "down": down}

    def _duplicate(self, how: str) -> None:
        self._faults.duplicate_deliveries = "together" if how == "together" else "no"

    async def _begin(self) -> None:
        if self._sent_before is None:
            self._sent_before = (await self._stage.backlog()).sent

    def _delivered(self, backlog: Backlog) -> int | None:
        return None if self._sent_before is None else max(0, backlog.sent - self._sent_before)

    def _crossed(self, exchange: Exchange) -> None:
        unreachable = self._faults.is_down or self._stage.bot_state is not BotState.UP
        trigger = exchange.payload.get("trigger_id") if isinstance(exchange.payload, Mapping) else None
        if exchange.direction == "out" and exchange.status == 0 and trigger:
            if exchange.cut:
                self._cut.add(trigger)
            elif unreachable:
                self._unheard.add(trigger)

    def _tell(self) -> None:
        self._stage.slack.workspace.feed.publish("bot_changed")
