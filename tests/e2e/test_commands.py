"""Commands and the App Home: everything is found, answered to its author alone, and works wherever it is."""

import asyncio
from dataclasses import replace

import pytest

from bot.demo.forms import Home
from tests.e2e.world import QUESTION, Story, last, opened

WHERE = [None, "#general", "#random", "#finance"]
"""Direct messages, channels with the app and without it, public and private."""


@pytest.mark.parametrize("command", ["/mentor", "/intro", "/flash", "/outcome"])
async def test_help_everywhere(story: Story, command: str) -> None:
    """Each command answers `help`, in every channel, to its author alone."""
    emeka = story.who("emeka")
    for channel in WHERE:
        answer = await emeka.slash(f"{command} help", channel, wait=0)
        assert command in (answer.text or ""), channel
        assert answer.messages == [], "nobody else sees it"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("profil", "profile"), ("staus", "status"), ("puase", "pause"), ("resme", "resume"), ("HELPP", "help")],
)
async def test_the_nearest_subcommand(story: Story, typed: str, meant: str) -> None:
    """A slip of the finger is understood: the nearest command is named."""
    assert f"Did you mean /mentor {meant}?" in (await story.says(story.who("ana"), f"/mentor {typed}"))


async def test_a_word_that_is_near_to_none(story: Story) -> None:
    """Nothing is guessed: what there is stands below."""
    said = await story.says(story.who("ana"), "/mentor karaoke")
    assert "I don't know “karaoke”." in said
    assert "Did you mean" not in said
    assert "/mentor status" in said


async def test_a_profile_is_kept(story: Story) -> None:
    """What was typed stands there next time, letter for letter."""
    ana = story.who("ana")
    form = await story.types(ana, "/mentor profile", "#random")
    form.fill("What can you help with?", "SQL, données & <b>, 🎉 تصميم").fill(
        "A few words about you", "Olá *you*"
    )
    form.check("Yes, colleagues may ask me for a chat").fill("How many mentees at once?", 3)
    form.fill("Your meeting link", "https://meet.example.com/ana").pick("Your manager", "dana")
    done = await story.sends(form)
    assert done is not None
    assert "Saved. Colleagues can ask you, up to 3 at a time." in done.text
    again = await story.types(ana, "/mentor profile")
    assert again.value("What can you help with?") == "SQL, données & <b>, 🎉 تصميم"
    assert again.value("A few words about you") == "Olá *you*"
    assert again.value("How many mentees at once?") == "3"


async def test_finding(story: Story) -> None:
    """Who fits, why, and one tap to ask them."""
    await story.mentors("ben", "python packaging")
    ana = story.who("ana")
    answer = await ana.slash("/mentor find packaging", "#random", wait=0)
    found = answer.ephemerals[0]
    assert "@Ben Okafor can help with python packaging" in found.text
    form = await story.opens(found, "Ask them")
    assert form.value("Topic") == "packaging"
    await story.sends(form)
    last(ana, "I asked @Ben Okafor")
    assert "Nobody is free for “knitting”" in await story.says(ana, "/mentor find knitting")
    assert (await story.types(ana, "/mentor find")).labels == ["Topic"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", "Mon, 30 Mar 2026"),
        (" until 2026-03-20", "Fri, 20 Mar 2026"),
        (" until 20 March", "Fri, 20 Mar 2026"),
        (" 20.3.2026", "Fri, 20 Mar 2026"),
        (" until Friday", "Fri, 6 Mar 2026"),
    ],
)
async def test_a_break_has_an_end(story: Story, typed: str, day: str) -> None:
    """However the day is written; without one it is four weeks."""
    answer = await story.who("ana").slash(f"/mentor pause{typed}", wait=0)
    assert f"You are back on {day}" in (answer.text or "")
    back = await story.presses(answer.ephemerals[0], "Come back now")
    assert "Good to have you back" in (back.text or "")


