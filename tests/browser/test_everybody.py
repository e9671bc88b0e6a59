"""Everybody can use it: light and dark, wide and narrow, as axe-core and a ruler judge it."""

import pytest
from playwright.async_api import expect

from tests.browser.house import NARROW, WIDE, House
from tests.browser.judging import findings

LOOKS = pytest.mark.parametrize(
    ("width", "theme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
)


@LOOKS
async def test_nothing_is_gravely_wrong(house: House, width: int, theme: str) -> None:
    """Conversation, form, refused form, panel, people, Home and a program's end: nothing serious anywhere."""
    visitor = await house.door.visitor("/as/tuva", width=width, theme=theme)
    found: dict[str, list[str]] = {}

    async def judge(what: str) -> None:
        with house.door.watch.expecting("inline style violates"):  # axe-core's own
            found[what] = await findings(visitor.page)

    await judge("empty conversation")
    await visitor.types("/flash python")
    await expect(visitor.form).to_be_visible()
    await judge("form")
    await visitor.submits("Find mentors")
    await expect(visitor.form.get_by_role("alert")).to_be_visible()
    await judge("refused form")
    await visitor.fills({"Your question": "How do I begin? " * 20})
    await visitor.submits("Find mentors")
    await visitor.ticks("Ben Okafor")
    await judge("choice")
    await visitor.submits("Ask")
    await expect(visitor.message("I asked")).to_be_visible()
    await visitor.types("/mentor help")
    await judge("conversation")
    await (
        visitor.page.get_by_role("button", name="You are")
        .or_(visitor.page.get_by_role("button", name="Conversations and people"))
        .first.click()
    )
    if width == NARROW:
        await expect(visitor.sidebar.get_by_role("link", name="Home")).to_be_visible()
        await judge("drawer")
        await visitor.page.get_by_role("button", name="You are").click()
    await judge("people")
    await visitor.page.keyboard.press("Escape")
    await visitor.page.keyboard.press("Escape")
    await visitor.opens("/as/ben")
    await expect(visitor.message("chat with you")).to_be_visible()
    await judge("a mentor's message")
    await visitor.types("/mentor profile")
    await expect(visitor.form).to_be_visible()
    await judge("profile")
    await visitor.submits("Not now")
    for tab in ("Exchanges", "Outbox", "Next looks", "Faults"):
        await visitor.looks_behind(tab)
        await judge(f"behind the scenes: {tab}")
    await visitor.opens("/as/tuva/home")
    await expect(visitor.home).to_be_visible()
    await judge("home")
    assert {what: wrong for what, wrong in found.items() if wrong} == {}
