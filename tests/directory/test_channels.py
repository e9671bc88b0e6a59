"""Channels, read from a local Slack: what can be seen of them, and who is in them."""

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio

from bot.demo import LocalSlack, made_up_company, moving
from bot.directory.channels import SlackChannels
from bot.domain.programs import Channel
from bot.outbound import tls_context
from handlers.slack.manifest import manifest
from handlers.slack.session import SlackSession


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A local Slack with the scopes of our own manifest."""
    async with LocalSlack(manifest()) as running:
        yield running
        assert running.violations == []


@pytest_asyncio.fixture
async def channels(slack: LocalSlack) -> AsyncIterator[SlackChannels]:
    session = SlackSession(lambda _: None, tls_context(None))
    yield SlackChannels(session.client(slack.bot_token, slack.api_url))
    await session.close()


async def test_a_channel_is_described_as_it_is(slack: LocalSlack, channels: SlackChannels) -> None:
    assert await channels.fetch("C0MENTORING") == Channel("C0MENTORING", "mentoring")
    assert await channels.fetch("C0PEOPLE") == Channel("C0PEOPLE", "people-team", private=True)
    assert await channels.fetch("C0RANDOM") == Channel("C0RANDOM", "random", member=False)
    await moving.archive(slack.person("hala"), "mentoring")
    assert await channels.fetch("C0MENTORING") == Channel("C0MENTORING", "mentoring", archived=True)


async def test_what_cannot_be_seen_is_none(channels: SlackChannels) -> None:
    """A private channel without the bot looks like one that does not exist."""
    for unseen in ("C0SECRETS", "C0NOWHERE", "forged"):
        assert await channels.fetch(unseen) is None
        assert await channels.members(unseen) == frozenset()
        assert not await channels.holds(unseen, "U0EMEKA")


async def test_everyone_is_read_page_by_page() -> None:
    company = made_up_company(1200)
    async with LocalSlack(manifest(), company=company) as slack:
        session = SlackSession(lambda _: None, tls_context(None))
        found = await SlackChannels(session.client(slack.bot_token, slack.api_url)).members("C0GENERAL")
        await session.close()
        assert found == slack.workspace.channel("general").members
        assert slack.rates.served["conversations.members"] == 2


async def test_many_presses_of_one_button_ask_once(slack: LocalSlack, channels: SlackChannels) -> None:
    for person_id in ("U0ANA", "U0BEN", "U0CHIDI"):
        assert await channels.holds("C0MENTORING", person_id)
    assert slack.rates.served["conversations.members"] == 1
    assert not await channels.holds("C0MENTORING", "U0MIRA"), "whoever was not there is looked for anew"
    await moving.leave(slack.person("ana"), "mentoring")
    channels.forget("C0MENTORING")
    assert not await channels.holds("C0MENTORING", "U0ANA")


async def test_who_leaves_while_the_channel_is_read_is_not_remembered(
    slack: LocalSlack, channels: SlackChannels
) -> None:
    slack.faults.hang("conversations.members", 0.2, when="after")
    reading = asyncio.create_task(channels.members("C0MENTORING"))
    while slack.rates.served["conversations.members"] == 0:  # noqa: ASYNC110 -- a count has no event
        await asyncio.sleep(0.01)
    await moving.leave(slack.person("ana"), "mentoring")
    channels.forget("C0MENTORING")
    assert "U0ANA" in await reading
    assert not await channels.holds("C0MENTORING", "U0ANA")
