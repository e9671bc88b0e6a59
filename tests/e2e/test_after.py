"""After the chat: each is asked alone, whatever the answer; nudges know when to stop."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.world import Story, count, last, newest


async def booked_intro(story: Story) -> None:
    """Luz and Chidi meet through an intro; they book their first time."""
    luz, chidi = story.everyone("luz", "chidi")
    await story.mentors("chidi", "portfolios")
    await story.asks_intro(luz, "chidi", "portfolios")
    await story.presses(last(chidi, "@Luz Quispe would like"), "Yes, happy to")
    group = newest(luz.group_messages, "meet")
    await story.presses(group, group.buttons[0])


async def accepted_intro(story: Story) -> None:
    """Luz and Chidi are introduced, and book nothing."""
    luz, chidi = story.everyone("luz", "chidi")
    await story.mentors("chidi", "portfolios")
    await story.asks_intro(luz, "chidi", "portfolios")
    await story.presses(last(chidi, "@Luz Quispe would like"), "Yes, happy to")


async def test_not_yet_offers_new_times(story: Story) -> None:
    """“Not yet” is followed by times to click, and one click books."""
    await booked_intro(story)
    luz, chidi = story.everyone("luz", "chidi")
    await story.until(4, 15)
    question = last(luz, "Did you meet")
    await story.presses(question, "Not yet")
    assert "How about one of these times with @Chidi Eze?" in question.text
    await story.presses(question, question.buttons[0])
    assert 1 == count(luz, "is booked:") == count(chidi, "is booked:"), "the first chat is over"


async def test_we_moved_it_asks_to_when(story: Story) -> None:
    """“We moved it” opens the times; the new one is booked, and asked about in its turn."""
    await booked_intro(story)
    luz, chidi = story.everyone("luz", "chidi")
    await story.until(4, 15)
    form = await story.opens(last(luz, "Did you meet"), "We moved it")
    await story.sends(form.choose("Times that suit you both", form.options("Times that suit you both")[0]))
    last(chidi, "@Luz Quispe moved your chat to")
    assert "your chat with @Chidi Eze has another time" in last(luz, "another time").text
    assert count(luz, "Did you meet") == 0
    await story.until(6, 20)
    assert count(luz, "Did you meet") == 1


async def test_they_met_earlier_than_booked(story: Story) -> None:
    """A time that has passed means: we met then."""
    await booked_intro(story)
    luz, _ = story.everyone("luz", "chidi")
    await story.until(4, 15)
    form = await story.opens(last(luz, "Did you meet"), "We moved it")
    earlier = int(datetime(2026, 3, 3, 18, tzinfo=UTC).timestamp())
    answer = await story.submits(form.fill("Another time", earlier))
    assert answer.errors == {}
    last(luz, "What came of your chat with @Chidi Eze?")


async def test_it_wont_happen_ends_it_kindly(story: Story) -> None:
    """One says it won't happen: both read the same kind words, without a name on it, and no nudge follows."""
    await booked_intro(story)
    luz, chidi = story.everyone("luz", "chidi")
    await story.until(4, 15)
    await story.presses(last(luz, "Did you meet"), "It won't happen")
    await story.until(5, 15)
    for one, other in ((luz, "Chidi Eze"), (chidi, "Luz Quispe")):
        last(one, f"Your chats with @{other} have come to an end.")
    heard, asked = len(luz.inbox), count(chidi, "Did you meet")
    await story.later(days=30)
    assert heard == len(luz.inbox)
    assert asked == count(chidi, "Did you meet"), "Chidi's own answer is still welcome, once more"
    assert count(chidi, "again further down") == 1, "and can be given in one place"
    assert count(chidi, "has no time yet") == 0


async def test_they_disagree_and_both_answers_are_kept(story: Story) -> None:
    """Luz says they met, Chidi says not yet: neither is told what the other said."""
    await booked_intro(story)
    luz, chidi = story.everyone("luz", "chidi")
    await story.until(4, 15)
    await story.presses(last(luz, "Did you meet"), "Yes, we met")
    await story.presses(last(chidi, "Did you meet"), "Not yet")
    assert count(chidi, "says you met") == 0
    last(luz, "What came of your chat")
    last(chidi, "Thank you.")


async def test_again_only_when_both_would(story: Story) -> None:
    """After the first chat each is asked in private; two times yes makes it a mentorship."""
    await booked_intro(story)
    luz, chidi = story.everyone("luz", "chidi")
    await story.until(4, 15)
    for one in (luz, chidi):
        await story.presses(last(one, "Did you meet"), "Yes, we met")
    await story.until(6, 18)
    kept = await story.presses(last(luz, "Would you like to meet @Chidi Eze again?"), "Meet again")
    assert "if you both would like to" in (kept.text or "")
    await story.presses(last(chidi, "Would you like to meet @Luz Quispe again?"), "Meet again")
    last(chidi, "You both would like to meet again")
    await story.until(31, 18)
    nudge = last(luz, "It is a while since you met @Chidi Eze.")
    assert len(nudge.buttons[:4]) == 4, "three times and another one"
    assert "Lima" in nudge.buttons[0]


