"""Bad input, old buttons, forged values, strangers' fingers: a clear answer, and nothing is lost."""

import asyncio
import time
from typing import Any, Literal

import pytest

from tests.e2e.world import QUESTION, Story, count, last, newest

NASTY = (
    "<!channel> <!here> <@U0HALA> <#C0GENERAL> <https://evil.example|click> &lt;!everyone&gt; *bold* _i_ `c` "
    "```x``` > quote 🎉👩‍👩‍👧 שלום مرحبا \u202etxet desrever\u202c {person} %s ${x} <script>"
)


async def test_whatever_is_typed_rings_nobody_and_stays_as_typed(story: Story) -> None:
    """Mentions, links, markup, emoji, right-to-left text: shown as typed in all messages, ringing nobody."""
    jaya, hala, ines = story.everyone("jaya", "hala", "ines")
    form = await story.types(ines, "/mentor profile")
    form.fill("What can you help with?", "speaking, <!channel>").check(
        "Yes, colleagues may ask me for a chat"
    )
    for label in ("A few words about you", "What can you not help with?"):
        form.fill(label, NASTY)
    await story.sends(form)
    form = await story.types(jaya, "/intro @ines speaking <!channel>")
    form.fill("What you would like to ask", NASTY).fill("What have you tried so far?", NASTY)
    form.fill("How much time can you give?", NASTY[:200]).pick("Who could introduce you?", "hala")
    await story.sends(form)
    line = await story.opens(last(hala, "Would you introduce them?"), "Add a line")
    await story.sends(line.fill(line.labels[0], NASTY))
    question = last(ines, "introduces you")
    assert question.text.count("<!channel> <!here> <@U0HALA>") >= 3
    await story.presses(question, "Yes, happy to")
    group = newest(jaya.group_messages, "meet")
    assert "<!channel> <!here> <@U0HALA>" in group.text
    await story.presses(group, group.buttons[0])
    await story.until(4, 12)
    await story.presses(last(jaya, "Did you meet"), "Yes, we met")
    form = await story.opens(last(jaya, "What came of"), "Log the outcome")
    form.fill("What do you take away?", NASTY)
    form.choose("Who may read your take-away and next step?", "Both of us")
    form.fill("Your next step", NASTY).fill("A thank-you line", NASTY)
    await story.sends(form)
    await story.until(5, 12)
    assert "<!channel> <!here> <@U0HALA>" in last(ines, "says thank you").text
    assert last(ines, "shares this with you").text.count("<!channel> <!here>") == 2
    told = await story.who("ana").slash("/mentor find <!channel>", wait=0)
    for where in story.stage.slack.workspace.conversations.values():
        for message in (*where.messages, *where.ephemerals):
            assert not [ring for ring in message.rings if ring.is_loud], message.text
    assert "<!channel>" in (told.text or "")
    home = await story.home_of(ines)
    assert "<!channel>" in home.text


