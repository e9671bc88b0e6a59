"""Two tabs as two people, unread marks, and a page that is loaded again."""

import re
from pathlib import Path
from typing import Final

from playwright.async_api import expect

from tests.browser.house import House
from tests.browser.visitor import Visitor

CONNECTIONS: Final = 6
"""That a browser opens to one server, for all tabs together."""
HIDDEN: Final = Path(__file__).with_name("hidden.js")
"""Lets a tab lie in the background, as a browser without a window never does, until `lookAt()`."""


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
    """A form that is open, what stands in it and a draft survive a reload; so does the conversation."""
    await visitor.composer.fill("Half a sen")
    await visitor.page.reload()
    await expect(visitor.composer).to_have_value("Half a sen")
    await visitor.types("/flash python")
    await expect(visitor.field("Topic")).to_have_value("python")
    await visitor.fills({"Your question": "How do I begin?"})
    await visitor.ticks("30 minutes")
    await visitor.page.reload()
    await expect(visitor.field("Topic")).to_have_value("python")
    await expect(visitor.field("Your question")).to_have_value("How do I begin?")
    await expect(visitor.field("30 minutes")).to_be_checked()
    await visitor.submits("Not now")
    await expect(visitor.form).to_have_count(0)
    assert house.stage.slack.workspace.modals.top("U0KELECHI") is None
    await visitor.types("/flash python")
    await expect(visitor.field("Your question")).to_have_value("")
    await visitor.submits("Not now")


async def test_whom_one_chose_is_there_after_a_reload(visitor: Visitor) -> None:
    """Chosen from a menu of several, in the order of choosing; sent, the bot keeps them."""
    await visitor.types("/mentor block")
    await visitor.opens_menu("Don't pair me with")
    await visitor.ticks("Mateo Fernández", "Ana Silva")
    await visitor.page.reload()
    chosen = visitor.form.locator("summary").filter(has_text="Don't pair me with")
    await expect(chosen).to_contain_text(re.compile("Mateo Fernández.*Ana Silva"))
    await visitor.submits("Save")
    await expect(visitor.form).to_have_count(0)
    await visitor.types("/mentor block")
    await expect(chosen).to_contain_text("Mateo Fernández")


async def test_tabs_that_nobody_looks_at_hold_nothing_up(visitor: Visitor) -> None:
    """However many lie in the background, the one in front is served; one that is looked at catches up."""
    await visitor.page.context.add_init_script(path=HIDDEN)
    hidden = [await visitor.tab() for _ in range(CONNECTIONS + 1)]
    for tab in hidden:
        await tab.opens("/as/ben")
    await asks_ben(visitor)
    asked = hidden[-1].page.get_by_role("article").filter(has_text="chat with you")
    await expect(asked).to_have_count(0)
    await hidden[-1].page.evaluate("lookAt()")
    await expect(asked).to_have_count(1)
