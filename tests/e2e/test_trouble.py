"""Slack in trouble: limits, errors, silence. Whatever was promised arrives all the same, and once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.demo.driver import Colleague
from bot.demo.rates import Rates
from bot.playhouse.stage import set_stage
from bot.ports import Letter
from storage.deliveries import SqlDeliveries
from storage.engine import open_engine
from tests.e2e.conftest import all_is_well, at_once
from tests.e2e.world import QUESTION, Story, count, last

POST = "chat.postMessage"


async def asked(story: Story) -> tuple[Colleague, Colleague]:
    """Ana's question to Ben is about to be sent; whatever Slack has in store meets it."""
    ana, ben = story.everyone("ana", "ben")
    form = (await story.types(ana, "/flash python")).fill("Your question", QUESTION)
    choice = await story.sends(form)
    assert choice is not None
    choice.choose("Whom shall I ask?", "@Ben Okafor")
    answer = await choice.submit(wait=0)
    assert not answer.errors
    return ana, ben


async def arrives(story: Story, person: Colleague, words: str, *, within: int = 24) -> None:
    """The words come once, after so many tries as it takes: the clock is turned for each."""
    for _ in range(within):
        await story.stage.settle()
        if count(person, words):
            break
        await story.later(minutes=1)
    await story.later(minutes=30)
    assert count(person, words) == 1


@pytest.mark.parametrize("fault", ["rate_limited", "ratelimited", "http", "internal", "drop", "down"])
async def test_what_passes(story: Story, fault: str) -> None:
    """429, `ratelimited`, 500, `internal_error`, a cut connection, Slack down: said once it is over."""
    await story.mentors("ben", "python")
    faults = story.stage.slack.faults
    match fault:
        case "rate_limited":
            faults.rate_limited(POST, times=2, retry_after=1)
        case "ratelimited":
            faults.error(POST, "ratelimited")
        case "http":
            faults.http(POST, 500, times=3)
        case "internal":
            faults.error(POST, "internal_error", times=3)
        case "drop":
            faults.drop(POST, times=3)
    ana, ben = await asked(story)
    if fault == "down":
        faults.down(60)
    await arrives(story, ben, "would like a 15-minute chat")
    await arrives(story, ana, "I asked @Ben Okafor")


async def test_silence(story: Story) -> None:
    """Slack does not answer a message for ten seconds; other people's messages are not held back by it."""
    await story.mentors("ben", "python")
    await story.mentors("freya", "knitting")
    story.stage.slack.faults.hang(POST, 2.0, times=2)
    _, ben = await asked(story)
    luz, freya = story.everyone("luz", "freya")
    form = (await story.types(luz, "/intro @freya")).fill("Topic", "knitting")
    assert not (await form.submit(wait=0)).errors
    await freya.wait_for(lambda: count(freya, "@Luz Quispe would like"), 1.5)
    assert count(ben, "would like") == 0
    await arrives(story, ben, "would like a 15-minute chat")


@pytest_asyncio.fixture
async def hurried(sqlite_url: str) -> AsyncIterator[Story]:
    """A story in which Slack waits its three seconds and no longer."""
    async with set_stage(sqlite_url, pace=at_once()) as stage:
        yield Story(stage)
        all_is_well(stage.slack)


async def test_a_form_that_slack_does_not_open(hurried: Story) -> None:
    """views.open fails or hangs: the command is acknowledged in time, and its author is told to try again."""
    ana, faults = hurried.who("ana"), hurried.stage.slack.faults
    faults.error("views.open", "internal_error")
    assert "Please try once more" in await hurried.says(ana, "/flash python")
    faults.hang("views.open", 3.2)
    answer = await ana.slash("/flash python", wait=0)
    assert not answer.trouble
    await ana.wait_for(lambda: "try once more" in (answer.text or ""), 8)
    await hurried.types(ana, "/flash python")


