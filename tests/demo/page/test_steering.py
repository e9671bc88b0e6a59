"""What the panel shows of the inside: what crossed the line, what waits, what is next; and no secrets."""

import re

from bot.demo.page.exchanges import pretty
from tests.demo.page.conftest import Browser
from tests.demo.page.test_tour import asks


async def test_the_outbox_and_the_looks_are_shown_in_the_readers_zone(browser: Browser) -> None:
    await asks(browser, "luz", "@Ben Okafor")
    assert "delivered" in await browser.page("/panel/outbox?as=luz")
    looks = await browser.page("/panel/looks?as=luz")
    assert "Ben Okafor has yet to answer" in looks
    assert "in Lima" in looks, "a time says whose it is"
    assert (await browser.http.get("/panel/looks?as=nobody")).status_code == 404


async def test_exchanges_come_newest_first_and_only_what_is_new(browser: Browser) -> None:
    await browser.types("luz", "/flash python")
    html = await browser.page("/panel/exchanges?as=luz")
    numbers = [int(one) for one in re.findall(r'details class="[^"]*" data-number="(\d+)"', html)]
    assert numbers == sorted(numbers, reverse=True)
    assert "/flash python · Luz Quispe" in html, "what it was, and whose"
    assert re.search(r">\d\d:\d\d:\d\d</time>", html)
    assert await browser.page(f"/panel/exchanges?as=luz&after={numbers[0]}") == ""
    assert (await browser.http.get("/panel/exchanges?as=luz&after=x")).status_code == 400


async def test_no_secret_shows_in_the_panel(browser: Browser) -> None:
    await browser.types("luz", "/flash python")
    html = await browser.page("/panel/exchanges?as=luz")
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
        "url": "ws://127.0.0.1:1/link/?ticket=t456&app_id=A1",
        "blocks": '[{"type": "divider", "token": "abc"}]',
    }
    shown = pretty(value)
    for secret in ("abc", "xoxb-12-ab", "xapp-1", "r123", "t456"):
        assert secret not in shown
    assert '"type": "divider"' in shown, "JSON inside JSON is unfolded"
