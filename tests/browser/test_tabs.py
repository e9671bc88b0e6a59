"""Two tabs as two people, unread marks, and a page that is loaded again."""

import re

from playwright.async_api import expect

from tests.browser.house import House
from tests.browser.visitor import Visitor


async def asks_ben(visitor: Visitor) -> None:
    """Ask Ben for an intro."""
    await visitor.types("/intro @ben ")
    await visitor.fills({"Topic": "python"})
    await visitor.submits("Ask")
    await expect(visitor.message("I asked")).to_be_visible()


async def test_two_people_at_once(visitor: Visitor) -> None:
    """What one does shows on the tab of the other at once, and nothing is mixed up between the two."""
    ben = await visitor.tab()
    await ben.opens("/as/ben")
    await asks_ben(visitor)
    await ben.presses("Yes, happy to", "chat with you")
    await expect(ben.message("You said yes")).to_be_visible()
    await expect(visitor.message("Ben Okafor said yes")).to_be_visible()
    await expect(visitor.page.get_by_role("article").filter(has_text="You said yes")).to_have_count(0)
    await ben.types("/mentor status")
    await expect(ben.message("Only visible to you")).to_be_visible()
    await visitor.page.reload()
    await expect(visitor.page.get_by_role("article").filter(has_text="Only visible to you")).to_have_count(0)


async def test_what_is_unread(visitor: Visitor) -> None:
    """A conversation that one does not look at is marked with how much is new there; looked at, it is not."""
    ben = await visitor.tab()
    await ben.opens("/as/ben")
    await ben.goes_to("general")
    await asks_ben(visitor)
    await expect(ben.sidebar.get_by_role("link", name="Mentorbot 1 unread")).to_be_visible()
    await expect(ben.page).to_have_title(re.compile(r"^\(1\) "))
    await ben.page.reload()
    await expect(ben.sidebar.get_by_role("link", name="Mentorbot 1 unread")).to_be_visible()
    await ben.goes_to("Mentorbot")
    await expect(ben.sidebar.get_by_role("link", name="Mentorbot", exact=True)).to_be_visible()
    await ben.goes_to("general")
    await expect(ben.sidebar.get_by_role("link", name="unread")).to_have_count(0)


async def test_loaded_again(house: House, visitor: Visitor) -> None:
    """A form that is open and a draft survive a reload; so does the conversation."""
    await visitor.composer.fill("Half a sen")
    await visitor.page.reload()
    await expect(visitor.composer).to_have_value("Half a sen")
    await visitor.types("/flash python")
    await expect(visitor.field("Topic")).to_have_value("python")
    await visitor.page.reload()
    await expect(visitor.field("Topic")).to_have_value("python")
    await visitor.submits("Not now")
    await expect(visitor.form).to_have_count(0)
    assert house.stage.slack.workspace.modals.top("U0KELECHI") is None
