"""Processes as they run in production: fronts and workers over one PostgreSQL, told to stop, side by side."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial

import pytest_asyncio

from bot.clocks import TurnableClock
from bot.demo.driver import Colleague
from bot.demo.server import LocalSlack
from bot.main import build
from bot.playhouse.stage import MONDAY, set_stage
from bot.settings import load
from bot.usecases import upkeep
from handlers.slack.manifest import manifest
from tests.e2e.bots import START_SECONDS, BotProcess
from tests.e2e.conftest import all_is_well, at_once
from tests.e2e.world import Story, count, last, opened


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace on the real clock."""
    async with LocalSlack(manifest()) as slack:
        yield slack
        all_is_well(slack)


def booked(person: Colleague) -> bool:
    """The confirmation has come, and its calendar file."""
    return count(person, "is booked:") > 0 and len(person.files) > 0


async def ask(slack: LocalSlack) -> tuple[Colleague, Colleague]:
    """Ben offers Python, and Ana asks him; nobody waits for anything to arrive."""
    ana, ben = slack.person("ana"), slack.person("ben")
    form = opened(await ben.slash("/mentor profile", wait=0))
    form.fill("What can you help with?", "python").check("Yes, colleagues may ask me for a chat")
    assert not (await form.submit(wait=0)).errors
    form = opened(await ana.slash("/intro @ben", wait=0))
    assert not (await form.fill("Topic", "python").submit(wait=0)).errors
    return ana, ben


async def test_a_front_and_a_worker(slack: LocalSlack, postgresql_url: str) -> None:
    """A front that only listens and a worker that only speaks: a whole story works, and comes once."""
    moment = MONDAY.isoformat()
    front = BotProcess(slack, postgresql_url, ("tests.e2e.bot_at", moment, "front"))
    worker = BotProcess(slack, postgresql_url, ("tests.e2e.bot_at", moment, "worker"), front=False)
    async with worker, front:
        ana, ben = await ask(slack)
        await ben.wait_for(lambda: count(ben, "would like"), 10)
        await last(ben, "would like").press("Yes, happy to", wait=0)
        await ana.wait_for(lambda: ana.group_messages, 10)
        group = ana.group_messages[0]
        await group.press(group.buttons[0], wait=0)
        for person in (ana, ben):
            await person.wait_for(partial(booked, person), 10)
        assert [await front.stop(), await worker.stop()] == [0, 0]
    for person in (ana, ben):
        assert count(person, "is booked:") == 1
        assert len(person.files) == 1
        assert len(person.group_messages) == 1
    assert front.complaints + worker.complaints == []


async def test_told_to_stop_in_the_middle(slack: LocalSlack, sqlite_url: str) -> None:
    """`mentorbot run` is told to stop while it speaks: it ends well, and its successor says the rest."""
    slack.faults.hang("chat.postMessage", 0.5, times=3)
    async with BotProcess(slack, sqlite_url) as first:
        ana, _ = await ask(slack)
        assert await first.stop() == 0
    async with BotProcess(slack, sqlite_url) as second:
        await ana.wait_for(lambda: count(ana, "If there is no answer within"), 10)
        assert await second.stop() == 0
    assert count(ana, "If there is no answer within") == 1
    assert first.complaints + second.complaints == []


async def test_a_worker_that_is_killed_while_it_reads_who_works_here(
    slack: LocalSlack, database_url: str
) -> None:
    """Another one takes it up a few minutes later, not at the next turn hours from then."""
    killed, other = (
        BotProcess(slack, database_url, ("tests.e2e.bot_at", moment.isoformat(), "worker"), front=False)
        for moment in (MONDAY, MONDAY + 2 * upkeep.HELD)
    )
    slack.faults.hang("users.list", 8)
    async with killed:
        await hear(lambda: not slack.faults.calls_to_fail)
        await killed.kill()
    async with other:
        await hear(lambda: any('"keep_directory"' in line for line in other.log))
        assert await other.stop() == 0


async def hear(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(START_SECONDS):
        while not holds():  # noqa: ASYNC110 -- what is awaited is in another process
            await asyncio.sleep(0.02)


async def test_three_workers_say_nothing_twice(postgresql_url: str) -> None:
    """Three processes look at the same things at the same moments for a month: everybody hears all once."""
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(set_stage(postgresql_url, pace=at_once()))
        environment = {
            "SLACK_BOT_TOKEN": stage.slack.bot_token,
            "SLACK_SIGNING_SECRET": stage.slack.signing_secret,
            "SLACK_API_URL": stage.slack.api_url,
            "DATABASE_URL": postgresql_url,
        }
        settings = load(environment, env_file=None)
        clocks = [TurnableClock(MONDAY, runs=False) for _ in range(2)]
        others = [
            await stack.enter_async_context(build(settings, clock=clock, pace=at_once(), front=False))
            for clock in clocks
        ]
        story = Story(stage)
        luz, chidi = story.everyone("luz", "chidi")
        await story.mentors("chidi", "portfolios")
        await story.asks_intro(luz, "chidi", "portfolios")
        await story.presses(last(chidi, "would like"), "Yes, happy to")
        while stage.clock.now() < MONDAY + timedelta(days=20):
            due = await stage.bot.next_due()
            following = max(due or MONDAY, stage.clock.now() + timedelta(hours=1))
            for clock in (*clocks, stage.clock):
                clock.set(following)
            await asyncio.gather(stage.bot.settled(), *(other.settled() for other in others))
        assert 2 == count(luz, "has no time yet") == count(chidi, "has no time yet")
        assert 1 == count(luz, "I'll stop asking") == count(chidi, "I'll stop asking")
        assert count(story.who("hala"), "may need a hand") == 1
        all_is_well(stage.slack)
