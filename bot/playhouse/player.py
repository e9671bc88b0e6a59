"""The player: the real bot on a clock that is turned, in a database that holds nothing but the demo."""

import asyncio
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import structlog

from bot import logs
from bot.clocks import TurnableClock
from bot.demo.company import TEAM
from bot.demo.fernhill import fernhill
from bot.main import build
from bot.pace import Pace
from bot.playhouse.founding import found
from bot.playhouse.furnishing import furnish
from bot.settings import load
from bot.start import usable_database
from storage import migrations
from storage.scratch import check_holds_only

_PER_SECOND: Final = 1000.0
"""Messages and edits: the local Slack has no rates unless somebody asks it for some."""


class Player:
    """Obeys prompts: `show` (at: a moment), `furnish` and `found` (size, seed).

    Args:
        environment: the settings.
        moment: what time it is (aware); the clock runs on from there.
    """

    log = structlog.get_logger(__name__)

    def __init__(self, environment: Mapping[str, str], moment: datetime) -> None:
        self._settings = load(environment, env_file=None)
        logs.configure(self._settings.log_level, self._settings.log_format, sys.stderr)
        self._clock = TurnableClock(moment)
        pace = Pace(_PER_SECOND, channel_per_second=_PER_SECOND, edits_per_second=_PER_SECOND)
        self._bot = build(self._settings, clock=self._clock, pace=pace)

    async def begin(self) -> None:
        """Start the bot, with its tables.

        Raises:
            bot.refusal.Refusal: with a sentence on what to do.
        """
        await asyncio.to_thread(self._prepare)
        await self._bot.start()

    async def end(self) -> None:
        """Stop the bot."""
        await self._bot.stop()

    @property
    def port(self) -> int:
        """Where it listens for Slack."""
        return self._bot.port

    async def obey(self, prompt: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- what JSON can say
        """Do what a prompt says, and answer it."""
        match prompt:
            case {"do": "show", "at": str(at)}:
                return await self._show(datetime.fromisoformat(at))
            case {"do": "furnish", "size": int(size), "seed": int(seed)}:
                return await furnish(self._bot, fernhill(size, seed))
            case {"do": "found", "size": int(size), "seed": int(seed)}:
                return await found(self._bot, fernhill(size, seed))
            case _:
                raise ValueError(f"nobody can {prompt['do']}")

    async def _show(self, moment: datetime) -> str | None:
        """Set the clock, wait until nothing is due any more, and say when something is next."""
        # It runs on while we are spoken to, and never goes back.
        self._clock.set(max(moment, self._clock.now()))
        await self._bot.settled()
        due = await self._bot.next_due()
        return due.isoformat() if due else None

    def _prepare(self) -> None:
        url = self._settings.database_url.get_secret_value()
        with usable_database():
            check_holds_only(url, TEAM)
            migrations.migrate(url)
