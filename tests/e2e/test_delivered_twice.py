"""What Slack delivers twice is answered once: a refusal, a line that only reads, a form."""

from typing import Literal

import pytest

from tests.e2e.world import Story, count, last

HOW = pytest.mark.parametrize("how", ["after", "together"])
How = Literal["after", "together"]


@HOW
async def test_a_refusal_is_said_once(story: Story, how: How) -> None:
    """A time that has passed, pressed once and delivered twice: one sentence."""
    ana = story.who("ana")
    await story.mentors("ben", "python")
    await story.asks_flash(ana, "python", "Ben Okafor")
    await story.presses(last(story.who("ben"), "would like"), "Yes, happy to")
    times = last(ana, "Pick a time")
    await story.later(days=14)
    before = len(ana.ephemerals)
    story.stage.slack.faults.duplicate_deliveries = how
    await story.presses(times, times.buttons[0])
    story.stage.slack.faults.duplicate_deliveries = "no"
    (refusal,) = ana.ephemerals[before:]
    assert refusal.text.startswith("That time has passed. Choose a later one.")
    await story.presses(refusal, refusal.buttons[0])
    assert count(ana, "is booked:") == 1, "the times that have passed were followed by new ones"


@HOW
@pytest.mark.parametrize("line", ["/mentor status", "/outcome", "/mentor help"])
async def test_a_line_is_answered_once(story: Story, line: str, how: How) -> None:
    """A command that reads, and one that is refused."""
    ana = story.who("ana")
    story.stage.slack.faults.duplicate_deliveries = how
    await ana.slash(line, wait=0)
    await story.stage.settle()
    story.stage.slack.faults.duplicate_deliveries = "no"
    assert len(ana.ephemerals) + len(ana.inbox) == 1


@HOW
async def test_a_form_opens_once(story: Story, how: How) -> None:
    """The second delivery opens nothing and says nothing about it."""
    ana = story.who("ana")
    story.stage.slack.faults.duplicate_deliveries = how
    answer = await ana.slash("/flash python", wait=0)
    await story.stage.settle()
    story.stage.slack.faults.duplicate_deliveries = "no"
    assert answer.modal is not None
    assert (len(ana.ephemerals), count(ana, "could not open")) == (0, 0)
