"""The page, open on a stage of its own, and the browsers that look at it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from playwright.async_api import Browser

from bot.demo.company import Company, Person
from bot.demo.fernhill import fernhill
from bot.demo.loopback import Loopback
from bot.demo.page.app import Page
from bot.demo.story import MENTORS
from bot.domain.people import Profile
from bot.playhouse.furnishing import furnish
from bot.playhouse.stage import MONDAY
from bot.ports import UnitOfWork
from bot.usecases.people import SaveProfile, save_profile
from tests.browser.visitor import Visitor
from tests.browser.watch import Watch
from tests.demo.page.stages import StageInProcess, stage_in_process

WIDE: Final = 1280
NARROW: Final = 390
"""Pixels."""
HEIGHTS: Final = {WIDE: 800, NARROW: 844}


_MOST: Final = timedelta(days=30)
"""How long one waits in the story for something to be said."""


class Door:
    """Lets visitors in at an address; `watch` sees all that they see."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self.watch = Watch()
        self._browser = browser

    async def visitor(self, place: str = "/", *, width: int = WIDE, theme: str = "light") -> Visitor:
        """Somebody with a browser of their own, who looks at a place."""
        context = await self._browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        self.watch.look_at(context)
        visitor = Visitor(await context.new_page(), self.url, self.watch)
        await visitor.opens(place)
        return visitor


@dataclass(frozen=True)
class House:
    """A stage in this process, and the door to its page."""

    stage: StageInProcess
    door: Door

    async def until_said(self, words: str, name: str) -> None:
        """Let time pass until this person has read this from the bot."""
        await self.stage.bot.settled()
        began = self.stage.clock.now()
        while words not in self._said_to(name):
            if self.stage.clock.now() - began > _MOST:
                raise AssertionError(f"nobody told {name}: {words!r}")
            await self.stage.to_next()

    def _said_to(self, name: str) -> str:
        person = next(one for one in self.stage.slack.workspace.people.values() if one.real_name == name)
        return "\n".join(one.text for one in self.stage.slack.person(person.id).inbox)


@asynccontextmanager
async def open_house(
    browser: Browser, database_url: str, company: Company | None = None, start: datetime = MONDAY
) -> AsyncIterator[House]:
    """The page on Fernhill, or another company, on a Monday morning."""
    company = company or fernhill()
    async with stage_in_process(database_url, company, start) as stage:
        await furnish(stage.bot, company)
        await stage.bot.transact(_opt_in, company.people, workspace=stage.bot.workspace)
        async with serving(stage) as url:
            yield House(stage, Door(browser, url))


def _opt_in(uow: UnitOfWork, everybody: Sequence[Person], now: datetime) -> None:
    """Those who become mentors in the demo's story are mentors already."""
    ids = {one.handle: one.id for one in everybody}
    for handle, topics in MENTORS.items():
        profile = Profile(mentor=True, offers=tuple(topics.split(", ")))
        save_profile(uow, SaveProfile(person_id=ids[handle], profile=profile), now)


@asynccontextmanager
async def serving(stage: StageInProcess) -> AsyncIterator[str]:
    """The page of a stage, served; its address."""
    page = Page(stage)
    loopback = Loopback(page.app)
    await loopback.start()
    try:
        yield loopback.url
    finally:
        page.close()
        await loopback.stop()
