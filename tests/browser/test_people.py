"""Choosing whom to be."""

from playwright.async_api import Locator, expect

from tests.browser.house import House
from tests.browser.visitor import Visitor


async def chooses(visitor: Visitor) -> Locator:
    """The list, open."""
    await visitor.page.get_by_role("button", name="You are").click()
    return visitor.page.get_by_role("dialog", name="Who would you like to be?")


async def test_who_one_is_and_who_has_something_to_read(house: House, visitor: Visitor) -> None:
    """As it stands when the list is opened, not when the page was loaded."""
    workspace = house.stage.slack.workspace
    workspace.post(workspace.direct(workspace.person("ben").id), {"text": "Hello"})
    people = await chooses(visitor)
    ben = people.get_by_role("link", name="Ben Okafor")
    await expect(ben).to_contain_text("1 unread")
    me = people.locator("[aria-current=true]")
    await expect(me).to_contain_text("Kelechi Lawal")
    await expect(me.get_by_text("you", exact=True)).to_be_visible()


async def test_nobody_fits(visitor: Visitor) -> None:
    """What can be searched for is said where nothing was found."""
    people = await chooses(visitor)
    await people.get_by_role("searchbox").fill("astronaut")
    await expect(people).to_contain_text("Nobody here fits that. Try a name, a title or a department.")
