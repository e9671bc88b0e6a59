"""A migrated database, its engine, and threads that start at the same moment."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from sqlalchemy import Engine

from bot.ports import UnitOfWork
from storage.migrations import migrate
from storage.unit_of_work import units_of_work
from tests.builders import WORKSPACE
from tests.databases import Schema, engine_on
from tests.fakes import FakeHolidays

Begin = Callable[..., UnitOfWork]
R = TypeVar("R")


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The tables."""
    return migrate


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on SQLite, and once more on PostgreSQL."""
    with engine_on(database_url) as engine:
        yield engine


@pytest.fixture
def begin(engine: Engine) -> Begin:
    """Begins a unit of work in the builders' workspace."""
    make = units_of_work(engine, FakeHolidays())
    return lambda workspace=WORKSPACE: make(workspace)


def at_once(times: int, work: Callable[[int], R]) -> list[R | Exception]:
    """What the work, begun that many times at the same moment, came to."""
    start = threading.Barrier(times)

    def run(number: int) -> R | Exception:
        start.wait()
        try:
            return work(number)
        except Exception as error:  # noqa: BLE001  # the test looks at it
            return error

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))