async def test_no_break_to_end(story: Story) -> None:
    """Who is here is told so; who is back and no mentor reads nothing of colleagues who can ask."""
    ana = story.who("ana")
    assert "You are not on a break" in await story.says(ana, "/mentor resume")
    await story.says(ana, "/mentor pause")
    assert await story.says(ana, "/mentor resume") == "Good to have you back."


async def test_only_admins_read_of_their_command(story: Story) -> None:
    """Help names what its reader can do."""
    assert "/mentor admin" in await story.says(story.who("hala"), "/mentor help")
    assert "/mentor admin" not in await story.says(story.who("ana"), "/mentor help")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("until yesterday", "I read no date in “yesterday”"),
        ("until 2025-03-20", "That day has passed."),
        ("until 2031-01-01", "That is very far away."),
        ("until " + "9" * 400, "I read no date in"),
        ("until <!channel>", "I read no date in"),
    ],
)
async def test_a_break_that_cannot_be(story: Story, typed: str, told: str) -> None:
    """What is wrong is said, with an example."""
    answer = await story.who("ana").slash(f"/mentor pause {typed}", wait=0)
    assert told in (answer.text or "")
    assert answer.ephemerals[0].rings == ()


async def test_whoever_cannot_take_part(story: Story) -> None:
    """A guest reads so, from every command and in the App Home, and nothing opens."""
    mira = story.who("mira")
    opening = (
        "/intro",
        "/intro @ben",
        "/flash",
        "/outcome",
        "/mentor profile",
        "/mentor block",
        "/mentor find",
    )
    for line in (*opening, "/mentor status", "/mentor find python", "/mentor pause"):
        assert "guests and apps can't use it" in await story.says(mira, line, "#general"), line
    home = await story.home_of(mira)
    assert "guests and apps can't use it" in home.text


async def test_nothing_to_log_yet(story: Story) -> None:
    """Before any chat, `/outcome` says how to begin one; with a person, that there was none with them."""
    ana = story.who("ana")
    assert "There is no chat to log yet." in await story.says(ana, "/outcome")
    assert "I know of no chat between you and @Ben Okafor" in await story.says(ana, "/outcome @ben")


async def test_a_chat_that_was_not_booked_here(story: Story) -> None:
    """They found a time elsewhere: it can be logged, and the other one is asked about it."""
    luz, chidi = story.everyone("luz", "chidi")
    await story.mentors("chidi", "portfolios")
    await story.asks_intro(luz, "chidi", "portfolios")
    await story.presses(last(chidi, "@Luz Quispe would like"), "Yes, happy to")
    await story.until(4, 15)
    form = await story.types(luz, "/outcome @chidi")
    assert "@Chidi Eze, not booked here" in form.text
    await story.sends(form.choose("How useful was it?", "4").fill("A thank-you line", "Thanks, Chidi."))
    last(chidi, "@Luz Quispe says thank you")
    await story.until(5, 12)
    last(chidi, "Did you meet @Luz Quispe?")


async def home_with(story: Story, button: str) -> Home:
    """Ana's home with all kinds of things in it; it holds this button."""
    ana = story.who("ana")
    home = await story.home_of(ana)
    assert button in home.buttons, home.text
    return home


