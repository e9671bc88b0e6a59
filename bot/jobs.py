"""Jobs: what happens by itself. The scheduler only ticks in this process; what is due is in the database."""

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.convening import Convener
from bot.ports import Directory
from bot.threads import DatabaseBusy
from bot.transact import Transactor
from bot.usecases import nudges, people, personnel, upkeep

BATCH: Final = 100
MOST_FORGOTTEN: Final = 500
_DAY: Final = 24 * 60 * 60
_MOST_TOLD: Final = 20
_SOON: Final = timedelta(minutes=5)
_SIGN_OF_LIFE: Final = upkeep.HELD.total_seconds() / 4
_CLOSING_TIME: Final = 10.0
"""Seconds for a job to come to its end when the process stops: those that a web request has."""

Personnel = Callable[[], Awaitable[personnel.Roll]]
"""Reads everybody whom the personnel system names."""

log = structlog.get_logger(__name__)


class Jobs:
    """Looks at what waits for people, and keeps what we know of them up to date.

    Every worker process runs them: two that look at the same time share what is due, and the directory is
    read by whichever of them comes first.

    Args:
        transact: runs use cases.
        directory: who works here.
        workspace: whose jobs these are.
        tick: seconds between looks.
        read_personnel: the personnel system, where there is one.
    """

    def __init__(
        self,
        transact: Transactor,
        directory: Directory,
        *,
        workspace: str,
        tick: float,
        read_personnel: Personnel | None = None,
    ) -> None:
        self._transact = transact
        self._directory = directory
        self._convener = Convener(transact, workspace)
        self._read_personnel = read_personnel
        self._name = secrets.token_hex(8)
        self._workspace = workspace
        self._looking = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: set[asyncio.Task[bool]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for job, seconds in (
            (self.look, tick),
            (self.keep_directory, _SOON.total_seconds()),
            (self.purge, _DAY),
        ):
            self._scheduler.add_job(
                self._run,
                "interval",
                [job],
                seconds=seconds,
                id=job.__name__,
                next_run_time=datetime.now(UTC),  # the first run is not a whole interval after the start
            )

    def start(self) -> None:
        """Begin to tick in the running loop."""
        self._loop = asyncio.get_running_loop()
        self._scheduler.start()

    async def stop(self, within: float = _CLOSING_TIME) -> None:
        """Tick no more, and let what runs come to its end; what takes longer is broken off.

        That loses nothing: it breaks off between two transactions, and what is due is in the database.

        Args:
            within: seconds to wait.
        """
        self._loop = None
        if self._scheduler.running:
            self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running, timeout=within)
        for task in self._running:
            task.cancel()
        await self.settled()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)  # only now: it would break off what runs

    async def settled(self) -> None:
        """Wait for the jobs that run now."""
        while self._running:
            await asyncio.wait(self._running)

    def clock_turned(self) -> None:
        """Look at once; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._begin, self.look)

    async def look(self) -> int:
        """Look at everything that is due, programs first, and say how much it was."""
        async with self._looking:
            return await self._convener.look() + await self._look_at_waits()

    async def _look_at_waits(self) -> int:
        """Look at what waits for people, batch by batch."""
        found = 0
        while True:
            looked = await self._transact(nudges.look, nudges.Look(most=BATCH), workspace=self._workspace)
            for one in looked.failed:
                _log_failed(one)
            found += looked.due
            if looked.due < BATCH:
                return found

    async def keep_directory(self) -> int:
        """Read Slack's directory, then the personnel system, when it is time and nobody else has done so.

        Says how many accounts and employees there are.
        """
        count = await self._in_turn(self.sync_directory)
        if self._read_personnel is not None:
            count += await self._in_turn(self.sync_personnel)
        return count

    async def _in_turn(self, read: Callable[[], Awaitable[int]]) -> int:
        """Read, if it is time and nobody else is at it. When it fails, or is killed, it is tried again soon.

        Not at once, and not by everybody: whoever failed holds the turn for a few minutes more.
        """
        here = self._workspace
        wanted = upkeep.Turn(what=getattr(read, "__name__", ""), holder=self._name)
        turn = await self._transact(upkeep.take_turn, wanted, workspace=here)
        if turn is None:
            return 0
        keeping = asyncio.create_task(self._keep(turn))
        try:
            count = await read()
        finally:
            keeping.cancel()
        await self._transact(upkeep.finish_turn, turn, workspace=here)
        return count

    async def _keep(self, turn: upkeep.Turn) -> None:
        """Hold a turn while it takes its time: a large company is not read in a minute."""
        held = True
        while held:
            await asyncio.sleep(_SIGN_OF_LIFE)
            with contextlib.suppress(DatabaseBusy):
                held = await self._transact(upkeep.keep_turn, turn, workspace=self._workspace)

    async def sync_directory(self) -> int:
        """Take over who works here, and say how many accounts there are."""
        everyone = await self._directory.everyone()
        for first in range(0, len(everyone), BATCH):
            await self._transact(
                upkeep.record_all, everyone[first : first + BATCH], workspace=self._workspace
            )
        return len(everyone)

    async def sync_personnel(self) -> int:
        """Take over what the personnel system says of everybody, and say how many they are."""
        if self._read_personnel is None:
            return 0
        roll = await self._read_personnel()
        here = self._workspace
        followed = await self._transact(personnel.follow, roll, workspace=here)
        for one in followed.unusable[:_MOST_TOLD]:
            log.warning("personnel.unusable", employee=one.employee_id, problem=one.problem)
        for person_id in followed.back:  # whether their account is open, Slack alone knows
            known = await self._directory.fetch(person_id)
            if known is not None:
                await self._transact(people.record, known, workspace=here)
        if followed.doubted:
            log.warning("personnel.too_many_missing", missing=followed.doubted)
        unusable = len(followed.unusable)
        log.info("personnel.followed", known=followed.known, left=followed.left, unusable=unusable)
        return len(roll.employees)

    async def purge(self) -> int:
        """Forget old deliveries and what was said long ago, and say how many."""
        here = self._workspace
        forgotten = await self._transact(upkeep.forget_deliveries, upkeep.REMEMBERED, workspace=here)
        while posts := await self._transact(upkeep.forget_posts, MOST_FORGOTTEN, workspace=here):
            forgotten += posts
        return forgotten

    def _begin(self, job: Callable[[], Awaitable[int]]) -> asyncio.Task[bool]:
        task = asyncio.ensure_future(_logged(job))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _run(self, job: Callable[[], Awaitable[int]]) -> None:
        done = await self._begin(job)
        if not done and self._scheduler.running:
            # What runs once a day does not wait a day for its next try.
            name = getattr(job, "__name__", "")
            due = self._scheduler.get_job(name).next_run_time
            self._scheduler.modify_job(name, next_run_time=min(due, datetime.now(UTC) + _SOON))


def _log_failed(one: nudges.Failed) -> None:
    log.error("nudge.failed", wait=one.wait_id, phase=one.phase, subject=one.subject_id, exc_info=one.error)


async def _logged(job: Callable[[], Awaitable[int]]) -> bool:
    """Run a job; one that fails is tried again at its next tick. Says whether it came to its end."""
    name = getattr(job, "__name__", "job")
    try:
        count = await job()
    except asyncio.CancelledError:
        log.info("job.broken_off", job=name)
        return False
    except Exception:
        log.exception("job.failed", job=name)
        return False
    if count:
        log.info("job.done", job=name, count=count)
    return True
