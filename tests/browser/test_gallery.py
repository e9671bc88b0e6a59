"""The gallery: everything the bot can say or ask, on one page, for whoever designs it."""

import pytest
from playwright.async_api import expect

from bot.playhouse.specimens import specimens
from tests.browser.house import NARROW, WIDE, House
from tests.browser.judging import findings


@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light")])
async def test_everything_hangs_there(house: House, width: int, theme: str) -> None:
    """Each specimen is drawn in full, under its name, and nothing is gravely wrong with any of them."""
    house.stage.shown = specimens()
    visitor = await house.door.visitor("/gallery", width=width, theme=theme)
    names = await visitor.page.get_by_role("main").get_by_role("heading", level=3).all_inner_texts()
    assert {one.name for one in specimens()} <= set(names)
    await expect(visitor.page.get_by_text("which this page does not draw")).to_have_count(0)
    with house.door.watch.expecting("inline style violates"):  # axe-core's own
        assert await findings(visitor.page) == []
