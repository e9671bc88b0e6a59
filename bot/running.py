"""Running: a process of Mentorbot, from its start until it is told to stop."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

from bot.main import Mentorbot


async def until_told(mentorbot: Mentorbot) -> None:
    """Run until SIGTERM or Ctrl-C; a second one while stopping ends it at once, as usual."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for number in signals:
        loop.add_signal_handler(number, told.set)
    await _or_told(mentorbot.start(), told)
    if not told.is_set():
        await told.wait()
    for number in signals:
        loop.remove_signal_handler(number)
    await mentorbot.stop()


async def _or_told(starting: Coroutine[Any, Any, None], told: asyncio.Event) -> None:
    """Start, unless told to stop meanwhile."""
    start = asyncio.ensure_future(starting)
    stop = asyncio.ensure_future(told.wait())
    await asyncio.wait({start, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if not start.done():
        start.cancel()
        await asyncio.gather(start, return_exceptions=True)
    elif not start.cancelled():
        start.result()
