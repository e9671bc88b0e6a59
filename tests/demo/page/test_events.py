"""The stream: what happens reaches every open page that shows it, and no other."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.demo import moving
from bot.demo.page.events import Events
from bot.demo.page.stage import BotState
from tests.demo.page.conftest import Browser


class Heard:
    """The events of one page."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines
        self.mark = ""

    async def next(self, kind: str) -> dict[str, Any]:
        """The next event of this kind; those before it are passed over."""
        async with asyncio.timeout(5):
            async for line in self._lines:
                if line.startswith("id: "):
                    self.mark = line.removeprefix("id: ")
                if line.startswith("data: "):
                    event: dict[str, Any] = json.loads(line.removeprefix("data: "))
                    if event["kind"] == kind:
                        return event
        raise AssertionError(f"the stream ended without {kind}")


@asynccontextmanager
async def listening(browser: Browser, handle: str, at: str = "", since: str = "") -> AsyncIterator[Heard]:
    """The stream of an open page."""
    place = at or browser.direct(handle)
    if not since:
        found = re.search(r'data-mark="([^"]+)"', await browser.page(f"/as/{handle}/{place}"))
        assert found
        since = found[1]
    asked = {"at": place, "since": since}
    async with browser.http.stream("GET", f"/as/{handle}/events", params=asked, timeout=10) as answer:
        assert answer.status_code == 200
        yield Heard(answer.aiter_lines())


