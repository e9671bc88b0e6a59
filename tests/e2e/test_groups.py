"""A trio, from the introduction on: three people, each with their own answer, one of whom leaves."""

from bot.domain.pairings import Part
from bot.domain.requests import Form, Purpose
from bot.usecases import pairings
from bot.usecases.pairings import Together
from tests.e2e.world import Story, count, last, newest


async def brought_together(story: Story) -> None:
    """Chidi mentors Luz and Ben: a round has matched them."""
    luz, chidi, ben = story.everyone("luz", "chidi", "ben")
    for one in (luz, chidi, ben):
        await story.home_of(one)
    together = Together(
        form=Form.INTRO,
        members=((chidi.id, Part.MENTOR), (luz.id, Part.MENTEE), (ben.id, Part.MENTEE)),
        purpose=Purpose(topic="portfolios"),
        minutes=30,
        icebreaker=0,
    )
    bot = story.stage.bot
    await bot.transact(pairings.bring_together, together, workspace=bot.workspace)
    await story.stage.settle()


async def test_a_trio_meets_answers_apart_and_goes_on_without_one(story: Story) -> None:
    """Monday they are introduced, one books; one says met, one not yet, one nothing; one has enough."""
    await brought_together(story)
    luz, chidi, ben = story.everyone("luz", "chidi", "ben")
    assert luz.group_messages == [], "in Lima it is night"
    await story.until(2, 14)
    group = newest(luz.group_messages, "meet each other")
    assert "@Chidi Eze mentors @Luz Quispe and @Ben Okafor." in group.text
    assert "What did you make that nobody has seen yet?" in group.text
    await story.books(group)
    assert "Your chat is booked for" in group.text
    for one, others in (
        (luz, "@Chidi Eze and @Ben Okafor"),
        (ben, "@Chidi Eze and @Luz Quispe"),
        (chidi, "@Luz Quispe and @Ben Okafor"),
    ):
        await story.until(3, 9)
        last(one, f"Your chat with {others} is booked:")

    await story.until(4, 20)
    await story.presses(last(luz, "Did you meet @Chidi Eze and @Ben Okafor?"), "Yes, we met")
    await story.presses(last(chidi, "Did you meet"), "Not yet")
    last(luz, "What came of your chat with @Chidi Eze and @Ben Okafor?")
    assert "another time" in last(chidi, "Thank you.").text or "these times" in last(chidi, "Thank you.").text
    await story.until(6, 20)
    assert count(ben, "Did you meet") >= 1, "his own answer is still asked for"

    await story.presses(last(luz, "Would you like to meet @Chidi Eze and @Ben Okafor again?"), "Meet again")
    await story.presses(last(ben, "Did you meet"), "Yes, we met")
    await story.until(12, 20)
    heard = len(luz.inbox), len(chidi.inbox)
    await story.presses(
        last(ben, "Would you like to meet @Chidi Eze and @Luz Quispe again?"), "Once was enough"
    )
    await story.until(12, 23)
    assert (len(luz.inbox), len(chidi.inbox)) == heard, "nobody is told"
    await story.until(13, 20)
    last(ben, "Your chats with @Chidi Eze and @Luz Quispe have come to an end.")

    form = await story.opens(await story.home_of(luz), "Choose a time")
    assert "@Ben Okafor" not in form.text
    await story.sends(form.choose("Times that suit you both", form.options("Times that suit you both")[0]))
    last(luz, "Your chat with @Chidi Eze is booked:")
    assert count(ben, "is booked:") == 0, "who has left hears of no other chat"
