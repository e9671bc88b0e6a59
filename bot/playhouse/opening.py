"""The playhouse: what `mentorbot demo` opens. A made-up company in the browser, with the bot backstage."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from rich.console import Console
from rich.text import Text
from starlette.types import Receive, Scope, Send

from bot.clocks import TurnableClock
from bot.demo import days, story
from bot.demo.errors import BotFailed
from bot.demo.fernhill import fernhill
from bot.demo.loopback import Loopback
from bot.demo.page.app import Page
from bot.demo.remembering import Remembering, moment_kept, tokens_kept
from bot.demo.server import LocalSlack
from bot.playhouse.backstage import Backstage
from bot.playhouse.keeping import CannotKeep, Kept, Wishes, kept
from bot.refusal import Refusal
from bot.running import until_told
from handlers.slack.manifest import manifest

_PORTS: Final = 20
"""How many ports are tried, one after the other."""
_MOMENT: Final = 5.0
"""Seconds after which it is written down how late it is, when nothing else is."""
_LAST_PORT: Final = 65535
_WINDOWS: Final = {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}
"""One of these is set where a browser has somewhere to appear."""


class CannotPlay(Refusal):
    """The bot does not play the story; the message says why."""


def open_playhouse(wishes: Wishes, console: Console) -> None:
    """Play the story if it was not played yet, then serve the page until Ctrl-C.

    Raises:
        CannotKeep: with a sentence, when what was kept cannot be used, or no port is free.
        CannotPlay: with a sentence, when the bot cannot play the story.
    """
    with kept(wishes) as found:
        try:
            asyncio.run(until_told(_Playhouse(found, wishes, console).open(), lambda: _ends(console)))
        except BotFailed as error:
            raise CannotPlay(str(error)) from error


class _Door:
    """The way in to a page that is not there yet; nobody is let in before it is."""

    page: Page | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self.page is not None:
            await self.page.app(scope, receive, send)


class _Playhouse:
    def __init__(self, found: Kept, wishes: Wishes, console: Console) -> None:
        self._kept = found
        self._wishes = wishes
        self._console = console
        self._door = _Door()
        self._clock = TurnableClock(moment_kept(found.memory) or story.MONDAY)
        described = manifest()
        scopes = frozenset(described["oauth_config"]["scopes"]["bot"])
        self._slack = LocalSlack(
            described,
            company=fernhill(found.size, found.seed),
            clock=self._clock,
            tokens=tokens_kept(found.memory, scopes),
        )
        self._remembering = Remembering(found.memory, self._slack.workspace)

    async def open(self) -> None:
        """Be open until it is cancelled."""
        try:
            await self._open()
        except BaseExceptionGroup as group:
            # One part failed and took the others along: what failed first is what to tell.
            raise group.exceptions[0] from None

    async def _open(self) -> None:
        # Before the story: a port that is taken is told while one still looks.
        server = self._listen()
        self._remembering.begin()
        async with self._slack, self._backstage() as backstage, asyncio.TaskGroup() as tasks:
            was_told = self._kept.told
            if not was_told:
                await self._tell_story(backstage)
            async with self._page(backstage, server) as address:
                if was_told:  # the page does not wait for the bot
                    self._say(f"Everything is as you left it in {self._kept.folder}, on {self._today()}.")
                    tasks.create_task(self._start(backstage))
                await self._invite(address)
                await self._keep_time()

    async def _tell_story(self, backstage: Backstage) -> None:
        await backstage.restart()
        await backstage.furnish(self._kept.size, self._kept.seed)
        await story.play(backstage, self._console)
        await backstage.found(self._kept.size, self._kept.seed)
        self._kept.tell()
        self._say(f"\nThis is kept in {self._kept.folder}; `mentorbot demo --fresh` begins anew.")

    async def _start(self, backstage: Backstage) -> None:
        """Start the bot while the page is there already, which says so when it does not come up."""
        try:
            await backstage.restart()
        except BotFailed as error:
            self._say(str(error))

    async def _invite(self, address: str) -> None:
        self._say(f"Be anyone at Fernhill: {address} (Ctrl-C ends the demo)")
        if self._wishes.browser and not await asyncio.to_thread(_browse, address):
            self._say("There is no browser to open here: open that address in yours.")

    async def _keep_time(self) -> None:
        """Write down how late it is, again and again: other changes write it down as well."""
        while True:
            await asyncio.sleep(_MOMENT)
            self._remembering.keep_moment()

    @asynccontextmanager
    async def _backstage(self) -> AsyncIterator[Backstage]:
        backstage = Backstage(
            self._slack, self._clock, self._kept.memory, self._kept.database_url, self._kept.log
        )
        try:
            yield backstage
        finally:
            await backstage.close()
            self._remembering.keep_moment()

    @asynccontextmanager
    async def _page(self, backstage: Backstage, server: Loopback) -> AsyncIterator[str]:
        """The page, served; yields its address."""
        page = self._door.page = Page(backstage)
        await server.start()
        try:
            yield server.url
        finally:
            page.close()
            await server.stop()

    def _listen(self) -> Loopback:
        first = self._wishes.port
        for port in range(first, min(first + _PORTS, _LAST_PORT + 1)):
            try:
                server = Loopback(self._door, port)
            except OSError as error:
                self._say(f"Port {port} cannot be used ({error.strerror}).")
                continue
            return server
        raise CannotKeep("None of these ports can be used: choose another with --port.")

    def _today(self) -> str:
        return days.named(self._clock.now())

    def _say(self, line: str) -> None:
        self._console.print(Text(line))


def _ends(console: Console) -> None:
    console.print(Text("\nThe demo ends. Ctrl-C once more ends it at once."))


def _browse(address: str) -> bool:
    """Open the address in a browser of its own; False when there is none."""
    if sys.platform.startswith("linux") and not _WINDOWS & os.environ.keys():
        return False  # a browser for terminals would take ours
    import webbrowser  # nobody waits for it who has none

    return webbrowser.open(address)
