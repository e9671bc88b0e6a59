"""Watching a browser: what must never happen on the page, whatever a test does there."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Request, WebError


class Watch:
    """Notes errors of the page's scripts, complaints of the browser, and requests that leave this machine."""

    def __init__(self) -> None:
        self.wrongs: list[str] = []
        self._expected = ""

    def look_at(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("console", self._said)
        context.on("weberror", self._failed)
        context.on("request", self._asked)

    @contextmanager
    def expecting(self, words: str) -> Iterator[None]:
        """What the test does on purpose the browser may complain of, in these words."""
        before, self._expected = self._expected, words
        try:
            yield
        finally:
            self._expected = before

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"the console says: {message.text} ({message.location['url']})")

    def _failed(self, error: WebError) -> None:
        self._note(f"a script failed: {error.error.message}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self._note(f"it asked for {request.url}")

    def _note(self, what: str) -> None:
        if not (self._expected and self._expected in what):
            self.wrongs.append(what)
