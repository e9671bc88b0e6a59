"""Traffic: signed commands over connections that stay open, as fast as they are answered or at a rate."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import cast
from urllib.parse import urlencode

from bot.demo.signing import signed

_LENGTH = b"content-length: "


@dataclass
class Answers:
    """What came back. `seconds` has the time that each answer took; `bodies` a few of them."""

    seconds: list[float] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    elapsed: float = 0.0
    failures: int = 0

    @property
    def per_second(self) -> float:
        """How many were answered in a second."""
        return len(self.seconds) / self.elapsed


def commands(path: str, secret: str, users: Sequence[str], team: str, words: str) -> Iterator[bytes]:
    """A slash command of one user after the other, without end: each is new, signed as it is taken."""
    for number, user in enumerate(cycle(users)):
        yield _command(path, secret, user, team, words, f"{number}.2.{user}")


def _command(path: str, secret: str, user: str, team: str, words: str, trigger_id: str) -> bytes:
    name, _, text = words.partition(" ")
    form = {
        "token": "unused",
        "team_id": team,
        "team_domain": "fernhill",
        "channel_id": "C0GENERAL",
        "channel_name": "general",
        "user_id": user,
        "user_name": user.lower(),
        "command": name,
        "text": text,
        "api_app_id": "A0DEMOAPP",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1/actions/none",
        "trigger_id": trigger_id,
    }
    body = urlencode(form).encode()
    headers = {
        "Host": "127.0.0.1",
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "Accept": "application/json,*/*",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        **signed(secret, body),
    }
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Line(asyncio.Protocol):
    """One open connection: a request at a time."""

    def __init__(self) -> None:
        self._received = b""
        self._answer: asyncio.Future[bytes] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        if found and len(body) >= _length_of(head):
            self._received = b""
            if self._answer is not None:
                self._answer.set_result(head + found + body)

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError())

    async def ask(self, request: bytes) -> bytes:
        """Send a request and wait for its answer."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


def _length_of(head: bytes) -> int:
    start = head.lower().index(_LENGTH) + len(_LENGTH)
    return int(head[start:].partition(b"\r\n")[0])


@contextlib.asynccontextmanager
async def lines(port: int, count: int) -> AsyncIterator[list[Line]]:
    """So many open connections."""
    loop = asyncio.get_running_loop()
    opened: list[Line] = []
    try:
        for _ in range(count):
            opened.append((await loop.create_connection(Line, "127.0.0.1", port))[1])  # noqa: PERF401 -- all close
        yield opened
    finally:
        for line in opened:
            line.close()


async def as_fast_as_answered(port: int, requests: Iterator[bytes], seconds: float, at_once: int) -> Answers:
    """So many askers, each of whom asks again when answered."""
    answers = Answers()
    begin = time.perf_counter()
    end = begin + seconds

    async def keep_asking(line: Line) -> None:
        while time.perf_counter() < end:
            await _ask(line, next(requests), time.perf_counter(), answers)

    async with lines(port, at_once) as opened:
        await asyncio.gather(*map(keep_asking, opened))
    answers.elapsed = time.perf_counter() - begin
    return answers


async def at_a_rate(port: int, requests: Iterator[bytes], seconds: float, per_second: float) -> Answers:
    """Requests that come when they come, answered or not; each is timed from when it should have gone out."""
    answers = Answers()
    pending: set[asyncio.Task[None]] = set()
    async with lines(port, 50) as opened:
        idle = deque(opened)

        async def ask(due: float) -> None:
            while not idle:  # noqa: ASYNC110 -- all are busy: the wait counts
                await asyncio.sleep(0.0005)
            line = idle.popleft()
            await _ask(line, next(requests), due, answers)
            idle.append(line)

        begin = time.perf_counter()
        for number in range(int(seconds * per_second)):
            due = begin + number / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            pending.add(asyncio.create_task(ask(due)))
        await asyncio.gather(*pending)
    answers.elapsed = time.perf_counter() - begin
    return answers


async def _ask(line: Line, request: bytes, since: float, answers: Answers) -> None:
    answer = await line.ask(request)
    answers.seconds.append(time.perf_counter() - since)
    if not answer.startswith(b"HTTP/1.1 200"):
        answers.failures += 1
    if len(answers.bodies) < 3:
        answers.bodies.append(answer)
