"""Backstage: the bot in a process of its own, and the clock that both it and the local Slack go by."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.clocks import TurnableClock
from bot.demo.errors import BotFailed
from bot.demo.page.stage import Backlog, BotState, Notes, Specimen
from bot.demo.server import LocalSlack
from bot.playhouse.prompter import Gone, Prompter
from bot.playhouse.settings import settings_for
from bot.turning import pass_until

if TYPE_CHECKING:
    from bot.playhouse.ledger import Ledger

_TICK: Final = timedelta(seconds=15)
"""How often a scheduler looks by default: who turns the clock by a week waits for no more stops than that."""
_GLIMPSE: Final = 0.2
"""Seconds between the times that a page shows while the clock is turned."""
_EVENTS: Final = "/slack/events"


class Backstage:
    """What the page needs of the bot: implements `bot.demo.page.stage.Stage`.

    Args:
        slack: the workspace; its clock is `clock`.
        clock: the time there, which runs on.
        notes: what the page keeps between runs.
        database_url: the bot's database.
        log: the file that the bot's log is added to.

    `trouble` says, in a sentence, why the bot does not run; it is empty when it does, or was killed.
    """

    def __init__(
        self, slack: LocalSlack, clock: TurnableClock, notes: Notes, database_url: str, log: Path
    ) -> None:
        self.slack = slack
        self.notes = notes
        self.bot_state = BotState.DOWN
        self.trouble = ""
        self._clock = clock
        self._database_url = database_url
        self._log = log
        self._actor: Prompter | None = None
        self._up: Prompter | None = None
        self._starting = asyncio.Lock()
        self._turning = asyncio.Lock()
        self._glimpsed = 0.0
        self._looking = asyncio.Lock()
        self._ledger: Ledger | None = None

    # -- the bot

    async def restart(self) -> None:
        """Start the bot, again if it runs; returns when it is up.

        Raises:
            BotFailed: when it does not come up, with the reason.
        """
        async with self._starting:
            await self._stop()
            self._is(BotState.STARTING)
            try:
                await self._start()
            except BaseException as error:
                self._is(BotState.DOWN, str(error) if isinstance(error, BotFailed) else "")
                raise

    async def kill(self) -> None:
        """Kill the bot in the middle of whatever it does; returns when it is gone."""
        actor = self._actor
        if actor is not None:
            actor.kill()
            await actor.gone()

    async def close(self) -> None:
        """Stop the bot, and give back what was opened."""
        async with self._starting:
            await self._stop()
        if self._ledger is not None:
            self._ledger.close()

    async def furnish(self, size: int, seed: int) -> None:
        """Tell the bot of everybody at Fernhill; BotFailed when it cannot be told."""
        await self._tell("furnish", size, seed)

    async def found(self, size: int, seed: int) -> None:
        """Let the programs of Fernhill begin; BotFailed when the bot cannot be told."""
        await self._tell("found", size, seed)

    async def _tell(self, what: str, size: int, seed: int) -> None:
        try:
            await self._running().ask(what, size=size, seed=seed)
        except Gone:
            raise BotFailed("The bot ended while it was told of the company.") from None

    async def _start(self) -> None:
        actor = self._actor = await Prompter.start(self._settings(), self.now(), self._log, self._ended)
        try:
            await self._come_up(actor)
        except BaseException:
            # Whatever came in between: who is told that it does not run is told the truth.
            actor.kill()
            await actor.gone()
            raise

    async def _come_up(self, actor: Prompter) -> None:
        port = await actor.up()
        self.slack.connect(f"http://127.0.0.1:{port}{_EVENTS}")
        with suppress(Gone):  # killed in this moment: its end has been noticed
            await actor.ask("show", at=self.now().isoformat())
            self._up = actor
            self._is(BotState.UP)

    async def _stop(self) -> None:
        actor, was_up, self._up = self._actor, self._up is not None, None
        if actor is None:
            return
        if not was_up:  # it would not listen before it is up
            actor.kill()
        await actor.stop()

    def _ended(self, actor: Prompter) -> None:
        """It is gone: told to stop, killed, or of itself."""
        if actor is self._actor:
            self._actor = self._up = None
            self._is(BotState.DOWN, actor.trouble)

    def _is(self, state: BotState, trouble: str = "") -> None:
        self.bot_state, self.trouble = state, trouble
        self.slack.workspace.feed.publish("bot_changed", (), state)

    def _running(self) -> Prompter:
        if self._up is None:
            raise BotFailed("The bot does not run.")
        return self._up

    def _settings(self) -> Mapping[str, str]:
        quiet = {"MENTORBOT_LOG_LEVEL": "warning", "MENTORBOT_TICK_SECONDS": "5"}
        return settings_for(self.slack, self._database_url) | quiet

    # -- the clock

    def now(self) -> datetime:
        """The time in the workspace (aware UTC)."""
        return self._clock.now()

    async def settle(self) -> None:
        """Wait until nothing is due any more."""
        await self.show(self.now())

    async def show(self, moment: datetime) -> datetime | None:
        """Set the clock, wait until nothing is due any more, and say when something is next.

        While the bot is dead the clock is set all the same; what falls due then waits for it.
        """
        # It runs on while we speak, and never goes back.
        self._clock.set(max(moment, self.now()))
        self._show_clock()
        if self._up is None:
            return None
        try:
            due = await self._up.ask("show", at=self.now().isoformat())
        except Gone:
            return None
        return datetime.fromisoformat(due) if due else None

    async def until(self, moment: datetime) -> None:
        """Let time pass up to a moment (aware)."""
        async with self._turning:
            await self._until(moment)

    async def turn(self, by: timedelta) -> None:
        """Let time pass; two turns at once come one after the other."""
        async with self._turning:
            await self._until(self.now() + by)

    async def to_next(self) -> datetime | None:
        """Let time pass until the next thing happens by itself; None when nothing is planned."""
        async with self._turning:
            due = await self.show(self.now()) if self._up else await self._next_in_ledger()
            if due is not None:
                await self._until(due)
            return due

    async def _until(self, moment: datetime) -> None:
        await pass_until(self, moment, _TICK)
        self._show_clock(now=True)

    async def _next_in_ledger(self) -> datetime | None:
        backlog = await self.backlog()
        planned = [*(one.due for one in backlog.outbox), *(one.at for one in backlog.looks)]
        return min((at for at in planned if at > self.now()), default=None)

    def _show_clock(self, *, now: bool = False) -> None:
        """Tell the pages what time it is, but not at each of a thousand stops."""
        at = asyncio.get_running_loop().time()
        if now or at - self._glimpsed >= _GLIMPSE:
            self._glimpsed = at
            self.slack.workspace.feed.publish("clock_turned")

    # -- looking

    async def backlog(self) -> Backlog:
        """What the bot has yet to do; it can be asked while the bot is dead.

        Raises:
            BotFailed: when the database cannot be read.
        """
        async with self._looking:
            return await asyncio.to_thread(self._read_backlog)

    def specimens(self) -> Sequence[Specimen]:
        """Everything that the bot can say or ask."""
        from bot.playhouse.specimens import specimens  # only the gallery waits for what it imports

        made: Callable[[], Sequence[Specimen]] = specimens
        return made()

    def _read_backlog(self) -> Backlog:
        from bot.playhouse.ledger import Ledger  # SQLAlchemy: the first page does not wait for it

        if self._ledger is None:
            self._ledger = Ledger(self._database_url, self.slack.workspace)
        return self._ledger.read()