async def test_three_thousand_and_one_characters(story: Story) -> None:
    """Slack's client stops at 3,000; whoever goes around it reads how many there are, and the form stays."""
    await story.mentors("ben", "python")
    ana = story.who("ana")
    form = (await story.types(ana, "/flash python")).fill("Your question", "x" * 3000)
    assert await story.sends(form) is not None
    form = await story.types(ana, "/flash python")
    form.force("Your question", {"type": "plain_text_input", "value": "x" * 3001})
    answer = await story.submits(form, force=True)
    assert "3000" in answer.errors["Your question"].replace(",", "")
    assert form.is_open


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("Topic", {"type": "plain_text_input", "value": None}),
        ("Topic", {"type": "plain_text_input", "value": "  \n "}),
        ("Topic", {"type": "plain_text_input", "value": 7}),
        ("Topic", {"type": "plain_text_input"}),
        ("Your question", {"type": "plain_text_input", "value": ["a"]}),
        ("Your question", {}),
        ("How long?", {"type": "radio_buttons", "selected_option": {"value": "999"}}),
        ("How long?", {"type": "radio_buttons", "selected_option": "15"}),
        ("How long?", {"type": "radio_buttons", "selected_option": None}),
        ("Earliest day", {"type": "datepicker", "selected_date": "2026-02-30"}),
        ("Earliest day", {"type": "datepicker", "selected_date": "0001-01-01"}),
        ("Earliest day", {"type": "datepicker", "selected_date": "2026-02-27"}),
        ("Earliest day", {"type": "datepicker", "selected_date": {"a": 1}}),
        ("Latest day", {"type": "datepicker", "selected_date": "9999-12-31"}),
        ("Latest day", {"type": "datepicker", "selected_date": "2026-03-01"}),
    ],
)
async def test_malformed_values_in_a_form(story: Story, label: str, state: dict[str, Any]) -> None:
    """What the client would never send is answered on its field, never with a crash."""
    ana = story.who("ana")
    form = (await story.types(ana, "/flash python")).fill("Your question", QUESTION)
    answer = await story.submits(form.force(label, state), force=True)
    assert answer.errors, label
    assert "Something went wrong" not in " ".join(answer.errors.values())
    assert form.is_open
    assert ana.inbox == []


async def test_the_last_day_before_the_first(story: Story) -> None:
    """The end before the start is refused on its field."""
    form = (await story.types(story.who("ana"), "/flash python")).fill("Your question", QUESTION)
    form.fill("Earliest day", "2026-03-10").fill("Latest day", "2026-03-09")
    answer = await story.submits(form)
    assert "before the earliest" in answer.errors["Latest day"]


async def test_a_forged_mentor(story: Story) -> None:
    """A mentor who was not offered cannot be forced: rules are asked again in the use case."""
    await story.mentors("ben", "python")
    ana = story.who("ana")
    form = (await story.types(ana, "/flash python")).fill("Your question", QUESTION)
    for forged in ("U0FREYA", "U0NOBODY", "x|y", "<!channel>", ""):
        form = (await story.types(ana, "/flash python")).fill("Your question", QUESTION)
        choice = await story.sends(form)
        assert choice is not None
        state = {"type": "radio_buttons", "selected_option": {"value": forged}}
        answer = await story.submits(choice.force("Whom shall I ask?", state), force=True)
        assert answer.errors or answer.modal, forged
    assert ana.inbox == []


async def test_forged_buttons(story: Story) -> None:
    """Ids and times that were never offered change nothing, and are answered."""
    ana, ben = await story.flash_booked()
    message = last(ana, "is booked")
    for button in message.buttons:
        for forged in ("", "nonsense", "|", "x" * 2000, "1' OR '1'='1", "\x00", "00000000"):
            answer = await story.presses(message, button, value=forged)
            assert answer.text or answer.messages, (button, forged)
            assert "Something went wrong" not in (answer.text or ""), (button, forged)
    assert 1 == count(ana, "is booked:") == count(ben, "is booked:")


async def test_forged_times(story: Story) -> None:
    """A time in the past, in another age, or none at all books nothing."""
    ben, ana = await story.mentors("ben", "python"), story.who("ana")
    await story.asks_flash(ana, "python", "Ben Okafor")
    await story.presses(last(ben, "would like"), "Yes, happy to")
    offered = last(ana, "Pick a time")
    pairing = offered.blocks[-1]["elements"][0]["value"].partition("|")[0]
    for at in ("", "0", "1", "99999999999", "-5", "soon", "1772445600", str(10**30)):
        answer = await story.presses(offered, offered.buttons[0], value=f"{pairing}|{at}")
        assert answer.text, at
        assert "Something went wrong" not in answer.text, at
    assert count(ana, "is booked:") == 0


