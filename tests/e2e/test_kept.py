"""What people wrote is kept, and read as they wrote it."""

from tests.e2e.world import Story, last


async def test_an_empty_form_takes_nothing_away(story: Story) -> None:
    """Ana logs a take-away; `/outcome` shows it again, and an emptied form is refused and changes nothing."""
    _, ana = await story.flash_booked()
    await story.later(days=1)
    form = await story.types(ana, "/outcome")
    await story.sends(
        form.fill("What do you take away?", "Pin the backend").choose("How useful was it?", "4")
    )
    again = await story.types(ana, "/outcome")
    assert again.value("What do you take away?") == "Pin the backend"
    again.fill("What do you take away?", "").choose("How useful was it?", None)
    refused = await again.submit()
    assert refused.errors == {"What do you take away?": "Write a line, or choose how useful it was."}
    assert (await story.types(ana, "/outcome")).value("What do you take away?") == "Pin the backend"


async def test_the_gap_of_the_draft_is_filled(story: Story) -> None:
    """Jaya names a topic and leaves the drafted sentence: Ines reads it with the topic in its gap."""
    jaya, ines = story.everyone("jaya", "ines")
    await story.mentors("ines", "public speaking")
    await story.asks_intro(jaya, "ines", "public speaking")
    asked = last(ines, "@Jaya Rao would like")
    assert "I'm working on public speaking. Would you be open" in asked.text


async def test_a_topic_reads_as_it_was_typed(story: Story) -> None:
    """`/flash R&D` asks about R&D."""
    (ana,) = story.everyone("ana")
    form = await story.types(ana, "/flash R&D <3")
    assert form.value("Topic") == "R&D <3"
