"""What is at hand: a form where a word is missing, the App Home beside the command, an end."""

from tests.e2e.world import Story, count, last, opened


async def test_find_without_a_topic_asks_for_one(story: Story) -> None:
    await story.mentors("ben", "python")
    form = opened(await story.who("ana").slash("/mentor find", wait=0))
    found = await story.sends(form.fill("Topic", "python"))
    assert found is not None
    assert "@Ben Okafor can help with python" in found.text


async def test_the_open_home_shows_a_break_at_once(story: Story) -> None:
    ben = await story.mentors("ben", "python")
    await story.home_of(ben)
    await story.says(ben, "/mentor pause until 2026-04-05")
    assert "You are on a break until" in str(ben.home)
    await story.says(ben, "/mentor resume")
    assert "You are on a break until" not in str(ben.home)


async def test_wrapping_it_up_from_the_home(story: Story) -> None:
    """Also with a chat booked: both read the same kind words."""
    ana, ben = await story.flash_booked()
    await story.presses(await story.home_of(ana), "Wrap it up")
    for person in (ana, ben):
        last(person, "have come to an end")


async def test_a_no_with_a_line(story: Story) -> None:
    """The line is read as written; without one a no is one tap."""
    ben, ana = await story.mentors("ben", "python"), story.who("ana")
    await story.asks_intro(ana, "ben", "python")
    form = await story.opens(last(ben, "would like a"), "No, with a line")
    await story.sends(form.fill("A line from you", "Ask me again in May."))
    assert "Ask me again in May." in last(ana, "They wrote").text


async def test_where_a_time_was_picked_one_reads_what_became_of_it(story: Story) -> None:
    """Booked, moved, cancelled, booked anew: nothing that stands there offers what is over."""
    ana, ben = await story.flash_booked()
    picked = "Your chat is booked for"
    assert last(ana, picked).buttons == []
    form = await story.opens(last(ana, "is booked:"), "Move it")
    options = form.options("Times that suit you both")
    await story.sends(form.choose("Times that suit you both", options[-1]))
    for person in (ana, ben):
        assert count(person, picked) == 0
        assert last(person, "Your chat was moved to").buttons == []

    await story.presses(last(ana, "is moved to"), "Cancel it")
    for person in (ana, ben):
        assert count(person, "Your chat was moved to") == 0
        last(person, "@Ben Okafor and @Ana Silva: Your chat of")
    again = await story.opens(last(ana, "is cancelled"), "Choose another time")
    await story.sends(again.choose("Times that suit you both", again.options("Times that suit you both")[0]))
    offering = [one for one in ana.inbox if "Choose another time" in one.buttons]
    assert offering == []
