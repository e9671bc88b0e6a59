"""Rates, faults, retries, duplicates, forged requests, connections that end."""

import time
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo import LocalSlack, Rates
from bot.demo.tokens import Tokens
from tests.demo.app import MANIFEST

Seen = list[tuple[str, Any]]


async def statuses(client: AsyncWebClient, channel: str, times: int) -> list[tuple[int, str | None]]:
    """HTTP status and Retry-After of several messages in a row."""
    found = []
    for _ in range(times):
        try:
            answer = await client.chat_postMessage(channel=channel, text="x")
        except SlackApiError as error:
            answer = error.response
        found.append((answer.status_code, answer.headers.get("Retry-After")))
    return found


async def test_one_message_per_second_and_channel() -> None:
    """A short burst passes, then 429 with Retry-After; another channel is not concerned."""
    async with LocalSlack(MANIFEST, rates=Rates.slack(channel_burst=2)) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        assert await statuses(client, "U0ANA", 3) == [(200, None), (200, None), (429, "1")]
        assert await statuses(client, "U0BEN", 1) == [(200, None)]
        assert (slack.rates.served["chat.postMessage"], slack.rates.refused["chat.postMessage"]) == (3, 1)


async def test_a_cap_over_the_whole_workspace() -> None:
    async with LocalSlack(MANIFEST, rates=Rates.off(workspace_per_second=2)) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        found = [(await statuses(client, user, 1))[0][0] for user in ("U0ANA", "U0BEN", "U0CHIDI")]
        assert found == [200, 200, 429]


async def test_tiers() -> None:
    """Tier 2 gives 20 calls a minute."""
    async with LocalSlack(MANIFEST, rates=Rates.slack()) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        for _ in range(20):
            await client.users_list()
        with pytest.raises(SlackApiError) as caught:
            await client.users_list()
        assert caught.value.response["error"] == "ratelimited"


async def test_faults_on_request(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Each fault meets exactly the calls it was asked for."""
    faults, method = slack.faults, "chat.postMessage"
    faults.rate_limited(method, retry_after=7)
    faults.error(method, "user_disabled")
    faults.http(method, 500)
    assert await statuses(client, "U0ANA", 2) == [(429, "7"), (200, None)]
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="U0ANA", text="x")
    assert caught.value.response.status_code == 500
    assert slack.person("ana").inbox == []
    assert (await client.chat_postMessage(channel="U0ANA", text="x"))["ok"]


async def test_a_cut_connection_may_have_posted(slack: LocalSlack) -> None:
    """Cut before: nothing was posted. Cut after: it was, and the app cannot know."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    for when, count in (("before", 0), ("after", 1)):
        slack.faults.drop("chat.postMessage", when=when)  # type: ignore[arg-type]  # each of the two words
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel="U0ANA", text="x")
        assert len(slack.person("ana").inbox) == count


async def test_the_sdk_posts_twice_by_default(slack: LocalSlack, client: AsyncWebClient) -> None:
    """slack_sdk repeats a call whose connection broke.

    What must not be said twice needs `retry_handlers=[]`.
    """
    slack.faults.drop("chat.postMessage", when="after")
    await client.chat_postMessage(channel="U0ANA", text="x")
    assert len(slack.person("ana").inbox) == 2


async def test_slow_and_down(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.faults.hang("chat.postMessage", 0.2)
    started = time.monotonic()
    await client.chat_postMessage(channel="U0ANA", text="x")
    assert time.monotonic() - started >= 0.2
    slack.faults.down(60)
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    assert caught.value.response.status_code == 503
    slack.faults.clear()
    assert (await client.auth_test())["ok"]


async def test_an_event_is_tried_again_with_the_same_id(with_http: LocalSlack, seen: Seen) -> None:
    """Bolt answers 200 before the listener fails, so Slack retries only what was not acknowledged."""
    await with_http.emit({"type": "team_join", "user": {"id": "U0ANA"}})
    await with_http.deliveries.settle()
    assert len([one for one in seen if one[0] == "joined"]) == 1


async def test_retries_when_nobody_listens(slack: LocalSlack) -> None:
    """Three retries, numbered, all with one event_id."""
    slack.connect("http://127.0.0.1:9/slack/events")
    await slack.emit({"type": "team_join", "user": {"id": "U0ANA"}})
    await slack.deliveries.settle()
    tries = slack.record.deliveries("events_api")
    assert [one.retry for one in tries] == [None, 1, 2, 3]
    assert len({one.payload["event_id"] for one in tries}) == 1


async def test_events_that_nobody_subscribed_to_are_not_sent(with_http: LocalSlack) -> None:
    assert await with_http.emit({"type": "reaction_added"}) is None


async def test_a_delivery_comes_twice(with_app: LocalSlack, seen: Seen) -> None:
    """Duplicates and redeliveries carry the same trigger and ids."""
    with_app.faults.duplicate_deliveries = "together"
    await with_app.person("ana").slash("/plain hello")
    with_app.faults.clear()
    await with_app.redeliver("slash_commands")
    triggers = [body["trigger_id"] for kind, body in seen if kind == "command"]
    assert len(triggers) == 3
    assert len(set(triggers)) == 1


async def test_requests_that_are_not_from_slack(with_http: LocalSlack) -> None:
    """Unsigned, stale and wrongly signed requests are refused by the app."""
    stale = await with_http.send_signed(b"{}", timestamp=int(time.time()) - 400)
    forged = await with_http.send_signed(b"{}", secret="another")
    assert [(await with_http.send_unsigned()).status, stale.status, forged.status] == [401, 401, 401]
    assert await with_http.verify_url()


async def test_an_app_that_does_not_listen(slack: LocalSlack) -> None:
    answer = await slack.person("ana").slash("/ask")
    assert answer.trouble == "connection_failed"


async def test_a_socket_connection_is_renewed(with_socket: LocalSlack) -> None:
    """After refresh_requested the SDK comes back by itself, and nothing is lost in between."""
    assert with_socket.record.deliveries() == []
    await with_socket.sockets.disconnect(grace=0.05)
    await with_socket.person("ana").wait_for(lambda: with_socket.sockets.connections, 5)
    answer = await with_socket.person("ana").slash("/plain back")
    assert answer.text == "You said back"
    assert with_socket.record.deliveries()[-1].transport == "socket"


async def test_an_uninstalled_app_has_no_token(slack: LocalSlack, client: AsyncWebClient) -> None:
    await slack.uninstall()
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    assert caught.value.response["error"] == "token_revoked"


async def test_it_stops_and_comes_back_with_its_memory() -> None:
    """The workspace survives a stop; tokens can be given, so that an app in another process keeps working."""
    tokens = Tokens(frozenset(["chat:write"]), bot="xoxb-local-fixed")
    slack = LocalSlack(MANIFEST, tokens=tokens)
    for expected in (1, 2):
        async with slack:
            client = AsyncWebClient(token="xoxb-local-fixed", base_url=slack.api_url)
            await client.chat_postMessage(channel="U0ANA", text="x")
            assert len(slack.person("ana").inbox) == expected
