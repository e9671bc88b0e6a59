"""The guided tour, as a newcomer clicks through it."""

import contextlib
import re

from playwright.async_api import Locator, expect

from tests.browser.house import NARROW, House
from tests.browser.visitor import Visitor

ON = "Turn the clock until then"
A_MOMENT = 1000
"""Milliseconds in which what happens of itself would show."""


async def step_is(visitor: Visitor, number: int) -> None:
    """The tour stands at this step."""
    await expect(visitor.tour.get_by_role("heading")).to_contain_text(f"step {number} of 5")


async def turns_until(visitor: Visitor, there: Locator) -> None:
    """Turn the clock, as the tour offers, until this is there."""
    for _ in range(12):
        with contextlib.suppress(AssertionError):
            await expect(there).to_be_visible(timeout=A_MOMENT)
            return
        await visitor.tour.get_by_role("button", name=ON).click()
        await expect(visitor.clock).to_have_attribute("aria-busy", "false")
    raise AssertionError(f"the tour never came to {there}")


async def becomes(visitor: Visitor) -> str:
    """Be whom the tour names; their first name."""
    link = visitor.tour.get_by_role("link", name=re.compile("^Be "))
    name = (await link.inner_text()).removeprefix("Be ")
    await visitor.follows(link)
    return name


async def test_the_tour_from_its_first_step_to_its_last(visitor: Visitor) -> None:
    """Who follows the five steps by clicking sees a chat asked for, held, logged, and what came of it."""
    await step_is(visitor, 1)
    mentee = "Kelechi"
    await expect(visitor.page).to_have_title(re.compile(mentee))  # whom a newcomer is to begin with
    await visitor.presses("Type it for me")
    await expect(visitor.composer).to_have_value("/flash python")
    await visitor.composer.press("Enter")
    await visitor.fills({"Your question": "How do I begin?"})
    await visitor.submits("Find mentors")
    await visitor.ticks("Freya Lind")
    await visitor.submits("Ask")

    await step_is(visitor, 2)
    await turns_until(visitor, visitor.tour.get_by_text("Mentorbot asked Freya Lind"))
    assert await becomes(visitor) == "Freya"
    await visitor.presses("Yes, happy to", "chat with you")

    await step_is(visitor, 3)
    await turns_until(visitor, visitor.tour.get_by_text("press one of the times"))
    assert await becomes(visitor) == mentee
    times = visitor.message("Pick a time").get_by_role("button")
    await times.first.click()
    await expect(visitor.message("is booked")).to_be_visible()
    await turns_until(visitor, visitor.tour.get_by_role("heading", name="step 4 of 5"))
    await expect(visitor.tour).to_be_focused()  # its button has gone
    await visitor.presses("Yes, we met", "Did you meet")
    await visitor.presses("Log the outcome", "What came of your chat")
    await visitor.fills({"What do you take away?": "Begin with the tests."})
    await visitor.submits("Save")
    await visitor.is_told("Saved")

    await step_is(visitor, 5)
    await visitor.follows(visitor.tour.get_by_role("link", name="Open Home"))
    await expect(visitor.home).to_contain_text("Begin with the tests.")
    await expect(visitor.tour.get_by_role("heading")).to_contain_text("Tour done")
    await expect(visitor.tour.get_by_role("listitem").filter(has_text="(done)")).to_have_count(5)


async def test_the_tour_can_be_skipped_and_taken_up_again(house: House) -> None:
    """Skipped once, it stays away on every page and after a reload; whoever wants it gets it back."""
    visitor = await house.door.visitor()
    await visitor.presses("Skip the tour")
    await expect(visitor.tour).to_have_count(0)
    await visitor.be("Ben Okafor")
    await visitor.page.reload()
    await expect(visitor.tour).to_have_count(0)
    await visitor.presses("Take the tour")
    await step_is(visitor, 1)


async def test_on_a_small_screen_the_step_folds_to_its_title(house: House) -> None:
    """There is more room for the conversation then, also on the next page."""
    visitor = await house.door.visitor(width=NARROW)
    await expect(visitor.tour).to_contain_text("send the form")
    await visitor.presses("The step in words")
    await expect(visitor.tour.get_by_text("send the form")).not_to_be_visible()
    await visitor.page.reload()
    await expect(visitor.tour.get_by_text("send the form")).not_to_be_visible()
    await visitor.presses("The step in words")
    await expect(visitor.tour.get_by_text("send the form")).to_be_visible()


async def test_what_is_to_be_typed_is_typed_from_home_too(visitor: Visitor) -> None:
    await visitor.goes_to("Home")
    async with visitor.page.expect_navigation():
        await visitor.presses("Type it for me")
    await expect(visitor.composer).to_have_value("/flash python")
