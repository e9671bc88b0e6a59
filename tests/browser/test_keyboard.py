"""Without a mouse: everything is reached with keys, and the focus is never lost."""

import asyncio
import re

import pytest
from playwright.async_api import Request, Route, expect

from tests.browser.visitor import Visitor


async def test_the_first_step_of_the_tour(visitor: Visitor) -> None:
    """Skip to the conversation, complete a command, fill in the form and send it, with keys alone."""
    keys = visitor.page.keyboard
    await keys.press("Tab")
    await expect(visitor.page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
    await keys.press("Enter")
    await tab_to_the_composer(visitor)
    await keys.type("/fl")
    await expect(visitor.page.get_by_role("option")).to_have_count(1)
    await expect(visitor.page.get_by_role("option")).to_contain_text("/flash [topic]")
    await keys.press("Enter")
    await expect(visitor.composer).to_have_value("/flash ")
    await keys.type("python")
    await keys.press("Enter")
    await expect(visitor.field("Topic")).to_be_focused()
    await keys.press("Tab")
    await expect(visitor.field("Your question")).to_be_focused()
    await keys.type("How do I begin?")
    await keys.press("Tab")
    await keys.press("ArrowDown")
    await expect(visitor.field("30 minutes")).to_be_checked()
    await visitor.form.get_by_role("button", name="Find mentors").focus()
    await keys.press("Enter")
    await expect(visitor.form).to_contain_text("Whom shall I ask?")
    await keys.press("Space")
    await expect(visitor.form.get_by_role("radio").first).to_be_checked()
    await visitor.form.get_by_role("button", name="Ask", exact=True).focus()
    await keys.press("Enter")
    await expect(visitor.form).to_have_count(0)
    await expect(visitor.composer).to_be_focused()
    await expect(visitor.tour.get_by_role("heading")).to_contain_text("step 2 of 5")


async def tab_to_the_composer(visitor: Visitor) -> None:
    """Press Tab until the composer has the focus."""
    for _ in range(30):
        if await visitor.composer.evaluate("one => one === document.activeElement"):
            return
        await visitor.page.keyboard.press("Tab")
    raise AssertionError("the composer is not reached")


async def test_people_are_completed_in_commands(visitor: Visitor) -> None:
    """Behind an @ the names of people are offered, and arrows choose among them."""
    await visitor.composer.press_sequentially("/intro @mert")
    await expect(visitor.page.get_by_role("option")).to_have_text(
        [re.compile("Mert Aksoy"), re.compile("Mert Yılmaz")]
    )
    await visitor.page.keyboard.press("ArrowDown")
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.composer).to_have_value("/intro @mert.yilmaz ")


async def test_escape_puts_away_what_is_on_top_and_the_focus_returns(visitor: Visitor) -> None:
    """A form, the list of people, what is behind the scenes: Escape closes it, and one is where one was."""
    keys = visitor.page.keyboard
    await visitor.types("/mentor profile")
    await expect(visitor.form).to_be_visible()
    await keys.press("Escape")
    await expect(visitor.form).to_have_count(0)
    await expect(visitor.composer).to_be_focused()
    you = visitor.page.get_by_role("button", name="You are")
    await you.focus()
    await keys.press("Enter")
    await expect(visitor.page.get_by_role("searchbox")).to_be_focused()
    await keys.press("Escape")
    await expect(you).to_be_focused()
    opener = visitor.page.get_by_role("button", name="Behind the scenes")
    await opener.focus()
    await keys.press("Enter")
    await keys.press("ArrowRight")
    await expect(visitor.panel.get_by_role("tab", name="Outbox")).to_be_focused()
    await keys.press("Escape")
    await expect(visitor.panel).to_have_count(0)
    await expect(opener).to_be_focused()


@pytest.mark.parametrize("away", ["Escape", "Close", "Not now"])
async def test_after_a_form_one_types_on(visitor: Visitor, away: str) -> None:
    """However it is put away, the caret stands where the focus is."""
    keys = visitor.page.keyboard
    await visitor.composer.focus()
    await keys.type("/mentor profile" if away == "Close" else "/mentor block")
    await keys.press("Enter")
    await expect(visitor.form).to_be_visible()
    if away == "Escape":
        await keys.press("Escape")
    else:
        await visitor.form.get_by_role("button", name=away, exact=True).click()
    await expect(visitor.form).to_have_count(0)
    await keys.type("/flash")
    await expect(visitor.composer).to_have_value("/flash")


async def test_a_form_is_put_away_once(visitor: Visitor) -> None:
    """Pressed again while the answer takes its time, Escape says nothing more."""
    asked: list[Request] = []
    answer = asyncio.Event()

    async def slowly(route: Route) -> None:
        asked.append(route.request)
        await answer.wait()
        await route.continue_()

    await visitor.page.route("**/close", slowly)
    await visitor.types("/mentor profile")
    await expect(visitor.form).to_be_visible()
    for _ in range(3):
        await visitor.page.keyboard.press("Escape")
    answer.set()
    await expect(visitor.form).to_have_count(0)
    await expect(visitor.composer).to_be_focused()
    assert len(asked) == 1


async def test_a_form_from_home_gives_the_focus_back_to_its_button(visitor: Visitor) -> None:
    """Also when Home was drawn anew meanwhile; without the button, Home itself has it."""
    await visitor.goes_to("Home")
    keys = visitor.page.keyboard
    opener = visitor.home.get_by_role("button", name="Edit my profile")
    await opener.focus()
    await keys.press("Enter")
    await visitor.fills({"What can you help with?": "salsa"})
    await visitor.submits("Save")
    await visitor.is_told("Saved")
    await expect(visitor.home).to_contain_text("salsa")
    await expect(opener).to_be_focused()
    await visitor.presses("Take a break", visitor.home)
    await visitor.fills({"Your first day back": "2026-03-16"})
    await visitor.submits("Start my break")
    await expect(visitor.form).to_have_count(0)
    await visitor.home.get_by_role("button", name="Come back now").focus()
    await keys.press("Enter")
    await expect(visitor.home.get_by_role("button", name="Take a break")).to_be_visible()
    await expect(visitor.home).to_be_focused()
