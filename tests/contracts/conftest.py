"""The same contracts three times: in memory, on SQLite, on PostgreSQL."""

from collections.abc import Callable, Iterator

import pytest

from bot.ports import UnitOfWork
from storage.migrations import migrate
from storage.unit_of_work import units_of_work
from tests.builders import WORKSPACE
from tests.databases import Schema, engine_on
from tests.fakes import FakeHolidays, fake_units_of_work

Begin = Callable[..., UnitOfWork]


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The tables."""
    return migrate


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def begin(request: pytest.FixtureRequest) -> Iterator[Begin]:
    """Begins a unit of work: `begin()` in the builders' workspace, `begin("T2")` in another one."""
    if request.param == "fake":
        make: Callable[[str], UnitOfWork] = fake_units_of_work()
        yield lambda workspace=WORKSPACE: make(workspace)
        return
    with engine_on(request.getfixturevalue(f"{request.param}_url")) as engine:
        make = units_of_work(engine, FakeHolidays())
        yield lambda workspace=WORKSPACE: make(workspace)