async def test_every_button_of_the_home_works(story_everywhere: Story) -> None:
    """Whatever the App Home shows can be pressed, and the home shows at once what came of it."""
    story = story_everywhere
    ana, ben = story.everyone("ana", "ben")
    await story.mentors("ben", "python")
    for button, title in {
        "Ask for an intro": "Ask for an intro",
        "Book a flash chat": "Flash mentoring",
        "Find a mentor": "Find a mentor",
        "Edit my profile": "Your profile",
        "Take a break": "Take a break",
        "Don't pair me with…": "Don't pair me with…",
    }.items():
        form = await story.opens(await home_with(story, button), button)
        assert title == form.title
        await form.close()
    told = await story.presses(await home_with(story, "Log an outcome"), "Log an outcome")
    assert "There is no chat to log yet." in told.messages[-1].text
    pause = await story.opens(await home_with(story, "Take a break"), "Take a break")
    await story.sends(pause.fill("Your first day back", "2026-03-20"))
    assert "You are on a break until Fri, 20 Mar 2026" in (await home_with(story, "Come back now")).text
    await story.presses(await home_with(story, "Come back now"), "Come back now")
    search = await story.opens(await home_with(story, "Find a mentor"), "Find a mentor")
    found = await story.sends(search.fill("Topic", "python"))
    assert found is not None
    assert "@Ben Okafor can help with python" in found.text
    asking = await story.opens(found, "Ask them")
    await story.sends(asking)
    assert "You asked @Ben Okafor." in (await home_with(story, "Withdraw")).text
    bens = await story.home_of(ben)
    assert "@Ana Silva would like a chat with you." in bens.text
    await story.presses(bens, "Yes, happy to")
    form = await story.opens(await home_with(story, "Choose a time"), "Choose a time")
    await story.sends(form.choose("Times that suit you both", form.options("Times that suit you both")[0]))
    home = await home_with(story, "Move it")
    assert "@Ben Okafor, 30 minutes" in home.text
    form = await story.opens(home, "Move it")
    await story.sends(form.choose("Times that suit you both", form.options("Times that suit you both")[1]))
    await story.presses(await home_with(story, "Cancel it"), "Cancel it")
    form = await story.opens(await home_with(story, "Choose a time"), "Choose a time")
    await story.sends(form.choose("Times that suit you both", form.options("Times that suit you both")[0]))
    await story.until(3, 20)
    await story.presses(await home_with(story, "Yes, we met"), "Yes, we met")
    form = await story.opens(await home_with(story, "Log the outcome"), "Log the outcome")
    await story.sends(form.choose("How useful was it?", "5"))
    await story.until(5, 12)
    await story.presses(await home_with(story, "Meet again"), "Meet again")
    assert "Would you like to meet" not in (await story.home_of(ana)).text


async def test_an_open_home_follows_what_its_owner_does(story: Story) -> None:
    """Ana has her home open and withdraws from a message: the home changes before her eyes."""
    ana = story.who("ana")
    await story.mentors("ben", "python")
    await story.home_of(ana)
    await story.asks_flash(ana, "python", "Ben Okafor")
    assert ana.home is not None
    assert "You asked @Ben Okafor." in ana.home.text
    await story.presses(last(ana, "I asked"), "Withdraw")
    assert "You asked @Ben Okafor." not in ana.home.text


async def test_a_newcomer_can_begin_at_once(story: Story) -> None:
    """Somebody who joined a moment ago, and of whom we have not heard, is asked and asks like anyone."""
    zoe = story.stage.slack.workspace.join(
        type(story.who("ana").person)("U0ZOE", "zoe", "Zoe Adams", "zoe@fernhill.example", "Europe/Berlin")
    )
    await story.mentors("ben", "python")
    form = opened(await story.who("zoe").slash("/flash python", wait=0))
    choice = await story.sends(form.fill("Your question", QUESTION))
    assert choice is not None
    await story.sends(choice.choose("Whom shall I ask?", "@Ben Okafor"))
    last(story.who("ben"), f"@{zoe.real_name} would like")


async def test_newcomers_while_the_directory_is_read(story_on_postgresql: Story) -> None:
    """A dozen newcomers begin while the directory is read for the first time: each is served at once."""
    story, slack = story_on_postgresql, story_on_postgresql.stage.slack
    known = story.who("ana").person
    for number in range(12):
        slack.workspace.join(replace(known, id=f"U0NEW{number:02}", handle=f"new{number}"))
    newcomers = [story.who(f"new{number}") for number in range(12)]
    reading = asyncio.gather(*(story.stage.bot.jobs.sync_directory() for _ in range(3)))
    answers = await asyncio.gather(*(one.slash("/mentor status", wait=0) for one in newcomers))
    await reading
    assert {"Nothing is open. /intro or /flash is a good start."} == {one.text for one in answers}
