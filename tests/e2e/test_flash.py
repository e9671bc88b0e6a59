"""Flash mentoring, from the question to the thank-you."""

from typing import Any

from icalendar import Calendar

from bot.demo.driver import Colleague
from tests.e2e.world import QUESTION, Story, count, last


async def test_asked_accepted_booked_held_and_logged(story_everywhere: Story) -> None:
    """Monday Ana asks and Ben accepts; Tuesday they meet; each is asked alone, and Ana's thanks reach Ben."""
    story = story_everywhere
    ben, ana = await story.mentors("ben", "python", "packaging"), story.who("ana")
    form = await story.types(ana, "/flash python packaging", "#general")
    assert form.value("Topic") == "python packaging"
    form.fill("Your question", QUESTION).choose("How long?", "30 minutes")
    form.fill("Earliest day", "2026-03-03").fill("Latest day", "2026-03-06")
    choice = await story.sends(form)
    assert choice is not None
    assert "@Ben Okafor" in choice.text
    assert choice.value("Topic") == "python packaging"
    await story.sends(choice.choose("Whom shall I ask?", "@Ben Okafor"))
    assert "I asked @Ben Okafor" in ana.inbox[-1].text
    question = last(ben, "@Ana Silva would like a 30-minute chat with you.")
    assert QUESTION in question.text
    assert "Any day from Tue, 3 Mar 2026 to Fri, 6 Mar 2026 suits them." in question.text
    await story.presses(question, "Yes, happy to")
    assert "You said yes to @Ana Silva" in question.text
    assert question.buttons == []
    offered = last(ana, "Pick a time for your 30-minute chat with @Ben Okafor")
    assert offered.buttons == [*offered.buttons[:3], "Another time"]
    assert offered.buttons[0] == "Tue 3 Mar, 09:00 (Lisbon)"
    await story.presses(offered, offered.buttons[0])
    for person, zone in ((ana, "Lisbon"), (ben, "London")):
        assert count(person, f"is booked: Tue 3 Mar, 09:00 ({zone}), 30 minutes.") == 1
        assert len(person.files) == 1
        assert "Pick a time" not in " ".join(one.text for one in person.inbox)
    await story.until(3, 8, 55)
    assert 1 == count(ana, "begins in a few minutes") == count(ben, "begins in a few minutes")
    await story.until(3, 10, 40)
    assert 1 == count(ana, "Did you meet @Ben Okafor?") == count(ben, "Did you meet @Ana Silva?")
    await story.presses(last(ben, "Did you meet"), "Yes, we met")
    await story.presses(last(ana, "Did you meet"), "Yes, we met")
    outcome = await story.opens(last(ana, "What came of your chat"), "Log the outcome")
    outcome.choose("How useful was it?", "5").fill("What do you take away?", "Pin the build backend.")
    outcome.choose("Who may read your take-away and next step?", "Both of us").fill(
        "Your next step", "Publish a test"
    )
    outcome.fill("By when?", "2026-03-10").fill("A thank-you line", "You saved me a week.")
    thanks = await story.sends(outcome)
    assert thanks is not None
    assert "Your thank-you is on its way." in thanks.text
    assert "You saved me a week." in last(ben, "@Ana Silva says thank you").text
    shared = last(ben, "shares this with you").text
    assert "Pin the build backend." in shared
    assert "Publish a test" in shared
    heard = len(ana.inbox)
    await story.later(days=60)
    last(ana, "You set yourself a next step")
    assert heard + 1 == len(ana.inbox), "whoever has logged hears of their own next step alone"


async def test_whoever_is_free_first(story: Story) -> None:
    """Three are asked at once; the first yes has it, and the others read that it is no longer needed."""
    ana = story.who("ana")
    asked = [await story.mentors(handle, "python") for handle in ("ben", "freya", "chidi")]
    await story.asks_flash(ana, "python")
    questions = [last(one, "@Ana Silva would like") for one in asked]
    await story.presses(questions[1], "Yes, happy to")
    assert "You said yes" in questions[1].text
    for one in (questions[0], questions[2]):
        assert "@Ana Silva no longer needs this" in one.text
        assert one.buttons == []
    last(ana, "Pick a time for your 15-minute chat with @Freya Lind")


async def test_three_reasons(story: Story) -> None:
    """The three best mentors are shown with the reason for each, and no more than three."""
    for handle in ("ben", "freya", "chidi", "ines"):
        await story.mentors(handle, "python")
    form = await story.types(story.who("ana"), "/flash python")
    choice = await story.sends(form.fill("Your question", QUESTION))
    assert choice is not None
    assert len(choice.options("Whom shall I ask?")) == 4, "three, and whoever is free first"
    assert choice.text.count("can help with python") == 3


async def test_nobody_offers_it(story: Story) -> None:
    """Nobody found: what was typed stays, and another word can be tried at once."""
    await story.mentors("ben", "python")
    form = await story.types(story.who("ana"), "/flash knitting")
    again = await story.sends(form.fill("Your question", QUESTION))
    assert again is not None
    assert "Nobody is free for “knitting”" in again.text
    assert again.value("Your question") == QUESTION
    choice = await story.sends(again.fill("Topic", "python"))
    assert choice is not None
    assert "@Ben Okafor" in choice.text


def invitations(person: Colleague) -> list[dict[str, object]]:
    """What this person's calendar is told, file by file."""
    found = []
    for file in person.files:
        calendar: Any = Calendar.from_ical(file.content or b"")
        (event,) = calendar.walk("VEVENT")
        found.append(
            {
                "method": str(calendar["METHOD"]),
                "uid": str(event["UID"]),
                "sequence": int(str(event["SEQUENCE"])),
                "status": str(event["STATUS"]),
                "starts": event["DTSTART"].to_ical().decode(),
            }
        )
    return found


async def test_moved_and_cancelled(story_everywhere: Story) -> None:
    """Moved, then cancelled: both calendars follow by one event whose sequence rises."""
    story = story_everywhere
    ana, ben = await story.flash_booked()
    booked = last(ana, "is booked")
    form = await story.opens(booked, "Move it")
    await story.sends(form.choose("Times that suit you both", form.options("Times that suit you both")[2]))
    assert "was moved to" in booked.text
    assert booked.buttons == []
    last(ben, "@Ana Silva moved your chat to")
    await story.presses(last(ben, "moved your chat"), "Cancel it", confirm=False)
    assert [one for one in ana.inbox if "cancel" in one.text.lower() and "had to" in one.text] == []
    await story.presses(last(ben, "moved your chat"), "Cancel it")
    last(ana, "@Ben Okafor had to cancel your chat")
    for person in (ana, ben):
        told = invitations(person)
        assert len({one["uid"] for one in told}) == 1
        assert [one["method"] for one in told] == ["PUBLISH"] * 3
        assert [one["sequence"] for one in told] == [0, 1, 2]
        assert [one["status"] for one in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
        assert all(str(one["starts"]).endswith("Z") for one in told)
    form = await story.opens(last(ana, "had to cancel"), "Choose another time")
    await story.sends(form.choose("Times that suit you both", form.options("Times that suit you both")[0]))
    last(ben, "is booked")
