"""Somebody in front of the page. Things are found by their role and name, as a screen reader finds them."""

import re
from collections.abc import Mapping
from typing import Final

from playwright.async_api import Locator, Page, expect

from tests.browser.watch import Watch

PATIENCE: Final = 15_000
"""Milliseconds in which anything has to happen, however busy the machine is."""
expect.set_options(timeout=PATIENCE)


class Visitor:
    """Looks at one tab, and is one person at a time.

    Attributes:
        page: the tab.
        url: the address of the demo.
        watch: what must never happen there.
    """

    def __init__(self, page: Page, url: str, watch: Watch) -> None:
        self.page = page
        self.url = url
        self.watch = watch
        page.set_default_timeout(PATIENCE)

    async def opens(self, path: str) -> None:
        """An address of the demo."""
        await self.page.goto(self.url + path)

    async def tab(self) -> "Visitor":
        """Another tab of the same browser."""
        return Visitor(await self.page.context.new_page(), self.url, self.watch)

    # -- being somebody, somewhere

    async def be(self, name: str) -> None:
        """Choose whom to be from the list of people."""
        await self._drawn_out(self.page.get_by_role("button", name="You are"))
        people = self.page.get_by_role("dialog", name="Who would you like to be?")
        await people.get_by_role("searchbox").fill(name)
        await self.follows(people.get_by_role("link", name=name).first)
        await expect(self.page).to_have_title(re.compile(re.escape(name)))

    async def goes_to(self, name: str) -> None:
        """Another conversation, or the Home, from the sidebar."""
        link = self.sidebar.get_by_role("link", name=name)
        async with self.page.expect_navigation():
            await self._drawn_out(link)
        await expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(name))

    async def follows(self, link: Locator) -> None:
        """A link to another page, until that is there."""
        async with self.page.expect_navigation():
            await link.click()

    async def _drawn_out(self, wanted: Locator) -> None:
        """Click on what lies in the drawer, where the screen is narrow."""
        opener = self.page.get_by_role("button", name="Conversations and people")
        if await opener.is_visible():
            await opener.click()
        await wanted.click()

    # -- places

    @property
    def sidebar(self) -> Locator:
        """The list of conversations."""
        return self.page.get_by_role("navigation", name="Conversations")

    @property
    def composer(self) -> Locator:
        """Where one types."""
        return self.page.get_by_role("combobox", name=re.compile("command", re.IGNORECASE))

    @property
    def form(self) -> Locator:
        """The form that is open."""
        return self.page.get_by_role("dialog")

    @property
    def home(self) -> Locator:
        """The App Home."""
        return self.page.get_by_role("region", name="Home", exact=True)

    @property
    def conversation(self) -> Locator:
        """The messages, and the notes that only this person sees."""
        return self.page.get_by_role("region", name="Conversation", exact=True)

    @property
    def clock(self) -> Locator:
        """The clock of the story."""
        return self.page.get_by_role("region", name="Clock", exact=True)

    @property
    def tour(self) -> Locator:
        """The step of the tour."""
        return self.page.get_by_role("region", name="Tour")

    @property
    def panel(self) -> Locator:
        """What is behind the scenes."""
        return self.page.get_by_role("complementary", name="Behind the scenes")

    @property
    def state(self) -> Locator:
        """The line that says what is wrong."""
        return self.page.get_by_role("banner").get_by_role("status")

    def message(self, words: str) -> Locator:
        """The last message with these words."""
        return self.page.get_by_role("article").filter(has_text=words).last

    # -- doing

    async def types(self, line: str) -> None:
        """A command, or a message."""
        await self.composer.fill(line)
        await self.composer.press("Enter")

    async def presses(self, button: str, within: Locator | str | None = None) -> None:
        """A button: of the last message with these words, of a place, or the only one of that name."""
        place = self.message(within) if isinstance(within, str) else within or self.page
        await place.get_by_role("button", name=button, exact=True).click()

    async def picks(self, menu: str, option: str, within: str) -> None:
        """From a menu of the last message with these words, the first choice that begins so."""
        await choose(self.message(within).get_by_role("combobox", name=menu), option)

    async def confirms(self, title: str, button: str) -> None:
        """Say yes or no when asked whether one is sure."""
        await self.page.get_by_role("dialog", name=title).get_by_role("button", name=button).click()

    async def turns(self, how_far: str) -> None:
        """Turn the clock, and wait until it stands."""
        await self.clock.get_by_role("button", name=how_far).click()
        await expect(self.clock).to_have_attribute("aria-busy", "false", timeout=4 * PATIENCE)

    async def looks_behind(self, tab: str) -> Locator:
        """A tab of what is behind the scenes, opened if need be."""
        opener = self.page.get_by_role("button", name="Behind the scenes")
        if await opener.get_attribute("aria-expanded") != "true":
            await opener.click()
        await self.panel.get_by_role("tab", name=tab).click()
        return self.panel.get_by_role("tabpanel", name=tab)

    # -- forms

    def field(self, label: str) -> Locator:
        """The first field of the open form with this in its label; the form has its title for one."""
        return self.form.get_by_label(label).and_(self.page.locator(":not(form)")).first

    async def fills(self, fields: Mapping[str, str]) -> None:
        """Type into fields, by their labels."""
        for label, words in fields.items():
            await self.field(label).fill(words)

    async def chooses(self, label: str, option: str) -> None:
        """From a menu, the first choice with these words."""
        await choose(self.field(label), option)

    async def ticks(self, *options: str) -> None:
        """Boxes and round buttons of the form, by their words."""
        for option in options:
            await self.form.get_by_label(option).first.check()

    async def opens_menu(self, label: str) -> None:
        """A menu of several choices, by its label."""
        await self.form.locator("summary").filter(has_text=label).click()

    async def submits(self, button: str) -> None:
        """Press a button at the foot of the form: it is sent, or put away."""
        await self.form.get_by_role("contentinfo").get_by_role("button", name=button, exact=True).click()

    async def is_told(self, words: str, button: str = "Close") -> None:
        """Read in the form what became of it, and put it away."""
        await expect(self.form).to_contain_text(words)
        await self.submits(button)
        await expect(self.form).to_have_count(0)


async def choose(menu: Locator, option: str) -> None:
    """The first choice of a menu with these words."""
    found = menu.locator("option").filter(has_text=option).first
    await menu.select_option(await found.get_attribute("value"))
