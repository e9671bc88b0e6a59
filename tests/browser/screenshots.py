"""Pictures of the tour, for the README: `python -m tests.browser.screenshots [FOLDER]`.

The clock stands, the company is always the same, and the browser draws no caret: the same code makes the
same pictures, as far as the machine has the same fonts.
"""

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, Locator, async_playwright, expect

from bot import logs
from bot.playhouse.specimens import specimens
from storage.mapping import map_domain
from storage.migrations import migrate
from tests.browser.chromium import NOWHERE, program
from tests.browser.house import NARROW, WIDE, House, open_house
from tests.browser.visitor import Visitor

FOLDER: Final = Path(__file__).parents[2] / "docs" / "screenshots"
LARGEST: Final = 150 * 1024
"""Bytes."""


class Album:
    """Takes pictures, and keeps them in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def take(self, visitor: Visitor, name: str, what: Locator | None = None) -> None:
        """A picture of the whole tab, or of a part of it."""
        await visitor.page.evaluate("document.fonts.ready")
        path = self._folder / f"{name}.png"
        await (what or visitor.page).screenshot(path=path, animations="disabled", caret="hide")
        size = path.stat().st_size
        if size > LARGEST:
            raise SystemExit(f"{path.name} has {size:,} bytes, more than {LARGEST:,}")
        print(f"{path.name}: {size // 1024} KB")


async def play(house: House, album: Album) -> None:
    """Kelechi asks, Freya says yes, they meet, and it is kept."""
    kelechi = await house.door.visitor("/as/kelechi")
    await kelechi.types("/flash python")
    await kelechi.fills({"Your question": "I count survey answers in spreadsheets. How would you begin?"})
    await album.take(kelechi, "form")
    await kelechi.submits("Find mentors")
    await kelechi.ticks("Freya Lind")
    await kelechi.submits("Ask")
    await expect(kelechi.message("I asked")).to_be_visible()
    await album.take(kelechi, "tour")

    freya = await house.door.visitor("/as/freya")
    await expect(freya.message("chat with you")).to_be_visible()
    await album.take(freya, "mentor")
    phone = await house.door.visitor("/as/freya", width=NARROW)
    await album.take(phone, "phone")
    await freya.presses("Yes, happy to", "chat with you")
    await house.until_said("Pick a time", "Kelechi Lawal")
    await kelechi.message("Pick a time").get_by_role("button").first.click()
    await expect(kelechi.message("is booked:")).to_be_visible()
    await house.until_said("Did you meet", "Kelechi Lawal")
    await kelechi.presses("Yes, we met", "Did you meet")
    await kelechi.presses("Log the outcome", "What came of your chat")
    await kelechi.fills(
        {
            "What do you take away?": "Read the answers into a table first, then count.",
            "Your next step": "Try it on the March survey",
            "By when?": "2026-03-20",
            "A thank-you line": "You made it look easy, Freya.",
        }
    )
    await kelechi.submits("Save")
    await kelechi.is_told("Saved")


async def show_what_came_of_it(house: House, album: Album) -> None:
    """The App Home, what is behind the scenes in the dark, and the gallery."""
    kelechi = await house.door.visitor("/as/kelechi/home")
    await expect(kelechi.home).to_contain_text("Read the answers")
    await kelechi.home.get_by_role("heading", name="What came of it").scroll_into_view_if_needed()
    await album.take(kelechi, "home")
    dark = await house.door.visitor("/as/freya", theme="dark")
    await expect(dark.message("chat")).to_be_visible()
    await dark.page.set_viewport_size({"width": WIDE, "height": 650})
    await expect(await dark.looks_behind("Faults")).to_contain_text("No fault was tried yet.")
    await album.take(dark, "dark")
    house.stage.shown = specimens()
    gallery = await house.door.visitor("/gallery")
    await album.take(gallery, "gallery")


async def main(folder: Path) -> None:
    """Play the tour once, and take the pictures on the way."""
    map_domain()
    logs.configure("error", "console", sys.stderr)
    async with async_playwright() as playwright:
        browser: Browser = await playwright.chromium.launch(executable_path=program(), args=[NOWHERE])
        with tempfile.TemporaryDirectory() as name:
            url = f"sqlite:///{Path(name) / 'pictures.db'}"
            migrate(url)
            album = Album(folder)
            async with open_house(browser, url) as house:
                await play(house, album)
                await show_what_came_of_it(house, album)
                await browser.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