async def test_pressed_by_somebody_else(story: Story) -> None:
    """Whoever was not asked cannot answer: they read so, and nothing has changed."""
    ana, ben, freya = story.everyone("ana", "ben", "freya")
    await story.mentors("ben", "python")
    await story.asks_flash(ana, "python", "Ben Okafor")
    question = last(ben, "would like a 15-minute chat")
    for button in question.buttons[:2]:
        answer = await story.presses(question, button, by=freya)
        assert "This was meant for someone else" in (answer.text or "")
    answer = await story.presses(last(ana, "I asked"), "Withdraw", by=freya)
    assert "This was meant for someone else" in (answer.text or "")
    assert "Yes, happy to" in question.buttons
    await story.presses(question, "Yes, happy to")
    offered = last(ana, "Pick a time")
    answer = await story.presses(offered, offered.buttons[0], by=freya)
    assert "This was meant for someone else" in (answer.text or "")
    assert count(ana, "is booked:") == 0


async def test_pressed_twice_and_a_month_later(story: Story) -> None:
    """Each button works once; an old copy of it, pressed at any time, changes nothing and says so."""
    ana, ben = story.everyone("ana", "ben")
    await story.mentors("ben", "python")
    await story.asks_flash(ana, "python", "Ben Okafor")
    question, sent = last(ben, "would like a 15-minute chat").snapshot(), last(ana, "I asked").snapshot()
    await story.presses(question, "Yes, happy to")
    again = await story.presses(question, "Yes, happy to")
    assert "This was answered already." in (again.text or "")
    offered = last(ana, "Pick a time").snapshot()
    await story.presses(offered, offered.buttons[0])
    again = await story.presses(offered, offered.buttons[0])
    assert "It is booked for" in (again.text or "")
    other = await story.presses(offered, offered.buttons[1])
    assert "You two have a chat booked for" in (other.text or "")
    booked = last(ana, "is booked").snapshot()
    await story.later(days=31)
    for message in (question, sent, offered, booked):
        for button in message.buttons:
            answer = await story.presses(message, button)
            assert answer.text or answer.modal, button
            assert "Something went wrong" not in (answer.text or "")
    assert count(ana, "Your chat with @Ben Okafor was planned for") == 1
    assert count(ben, "Your chat with @Ana Silva was planned for") == 1
    assert 0 == count(ana, "is booked:") == count(ben, "is booked:")


async def test_pressed_by_two_at_the_same_moment(story_on_postgresql: Story) -> None:
    """Ana and Ben book different times at once: one chat, and the other one reads which."""
    story = story_on_postgresql
    ben, ana = await story.mentors("ben", "python"), story.who("ana")
    await story.asks_flash(ana, "python", "Ben Okafor")
    await story.presses(last(ben, "would like"), "Yes, happy to")
    mine, yours = last(ana, "Pick a time").snapshot(), last(ben, "Pick a time").snapshot()
    answers = await asyncio.gather(mine.press(mine.buttons[0], wait=0), yours.press(yours.buttons[1], wait=0))
    await story.stage.settle()
    assert 1 == count(ana, "is booked:") == count(ben, "is booked:")
    assert sum("You two have a chat booked" in (one.text or "") for one in answers) == 1


async def test_two_mentors_say_yes_at_the_same_moment(story_on_postgresql: Story) -> None:
    """Three were asked, two say yes at once: Ana has one mentor, and the other one is thanked kindly."""
    story, names = story_on_postgresql, ("ben", "freya", "chidi")
    ana = story.who("ana")
    asked = [await story.mentors(handle, "python") for handle in names]
    await story.asks_flash(ana, "python")
    questions = [last(one, "would like").snapshot() for one in asked]
    await asyncio.gather(*(one.press("Yes, happy to", wait=0) for one in questions))
    await story.stage.settle()
    assert count(ana, "Pick a time") == 1
    assert sum(count(one, "You said yes") for one in asked) == 1


