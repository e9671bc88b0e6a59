"""Moving in the local Slack: what can be said where, and what nobody can do."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo import LocalSlack, moving
from bot.demo.errors import Impossible


async def refused(client: AsyncWebClient, channel: str) -> str | None:
    """Why nothing can be said in a channel, or None when it can."""
    try:
        await client.chat_postMessage(channel=channel, text="Hello")
    except SlackApiError as error:
        return str(error.response["error"])
    return None


async def test_nothing_can_be_said_in_an_archived_channel(slack: LocalSlack, client: AsyncWebClient) -> None:
    hala = slack.person("hala")
    await moving.archive(hala, "mentoring")
    assert await refused(client, "C0MENTORING") == "is_archived"
    await moving.unarchive(hala, "mentoring")
    assert await refused(client, "C0MENTORING") is None


async def test_an_app_that_was_taken_out_says_nothing(slack: LocalSlack, client: AsyncWebClient) -> None:
    """In a private channel it does not even know that there is one."""
    hala = slack.person("hala")
    for channel, reason in (("C0MENTORING", "not_in_channel"), ("C0PEOPLE", "channel_not_found")):
        await moving.take_out_app(hala, channel)
        assert await refused(client, channel) == reason
        await moving.bring_in_app(hala, channel)
        assert await refused(client, channel) is None


async def test_people_come_and_go_once(slack: LocalSlack) -> None:
    ana, where = slack.person("ana"), slack.workspace.channel("mentoring")
    with pytest.raises(Impossible):
        await moving.join(ana, "mentoring")
    await moving.leave(ana, "mentoring")
    assert ana.id not in where.members
    for deed in (moving.leave, moving.archive, moving.bring_in_app, moving.take_out_app):
        with pytest.raises(Impossible):
            await deed(ana, "mentoring")
    await moving.join(ana, "mentoring")
    assert ana.id in where.members
