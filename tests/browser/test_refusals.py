"""What is refused: each sentence stands at the field that it is about, and nothing typed is lost."""

import re

from playwright.async_api import expect

from tests.browser.house import House
from tests.browser.visitor import Visitor


async def test_a_field_left_empty(visitor: Visitor) -> None:
    """The field is marked, described by its sentence and in focus; what stands in the others stays."""
    await visitor.types("/flash python")
    await visitor.ticks("30 minutes")
    await visitor.submits("Find mentors")
    question = visitor.field("Your question")
    await expect(question).to_be_focused()
    await expect(question).to_have_attribute("aria-invalid", "true")
    await expect(question).to_have_accessible_description(re.compile("Please complete this required field"))
    await expect(visitor.form.get_by_role("alert")).to_have_text("One field needs another look.")
    await expect(visitor.field("Topic")).to_have_value("python")
    await expect(visitor.field("30 minutes")).to_be_checked()


async def test_what_the_bot_refuses(visitor: Visitor) -> None:
    """Each of the bot's own sentences stands at its field; put right, the form goes through."""
    await visitor.types("/flash python")
    await visitor.fills(
        {"Your question": "How do I begin?", "Earliest day": "2026-03-20", "Latest day": "2026-03-10"}
    )
    await visitor.submits("Find mentors")
    latest = visitor.field("Latest day")
    await expect(latest).to_have_attribute("aria-invalid", "true")
    await expect(latest).to_have_accessible_description(re.compile("The latest day is before the earliest"))
    await expect(visitor.field("Your question")).to_have_value("How do I begin?")
    await visitor.fills({"Earliest day": "2026-03-09", "Latest day": "2026-03-20"})
    await visitor.submits("Find mentors")
    await expect(visitor.form).to_contain_text("Whom shall I ask?")


async def test_whom_no_menu_leaves_out(visitor: Visitor) -> None:
    """As in Slack, menus of people list apps and oneself; whom one cannot ask is said at the menu."""
    await visitor.types("/intro python")
    whom = visitor.field("Whom would you like to meet?")
    for one, sentence in (("Ticker", "is an app"), ("Kelechi Lawal", "That is you.")):
        await visitor.chooses("Whom would you like to meet?", one)
        await visitor.submits("Ask")
        await expect(whom).to_have_accessible_description(re.compile(sentence))


async def test_a_command_that_is_none(visitor: Visitor) -> None:
    """Nothing is sent, and a note only for this person says where to look."""
    await visitor.types("/fläsh python")
    await expect(visitor.conversation).to_contain_text("/fläsh is not a command here.")
    await visitor.types("Hello?")
    await expect(visitor.conversation).to_contain_text("Mentorbot reads no messages")
    await visitor.goes_to("general")
    await visitor.types("Hello?")
    await expect(visitor.message("Hello?")).to_be_visible()


async def test_one_who_cannot_take_part(house: House) -> None:
    """A guest, another app and who has left: for each it is said why, and there is a way back."""
    visitor = await house.door.visitor()
    await visitor.be("Mira Novak")
    await visitor.types("/flash python")
    await expect(visitor.conversation).to_contain_text("guest")
    await visitor.be("Ticker")
    await expect(visitor.composer).to_have_count(0)
    main = visitor.page.get_by_role("main")
    await expect(main).to_contain_text("Ticker is an app: it speaks for itself.")
    with house.door.watch.expecting("404"):
        await visitor.opens("/as/nils")
        await expect(visitor.page.get_by_text("Nils Berg has left")).to_be_visible()
    await visitor.follows(visitor.page.get_by_role("link", name="Go to the workspace"))
    await expect(visitor.composer).to_be_visible()
