"""A stage for the page in this very process: the real bot, a real database, the local Slack, one clock."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from bot.clocks import TurnableClock
from bot.demo.company import Company
from bot.demo.page.stage import Backlog, BotState, Look, Parcel, Specimen
from bot.demo.server import LocalSlack
from bot.main import Mentorbot, build
from bot.pace import Pace
from bot.settings import load
from bot.stage import MONDAY
from handlers.slack.manifest import manifest
from storage.tables import outbox, waits

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
    """`Stage`, with a bot that is stopped where another would be killed."""

    def __init__(self, slack: LocalSlack, clock: TurnableClock, database_url: str) -> None:
        self.slack = slack
        self.clock = clock
        self.notes = KeptNotes()
        self.bot_state = BotState.DOWN
        self.shown: Sequence[Specimen] = [HELLO]
        self._database_url = database_url
        self._bot: Mentorbot | None = None

    @property
    def bot(self) -> Mentorbot:
        """The bot that runs, or ran last."""
        assert self._bot is not None
        return self._bot

    async def turn(self, by: timedelta) -> None:
        """Let time pass."""
        await self._until(self.clock.now() + by)

    async def to_next(self) -> datetime | None:
        """Let time pass until something happens by itself."""
        due = await self.bot.next_due()
        if due is not None:
            await self._until(max(due, self.clock.now()))
            await self.bot.settled()
        return due

    async def kill(self) -> None:
        """Stop the bot."""
        await self.bot.stop()
        self._changed(BotState.DOWN)

    async def restart(self) -> None:
        """Stop the bot if it runs, and start it."""
        if self.bot_state is BotState.UP:
            await self.kill()
        environment = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "DATABASE_URL": self._database_url,
            "PORT": "0",
        }
        pace = Pace(1000, channel_per_second=1000, edits_per_second=1000)
        self._bot = build(load(environment, env_file=None), clock=self.clock, pace=pace)
        self._changed(BotState.STARTING)
        await self._bot.start()
        self.slack.connect(f"http://127.0.0.1:{self._bot.port}/slack/events")
        self._changed(BotState.UP)

    async def backlog(self) -> Backlog:
        """Read from the database."""
        return await asyncio.to_thread(self._read)

    def specimens(self) -> Sequence[Specimen]:
        """Those in `shown`."""
        return self.shown

    def _changed(self, state: BotState) -> None:
        self.bot_state = state
        self.slack.workspace.feed.publish("bot_changed")

    async def _until(self, moment: datetime) -> None:
        while self.clock.now() < moment:
            due = await self.bot.next_due()
            following = due if due and due > self.clock.now() else moment
            self.clock.set(min(following, moment))
            self.slack.workspace.feed.publish("clock_turned")
            await self.bot.settled()

    def _read(self) -> Backlog:
        with self.bot.engine.connect() as connection:
            counted = select(outbox.c.state, func.count()).group_by(outbox.c.state)
            counts = {str(state): number for state, number in connection.execute(counted)}
            waiting = connection.execute(select(outbox).where(outbox.c.state.in_(["queued", "dead"])))
            due = select(waits).where(waits.c.next_look_at.is_not(None)).order_by(waits.c.next_look_at)
            return Backlog(
                outbox=tuple(map(_parcel, waiting)),
                looks=tuple(map(_look, connection.execute(due))),
                sent=counts.get("sent", 0),
                waiting=counts.get("queued", 0),
                dead=counts.get("dead", 0),
            )


def _parcel(row: Row[Any]) -> Parcel:
    error = row.last_error or ""
    return Parcel(row.id, row.recipients, row.kind, str(row.state), row.attempts, row.send_at, error)


def _look(row: Row[Any]) -> Look:
    return Look(row.next_look_at, str(row.phase), row.person_id, row.subject_id)


@asynccontextmanager
async def stage_in_process(
    database_url: str, company: Company | None = None, start: datetime = MONDAY
) -> AsyncIterator[StageInProcess]:
    """The bot at work in a made-up company, on a clock that stands until it is turned."""
    clock = TurnableClock(start, runs=False)
    async with LocalSlack(manifest(), clock=clock, company=company) as slack:
        stage = StageInProcess(slack, clock, database_url)
        await stage.restart()
        try:
            yield stage
        finally:
            if stage.bot_state is BotState.UP:
                await stage.kill()
