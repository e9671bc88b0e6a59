"""A local Slack with the small Bolt app attached, over both transports."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo import LocalSlack
from tests.demo.app import MANIFEST, over_http, over_socket, try_app


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A local Slack to which nothing is attached."""
    async with LocalSlack(MANIFEST, retry_scale=0.001) as running:
        yield running


@pytest_asyncio.fixture
async def client(slack: LocalSlack) -> AsyncWebClient:
    """The app's own client."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def seen() -> list[tuple[str, Any]]:
    """What reached the app's listeners."""
    return []


@pytest_asyncio.fixture(params=["http", "socket"])
async def with_app(
    request: pytest.FixtureRequest, slack: LocalSlack, seen: list[tuple[str, Any]]
) -> AsyncIterator[LocalSlack]:
    """The local Slack with the app attached, once per transport."""
    attach = over_http if request.param == "http" else over_socket
    async with attach(try_app(slack, seen), slack):
        yield slack


@pytest_asyncio.fixture
async def with_http(slack: LocalSlack, seen: list[tuple[str, Any]]) -> AsyncIterator[LocalSlack]:
    """The local Slack with the app attached over HTTP."""
    async with over_http(try_app(slack, seen), slack):
        yield slack


@pytest_asyncio.fixture
async def with_socket(slack: LocalSlack, seen: list[tuple[str, Any]]) -> AsyncIterator[LocalSlack]:
    """The local Slack with the app attached over Socket Mode."""
    async with over_socket(try_app(slack, seen), slack):
        yield slack