async def test_not_booked_two_nudges_then_a_last_word_and_the_admin(story_everywhere: Story) -> None:
    """Day 5, day 10, day 14: each nudge with times to click, then peace; the admin hears which pair."""
    story = story_everywhere
    await accepted_intro(story)
    luz, chidi, hala = story.everyone("luz", "chidi", "hala")
    nudges = []
    for day in range(3, 31):
        await story.until(day, 23)
        nudges.append(count(luz, "has no time yet. How about one of these?"))
    assert nudges[:4] == [0, 0, 0, 0]
    assert nudges[7 - 3 + 2] == 1, "day 5 is a Saturday: it waits until Monday"
    assert nudges[-1] == 2, "and no third one"
    assert (
        1 == count(luz, "I'll stop asking about a chat with @Chidi Eze") == count(chidi, "I'll stop asking")
    )
    flag = last(hala, "may need a hand.")
    assert "@Chidi Eze and @Luz Quispe" in flag.text
    assert "portfolios" not in flag.text, "never what they talk about"
    await story.presses(flag, "I'll see to it")
    form = await story.opens(last(luz, "I'll stop asking"), "Choose a time")
    await story.sends(form.choose("Times that suit you both", form.options("Times that suit you both")[0]))
    await story.until(1, 10, month=4)
    assert count(chidi, "@Luz Quispe was planned for"), "it was booked, and is over by now"


@pytest.mark.parametrize(
    ("choice", "until"), [("Tomorrow", "Tue 10 Mar"), ("Next week", "Mon 16 Mar"), ("Choose a date", "")]
)
async def test_snoozed(story: Story, choice: str, until: str) -> None:
    """A nudge is put off until tomorrow, next week, or a day; until then nothing is heard of it."""
    await accepted_intro(story)
    luz = story.who("luz")
    await story.until(9, 18)
    nudge = last(luz, "has no time yet")
    if until:
        answer = await nudge.select("", choice, wait=0)
        await story.stage.settle()
        assert until in (answer.text or "")
    else:
        form = (await nudge.select("", choice, wait=0)).modal
        assert form is not None
        refused = await story.submits(form.fill("Remind me on", "2026-03-09"))
        assert "Choose a day after today." in refused.errors["Remind me on"]
        await story.sends(form.fill("Remind me on", "2026-03-18"))
    day = {"Tomorrow": 10, "Next week": 16, "Choose a date": 18}[choice]
    await story.until(day, 5)
    assert count(luz, "has no time yet") == 1
    await story.until(day + 10, 18)
    assert count(luz, "has no time yet") + count(luz, "I'll stop asking") >= 2


async def test_quiet_on_holidays_outside_hours_and_while_away(story: Story) -> None:
    """Whatever is unprompted comes between nine and five on the reader's own workdays, never in a break."""
    await accepted_intro(story)
    luz, chidi = story.everyone("luz", "chidi")
    heard: list[tuple[str, datetime]] = []
    story.stage.slack.record.observe(
        lambda one: (
            heard.append((one.payload.get("channel", ""), one.at)) if one.name == "chat.postMessage" else None
        )
    )
    await story.until(6, 15)
    await story.says(chidi, "/mentor pause until 13 March")
    await story.until(12, 23)
    assert count(luz, "has no time yet") == 0, "nobody is nudged about somebody on a break"
    await story.until(31, 23)
    assert count(luz, "has no time yet") >= 1
    for who, at in heard:
        zone = story.stage.slack.workspace.people[who].tz if who.startswith("U") else None
        if zone:
            local = at.astimezone(ZoneInfo(zone))
            assert 9 <= local.hour < 17, (who, local)
            assert local.weekday() < 5, (who, local)


async def test_the_budget_of_a_week(story: Story) -> None:
    """Six pairs that do not book cost one person at most three unprompted messages in any seven days."""
    ben = await story.mentors("ben", "python", capacity=3)
    for handle in ("ana", "luz", "jaya"):
        await story.asks_intro(story.who(handle), "ben", "python")
    await story.until(2, 17)
    for name in ("Ana", "Luz", "Jaya"):
        await story.presses(last(ben, f"@{name}"), "Yes, happy to")
    times: list[datetime] = []
    story.stage.slack.record.observe(
        lambda one: (
            times.append(one.at)
            if one.name == "chat.postMessage" and one.payload.get("channel") == ben.id
            else None
        )
    )
    await story.until(31, 23)
    assert len(times) > 3
    for one in times:
        assert sum(0 <= (other - one).total_seconds() < 7 * 24 * 3600 for other in times) <= 3
