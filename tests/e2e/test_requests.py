"""Requests: unanswered, declined, withdrawn, waiting in line, and kept from those who are away."""

from tests.e2e.world import Story, count, last


async def test_three_business_days_unanswered(story_everywhere: Story) -> None:
    """Asked on Thursday, reminded on Monday, on Tuesday the next mentor is asked; both are told kindly."""
    story = story_everywhere
    ana, ben, freya = story.everyone("ana", "ben", "freya")
    await story.mentors("ben", "python")
    await story.mentors("freya", "python")
    await story.until(5, 10)
    await story.asks_flash(ana, "python", "Ben Okafor")
    asked = last(ben, "would like a 15-minute chat")
    await story.until(9, 17)
    assert count(ben, "Would you like to answer?") == 1
    assert count(freya, "@Ana Silva would like") == 0
    reminder = last(ben, "Would you like to answer?")
    assert "These times would suit you both:" in reminder.text
    await story.until(10, 17)
    for message in (asked, reminder):
        assert "has moved on. There is nothing left to do." in message.text
        assert message.buttons == []
    assert count(freya, "@Ana Silva would like") == 1
    told = last(ana, "I have not heard from @Ben Okafor yet.")
    assert "I asked @Freya Lind next." in told.text
    await story.presses(last(freya, "@Ana Silva would like"), "Yes, happy to")
    await story.until(11, 12)
    assert count(ana, "Pick a time") == 1


async def test_a_no_in_one_tap(story: Story) -> None:
    """Ben says no: one tap, no reason; Ana reads a kind line and Freya is asked."""
    ana, ben, freya = story.everyone("ana", "ben", "freya")
    await story.mentors("ben", "python")
    await story.mentors("freya", "python")
    await story.asks_flash(ana, "python", "Ben Okafor")
    question = last(ben, "would like")
    await story.presses(question, "Not this time")
    assert "Not this time for @Ana Silva, and that is fine." in question.text
    told = last(ana, "@Ben Okafor can't make it this time.")
    assert "I asked @Freya Lind next." in told.text
    last(freya, "@Ana Silva would like")


async def test_withdrawn(story: Story) -> None:
    """Ana no longer needs it: Ben reads so, and nothing follows."""
    ana, ben = story.everyone("ana", "ben")
    await story.mentors("ben", "python")
    await story.asks_flash(ana, "python", "Ben Okafor")
    await story.presses(last(ana, "I asked"), "Withdraw")
    assert "This request is closed." in ana.inbox[-1].text
    assert "@Ana Silva no longer needs this." in ben.inbox[-1].text
    heard = len(ana.inbox), len(ben.inbox)
    await story.later(days=20)
    assert heard == (len(ana.inbox), len(ben.inbox))


async def test_the_waitlist_moves_up_by_itself(story_everywhere: Story) -> None:
    """Ben has one place. Luz waits as number 1, Jaya as number 2; each freed place asks for the next."""
    story = story_everywhere
    ana, ben, luz, jaya = story.everyone("ana", "ben", "luz", "jaya")
    await story.mentors("ben", "python", capacity=1)
    await story.asks_flash(ana, "python", "Ben Okafor")
    await story.presses(last(ben, "@Ana Silva would like"), "Yes, happy to")
    await story.asks_flash(luz, "python", "Ben Okafor")
    await story.later(minutes=5)
    await story.asks_intro(jaya, "ben", "python")
    last(luz, "You are number 1 on the waitlist of @Ben Okafor.")
    last(jaya, "You are number 2 on the waitlist of @Ben Okafor.")
    assert count(ben, "@Luz Quispe would like") == 0
    assert "number 1 on the waitlist" in await story.says(luz, "/mentor status")
    await story.books(last(ana, "Pick a time"))
    await story.until(2, 17, 30)
    await story.presses(last(ana, "Did you meet"), "Yes, we met")
    await story.until(3, 9, 30)
    assert count(ben, "@Luz Quispe would like") == 1, "the freed place is offered by itself"
    assert count(ben, "@Jaya Rao would like") == 0
    await story.presses(last(luz, "I'll ask @Ben Okafor"), "Withdraw")
    assert count(ben, "@Jaya Rao would like") == 1


async def test_two_yeses_for_the_last_place(story: Story) -> None:
    """Ben has one place and two questions: the second yes puts Luz on his waitlist, and both read so."""
    ana, ben, luz = story.everyone("ana", "ben", "luz")
    await story.mentors("ben", "python", capacity=1)
    await story.asks_flash(ana, "python", "Ben Okafor")
    await story.asks_flash(luz, "python", "Ben Okafor")
    from_ana, from_luz = last(ben, "@Ana Silva would"), last(ben, "@Luz Quispe would")
    old = from_luz.snapshot()
    await story.presses(from_ana, "Yes, happy to")
    answer = await story.presses(old, "Yes, happy to")
    assert "@Luz Quispe is on your waitlist" in (answer.text or "")
    await story.until(2, 16)
    last(luz, "You are number 1 on the waitlist of @Ben Okafor.")
    assert count(luz, "Pick a time") == 0


async def test_on_a_break_nobody_asks(story: Story) -> None:
    """Ben takes a break: what he was asked goes to Freya, and he cannot be asked until he is back."""
    ana, ben, freya, luz = story.everyone("ana", "ben", "freya", "luz")
    await story.mentors("ben", "python")
    await story.mentors("freya", "python")
    await story.asks_flash(ana, "python", "Ben Okafor")
    told = await story.says(ben, "/mentor pause until 20 March", "#general")
    assert "You are back on Fri, 20 Mar 2026" in told
    last(freya, "@Ana Silva would like")
    form = (await story.types(luz, "/intro @ben")).fill("Topic", "python")
    assert "taking a break" in (await story.submits(form)).errors["Whom would you like to meet?"]
    assert "Good to have you back" in await story.says(ben, "/mentor resume")
    await story.asks_intro(luz, "ben", "python")
    await story.until(2, 16)
    last(ben, "@Luz Quispe would like")


async def test_whoever_leaves_keeps_nobody_waiting(story: Story) -> None:
    """Ben's account is closed: Ana's question goes to Freya at once, and nothing more is sent to Ben."""
    ana, ben, freya = story.everyone("ana", "ben", "freya")
    await story.mentors("ben", "python")
    await story.mentors("freya", "python")
    await story.asks_flash(ana, "python", "Ben Okafor")
    heard = len(ben.inbox)
    await story.stage.slack.deactivate("ben")
    await story.stage.settle()
    last(freya, "@Ana Silva would like")
    await story.later(days=20)
    assert heard == len(ben.inbox)


async def test_a_partner_who_leaves(story: Story) -> None:
    """Ben leaves with a chat booked: Ana reads that it is off, and is asked about nothing."""
    ana, _ = await story.flash_booked()
    await story.stage.slack.deactivate("ben")
    await story.stage.settle()
    last(ana, "is cancelled")
    await story.later(days=30)
    assert count(ana, "Did you meet") == 0
