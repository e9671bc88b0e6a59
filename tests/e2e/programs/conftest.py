"""A season for every story of a program: everybody's department, level and manager are known."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.e2e.season import Season
from tests.e2e.world import Story


@pytest_asyncio.fixture
async def season(story: Story) -> AsyncIterator[Season]:
    """A season over HTTP on SQLite."""
    found = Season(story.stage)
    await found.staff()
    yield found


@pytest_asyncio.fixture
async def season_on_postgresql(story_on_postgresql: Story) -> AsyncIterator[Season]:
    """A season over HTTP on PostgreSQL."""
    found = Season(story_on_postgresql.stage)
    await found.staff()
    yield found
