"""The Web API as slack_sdk's own client calls it: answers, error names, scopes, tokens."""

import io
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo import LocalSlack
from tests.demo.app import ASK_MODAL, plain


async def refused(client: AsyncWebClient, method: str, **args: Any) -> dict[str, Any]:
    """The whole answer of a call that must fail."""
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=args)
    answer: dict[str, Any] = caught.value.response.data
    return answer


async def test_who_the_app_is(slack: LocalSlack, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["team_id"]) == ("U0DEMOBOT", "T0DEMOTEAM")
    assert "chat:write" in answer.headers["x-oauth-scopes"]


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-wrong", "auth.test", "invalid_auth"),
        ("app", "chat.postMessage", "not_allowed_token_type"),
        ("bot", "apps.connections.open", "not_allowed_token_type"),
        ("bot", "no.such.method", "unknown_method"),
        ("bot", "users.lookupByEmail", "missing_scope"),
        ("bot", "chat.postMessage", "invalid_arguments"),
        ("bot", "conversations.open", "users_list_not_supplied"),
        ("bot", "files.getUploadURLExternal", "missing_argument"),
    ],
)
async def test_refusals_by_name(slack: LocalSlack, token: str, method: str, error: str) -> None:
    """Tokens, scopes and missing arguments are refused with Slack's own names."""
    real = {"app": slack.app_token, "bot": slack.bot_token}.get(token, token)
    client = AsyncWebClient(token=real, base_url=slack.api_url)
    assert (await refused(client, method))["error"] == error


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "U0ANA"}, "no_text"),
        ({"channel": "C0SECRETS", "text": "x"}, "channel_not_found"),
        ({"channel": "C0RANDOM", "text": "x"}, "not_in_channel"),
        ({"channel": "C9", "text": "x"}, "channel_not_found"),
        ({"channel": "U0ANA", "blocks": "{"}, "invalid_blocks_format"),
        ({"channel": "U0ANA", "blocks": [{"type": "nothing"}]}, "invalid_blocks"),
        ({"channel": "U0ANA", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": "U0ANA", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
    ],
)
async def test_messages_that_are_refused(client: AsyncWebClient, args: dict[str, Any], error: str) -> None:
    assert (await refused(client, "chat.postMessage", **args))["error"] == error


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("U0NILS", "user_disabled"),
        ("U0NOBODY", "user_not_found"),
        (",".join(f"U{n}" for n in range(9)), "too_many_users"),
        ("USLACKBOT", "invalid_user_combination"),
    ],
)
async def test_conversations_that_cannot_be_opened(client: AsyncWebClient, users: str, error: str) -> None:
    assert (await refused(client, "conversations.open", users=users))["error"] == error


async def test_a_message_is_posted_changed_and_deleted(slack: LocalSlack, client: AsyncWebClient) -> None:
    """A text-only update leaves the blocks as they are, as Slack does; an empty list takes them away."""
    ana = slack.person("ana")
    blocks = [{"type": "section", "text": plain("one")}]
    posted = await client.chat_postMessage(channel="U0ANA", text="1", blocks=blocks)
    where, ts = posted["channel"], posted["ts"]
    assert where.startswith("D")
    await client.chat_update(channel=where, ts=ts, text="2")
    assert (ana.inbox[0].text, ana.inbox[0].notification) == ("one", "2")
    await client.chat_update(channel=where, ts=ts, text="3", blocks=[])
    assert ana.inbox[0].text == "3"
    assert (await client.chat_getPermalink(channel=where, message_ts=ts))["permalink"].endswith(
        ts.replace(".", "")
    )
    await client.chat_delete(channel=where, ts=ts)
    assert ana.inbox == []
    assert (await refused(client, "chat.update", channel=where, ts=ts, text="4"))[
        "error"
    ] == "message_not_found"


async def test_too_long_a_text(slack: LocalSlack, client: AsyncWebClient) -> None:
    """A new message is cut; an update is refused."""
    posted = await client.chat_postMessage(channel="U0ANA", text="x" * 40_001)
    assert len(slack.person("ana").inbox[0].text) == 40_000
    answer = await refused(client, "chat.update", channel=posted["channel"], ts=posted["ts"], text="x" * 4001)
    assert answer["error"] == "msg_too_long"