async def test_two_people_at_once_see_what_each_of_them_should(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    where = workspace.channel("general")
    async with listening(browser, "ana", where.id) as ana, listening(browser, "goro", where.id) as goro:
        await browser.does("/as/ana/say", channel=where.id, text="good morning")
        for heard, mine, time in ((ana, True, "10:00"), (goro, False, "19:00")):
            event = await heard.next("message")
            assert ("good morning" in event["html"], event["mine"]) == (True, mine)
            assert f">{time}<" in event["html"], "each reads it in their own zone"


async def test_a_message_elsewhere_shows_as_unread(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    async with listening(browser, "ana") as ana:
        workspace.post(workspace.channel("general"), {"text": "psst"}, user=workspace.person("ben").id)
        event = await ana.next("sidebar")
        assert event["unread"] == 1
        assert "psst" not in event["html"]


async def test_what_one_is_shown_alone_reaches_nobody_else(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    where = workspace.channel("general")
    async with listening(browser, "ben", where.id) as ben:
        workspace.post(where, {"text": "for ana"}, only_for=workspace.person("ana").id)
        workspace.post(where, {"text": "for all"})
        assert "for all" in (await ben.next("message"))["html"]


async def test_a_form_opens_changes_and_closes_on_the_page(browser: Browser) -> None:
    async with listening(browser, "ana") as ana:
        await browser.does("/as/ana/slash", channel=browser.direct("ana"), line="/flash python")
        assert 'class="modal"' in (await ana.next("modal"))["html"]
        await browser.does("/as/ana/close", view=browser.form("ana"))
        assert (await ana.next("modal"))["html"] == ""


async def test_a_changed_and_a_deleted_message_are_drawn_anew_and_taken_away(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    said = workspace.post(workspace.direct(workspace.person("ana").id), {"text": "first"})
    async with listening(browser, "ana") as ana:
        workspace.rewrite(said, {"text": "second"})
        assert "second" in (await ana.next("message"))["html"]
        workspace.remove(said)
        gone = (await ana.next("gone"))["id"]
        assert gone == f"m-{said.channel}-{said.ts.replace('.', '-')}"


async def test_a_page_that_was_away_catches_up(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    async with listening(browser, "ana") as ana:
        workspace.post(workspace.direct(workspace.person("ana").id), {"text": "before"})
        await ana.next("message")
        await ana.next("sidebar")
    workspace.post(workspace.direct(workspace.person("ana").id), {"text": "meanwhile"})
    async with listening(browser, "ana", since=ana.mark) as again:
        event = await again.next("message")
        assert ("before" in event["html"], "meanwhile" in event["html"]) == (False, True)


async def test_a_page_of_an_earlier_run_is_told_to_ask_anew(browser: Browser) -> None:
    for mark in ("0000:1", "", "nonsense", "0000:999999"):
        async with listening(browser, "ana", since=mark or "none") as ana:
            assert await ana.next("stale")


async def test_so_much_happened_that_it_is_not_known_any_more(browser: Browser) -> None:
    feed = browser.stage.slack.workspace.feed
    async with listening(browser, "ana") as ana:
        feed.publish("clock_turned")
        await ana.next("clock")
    for _ in range(3000):
        feed.publish("elsewhere", ("UX",))
    async with listening(browser, "ana", since=ana.mark) as again:
        assert await again.next("stale")


async def test_everybody_is_told_what_becomes_of_the_bot_and_the_clock(browser: Browser) -> None:
    async with listening(browser, "ana") as ana, listening(browser, "goro") as goro:
        await browser.does("/bot", do="kill")
        for heard in (ana, goro):
            assert (await heard.next("bot"))["bot"] == BotState.DOWN
        await browser.does("/bot", do="restart")
        await browser.does("/clock", by="hour", **{"as": "ana"})
        assert (await goro.next("clock"))["turning"]
        ends = [await goro.next("clock"), await goro.next("clock")]
        assert ends[-1]["time"] == "20:00"
        assert not ends[-1]["turning"]


async def test_an_outage_that_ends_by_the_clock_is_told_to_be_over(browser: Browser) -> None:
    async with listening(browser, "ana") as ana:
        await browser.does("/faults", fault="down")
        assert (await ana.next("bot"))["down"] == 60
        await browser.does("/clock", by="hour", **{"as": "ana"})
        async with asyncio.timeout(5):
            while (await ana.next("bot"))["down"]:
                pass


async def test_a_stream_of_somebody_or_somewhere_unknown_is_refused(browser: Browser) -> None:
    for path in ("/as/nobody/events?at=home", "/as/ana/events?at=C0SECRETS", "/as/ana/events"):
        assert (await browser.http.get(path)).status_code == 404


async def test_closed_events_end_their_streams(browser: Browser) -> None:
    slack = browser.stage.slack
    events = Events(slack.workspace.feed, slack.record)

    class Blank:
        def events(self, change: tuple[str, ...]) -> list[dict[str, Any]]:
            return [{"kind": change[0]}]

    me = slack.person("ana").person
    stream = events.stream(me, Blank(), events.now())
    assert await anext(stream)
    slack.workspace.feed.publish("clock_turned")
    assert b"clock_turned" in await anext(stream)
    events.close()
    assert [one async for one in stream] == []


async def test_what_cannot_be_drawn_is_told_in_its_place_and_ends_no_stream(browser: Browser) -> None:
    """A block that Slack would never have taken, and a message that breaks before its blocks."""
    workspace = browser.stage.slack.workspace
    where = workspace.direct(workspace.person("ana").id)
    async with listening(browser, "ana") as ana:
        for broken in ({"blocks": [{"type": "section", "fields": 7}]}, {"text": 7}):
            said = workspace.post(where, {"text": "whole"})
            vars(said).update(broken)
            workspace.feed.publish("message_updated", (), said)
            while "could not be drawn" not in (html := (await ana.next("message"))["html"]):
                pass
            assert said.ts in html
        workspace.post(where, {"text": "still here"})
        assert "still here" in (await ana.next("message"))["html"]
    html = await browser.page(f"/as/ana/{where.id}")
    assert html.count("could not be drawn") == 2
    assert "still here" in html


async def test_a_change_that_cannot_be_drawn_is_told_once(browser: Browser) -> None:
    slack = browser.stage.slack
    events = Events(slack.workspace.feed, slack.record)

    class Clumsy:
        def events(self, change: tuple[str, ...]) -> list[dict[str, Any]]:
            return [{"kind": {"bot_changed": "bot"}[change[0]]}]

    stream = events.stream(slack.person("ana").person, Clumsy(), events.now())
    await anext(stream)
    for kind, written in (("clock_turned", b'"kind": "undrawn"'), ("bot_changed", b'"kind": "bot"')):
        slack.workspace.feed.publish(kind)
        assert written in await anext(stream)
    events.close()


async def test_whoever_leaves_a_channel_is_led_elsewhere_and_the_others_stay(browser: Browser) -> None:
    where = browser.stage.slack.workspace.channel("mentoring").id
    async with listening(browser, "ana", where) as there, listening(browser, "ana") as elsewhere:
        await moving.leave(browser.stage.slack.person("ana"), "mentoring")
        assert await there.next("left")
        assert where not in (await elsewhere.next("sidebar"))["html"]