async def test_a_form_whose_subject_is_gone(story: Story) -> None:
    """Ana withdraws while Ben writes whom to ask instead: his form says that it has come to an end."""
    ana, ben = story.everyone("ana", "ben")
    await story.mentors("ben", "python")
    await story.mentors("freya", "python")
    await story.asks_flash(ana, "python", "Ben Okafor")
    form = await story.opens(last(ben, "would like"), "Suggest someone else")
    await story.presses(last(ana, "I asked"), "Withdraw")
    answer = await story.submits(form.pick(form.labels[0], "freya"))
    assert answer.modal is not None
    assert "This has come to an end meanwhile" in answer.modal.text
    assert count(story.who("freya"), "would like") == 0


async def test_a_time_form_after_it_was_cancelled(story: Story) -> None:
    """Ana looks for another time while Ben cancels."""
    ana, ben = await story.flash_booked()
    form = await story.opens(last(ana, "is booked"), "Move it")
    await story.presses(last(ben, "is booked"), "Cancel it")
    form.choose("Times that suit you both", form.options("Times that suit you both")[1])
    answer = await story.submits(form)
    assert answer.modal is not None
    assert "come to an end" in answer.modal.text
    assert count(ben, "moved your chat") == 0


@pytest.mark.parametrize("how", ["after", "together"])
async def test_everything_is_delivered_twice(
    story_everywhere: Story, how: Literal["after", "together"]
) -> None:
    """Slack delivers each command, press, submission and event twice: everything happens once."""
    story = story_everywhere
    story.stage.slack.faults.duplicate_deliveries = how
    ana, ben = await story.flash_booked()
    for person in (ana, ben):
        assert count(person, "is booked:") == 1, [one.text for one in person.inbox]
        assert len(person.files) == 1
        assert [one for one in person.ephemerals if "already" in one.text] == []
    assert count(ana, "said yes") == 1
    story.stage.slack.faults.duplicate_deliveries = "no"


async def test_redelivered_much_later(story: Story) -> None:
    """A submission that comes again after all is done changes nothing."""
    ana, ben = story.everyone("ana", "ben")
    await story.mentors("ben", "python")
    await story.asks_flash(ana, "python", "Ben Okafor")
    ack = await story.stage.slack.redeliver("interactive")
    assert ack.ok
    await story.stage.settle()
    assert 1 == count(ben, "would like") == count(ana, "I asked")


async def test_strangers_at_the_door(story: Story) -> None:
    """Unsigned, stale, or signed with another secret: 401, and nothing happens."""
    slack = story.stage.slack
    assert (await slack.send_unsigned()).status == 401
    assert (await slack.send_signed(b"{}", secret="guessed")).status == 401
    assert (await slack.send_signed(b"{}", timestamp=int(time.time()) - 3600)).status == 401
    assert (await slack.send_signed(b"{}", timestamp=int(time.time()) + 3600)).status == 401


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[1, 2]"),
        ("application/json", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"payload=notjson"),
        ("application/x-www-form-urlencoded", b"payload=%5B%5D"),
        ("application/x-www-form-urlencoded", b""),
        ("application/json", b"[" * 100_000),
    ],
)
async def test_a_signed_body_that_is_not_what_it_says(story: Story, kind: str, body: bytes) -> None:
    """400: signed, and still nonsense."""
    assert (await story.stage.slack.send_signed(body, kind=kind)).status == 400


@pytest.mark.parametrize(
    "body",
    [
        b'{"type": "event_callback"}',
        b'{"type": "event_callback", "event": {"type": "app_home_opened"}}',
        b'{"type": "event_callback", "event": {"type": "user_change", "user": 7}}',
        b'{"type": "event_callback", "event": []}',
        b'{"type": "block_actions"}',
        b"{}",
    ],
)
async def test_a_signed_body_without_what_it_should_hold(story: Story, body: bytes) -> None:
    """Answered somehow, within the time, and everyone else is served as before."""
    ack = await story.stage.slack.send_signed(body)
    assert ack.status in range(200, 600)
    assert "/intro" in await story.says(story.who("ana"), "/mentor help")
