"""An agreement, from the first chat that went well to the pace at which people are reminded."""

import asyncio

from bot.demo.driver import Colleague
from bot.demo.forms import Modal
from bot.demo.seen import Answer
from tests.e2e.world import Story, count, last


async def going_on(story: Story) -> tuple[Colleague, Colleague]:
    """Luz and Chidi meet through an intro on the Wednesday, and both would meet again."""
    luz, chidi = story.everyone("luz", "chidi")
    await story.mentors("chidi", "portfolios")
    await story.asks_intro(luz, "chidi", "portfolios")
    await story.presses(last(chidi, "@Luz Quispe would like"), "Yes, happy to")
    group = luz.group_messages[-1]
    await story.presses(group, group.buttons[0])
    await story.until(4, 15)
    for one in (luz, chidi):
        await story.presses(last(one, "Did you meet"), "Yes, we met")
    await story.until(6, 15)
    for one in (luz, chidi):
        await story.presses(last(one, "again?"), "Meet again")
    return luz, chidi


def fortnightly(form: Modal, helps: str = "Honest words on each page.") -> Modal:
    return form.choose("How often do you meet?", "Every 2 weeks").fill("What the mentor helps with", helps)


async def test_they_agree_on_a_pace_and_are_reminded_at_it(story: Story) -> None:
    """Friday they go on and Luz proposes every two weeks; Chidi confirms; the reminder comes after two."""
    luz, chidi = await going_on(story)
    form = await story.opens(last(luz, "You both would like to meet again"), "Make an agreement")
    assert (await story.submits(fortnightly(form).fill("What it is not for", "Pay & <!channel>"))).modal

    asked = last(chidi, "proposes how you go on together")
    assert "A session every 2 weeks" in asked.text
    assert "Honest words on each page." in asked.text
    assert "How you go on with @Luz Quispe waits for your answer." in (await story.home_of(chidi)).text
    done = await story.opens(asked, "Confirm it")
    assert "stands" in done.text
    assert "stands. It is in my Home tab" in last(chidi, "Your agreement with").text
    assert count(chidi, "proposes how you go on together") == 0, "the buttons go with the question"
    last(luz, "Your agreement with @Chidi Eze stands:")
    home = (await story.home_of(luz)).text
    assert "A session every 2 weeks" in home
    assert "Pay & <!channel>" in home

    await story.until(19, 23)
    assert count(luz, "no chat is booked") == 0
    await story.until(23, 23)
    assert "You agreed to meet @Chidi Eze every 2 weeks" in last(luz, "no chat is booked").text


async def test_two_forms_at_once_and_the_later_sees_the_newer(story: Story) -> None:
    """Both have the empty form open and propose at the same moment: one is kept, the other reads of it."""
    luz, chidi = await going_on(story)
    forms = [
        fortnightly(await story.opens(await story.home_of(one), "Make an agreement"), f"As {one.id} says.")
        for one in (luz, chidi)
    ]
    answers: list[Answer] = await asyncio.gather(*(form.submit(wait=0) for form in forms))
    await story.stage.settle()
    told = [answer.modal.text if answer.modal else "" for answer in answers]
    assert sum("has proposed something newer meanwhile" in one for one in told) == 1
    late, early = (luz, chidi) if "newer" in told[0] else (chidi, luz)
    seen = await story.opens(await story.home_of(late), "Look at it")
    assert f"As {early.id} says." in seen.text
    form = await story.opens(seen, "Change it")
    await story.sends(fortnightly(form, "As both of us say."))
    await story.later(days=3)
    await story.opens(last(early, "proposes how you go on together"), "Confirm it")
    assert "As both of us say." in (await story.home_of(late)).text
