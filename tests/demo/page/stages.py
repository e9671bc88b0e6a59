"""A stage for the page in this very process: the real bot, a real database, the local Slack, one clock."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.clocks import TurnableClock
from bot.demo.company import Company
from bot.demo.page.stage import Backlog, BotState, Specimen
from bot.demo.server import LocalSlack
from bot.main import Mentorbot, build
from bot.pace import Pace
from bot.playhouse.ledger import Ledger
from bot.playhouse.settings import settings_for
from bot.playhouse.stage import MONDAY
from bot.settings import load
from bot.turning import pass_until
from handlers.slack.manifest import manifest
from handlers.slack.patience import SLACKS
from tests.e2e.conftest import UNHURRIED

HELLO = Specimen("Hello", "Greetings", "message", {"text": "Hello", "blocks": [{"type": "divider"}]})
"""A message, to see that the gallery shows it."""


class KeptNotes:
    """Notes in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, object] = {}

    def recall(self, name: str) -> object:
        """What was kept under this name."""
        return self._kept.get(name)

    def keep(self, name: str, value: object) -> None:
        """Keep a value."""
        self._kept[name] = value


class StageInProcess:
    """`Stage`, with a bot that is stopped where another would be killed.

    `trouble` can be set, as if the bot had not come up.
    """

    def __init__(self, slack: LocalSlack, clock: TurnableClock, database_url: str) -> None:
        self.slack = slack
        self.clock = clock
        self.notes = KeptNotes()
        self.bot_state = BotState.DOWN
        self.trouble = ""
        self.shown: Sequence[Specimen] = [HELLO]
        self._database_url = database_url
        self._ledger = Ledger(database_url, slack.workspace)
        self._bot: Mentorbot | None = None

    @property
    def bot(self) -> Mentorbot:
        """The bot that runs, or ran last."""
        assert self._bot is not None
        return self._bot

    def now(self) -> datetime:
        """The time that the clock shows."""
        return self.clock.now()

    async def show(self, moment: datetime) -> datetime | None:
        """Set the clock, wait until nothing is due, and say when something is next."""
        self.clock.set(moment)
        self.slack.workspace.feed.publish("clock_turned")
        if self.bot_state is not BotState.UP:
            return None
        await self.bot.settled()
        return await self.bot.next_due()

    async def turn(self, by: timedelta) -> None:
        """Let time pass."""
        await pass_until(self, self.now() + by)

    async def to_next(self) -> datetime | None:
        """Let time pass until the bot looks at something by itself."""
        due = await self.show(self.now())
        if due is not None:
            await pass_until(self, due)
        return due

    async def kill(self) -> None:
        """Stop the bot."""
        await self.bot.stop()
        self._changed(BotState.DOWN)

    async def restart(self) -> None:
        """Stop the bot if it runs, and start it."""
        if self.bot_state is BotState.UP:
            await self.kill()
        environment = settings_for(self.slack, self._database_url)
        pace = Pace(1000, channel_per_second=1000, edits_per_second=1000)
        self._bot = build(
            load(environment, env_file=None),
            clock=self.clock,
            pace=pace,
            patience=SLACKS.times(UNHURRIED),
        )
        self._changed(BotState.STARTING)
        await self._bot.start()
        self.slack.connect(f"http://127.0.0.1:{self._bot.port}/slack/events")
        self._changed(BotState.UP)

    async def close(self) -> None:
        """Stop the bot if it runs, and give back what was opened."""
        if self.bot_state is BotState.UP:
            await self.kill()
        self._ledger.close()

    async def backlog(self) -> Backlog:
        """Read from the database, whether or not the bot runs."""
        return await asyncio.to_thread(self._ledger.read)

    def specimens(self) -> Sequence[Specimen]:
        """Those in `shown`."""
        return self.shown

    def _changed(self, state: BotState) -> None:
        self.bot_state = state
        self.slack.workspace.feed.publish("bot_changed")


@asynccontextmanager
async def stage_in_process(
    database_url: str, company: Company | None = None, start: datetime = MONDAY
) -> AsyncIterator[StageInProcess]:
    """The bot at work in a made-up company, on a clock that stands until it is turned."""
    clock = TurnableClock(start, runs=False)
    async with LocalSlack(manifest(), clock=clock, company=company, patience=UNHURRIED) as slack:
        stage = StageInProcess(slack, clock, database_url)
        await stage.restart()
        try:
            yield stage
        finally:
            await stage.close()
