"""The clock, the faults, and what the panel shows of the inside."""

import asyncio
import re
from datetime import UTC, datetime

from bot.demo.page.exchanges import pretty
from bot.demo.page.stage import BotState
from tests.demo.page.conftest import Browser
from tests.demo.page.test_tour import asks


async def test_the_clock_turns_and_says_who_got_what(browser: Browser) -> None:
    await asks(browser, "luz", "@Ben Okafor")
    answer = await browser.does("/clock", by="week", **{"as": "luz"})
    assert browser.stage.clock.now() == datetime(2026, 3, 9, 10, tzinfo=UTC)
    assert {one["handle"] for one in answer["arrivals"]} >= {"luz"}
    assert "for you" in answer["html"]


async def test_nothing_planned_is_said_and_the_clock_stays(browser: Browser) -> None:
    before = browser.stage.clock.now()
    answer = await browser.does("/clock", by="next", **{"as": "luz"})
    assert "Nothing is planned" in answer["html"]
    assert browser.stage.clock.now() == before


async def test_the_clock_is_not_turned_twice_at_once(browser: Browser) -> None:
    body = {"by": "week", "as": "ana"}
    answers = await asyncio.gather(*(browser.http.post("/clock", json=body) for _ in range(5)))
    assert sorted({one.status_code for one in answers}) == [200, 409]
    done = sum(one.status_code == 200 for one in answers)
    assert browser.stage.clock.now() == datetime(2026, 3, 2 + 7 * done, 10, tzinfo=UTC)


async def test_it_turns_by_no_other_step(browser: Browser) -> None:
    for step in ("year", "", "-hour"):
        assert (await browser.refused("/clock", by=step, **{"as": "ana"}))[0] == 400


async def faults(browser: Browser) -> str:
    """The faults tab as plain words."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", await browser.page("/panel/faults")))


async def test_while_slack_is_down_messages_wait_and_then_arrive(browser: Browser) -> None:
    await browser.types("luz", "/flash python")
    await browser.does("/faults", fault="down")
    assert "Slack is down: 60 s to go" in await faults(browser)
    await browser.does("/faults", fault="up")
    assert "Slack is up." in await faults(browser)
    assert "0 given up" in await faults(browser)


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
    await browser.does("/faults", fault="rate_limit")
    assert "refuses the next 5 calls" in await faults(browser)
    assert (await browser.refused("/faults", fault="flood"))[0] == 400


async def test_the_outbox_and_the_looks_are_shown_in_the_readers_zone(browser: Browser) -> None:
    await asks(browser, "luz", "@Ben Okafor")
    assert "delivered" in await browser.page("/panel/outbox?as=luz")
    looks = await browser.page("/panel/looks?as=luz")
    assert "Ben Okafor" in looks
    assert (await browser.http.get("/panel/looks?as=nobody")).status_code == 404


async def test_exchanges_come_newest_first_and_only_what_is_new(browser: Browser) -> None:
    await browser.types("luz", "/flash python")
    html = await browser.page("/panel/exchanges")
    numbers = [int(one) for one in re.findall(r'details class="[^"]*" data-number="(\d+)"', html)]
    assert numbers == sorted(numbers, reverse=True)
    assert "/flash python" in html
    assert await browser.page(f"/panel/exchanges?after={numbers[0]}") == ""
    assert (await browser.http.get("/panel/exchanges?after=x")).status_code == 400


async def test_no_secret_shows_in_the_panel(browser: Browser) -> None:
    await browser.types("luz", "/flash python")
    html = await browser.page("/panel/exchanges")
    numbers = re.findall(r'data-exchange="(\d+)"', html)
    shown = "".join([await browser.page(f"/panel/exchanges/{one}") for one in numbers])
    slack = browser.stage.slack
    assert "views.open" in html
    assert "Flash mentoring" in shown
    for secret in (slack.bot_token, slack.app_token, slack.signing_secret):
        assert secret not in shown


def test_tokens_are_masked_wherever_they_stand() -> None:
    value = {
        "token": "abc",
        "text": "my xoxb-12-ab and xapp-1",
        "response_url": "http://127.0.0.1:1/actions/r123",
        "blocks": '[{"type": "divider", "token": "abc"}]',
    }
    shown = pretty(value)
    for secret in ("abc", "xoxb-12-ab", "xapp-1 ", "r123"):
        assert secret not in shown
    assert '"type": "divider"' in shown, "JSON inside JSON is unfolded"
