"""Where one types: what cannot be sent stays, and says why."""

import re

from playwright.async_api import expect

from tests.browser.house import House
from tests.browser.visitor import Visitor


async def test_words_to_the_app_are_not_sent_and_not_lost(visitor: Visitor) -> None:
    """It reads no messages: that is said while one types, and what was typed is still there."""
    await visitor.types("hello there")
    await expect(visitor.conversation).to_contain_text("Mentorbot reads no messages")
    await expect(visitor.composer).to_have_value("hello there")
    await expect(visitor.composer).to_have_accessible_description(re.compile("Begin with /"))
    await expect(visitor.page.get_by_role("article")).to_have_count(0)


async def test_a_command_that_is_none_can_be_mended(visitor: Visitor) -> None:
    await visitor.types("/flahs python")
    await expect(visitor.conversation).to_contain_text("/flahs is not a command here.")
    await expect(visitor.composer).to_have_value("/flahs python")


async def test_what_is_too_long_is_not_cut_off(visitor: Visitor) -> None:
    """The field says how much is left, or too much; what is pasted stays whole."""
    await visitor.types("/flash python")
    topic = visitor.field("Topic")
    most = int(await topic.get_attribute("data-most") or 0)
    limit = visitor.form.get_by_role("status").filter(has_text="character")
    await topic.fill("x" * (most - 1))
    await expect(limit).to_have_text("1 character left")
    await topic.fill("x" * (most + 5))
    await expect(limit).to_have_text("5 characters too many")
    await expect(topic).to_have_value("x" * (most + 5))
    await visitor.fills({"Your question": "How do I begin?"})
    await visitor.submits("Find mentors")
    await expect(visitor.form).to_contain_text(f"Shorten this to {most} characters.")


async def test_the_composer_stands_below_the_messages(house: House, visitor: Visitor) -> None:
    """Its edges are theirs, whatever room a scroll bar takes."""
    await visitor.types("/mentor status")
    message = await visitor.message("Nothing is open").bounding_box()
    field = await visitor.page.locator(".composer-field").bounding_box()
    assert message
    assert field
    assert (message["x"], message["width"]) == (field["x"], field["width"])
