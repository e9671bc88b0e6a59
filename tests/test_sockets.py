import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.demo import LocalSlack
from bot.outbound import tls_context
from bot.sockets import SocketFront
from handlers.slack.manifest import manifest
from handlers.slack.session import SlackSession


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id="T0DEMOTEAM", bot_token="xoxb-made-up", bot_user_id="UBOT"
    )


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(manifest()) as slack:
        yield slack


@pytest.fixture
async def app(slack: LocalSlack) -> AsyncIterator[AsyncApp]:
    session = SlackSession(lambda _: None, tls_context(None))
    client = session.client(slack.bot_token, slack.api_url)
    app = AsyncApp(client=client, signing_secret="unused", authorize=authorize, process_before_response=True)

    @app.command("/mentor")
    async def mentor(ack: AsyncAck) -> None:
        await ack("heard")

    yield app
    await session.close()


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 -- what is awaited has no event
            await asyncio.sleep(0.02)


async def test_it_connects_and_is_heard(slack: LocalSlack, app: AsyncApp) -> None:
    front = SocketFront(app, slack.app_token, proxy=None)
    await front.start()
    assert await front.connected()
    assert (await slack.person("ana").slash("/mentor help")).text == "heard"
    await front.stop()
    assert not await front.connected()


async def test_a_connection_that_stays_away_is_made_from_scratch(slack: LocalSlack, app: AsyncApp) -> None:
    """The first address is refused for good; the client alone would keep to it."""
    slack.faults.error("apps.connections.open", "internal_error", times=3)
    front = SocketFront(app, slack.app_token, proxy=None, patience=0.3, watch=0.1)
    starting = asyncio.create_task(front.start())
    await until(front.connected)
    await starting
    assert (await slack.person("ana").slash("/mentor help")).text == "heard"
    await front.stop()


async def test_it_stops_while_slack_is_away(slack: LocalSlack, app: AsyncApp) -> None:
    front = SocketFront(app, "xapp-of-another-app", proxy=None, patience=0.1, watch=0.05)
    starting = asyncio.create_task(front.start())
    await asyncio.sleep(0.3)
    starting.cancel()
    async with asyncio.timeout(5):
        await front.stop()
    assert not await front.connected()
