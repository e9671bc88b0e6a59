"""The office in which use cases are tried: real units of work on both databases, with a clock to turn."""

from collections.abc import Iterator

import pytest

from storage.migrations import migrate
from storage.unit_of_work import units_of_work
from tests.databases import Schema, engine_on
from tests.usecases.office import HOLIDAYS, Office
from tests.usecases.season import PEERS, Season


@pytest.fixture(scope="session")
def schema() -> Schema:
    """Fresh databases hold the migrated tables."""
    return migrate


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """An office with nobody in it yet, on a Monday morning at nine in London."""
    with engine_on(database_url) as engine:
        yield Office(engine, units_of_work(engine, HOLIDAYS))


@pytest.fixture
def season(office: Office) -> Season:
    """Five peers, and rounds every two weeks."""
    season = Season(office)
    season.hire(*PEERS)
    return season
