"""A season for every story of a program: everybody's department, level and manager are known."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.playhouse.stage import set_stage
from tests.e2e.conftest import UNHURRIED, all_is_well, at_once
from tests.e2e.season import Season
from tests.e2e.world import Story


@pytest_asyncio.fixture
async def season(story: Story) -> Season:
    """A season over HTTP on SQLite."""
    found = Season(story.stage)
    await found.staff()
    return found


@pytest_asyncio.fixture
async def season_everywhere(database_url: str) -> AsyncIterator[Season]:
    """A season that comes twice: on SQLite and on PostgreSQL."""
    async with set_stage(database_url, pace=at_once(), patience=UNHURRIED) as stage:
        found = Season(stage)
        await found.staff()
        yield found
        all_is_well(stage.slack)
