"""Delivery: claims what is due in the outbox and has it delivered, as long as the process runs."""

import asyncio
from datetime import datetime
from typing import Final

import structlog

from bot.courier import LEASE, Courier
from bot.ports import Clock, Deliveries, Parcel
from bot.threads import Threads

IN_FLIGHT: Final = 20
_POLL: Final = 5.0
"""Seconds between looks when nothing wakes delivery: another process may have queued something."""
_REST: Final = 0.2
"""Between looks that find nothing although something seems due: others have claimed it."""
_GLANCE: Final = 0.001
_CLOSING_TIME: Final = 30.0

log = structlog.get_logger(__name__)


class Delivery:
    """The worker that empties the outbox; a recipient gets one message at a time, many get theirs at once.

    Args:
        deliveries: the outbox.
        courier: delivers what was claimed.
        clock: tells what is due; it may be turned, so no sleep is longer than a poll.
        threads: where the database is asked.
        name: whose claims these are.
        in_flight: how many messages are under way at once.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        courier: Courier,
        *,
        clock: Clock,
        threads: Threads,
        name: str,
        in_flight: int = IN_FLIGHT,
    ) -> None:
        self._deliveries = deliveries
        self._courier = courier
        self._clock = clock
        self._threads = threads
        self._name = name
        self._most = in_flight
        self._under_way: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._claiming = False
        self._begun = 0
        self._stopping = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._worker: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to work in the running loop."""
        self._loop = asyncio.get_running_loop()
        self._worker = self._loop.create_task(self._work(), name="delivery")

    def wake(self) -> None:
        """Look again at once: something was queued, or the clock was turned. From any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def stop(self, within: float = _CLOSING_TIME) -> None:
        """Claim nothing more, finish what is being said, give back the rest."""
        self._stopping = True
        self._woken.set()
        if self._worker is not None:
            await self._worker
        self._courier.close()
        if self._under_way:
            _, unfinished = await asyncio.wait(self._under_way, timeout=within)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)

    async def settled(self) -> datetime | None:
        """Wait until nothing is under way and nothing is due, and say when something is (aware UTC)."""
        while True:
            while self._under_way:  # no need to ask meanwhile: asking takes turns with the work itself
                await asyncio.wait(self._under_way)
            # What is under way before or while we ask may hold back what is due after it.
            begun, busy = self._begun, self._busy
            due = await self._threads.run(self._deliveries.next_due_at)
            busy = busy or self._busy or begun != self._begun
            if not busy:
                if due is None or due > self._clock.now():
                    return due
                self.wake()  # who claims already need not be woken: it would claim again, and be busy again
            await asyncio.sleep(_GLANCE)

    @property
    def _busy(self) -> bool:
        return self._claiming or bool(self._under_way)

    async def _work(self) -> None:
        while not self._stopping:
            self._woken.clear()
            try:
                await self._claim()
                pause = await self._seconds_to_next()
            except Exception:
                log.exception("delivery.claim_failed")
                pause = _POLL
            await self._rest(pause)

    async def _claim(self) -> None:
        room = self._most - len(self._under_way)
        if room <= 0:
            return
        self._claiming = True
        try:
            parcels = await self._threads.run(
                self._deliveries.claim, self._clock.now(), room, LEASE, self._name
            )
            for parcel in parcels:
                self._begin(parcel)
        finally:
            self._claiming = False

    def _begin(self, parcel: Parcel) -> None:
        self._begun += 1
        task = asyncio.create_task(self._courier.deliver(parcel), name=f"parcel {parcel.id}")
        self._under_way.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._woken.set()

    async def _seconds_to_next(self) -> float:
        if self._under_way:  # it is looked again as soon as one of them is said
            return _POLL
        due = await self._threads.run(self._deliveries.next_due_at)
        if due is None:
            return _POLL
        return min(max((due - self._clock.now()).total_seconds(), _REST), _POLL)

    async def _rest(self, seconds: float) -> None:
        """Until something happens, or so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return
