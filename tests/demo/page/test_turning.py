"""The clock of the story: it is turned one turn at a time, and until there is something to see."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.company import small_company
from bot.demo.page.templating import filled
from bot.demo.page.turning import Arrival, Turned
from tests.demo.page.conftest import Browser
from tests.demo.page.test_tour import asks, press


async def test_the_clock_turns_and_says_who_got_what(browser: Browser) -> None:
    await asks(browser, "luz", "@Ben Okafor")
    answer = await browser.does("/clock", by="week", **{"as": "luz"})
    assert browser.stage.clock.now() == datetime(2026, 3, 9, 10, tzinfo=UTC)
    assert {one["handle"] for one in answer["arrivals"]} >= {"luz"}
    assert "for you" in answer["html"]


@pytest.mark.parametrize(("count", "told"), [(7, "and for 1 more person"), (8, "and for 2 more people")])
def test_whoever_is_not_named_is_counted(count: int, told: str) -> None:
    ana = next(one for one in small_company().people if one.handle == "ana")
    turned = Turned(tuple(Arrival(ana, 1) for _ in range(count)))
    assert f"{told}</p>" in filled("arrivals.html", turned=turned, me=ana)


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


async def test_until_something_happens_passes_what_shows_nowhere(browser: Browser) -> None:
    """On Saturday the bot sees that two have found no time, and is silent: they hear of it on Monday."""
    await asks(browser, "luz", "@Ben Okafor")
    await press(browser, "ben", "would like a 15-minute chat", "Yes, happy to")
    await browser.does("/clock", by="next", **{"as": "luz"})
    assert "Sat 7 Mar" in await browser.page("/panel/looks?as=luz")
    answer = await browser.does("/clock", by="next", **{"as": "luz"})
    assert [one["handle"] for one in answer["arrivals"]] == ["ben"]
    assert browser.stage.clock.now() == datetime(2026, 3, 9, 9, tzinfo=UTC)


async def test_what_is_far_away_is_reached_whatever_the_day(browser: Browser) -> None:
    """A pair that does nothing is asked after months; the clock does not stop on the Sunday before."""
    await asks(browser, "luz", "@Ben Okafor")
    await press(browser, "ben", "would like a 15-minute chat", "Yes, happy to")
    await browser.stage.turn(timedelta(weeks=4))
    answer = await browser.does("/clock", by="next", **{"as": "luz"})
    assert answer["arrivals"]
    assert browser.stage.clock.now() == datetime(2026, 6, 1, 8, tzinfo=UTC)


async def test_a_dead_bot_says_nothing_and_the_page_says_why(browser: Browser) -> None:
    await asks(browser, "luz", "@Ben Okafor")
    await browser.does("/bot", do="kill")
    answer = await browser.does("/clock", by="next", **{"as": "luz"})
    assert answer["arrivals"] == []
    assert "Mentorbot does not run" in answer["html"]


async def test_the_tour_turns_until_what_it_waits_for(browser: Browser) -> None:
    """Goro's evening is Luz's morning: he is asked when his day begins, and others hear things before."""
    await asks(browser, "luz", "@Goro Tanaka", mentor="goro")
    await asks(browser, "ana", "@Ben Okafor")
    assert "hears of it in their own working hours" in await browser.page("/as/luz")
    await browser.does("/clock", by="tour", **{"as": "luz"})
    assert "Mentorbot asked Goro Tanaka" in await browser.page("/as/luz")
    assert browser.stage.clock.now() < datetime(2026, 3, 3, 2, tzinfo=UTC)
