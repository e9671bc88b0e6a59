"""Threads: blocking work for the database, away from the event loop, and tried again when that helps."""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar, TypeVarTuple

import structlog

from bot.ports import Overtaken
from bot.refusal import Refusal

A = TypeVarTuple("A")
R = TypeVar("R")

PATIENCE = 15.0
"""How long, in seconds, work is tried again after errors that pass by themselves."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0

log = structlog.get_logger(__name__)


class DatabaseBusy(Refusal):
    """The database did not answer in time; nothing was changed."""


class Threads:
    """Runs blocking functions in worker threads.

    Args:
        executor: the threads; as many as the database takes writers.
        is_transient: whether an error may be gone at the next try: locked, connection lost, deadlock, stale.
        patience: how long to try, in seconds.
    """

    def __init__(
        self, executor: Executor, is_transient: Callable[[BaseException], bool], patience: float = PATIENCE
    ) -> None:
        self._executor = executor
        self._is_transient = is_transient
        self._patience = patience
        self._running: set[asyncio.Task[object]] = set()

    async def run(self, function: Callable[[*A], R], *arguments: *A) -> R:
        """Call `function` in a thread and wait for its result.

        A waiter that is cancelled does not stop the work: a transaction ends by itself.

        Raises:
            DatabaseBusy: when transient errors did not pass.
            Overtaken: when it was overtaken twice.
        """
        task = asyncio.create_task(self._patiently(function, *arguments))
        self._running.add(task)
        task.add_done_callback(self._forget)
        return await asyncio.shield(task)

    async def drain(self) -> None:
        """Wait until nothing runs any more."""
        while self._running:
            await asyncio.wait(self._running)

    async def _patiently(self, function: Callable[[*A], R], *arguments: *A) -> R:
        give_up_at = time.monotonic() + self._patience
        pause = _FIRST_PAUSE
        overtaken = False
        while True:
            try:
                return await self._call(function, *arguments)
            except Overtaken:
                # The next try sees who was first; who does not see them then never will.
                if overtaken:
                    raise
                overtaken = True
                continue
            except Exception as error:
                if not self._is_transient(error):
                    raise
                if time.monotonic() + pause > give_up_at:
                    raise DatabaseBusy(
                        f"The database did not answer for {self._patience:.0f} seconds; nothing was changed."
                    ) from error
                log.info("database.retry", error=type(error).__name__)
            # Jitter keeps workers that collided once from colliding again.
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 -- spreads, hides nothing
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _call(self, function: Callable[[*A], R], *arguments: *A) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._executor, lambda: function(*arguments))

    def _forget(self, task: asyncio.Task[object]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            # Asked for here, so that work whose waiter has gone is not reported as forgotten.
            task.exception()
