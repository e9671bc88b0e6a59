"""Faults on demand: what the bot had to say arrives afterwards, once; the page says so, and what did not."""

import asyncio
import re
from datetime import timedelta

from bot.demo.page.stage import BotState
from bot.demo.record import Exchange
from tests.demo.page.conftest import Browser
from tests.demo.page.test_tour import asks

QUESTION = "would like a 15-minute chat"


async def faults(browser: Browser) -> str:
    """The faults tab as plain words."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", await browser.page("/panel/faults")))


def read_by(browser: Browser, handle: str) -> int:
    """How often somebody was asked."""
    return sum(QUESTION in one.text for one in browser.stage.slack.person(handle).inbox)


def refused(browser: Browser) -> list[Exchange]:
    """The calls that met a 429."""
    return [one for one in browser.stage.slack.record.exchanges if one.status == 429]


async def just_before_goro_is_asked(browser: Browser) -> None:
    """Luz asks in his night; what he is to read waits for his morning, ten seconds away."""
    stage = browser.stage
    await asks(browser, "luz", "@Goro Tanaka", mentor="goro")
    due = (await stage.backlog()).outbox[0].due
    await stage.turn(due - stage.now() - timedelta(seconds=10))


async def test_while_slack_is_down_messages_wait_and_then_arrive(browser: Browser) -> None:
    """Goro is asked when his day begins; Slack is down just then. He reads it afterwards, and once."""
    stage = browser.stage
    await just_before_goro_is_asked(browser)
    await browser.does("/faults", fault="down")
    assert "Slack is down: 60 s to go" in await faults(browser)
    await stage.turn(timedelta(seconds=20))
    assert (await stage.backlog()).outbox[0].attempts > 0, "it was tried, and did not get through"
    assert read_by(browser, "goro") == 0
    assert "1 waiting" in await faults(browser)
    await browser.does("/faults", fault="up")
    await stage.turn(timedelta(hours=1))
    assert read_by(browser, "goro") == 1
    now = await faults(browser)
    for words in ("Slack is up.", "Nothing that Mentorbot had promised was lost.", "0 waiting", "0 given up"):
        assert words in now


async def test_what_did_not_get_through_is_counted_and_not_called_kept(browser: Browser) -> None:
    """A command that is typed while the bot is dead is gone, and the page says so; sent twice it is one."""
    assert "No fault was tried yet." in await faults(browser)
    await browser.does("/faults", fault="duplicates")
    await browser.does("/bot", do="kill")
    for _ in range(2):
        await browser.does("/as/luz/slash", channel=browser.direct("luz"), line="/flash python")
    now = await faults(browser)
    assert "Nothing was given up so far." in now
    assert "was lost" not in now, "nothing that was promised has shown it yet"
    assert "2 commands or presses did not get through" in now


async def test_what_was_cut_off_is_not_said_to_have_changed_nothing(browser: Browser) -> None:
    """The bot is killed within a press: it had heard of it, and nobody knows how far it came."""

    async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(break_off, "127.0.0.1", 0) as dying:
        port = dying.sockets[0].getsockname()[1]
        browser.stage.slack.connect(f"http://127.0.0.1:{port}")
        answer = await browser.does("/as/luz/slash", channel=browser.direct("luz"), line="/flash python")
    assert "It may have done it all the same" in answer["note"]
    assert "undone" not in answer, "it is not offered to be sent again"
    now = await faults(browser)
    assert "1 command or press had no answer, and may have been done all the same." in now
    assert "changed nothing" not in now


async def test_why_the_bot_does_not_run_is_said(browser: Browser) -> None:
    """It was not killed: it did not come up, and its own sentence says what to do."""
    await browser.stage.kill()
    browser.stage.trouble = "The database cannot be used."
    assert "The bot is dead. The database cannot be used." in await faults(browser)
    assert 'data-why="The database cannot be used."' in await browser.page("/as/luz")


async def test_a_killed_bot_starts_again_where_it_was(browser: Browser) -> None:
    await browser.does("/bot", do="kill")
    assert browser.stage.bot_state is BotState.DOWN
    assert "The bot is dead." in await faults(browser)
    await browser.does("/bot", do="restart")
    assert "The bot is running." in await faults(browser)
    assert (await browser.types("luz", "/flash python")) == {"note": ""}
    assert (await browser.refused("/bot", do="dance"))[0] == 400


async def test_what_arrives_twice_counts_once(browser: Browser) -> None:
    await browser.does("/faults", fault="duplicates")
    assert "Everything arrives twice" in await faults(browser)
    await asks(browser, "luz", "@Ben Okafor")
    sent = [one for one in browser.stage.slack.person("luz").inbox if "I asked" in one.text]
    assert len(sent) == 1
    await browser.does("/faults", fault="no_duplicates")
    assert "Everything arrives once" in await faults(browser)


async def test_refused_calls_are_made_again(browser: Browser) -> None:
    """Slack refuses five calls in a row; what they were to say arrives afterwards, and once."""
    await just_before_goro_is_asked(browser)
    await browser.does("/faults", fault="rate_limit")
    assert "refuses the next 5 calls" in await faults(browser)
    await browser.stage.turn(timedelta(minutes=5))
    assert "Slack takes every call." in await faults(browser)
    assert len(refused(browser)) == 5
    assert read_by(browser, "goro") == 1
    assert (await browser.refused("/faults", fault="flood"))[0] == 400
