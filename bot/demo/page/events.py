"""What changes, told to every open page as it happens: one stream of Server-Sent Events per page."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from typing import Any, Final, Protocol

from bot.demo.company import Person
from bot.demo.feed import Feed, Happening
from bot.demo.messages import Message
from bot.demo.record import Record

HEARTBEAT: Final = 15.0
"""Seconds of silence after which a comment goes out, so that a page that is gone is noticed."""

Change = tuple[str, ...]
"""What has changed: a kind, and what names the thing. It is drawn when it is sent, as it then stands."""


class Painter(Protocol):
    """Draws what has changed for one page: the events to send, none if it does not show there."""

    def events(self, change: Change) -> list[dict[str, Any]]:
        """The events for one change."""
        ...


class Mark:
    """How far a page has seen: `<this run>:<number in the feed>`."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)

    def of(self, number: int) -> str:
        """The mark of a number."""
        return f"{self._run}:{number}"

    def number(self, mark: str) -> int | None:
        """The number of a mark of this run; None for any other."""
        run, _, number = mark.partition(":")
        return int(number) if run == self._run and number.isascii() and number.isdigit() else None


class Events:
    """The streams of all open pages."""

    def __init__(self, feed: Feed, record: Record) -> None:
        self.mark = Mark()
        self._feed = feed
        self._record = record
        self._open: set[_Stream] = set()

    def now(self) -> str:
        """The mark of this moment."""
        return self.mark.of(self._feed.number)

    async def stream(self, me: Person, painter: Painter, since: str) -> AsyncIterator[bytes]:
        """Everything that this person sees change from a mark on; `stale` when that is not known any more."""
        number = self.mark.number(since)
        if number is None or not self._remembers(number):
            yield _written({"kind": "stale"}, self.now())
            return
        stream = _Stream(me)
        stops = self._listen(stream, number)
        self._open.add(stream)
        try:
            yield b"retry: 1000\n\n"
            async for change in stream.changes():
                # The mark moves on once nothing waits: what is cut off now is sent again.
                since = since if stream.is_behind else self.now()
                drawn = _drawn(painter, change) if change else []
                # A comment in silence, and for what does not show on this page: the connection lives.
                yield b"".join(_written(one, since) for one in drawn) or b":\n\n"
        finally:
            self._open.discard(stream)
            for stop in stops:
                stop()

    def close(self) -> None:
        """End all streams."""
        for stream in list(self._open):
            stream.end()

    def _remembers(self, number: int) -> bool:
        oldest = self._feed.recent[0].number if self._feed.recent else 0
        return oldest - 1 <= number <= self._feed.number

    def _listen(self, stream: "_Stream", number: int) -> tuple[Callable[[], None], ...]:
        for happening in self._feed.since(number):
            stream.notice(happening)
        return (
            self._feed.observe(stream.notice),
            self._record.observe(lambda _exchange: stream.add(("exchanged",))),
        )


class _Stream:
    """What one page has yet to be told: each thing once, in the order in which it first changed."""

    def __init__(self, me: Person) -> None:
        self._me = me
        self._waiting: dict[Change, None] = {}
        self._something = asyncio.Event()
        self._ended = False

    def notice(self, happening: Happening) -> None:
        """Remember what changed, if this person sees it."""
        if happening.people and self._me.id not in happening.people:
            return
        for change in changes(happening):
            self.add(change)

    def add(self, change: Change) -> None:
        """Remember a change."""
        self._waiting[change] = None
        self._something.set()

    @property
    def is_behind(self) -> bool:
        """There is more to tell."""
        return bool(self._waiting)

    def end(self) -> None:
        """Nothing more."""
        self._ended = True
        self._something.set()

    async def changes(self) -> AsyncIterator[Change]:
        """One after the other; an empty one when nothing happened for a while."""
        while not self._ended:
            # Before what waits is told: what comes, or the end, while somebody reads it is not missed.
            self._something.clear()
            while self._waiting:
                change = next(iter(self._waiting))
                del self._waiting[change]
                yield change
            if await self._silence():
                yield ()

    async def _silence(self) -> bool:
        try:
            async with asyncio.timeout(HEARTBEAT):
                await self._something.wait()
        except TimeoutError:
            return True
        return False


def _drawn(painter: Painter, change: Change) -> list[dict[str, Any]]:
    """The events for a change. One that cannot be drawn is told of, and the stream goes on."""
    try:
        return painter.events(change)
    except Exception as error:  # noqa: BLE001 -- whatever it is, what comes after it is drawn
        return [{"kind": "undrawn", "what": change[0], "error": type(error).__name__}]


def changes(happening: Happening) -> list[Change]:
    """What a happening changes on the page."""
    subject = happening.subject
    match happening.kind:
        case "message_posted" | "ephemeral_shown" | "message_updated" | "message_deleted":
            return _message_changes(subject)
        case "modal_opened" | "modal_pushed" | "modal_updated" | "modal_closed":
            return [("modal",)]
        case "home_published":
            return [("home",)]
        case kind:
            return [(kind,)]


def _message_changes(message: Message) -> list[Change]:
    return [("message", message.channel, message.ts), ("sidebar",)]


def _written(event: dict[str, Any], mark: str) -> bytes:
    return f"id: {mark}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
