"""A local Slack, and the ways to it."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.demo import LocalSlack
from bot.outbound import tls_context
from handlers.slack.manifest import manifest
from handlers.slack.session import SlackSession


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A local Slack that knows the app's own manifest."""
    async with LocalSlack(manifest(), retry_scale=0.001) as running:
        yield running


@pytest_asyncio.fixture
async def session() -> AsyncIterator[SlackSession]:
    """The session of all calls, with a short time-out."""
    session = SlackSession(lambda _: None, tls_context(None), timeout=0.5)
    yield session
    await session.close()
