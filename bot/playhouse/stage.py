"""The stage: the real bot against the local Slack, on one clock. For the demo and the tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import NullTranslations

from bot.clocks import TurnableClock
from bot.demo.company import Company
from bot.demo.rates import Rates
from bot.demo.server import LocalSlack
from bot.demo.story import MONDAY
from bot.main import Mentorbot, build
from bot.pace import Pace
from bot.playhouse.settings import settings_for
from bot.settings import load
from bot.turning import pass_until
from handlers.slack.manifest import manifest
from handlers.slack.patience import SLACKS

__all__ = ["MONDAY", "Stage", "set_stage"]


@dataclass(frozen=True)
class Stage:
    """A workspace, the bot in it, and their clock."""

    slack: LocalSlack
    bot: Mentorbot
    clock: TurnableClock

    def now(self) -> datetime:
        """The time on their clock (aware UTC)."""
        return self.clock.now()

    async def settle(self) -> None:
        """Wait until nothing is due any more."""
        await self.bot.settled()

    async def show(self, moment: datetime) -> datetime | None:
        """Set the clock (aware), wait until nothing is due any more, and say when something is next."""
        self.clock.set(moment)
        await self.settle()
        return await self.bot.next_due()

    async def turn(self, by: timedelta) -> None:
        """Let time pass; what falls due on the way happens at its moment, as it would have."""
        await self.until(self.clock.now() + by)

    async def until(self, moment: datetime) -> None:
        """Let time pass up to a moment (aware): the clock stops wherever something happens by itself."""
        await pass_until(self, moment)


@asynccontextmanager
async def set_stage(
    database_url: str,
    *,
    socket_mode: bool = False,
    company: Company | None = None,
    start: datetime = MONDAY,
    pace: Pace | None = None,
    rates: Rates | None = None,
    words: NullTranslations | None = None,
    patience: float = 1.0,
) -> AsyncIterator[Stage]:
    """The bot at work in a made-up company from a made-up moment on, over HTTP or Socket Mode.

    `rates` are those of the workspace (none by default); `pace` is how fast the bot speaks (Slack's own),
    `words` what it speaks (each reader's own language). Both wait `patience` times as long as Slack does.
    """
    clock = TurnableClock(start, runs=False)
    async with LocalSlack(manifest(), clock=clock, company=company, rates=rates, patience=patience) as slack:
        environment = settings_for(slack, database_url, socket_mode=socket_mode)
        async with build(
            load(environment, env_file=None),
            clock=clock,
            pace=pace,
            words=words,
            patience=SLACKS.times(patience),
        ) as bot:
            if not socket_mode:
                slack.connect(f"http://127.0.0.1:{bot.port}/slack/events")
            stage = Stage(slack, bot, clock)
            await stage.settle()
            yield stage
