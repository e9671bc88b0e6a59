"""Running: work that goes on until it is told to stop."""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any

_ENDED_BY = 128
"""What a shell adds to the number of the signal that has ended a program."""


async def until_told(work: Coroutine[Any, Any, None], told: Callable[[], None] = lambda: None) -> None:
    """Work until SIGTERM or Ctrl-C, then end it well; a second one ends everything at once.

    `told` is called when the first one comes.
    """
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    ending = False

    def end(number: signal.Signals) -> None:
        nonlocal ending
        if ending:
            os._exit(_ENDED_BY + number)
        ending = True
        told()
        task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end, number)
    try:
        await task
    except asyncio.CancelledError:
        if not ending:
            raise
