"""A stage for every story: fresh database, local Slack, the real bot; and what must hold at each end."""

from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio

from bot.demo.server import LocalSlack
from bot.pace import Pace
from bot.playhouse.stage import set_stage
from storage.migrations import migrate
from tests.databases import Schema
from tests.e2e.world import Story

UNHURRIED: Final = 10.0
"""How many times longer than Slack these stories wait: what is told is what happens, not how soon.

What must be said within Slack's three seconds has tests of its own, on a stage with no such patience.
"""


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The tables."""
    return migrate


@pytest_asyncio.fixture
async def story(sqlite_url: str) -> AsyncIterator[Story]:
    """A story over HTTP on SQLite."""
    async with set_stage(sqlite_url, pace=at_once(), patience=UNHURRIED) as stage:
        yield Story(stage)
        all_is_well(stage.slack)


@pytest_asyncio.fixture
async def story_on_postgresql(postgresql_url: str) -> AsyncIterator[Story]:
    """A story over HTTP on PostgreSQL."""
    async with set_stage(postgresql_url, pace=at_once(), patience=UNHURRIED) as stage:
        yield Story(stage)
        all_is_well(stage.slack)


@pytest_asyncio.fixture(params=["http", "socket"])
async def story_everywhere(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Story]:
    """A story that runs four times: over HTTP and Socket Mode, on SQLite and PostgreSQL."""
    async with set_stage(
        database_url, socket_mode=request.param == "socket", pace=at_once(), patience=UNHURRIED
    ) as stage:
        yield Story(stage)
        all_is_well(stage.slack)


def at_once() -> Pace:
    """No waiting between messages: this Slack has no rates unless a test gives it some."""
    return Pace(1000, channel_per_second=1000, edits_per_second=1000)


def all_is_well(slack: LocalSlack) -> None:
    """No rule of the protocol was broken, and everything was answered."""
    assert slack.violations == []
    late = [(one.name, one.status) for one in slack.record.deliveries() if one.status != 200]
    assert late == []
