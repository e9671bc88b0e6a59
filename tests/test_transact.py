import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import cast

import pytest

from bot.clocks import TurnableClock
from bot.domain.notices import Notice
from bot.ports import Post, UnitOfWork
from bot.threads import DatabaseBusy, Threads
from bot.transact import Redelivered, Transactor

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Locked(Exception):
    """What passes by itself."""


class Store:
    """What was committed."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.delivered: set[str] = set()
        self.commits = 0
        self.commit_errors: list[Exception] = []
        self.workspaces: list[str] = []

    def open(self, workspace: str) -> UnitOfWork:
        self.workspaces.append(workspace)
        return cast(UnitOfWork, Unit(self))


class Unit:
    """Outbox and inbox of one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._posts: list[Post] = []
        self._delivered: set[str] = set()
        self.outbox = self.inbox = self

    @property
    def queued(self) -> bool:
        return bool(self._posts)

    def put(self, post: Post) -> None:
        self._posts.append(post)

    def first_time(self, delivery_id: str, now: datetime) -> bool:
        if delivery_id in self._store.delivered:
            return False
        self._delivered.add(delivery_id)
        return True

    def __enter__(self) -> "Unit":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            return
        if self._store.commit_errors:
            raise self._store.commit_errors.pop(0)
        self._store.commits += 1
        self._store.posts += self._posts
        self._store.delivered |= self._delivered


class Bench:
    """A transactor over a store, and how often it woke delivery."""

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self.store = Store()
        self.woken = 0
        self.threads = Threads(executor, lambda error: isinstance(error, Locked), patience=0.3)
        self.transact = Transactor(self.store.open, TurnableClock(NOW, runs=False), self.threads, self._wake)

    def _wake(self) -> None:
        self.woken += 1


@pytest.fixture
def bench() -> Iterator[Bench]:
    with ThreadPoolExecutor(2) as executor:
        yield Bench(executor)


def say(uow: UnitOfWork, key: str, now: datetime) -> str:
    uow.outbox.put(Post(to=("U1",), notice=Notice(), key=key, send_at=now))
    return key


def look(uow: UnitOfWork, command: None, now: datetime) -> datetime:
    return now


async def test_a_use_case_runs_in_a_thread_with_the_time_and_commits(bench: Bench) -> None:
    thread: list[str] = []

    def use_case(uow: UnitOfWork, command: int, now: datetime) -> tuple[int, datetime]:
        thread.append(threading.current_thread().name)
        return command, now

    assert await bench.transact(use_case, 7, workspace="T1") == (7, NOW)
    assert bench.store.workspaces == ["T1"]
    assert bench.store.commits == 1
    assert thread != [threading.current_thread().name]


async def test_delivery_is_woken_by_messages_alone(bench: Bench) -> None:
    await bench.transact(look, None, workspace="T1")
    assert bench.woken == 0
    await bench.transact(say, "a", workspace="T1")
    assert bench.woken == 1


async def test_an_error_undoes_and_wakes_nobody(bench: Bench) -> None:
    def fail(uow: UnitOfWork, command: str, now: datetime) -> None:
        say(uow, command, now)
        raise ValueError(command)

    with pytest.raises(ValueError, match="a"):
        await bench.transact(fail, "a", workspace="T1")
    assert (bench.store.posts, bench.woken) == ([], 0)


async def test_a_redelivery_changes_nothing(bench: Bench) -> None:
    await bench.transact(say, "a", workspace="T1", delivery="E1")
    with pytest.raises(Redelivered):
        await bench.transact(say, "b", workspace="T1", delivery="E1")
    assert [post.key for post in bench.store.posts] == ["a"]


async def test_a_delivery_that_failed_may_come_again(bench: Bench) -> None:
    bench.store.commit_errors = [ValueError()]
    with pytest.raises(ValueError):  # noqa: PT011 -- made here, it says nothing
        await bench.transact(say, "a", workspace="T1", delivery="E1")
    assert await bench.transact(say, "a", workspace="T1", delivery="E1") == "a"


async def test_errors_that_pass_are_waited_out(bench: Bench) -> None:
    bench.store.commit_errors = [Locked(), Locked(), Locked()]
    assert await bench.transact(say, "a", workspace="T1") == "a"
    assert (bench.store.commits, bench.woken) == (1, 1)


async def test_errors_that_stay_become_a_clear_one(bench: Bench) -> None:
    bench.store.commit_errors = [Locked() for _ in range(100)]
    with pytest.raises(DatabaseBusy, match="nothing was changed"):
        await bench.transact(say, "a", workspace="T1")
    assert (bench.store.posts, bench.woken) == ([], 0)


async def test_a_waiter_that_goes_away_does_not_stop_the_transaction(bench: Bench) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(uow: UnitOfWork, command: str, now: datetime) -> None:
        begun.set()
        go_on.wait(5)
        say(uow, command, now)

    waiter = asyncio.create_task(bench.transact(slow, "a", workspace="T1"))
    await asyncio.to_thread(begun.wait, 5)
    waiter.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiter
    go_on.set()
    await bench.threads.drain()
    assert [post.key for post in bench.store.posts] == ["a"]
