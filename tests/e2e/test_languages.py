"""Languages: in a made-up one, no sentence of a whole story escapes the translators."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest_asyncio

from bot.playhouse.stage import set_stage
from handlers.slack.views.catalogues import Pseudo
from tests.e2e.conftest import UNHURRIED, all_is_well, at_once
from tests.e2e.world import QUESTION, Story, last, newest
from tests.slack.views.reading import untranslated

TYPED = ("python", "portfolios", QUESTION, "Pin it.", "Publish", "Thank you so much.")
"""What people of this story typed."""
_DAY = "(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?"
WITHOUT_WORDS = re.compile(rf"https://|{_DAY}|{_DAY}, Mar \d+, [\d:]+ [AP]M \w+( · [\d:]+ [AP]M \w+)*")
"""Days and times, which come from the locale's own tables, and the beginning of an address."""


@pytest_asyncio.fixture
async def abroad(sqlite_url: str) -> AsyncIterator[Story]:
    """A story in which everybody reads the made-up language."""
    async with set_stage(sqlite_url, pace=at_once(), words=Pseudo(), patience=UNHURRIED) as stage:
        yield Story(stage, Pseudo().gettext)
        all_is_well(stage.slack)


def payloads(story: Story) -> Iterator[dict[str, Any]]:
    """Everything that was sent to Slack to be read, blocks and texts beside them."""
    for one in story.stage.slack.record.exchanges:
        if one.direction == "in" and one.name.startswith(("chat.", "views.")):
            yield _read(one.payload)
        elif one.direction == "out" and isinstance(one.answer, dict):
            yield one.answer


def _read(payload: dict[str, Any]) -> dict[str, Any]:
    return {
        name: json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value
        for name, value in payload.items()
    }


async def test_every_sentence_of_a_story_is_translated(abroad: Story) -> None:
    """Profile, help, find, flash, booking, moving, check-in, outcome, home, nudges, pause, refusals."""
    story = abroad
    ana, ben, luz = story.everyone("ana", "ben", "luz")
    for line in ("/mentor help", "/mentor statu", "/intro help", "/flash help", "/outcome help", "/outcome"):
        await ana.slash(line, wait=0)
    await story.mentors("ben", "python")
    await story.mentors("chidi", "portfolios")
    await story.says(ana, "/mentor find python")
    await story.says(ana, "/mentor pause until tomorrow-ish")
    await story.asks_flash(ana, "python", "Ben Okafor")
    await story.home_of(ben)
    await story.presses(last(ben, "would like a 15-minute chat"), "Yes, happy to")
    await story.books(last(ana, "Pick a time"))
    form = await story.opens(last(ana, "is booked"), "Move it")
    await story.sends(form.choose("Times that suit you both", form.options("Times that suit you both")[0]))
    await story.asks_intro(luz, "chidi", "portfolios")
    await story.presses(last(story.who("chidi"), "would like"), "Yes, happy to")
    newest(luz.group_messages, "meet")
    await story.until(5, 12)
    await story.presses(last(ana, "Did you meet"), "Yes, we met")
    await story.presses(last(ben, "Did you meet"), "Not yet")
    form = await story.opens(last(ana, "What came of"), "Log the outcome")
    form.fill("What do you take away?", "Pin it.").choose(
        "Who may read your take-away and next step?", story.said("Both of us")
    )
    form.fill("Your next step", "Publish").fill("A thank-you line", "Thank you so much.")
    await story.sends(form)
    await story.home_of(ana)
    await story.says(ana, "/mentor status")
    await story.says(ana, "/mentor pause")
    await story.says(ana, "/mentor resume")
    await story.until(31, 20)
    names = {one.real_name for one in story.stage.slack.workspace.people.values()}
    written: set[object] = {*TYPED, *names, *(f"@{name}" for name in names)}
    found = {text for payload in payloads(story) for text in untranslated(payload, written)}
    assert sorted(text for text in found if not WITHOUT_WORDS.fullmatch(text)) == []
    said = [text for payload in payloads(story) for text in (payload.get("text"),) if text]
    assert len(said) > 30
    assert all("⟦" in text for text in said)