@pytest.mark.parametrize("error", ["user_disabled", "channel_not_found", "is_archived"])
async def test_what_never_arrives_is_seen_by_the_operator(story: Story, sqlite_url: str, error: str) -> None:
    """A message that Slack refuses for good is a dead letter, and can be sent again once mended."""
    await story.mentors("ben", "python")
    story.stage.slack.faults.error(POST, error)
    ana, ben = await asked(story)
    await story.stage.settle()
    lost = [one for one, words in ((ben, "would like"), (ana, "I asked")) if not count(one, words)]
    assert len(lost) == 1
    engine = open_engine(sqlite_url)
    try:
        deliveries = SqlDeliveries(engine)
        assert deliveries.counts()[Letter.DEAD] == 1
        (dead,) = deliveries.dead_letters()
        assert error == dead.error
        assert deliveries.revive(dead.id, story.now)
    finally:
        engine.dispose()
    await story.stage.settle()
    assert 1 == count(ben, "would like") == count(ana, "I asked")


async def test_a_lost_file_is_no_second_message(story: Story) -> None:
    """The calendar file cannot be sent: the confirmation is, once."""
    for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
        story.stage.slack.faults.error(method, "file_update_failed", times=20)
    ana, ben = await story.flash_booked()
    assert 1 == count(ana, "is booked:") == count(ben, "is booked:")


async def test_a_nudge_is_never_said_twice(story: Story) -> None:
    """The answer to a nudge is lost after it was posted: it is not said again."""
    await story.mentors("chidi", "portfolios")
    luz, chidi = story.everyone("luz", "chidi")
    await story.asks_intro(luz, "chidi", "portfolios")
    await story.presses(last(chidi, "would like"), "Yes, happy to")
    await story.until(9, 8)
    story.stage.slack.faults.drop(POST, times=2, when="after")
    await story.until(10, 20)
    assert 1 == count(luz, "has no time yet") == count(chidi, "has no time yet")


@pytest_asyncio.fixture
async def limited(sqlite_url: str) -> AsyncIterator[Story]:
    """A workspace that takes few messages a second, and a bot that does not know how few."""
    async with set_stage(sqlite_url, pace=at_once(), rates=Rates.off(workspace_per_second=8)) as stage:
        yield Story(stage)
        all_is_well(stage.slack)


async def test_more_than_slack_takes_at_once(limited: Story) -> None:
    """Twelve people get messages at once and Slack takes eight a second: each gets theirs, once."""
    story = limited
    staff = [one.handle for one in story.stage.slack.workspace.people.values() if one.id.startswith("U0")]
    mentors = [story.who(handle) for handle in ("ben", "freya", "chidi", "goro", "ines", "jaya")]
    for mentor in mentors:
        await story.mentors(mentor.person.handle, "python")
    ana = story.who("ana")
    for mentor in mentors:
        form = (await story.types(ana, f"/intro @{mentor.person.handle}")).fill("Topic", "python")
        assert not (await form.submit(wait=0)).errors
    await story.stage.settle()
    await story.later(days=1)
    assert staff
    assert len(mentors) == count(ana, "no answer within")
    for mentor in mentors:
        assert count(mentor, "@Ana Silva would like") == 1


async def test_the_connection_ends_and_comes_back(postgresql_url: str) -> None:
    """Socket Mode: the connection is cut in the middle of a story; it is made again and the story goes on."""
    async with set_stage(postgresql_url, socket_mode=True, pace=at_once()) as stage:
        story = Story(stage)
        await story.mentors("ben", "python")
        before = set(map(id, stage.slack.sockets.connections))
        await stage.slack.sockets.disconnect("refresh_requested")
        async with asyncio.timeout(10):
            while not (set(map(id, stage.slack.sockets.connections)) - before):
                await stage.slack.workspace.feed.changed(0.05)
        await story.asks_flash(story.who("ana"), "python", "Ben Okafor")
        last(story.who("ben"), "would like")
        all_is_well(stage.slack)
