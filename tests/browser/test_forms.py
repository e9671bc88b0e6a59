"""Every command and every form, filled in by three people in three places."""

from playwright.async_api import expect

from handlers.slack.views.ids import Callback
from tests.browser.driven import (
    EVERY_CAST,
    EVERYBODY,
    EVERYTHING,
    PRESSES,
    THREE,
    Cast,
    driven,
    flash,
    intro,
    oneself,
)
from tests.browser.house import House
from tests.browser.visitor import Visitor


def test_three_people_drive_everything() -> None:
    """No form is left out or left to fewer, here or in the stories of its own place."""
    everything = {*Callback, *PRESSES}
    assert everything == EVERYTHING.keys()
    assert {what: who for what, who in EVERYTHING.items() if len(who) < len(THREE)} == {}


@EVERYBODY
async def test_what_is_about_oneself(house: House, visitor: Visitor, name: str) -> None:
    """A profile, whom not to meet, a break and its end, a search, and where things stand."""
    await visitor.be(name)
    await visitor.types("/mentor profile")
    await visitor.fills({"What can you help with?": "salsa, juggling", "How many mentees at once?": "2"})
    await visitor.ticks("Yes, colleagues may ask me for a chat")
    await visitor.submits("Save")
    await visitor.is_told("Colleagues can ask you, up to 2 at a time.")

    await visitor.types("/mentor block")
    await visitor.opens_menu("Don't pair me with")
    await visitor.ticks("Mateo Fernández")
    await visitor.submits("Save")
    await expect(visitor.form).to_have_count(0)

    await visitor.types("/mentor pause until 31 March")
    await expect(visitor.conversation).to_contain_text("You are back on")
    await visitor.types("/mentor resume")
    await expect(visitor.conversation).to_contain_text("Good to have you back")
    await visitor.types("/mentor find python")
    await expect(visitor.message("Ben Okafor")).to_contain_text("Only visible to you")
    await visitor.types("/mentor status")
    await expect(visitor.conversation).to_contain_text("Nothing is open")
    await visitor.types("/mentor help")
    await expect(visitor.conversation).to_contain_text("What I can do for you")

    await visitor.goes_to("Home")
    await visitor.presses("Take a break", visitor.home)
    await visitor.fills({"Your first day back": "2026-03-16"})
    await visitor.submits("Start my break")
    await visitor.presses("Come back now", visitor.home)
    await expect(visitor.home.get_by_role("button", name="Take a break")).to_be_visible()
    await expect(visitor.home).to_contain_text("salsa")
    await visitor.presses("Find a mentor", visitor.home)
    await visitor.fills({"Topic": "python"})
    await visitor.submits("Find")
    await visitor.is_told("Ben Okafor", "Close")
    assert driven(house) == oneself(name)


@EVERY_CAST
async def test_a_flash_chat_from_question_to_outcome(house: House, visitor: Visitor, cast: Cast) -> None:
    """Asked, declined with a line, passed on, accepted, booked, moved, met and logged: nobody gets stuck."""
    await visitor.be(cast.name)
    await visitor.types(f"/flash {cast.topic}")
    await visitor.fills({"Your question": "How do I begin?"})
    await visitor.ticks("30 minutes")
    await visitor.submits("Find mentors")
    await visitor.ticks(cast.declines)
    await visitor.submits("Ask")
    await expect(visitor.message("I asked")).to_contain_text(cast.declines)

    await visitor.be(cast.declines)
    await visitor.presses("No, with a line", "chat with you")
    await visitor.fills({"A line from you": "I am away soon."})
    await visitor.submits("Send it")
    await expect(visitor.message("Not this time for")).to_be_visible()
    await visitor.be(cast.suggests)
    await visitor.presses("Suggest someone else", "chat with you")
    await visitor.chooses("Who could help better?", "Dana Levi")
    await visitor.fills({"A line from you": "She wrote the first one."})
    await visitor.submits("Pass it on")
    await visitor.be("Dana Levi")
    await visitor.presses("Yes, happy to", "She wrote the first one.")

    await visitor.be(cast.name)
    await house.until_said("Pick a time", cast.name)
    await visitor.presses("Another time", "Pick a time")
    await visitor.chooses("Times that suit you both", "Mar")
    await visitor.submits("Book it")
    await visitor.presses("Move it", "is booked")
    await visitor.chooses("Times that suit you both", "Mar")
    await visitor.submits("Move it")
    await expect(visitor.message("is moved to")).to_be_visible()
    async with visitor.page.expect_download() as download:
        await visitor.page.get_by_role("link", name=".ics").last.click()
    assert (await download.value).suggested_filename.endswith(".ics")
    await house.until_said("Did you meet", cast.name)
    await visitor.presses("Yes, we met", "Did you meet")
    await visitor.types("/outcome")
    await visitor.fills({"What do you take away?": "Begin with the tests."})
    await visitor.submits("Save")
    await visitor.is_told("Saved")
    assert driven(house) == flash(cast)


@EVERY_CAST
async def test_an_intro_through_someone_who_knows_both(house: House, visitor: Visitor, cast: Cast) -> None:
    """Introduced with a line, accepted, reminded on a day of one's choice, and cancelled in the end."""
    await visitor.be(cast.name)
    await visitor.types("/intro @freya ")
    await visitor.fills({"Topic": "python", "What you would like to ask": "How do you begin?"})
    await visitor.chooses("Who could introduce you?", cast.introduces)
    await visitor.submits("Ask")
    await expect(visitor.form).to_have_count(0)
    await visitor.be(cast.introduces)
    await visitor.presses("Add a line", "introduce")
    await visitor.fills({"A line from you": "You two will like each other."})
    await visitor.submits("Introduce them")
    await visitor.be("Freya Lind")
    await house.until_said("You two will like each other.", "Freya Lind")
    await visitor.presses("Yes, happy to", "You two will like each other.")
    await visitor.be(cast.name)
    await house.until_said("has no time yet", cast.name)
    await visitor.picks("Remind me later", "Choose a date", "has no time yet")
    await visitor.fills({"Remind me on": "2026-03-24"})
    await visitor.submits("Remind me then")
    await expect(visitor.form).to_have_count(0)
    assert driven(house) == intro(cast)
