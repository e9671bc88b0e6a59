"""`python -m tests.e2e.bot_at MOMENT [front] [worker]`: the bot in a process whose clock shows a moment.

What `mentorbot run` and `mentorbot worker` do, but on another day (the clock runs on) and without Slack's
pace: for stories with several processes, and with processes that are killed.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime

from bot import logs
from bot.clocks import TurnableClock
from bot.main import build
from bot.settings import load
from tests.e2e.conftest import at_once


async def run(moment: datetime, parts: list[str]) -> None:
    """Until SIGTERM."""
    settings = load(os.environ, env_file=None)
    logs.configure(settings.log_level, settings.log_format, sys.stderr)
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    bot = build(
        settings,
        clock=TurnableClock(moment),
        pace=at_once(),
        front="front" in parts,
        worker="worker" in parts,
    )
    async with bot:
        await told.wait()


if __name__ == "__main__":
    asyncio.run(run(datetime.fromisoformat(sys.argv[1]), sys.argv[2:]))
