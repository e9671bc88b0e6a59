"""Looks at what is due: an idle one and a claim of 100, among the waits of few pairs and of very many."""

import contextlib
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median

from bot.ports import UnitOfWork
from bot.usecases import nudges
from storage.engine import open_engine
from storage.unit_of_work import units_of_work
from tests import postgres
from tests.bench import children
from tests.bench.crowds import MOMENTS, crowd, moment
from tests.bench.figures import Figure, at_least, at_most, beside
from tests.builders import WORKSPACE
from tests.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.fakes import MONDAY, FakeHolidays

BATCH = 100
_WORKERS = 4
_FEW = 1_000
_START_SECONDS = 60.0


async def measure(*, short: bool) -> list[Figure]:
    """All of it, on both databases."""
    many = 5_000 if short else 1_000_000
    with _databases() as databases:
        return [one for name, kind in databases.items() for one in _on(name, kind, many, short)]


@contextlib.contextmanager
def _databases() -> Iterator[dict[str, Databases]]:
    run = postgres.Run()
    try:
        server = postgres.url_of(run.directory)
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(PostgresDatabases(server, "bench")) as postgresql,
        ):
            yield {"SQLite": SqliteDatabases(Path(folder)), "PostgreSQL": postgresql}
    finally:
        run.end()


def _on(name: str, databases: Databases, many: int, short: bool) -> list[Figure]:
    with ExitStack() as stack:
        few_url, many_url = (stack.enter_context(databases.fresh()) for _ in range(2))
        crowd(few_url, _FEW)
        crowd(many_url, many)
        with _Desk(few_url) as few_desk, _Desk(many_url) as many_desk:
            idle = _in_turn(few_desk.idle, many_desk.idle, 20 if short else 200)
            claim = _in_turn(few_desk.claim, many_desk.claim, _FEW // BATCH - 1)
        seconds, ids = _all_at_once(many_url, 0.3 if short else 6.0)
    return [
        at_most(
            f"an idle look among {many:,} pairs, of what it takes among {_FEW:,} ({name})",
            idle[1] / idle[0],
            1.5,
            "{:.2f}",
        ),
        beside(f"an idle look among {many:,} pairs, in ms ({name})", 1000 * idle[1], "{:.2f}"),
        beside(f"a claim of {BATCH} among {_FEW:,} pairs, in ms ({name})", 1000 * claim[0], "{:.1f}"),
        beside(f"a claim of {BATCH} among {many:,} pairs, in ms ({name})", 1000 * claim[1], "{:.1f}"),
        at_least(
            f"claims a second by {_WORKERS} processes among {many:,} pairs ({name})", len(ids) / seconds, 8000
        ),
        at_most("of these, claimed twice", len(ids) - len(set(ids)), 0),
    ]


class _Desk:
    """One worker in this process."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._begin = units_of_work(self._engine, FakeHolidays())
        self._hour = 0

    def __enter__(self) -> "_Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def idle(self) -> None:
        """The look of every tick, when there is nothing to do."""
        with self._begin(WORKSPACE) as uow:
            if nudges.look(uow, nudges.Look(most=BATCH), MONDAY).due:
                raise RuntimeError("nothing should be due")

    def claim(self) -> None:
        """A batch that has just fallen due."""
        # Among few pairs each hour has few: as many hours pass as a batch needs.
        self._hour += MOMENTS * BATCH // _FEW
        with self._begin(WORKSPACE) as uow:
            claimed = claim(uow, moment(self._hour), BATCH)
        if len(claimed) != BATCH:
            raise RuntimeError(f"{len(claimed)} were due")


def claim(uow: UnitOfWork, now: datetime, most: int) -> list[str]:
    """Take what is due and put off its next look: what a look does to waits, without saying anything."""
    claimed = uow.waits.claim_due(now, most)
    for wait in claimed:
        wait.step += 1
        wait.next_look_at = now + timedelta(days=300)
    return [wait.id for wait in claimed]


def _in_turn(one: Callable[[], None], other: Callable[[], None], rounds: int) -> tuple[float, float]:
    """The median seconds of two things, done one after the other; the first round is not counted."""
    taken: tuple[list[float], list[float]] = ([], [])
    for counted in range(rounds):
        for times, work in zip(taken, (one, other), strict=True):
            begin = time.perf_counter()
            work()
            if counted:
                times.append(time.perf_counter() - begin)
    return median(taken[0]), median(taken[1])


def _all_at_once(url: str, seconds: float) -> tuple[float, list[str]]:
    """What several processes claim that begin when all of them are there: seconds, and every id."""
    context = multiprocessing.get_context("spawn")
    all_there = context.Barrier(_WORKERS)
    with ProcessPoolExecutor(_WORKERS, context, initializer=_meet_at, initargs=(all_there,)) as workers:
        working = [workers.submit(_keep_claiming, url, seconds) for _ in range(_WORKERS)]
        begins, logs, ends = zip(*(one.result() for one in working), strict=True)
    return max(ends) - min(begins), [claimed for log in logs for claimed in log]


_meeting: list[Barrier] = []
"""Where the processes wait for each other; each is told of it once, when it starts."""


def _meet_at(barrier: Barrier) -> None:
    _meeting.append(barrier)


def _keep_claiming(url: str, seconds: float) -> tuple[float, list[str], float]:
    """Claim for so long, or until nothing is left; when it began, every id, and when it ended."""
    os.sched_setaffinity(0, children.CORES)
    engine = open_engine(url)
    make = units_of_work(engine, FakeHolidays())
    now = moment(MOMENTS)
    log: list[str] = []
    _meeting[0].wait(_START_SECONDS)
    begin = time.time()
    while time.time() < begin + seconds:
        with make(WORKSPACE) as uow:
            claimed = claim(uow, now, BATCH)
        log += claimed
        if not claimed:
            break
    engine.dispose()
    return begin, log, time.time()
