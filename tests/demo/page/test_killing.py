"""The bot can be killed at any time; it is started by one at a time."""

import asyncio

import pytest

from bot.clocks import TurnableClock
from bot.demo.errors import BotFailed
from bot.demo.page.guard import Refused
from bot.demo.page.stage import Backlog
from bot.demo.page.trouble import Trouble
from bot.demo.server import LocalSlack
from bot.playhouse.stage import MONDAY
from handlers.slack.manifest import manifest
from tests.demo.page.stages import StageInProcess


class HangingStage(StageInProcess):
    """A bot that waits while it starts, until it is killed, on a database that cannot be read."""

    def __init__(self) -> None:
        clock = TurnableClock(MONDAY, runs=False)
        super().__init__(LocalSlack(manifest(), clock=clock), clock, "sqlite://")
        self.killed = asyncio.Event()
        self.readable = True

    async def restart(self) -> None:
        """Wait until it is killed."""
        await self.killed.wait()
        raise BotFailed("The bot ended before it was up.")

    async def kill(self) -> None:
        """End the start."""
        self.killed.set()

    async def backlog(self) -> Backlog:
        """Nothing, when it can be read."""
        if not self.readable:
            raise BotFailed("The database cannot be read.")
        return Backlog((), (), 0, 0, 0)


async def test_a_bot_that_hangs_while_it_starts_is_killed() -> None:
    trouble = Trouble(HangingStage())
    starting = asyncio.create_task(trouble.bot("restart"))
    await asyncio.sleep(0)
    with pytest.raises(Refused, match="being started already"):
        await trouble.bot("restart")
    await asyncio.wait_for(trouble.bot("kill"), 5)
    with pytest.raises(BotFailed, match="before it was up"):
        await starting


async def test_a_database_that_cannot_be_read_keeps_nobody_from_killing_it() -> None:
    stage = HangingStage()
    stage.readable = False
    await Trouble(stage).bot("kill")
    assert stage.killed.is_set()
