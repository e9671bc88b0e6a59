"""Flash mentoring as a program: no rounds and no relationship; whoever has a question asks for one chat."""

from tests.e2e.season import CHANNEL, MENTEE, MENTOR, Season
from tests.e2e.world import QUESTION, count, last, newest

FORM = "Flash chats"


async def test_asked_accepted_booked_held_logged_and_done(season: Season) -> None:
    """Ana asks from the announcement; Ben takes the chat, they meet, she logs it, and nothing goes on.

    Ben's profile makes him nobody's mentor: he is one in this program alone.
    """
    await season.sets_up(FORM)
    ana = await season.joins("ana", FORM, MENTEE)
    ben = await season.joins("ben", FORM, MENTOR, offers="python")
    await season.starts()
    assert "next round" not in season.card.text

    form = await season.opens(newest(ana.channel_messages(CHANNEL), FORM), "Ask for a chat")
    form.fill("Topic", "python").fill("Your question", QUESTION)
    choice = await season.sends(form)
    assert choice is not None
    await season.sends(choice.choose("Whom shall I ask?", "@Ben Okafor"))
    await season.presses(last(ben, "would like a 15-minute chat"), "Yes, happy to")
    await season.books(last(ana, "Pick a time"))
    await season.later(days=2)
    for one in (ana, ben):
        await season.presses(last(one, "Did you meet"), "Yes, we met")
    log = await season.opens(last(ana, "What came of your chat"), "Log the outcome")
    log.choose("How useful was it?", "5").fill("What do you take away?", "Pin the build backend.")
    await season.sends(log)

    await season.later(days=3)
    for one, other in ((ana, "@Ben Okafor"), (ben, "@Ana Silva")):
        home = (await season.home_of(one)).text
        assert f"{other} mentors you" not in home
        assert f"You mentor {other}" not in home
        assert count(one, "again?") == 0, "nobody is asked to go on"