async def test_a_deactivated_person_can_still_be_posted_to(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Slack says ok and nobody reads it (python-slack-sdk issue 1156): the directory must be asked first."""
    assert (await client.chat_postMessage(channel="U0NILS", text="x"))["ok"]


async def test_groups(slack: LocalSlack, client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users=["U0ANA", "U0BEN"])
    again = await client.conversations_open(users=["U0BEN", "U0ANA"])
    assert opened["channel"]["id"] == again["channel"]["id"]
    await client.chat_postMessage(channel=opened["channel"]["id"], text="Meet &amp; greet <!channel>")
    message = slack.person("ben").group_messages[0]
    assert message.text == "Meet & greet @channel"
    assert [ring.is_loud for ring in message.rings] == [True]


async def test_an_ephemeral_is_for_one(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel="C0GENERAL", user="U0ANA", text="psst")
    assert [one.text for one in slack.person("ana").ephemerals] == ["psst"]
    assert slack.person("ben").ephemerals == []
    answer = await refused(client, "chat.postEphemeral", channel="C0PEOPLE", user="U0ANA", text="psst")
    assert answer["error"] == "user_not_in_channel"


async def test_people_come_in_pages(slack: LocalSlack, client: AsyncWebClient) -> None:
    found: list[dict[str, Any]] = []
    async for page in await client.users_list(limit=5, include_locale=True):
        found += page["members"]
    by_name = {one["name"]: one for one in found}
    assert len(found) == len(slack.workspace.people)
    assert by_name["ana"]["locale"] == "pt-PT"
    assert "locale" not in by_name["olga"]
    assert by_name["mira"]["is_ultra_restricted"]
    assert by_name["nils"]["deleted"]
    assert by_name["slackbot"]["is_bot"] is False
    assert "email" not in by_name["ana"]["profile"]


async def test_a_file_reaches_its_reader(slack: LocalSlack, client: AsyncWebClient) -> None:
    direct = (await client.conversations_open(users="U0ANA"))["channel"]["id"]
    await client.files_upload_v2(
        channel=direct, file=io.BytesIO(b"a,b\n"), filename="report.csv", initial_comment="Here"
    )
    ana = slack.person("ana")
    assert [(one.name, one.content) for one in ana.files] == [("report.csv", b"a,b\n")]
    assert ana.inbox[0].text == "Here"


async def test_a_view_is_refused_with_pointers(client: AsyncWebClient) -> None:
    view = {**ASK_MODAL, "title": plain("x" * 25)}
    answer = await refused(client, "views.open", trigger_id="t", view=view)
    assert answer["error"] == "invalid_arguments"
    pointer = "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    assert answer["response_metadata"]["messages"] == [pointer]


async def test_triggers_work_once_and_views_have_hashes(slack: LocalSlack, client: AsyncWebClient) -> None:
    trigger = slack.triggers.issue("U0ANA")
    opened = (await client.views_open(trigger_id=trigger, view={**ASK_MODAL, "external_id": "e"}))["view"]
    again = await refused(client, "views.open", trigger_id=trigger, view=ASK_MODAL)
    assert again["error"] == "exchanged_trigger_id"
    assert (await refused(client, "views.open", trigger_id="no", view=ASK_MODAL))[
        "error"
    ] == "invalid_trigger_id"
    other = slack.triggers.issue("U0BEN")
    taken = await refused(client, "views.open", trigger_id=other, view={**ASK_MODAL, "external_id": "e"})
    assert taken["error"] == "duplicate_external_id"
    await client.views_update(external_id="e", hash=opened["hash"], view=ASK_MODAL)
    stale = await refused(client, "views.update", view_id=opened["id"], hash=opened["hash"], view=ASK_MODAL)
    assert stale["error"] == "hash_conflict"
    for _ in range(2):
        await client.views_push(trigger_id=slack.triggers.issue("U0ANA"), view=ASK_MODAL)
    full = await refused(client, "views.push", trigger_id=slack.triggers.issue("U0ANA"), view=ASK_MODAL)
    assert full["error"] == "push_limit_reached"


async def test_a_trigger_dies_and_later_where_slack_is_patient(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    trigger = slack.triggers.issue("U0ANA")
    patient = LocalSlack({}, patience=10).triggers
    kept = patient.issue("U0ANA")
    with pytest.raises(TimeoutError):
        await slack.person("ana").wait_for(lambda: False, 3.05)
    late = await refused(client, "views.open", trigger_id=trigger, view=ASK_MODAL)
    assert late["error"] == "expired_trigger_id"
    assert patient.exchange(kept).used


async def test_a_response_url_works_five_times(slack: LocalSlack) -> None:
    url = slack.response_urls.issue("U0ANA", "C0GENERAL")
    address = f"{slack.base_url}/actions/{url.token}"
    async with aiohttp.ClientSession() as session:
        answers = []
        for number in range(6):
            async with session.post(address, json={"text": str(number)}) as answer:
                answers.append(answer.status)
    assert answers == [200] * 5 + [404]
    assert [one.text for one in slack.person("ana").ephemerals] == list("01234")


async def test_blocks_can_be_validated(client: AsyncWebClient) -> None:
    answer = await refused(client, "blocks.validate", blocks=[{"type": "section"}])
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"][0]["pointer"] == "/blocks/0"
