"""Intros: straight to a person, for a topic, and through someone who knows both."""

from tests.e2e.world import Story, count, last, newest


async def test_through_somebody_who_knows_both(story_everywhere: Story) -> None:
    """Hala is asked first and adds a line; only then Ines hears of it; accepted, both meet in one group."""
    story = story_everywhere
    jaya, hala, ines = story.everyone("jaya", "hala", "ines")
    await story.mentors("ines", "public speaking")
    form = await story.types(jaya, "/intro @ines")
    assert "ines" in story.stage.slack.workspace.people[form.value("Whom would you like to meet?")].handle
    assert "Would you be open to a short chat" in form.value("What you would like to ask")
    form.fill("Topic", "public speaking").fill("What have you tried so far?", "Two team demos.")
    form.fill("How much time can you give?", "half an hour a week").pick("Who could introduce you?", "hala")
    await story.sends(form)
    last(jaya, "I asked @Hala Mansour to introduce you")
    assert [one for one in ines.inbox if "Jaya" in one.text] == []
    line = await story.opens(last(hala, "Would you introduce them?"), "Add a line")
    await story.sends(line.fill(line.labels[0], "Jaya learns faster than anyone."))
    assert "You introduced @Jaya Rao to @Ines Moreau" in hala.inbox[-1].text
    asked = last(ines, "@Jaya Rao would like")
    for words in ("@Hala Mansour introduces you", "learns faster", "Two team demos.", "half an hour a week"):
        assert words in asked.text
    await story.presses(asked, "Yes, happy to")
    group = newest(jaya.group_messages, "meet")
    assert "@Hala Mansour brings you together." in group.text
    assert "@Ines Moreau can help with public speaking" in group.text
    assert len(group.buttons) == 4, "three times and another one"
    assert "Paris" in group.buttons[0]
    assert "Kolkata" in group.buttons[0]
    await story.presses(group, group.buttons[1], by=ines)
    assert "Your chat is booked for" in group.text
    assert 1 == count(jaya, "is booked:") == count(ines, "is booked:")


async def test_the_target_never_learns_of_a_no(story: Story) -> None:
    """Hala says no: Jaya reads a kind line, and Ines has never heard of it, a month later neither."""
    jaya, hala, ines = story.everyone("jaya", "hala", "ines")
    await story.mentors("ines", "public speaking")
    heard = len(ines.inbox)
    await story.asks_intro(jaya, "ines", "public speaking", via="hala")
    await story.presses(last(hala, "Would you introduce them?"), "Not this time")
    assert "that is fine" in hala.inbox[-1].text
    last(jaya, "@Hala Mansour can't make it this time.")
    await story.later(days=30)
    assert heard == len(ines.inbox)
    assert ines.group_messages == []


async def test_passed_on_without_a_word(story: Story) -> None:
    """One tap introduces."""
    jaya, hala, ines = story.everyone("jaya", "hala", "ines")
    await story.mentors("ines", "public speaking")
    await story.asks_intro(jaya, "ines", "public speaking", via="hala")
    await story.presses(last(hala, "Would you introduce them?"), "Introduce them")
    last(ines, "@Hala Mansour introduces you.")


async def test_for_a_topic(story: Story) -> None:
    """Without a name, the best mentor for the topic is asked."""
    await story.mentors("freya", "research methods")
    luz, freya = story.everyone("luz", "freya")
    form = await story.types(luz, "/intro research methods")
    assert "I'm working on research methods." in form.value("What you would like to ask")
    await story.sends(form)
    last(luz, "I asked @Freya Lind")
    last(freya, "@Luz Quispe would like")


async def test_a_mentor_suggests_someone_else(story: Story) -> None:
    """Whoever is better placed is asked next, and the requester reads so."""
    luz, chidi, ines = story.everyone("luz", "chidi", "ines")
    await story.mentors("chidi", "portfolios")
    await story.mentors("ines", "portfolios")
    await story.asks_intro(luz, "chidi", "portfolios")
    await story.until(3, 10)
    form = await story.opens(last(chidi, "@Luz Quispe would like"), "Suggest someone else")
    form.pick(form.labels[0], "ines")
    await story.sends(form)
    last(ines, "@Luz Quispe would like")
    await story.until(3, 17)
    last(luz, "knows someone who can help you better")


async def test_whom_one_cannot_ask(story: Story) -> None:
    """Oneself, apps, guests, strangers and those who left: each is refused in words, and the form stays."""
    ana = story.who("ana")
    refused = {
        "ana": "That is you.",
        "ticker": "is an app",
        "mira": "is a guest",
        "nils": "no longer has an account",
        "olga": "another workspace",
    }
    for handle, sentence in refused.items():
        form = await story.types(ana, "/intro")
        form.pick("Whom would you like to meet?", handle).fill("Topic", "python")
        answer = await story.submits(form, force=True)
        assert sentence in answer.errors["Whom would you like to meet?"], handle
        assert form.is_open
        assert form.value("Topic") == "python"
    assert ana.inbox == []


async def test_nobody_is_asked_twice_within_twelve_weeks(story: Story) -> None:
    """After a no Ana cannot ask Ben again at once; twelve weeks later she can."""
    ana, ben = story.everyone("ana", "ben")
    await story.mentors("ben", "python")
    await story.asks_intro(ana, "ben", "python")
    await story.presses(last(ben, "@Ana Silva would like"), "Not this time")
    form = (await story.types(ana, "/intro @ben")).fill("Topic", "python")
    answer = await story.submits(form)
    assert "You asked Ben Okafor not long ago" in answer.errors["Whom would you like to meet?"]
    await story.later(weeks=12)
    await story.asks_intro(ana, "ben", "python")
    assert count(ben, "@Ana Silva would like") == 0, "it is a public holiday in London"
    await story.later(days=1)
    assert count(ben, "@Ana Silva would like") == 1


async def test_never_within_the_reporting_line(story: Story) -> None:
    """Ana reports to Dana, Dana to Hala: neither can be asked, up or down."""
    ana, dana, hala = story.everyone("ana", "dana", "hala")
    for person, leader in ((ana, "dana"), (dana, "hala")):
        form = await story.types(person, "/mentor profile")
        await story.sends(form.pick("Your manager", leader))
    for handle in ("dana", "hala"):
        form = (await story.types(ana, f"/intro @{handle}")).fill("Topic", "python")
        assert "reporting line" in (await story.submits(form)).errors["Whom would you like to meet?"]
    form = (await story.types(hala, "/intro @ana")).fill("Topic", "python")
    assert "reporting line" in (await story.submits(form)).errors["Whom would you like to meet?"]


async def test_a_block_is_confidential(story: Story) -> None:
    """Ben does not want to be paired with Ana: she is never brought to him, and never learns why."""
    ana, ben = story.everyone("ana", "ben")
    await story.mentors("ben", "python")
    form = await story.types(ben, "/mentor block")
    await story.sends(form.pick("Don't pair me with", "ana"))
    form = (await story.types(ana, "/intro @ben")).fill("Topic", "python")
    told = (await story.submits(form)).errors["Whom would you like to meet?"]
    assert "Ben Okafor takes no requests at the moment." in told, "the words for whoever is no mentor"
    assert "Nobody is free for “python”" in await story.says(ana, "/mentor find python")
