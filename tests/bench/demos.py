"""A demo that has been at work for a while: what it kept, and its process."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import httpx

from bot.clocks import TurnableClock
from bot.demo.fernhill import fernhill
from bot.demo.remembering import Remembering
from bot.demo.workspace import Workspace
from bot.playhouse.keeping import FOLDER, Wishes, kept
from bot.playhouse.specimens import specimens
from tests.bench import children

_GLANCE = 0.005
_START_SECONDS = 60.0


def keep(folder: Path, *, people: int, messages: int) -> None:
    """Leave a demo behind in which so many messages were written."""
    with kept(Wishes(people=people), folder / FOLDER) as found:
        everybody = fernhill(found.size, found.seed)
        members = [one for one in everybody.people if not (one.is_bot or one.deleted or one.is_restricted)]
        workspace = Workspace(everybody, TurnableClock(datetime.now(UTC), runs=False))
        remembering = Remembering(found.memory, workspace)
        remembering.begin()
        said = [one.payload for one in specimens() if one.surface == "message"]
        for payload, reader in islice(zip(cycle(said), cycle(members), strict=False), messages):
            workspace.post(workspace.direct(reader.id), payload)
        remembering.keep_moment()
        found.tell()


@contextlib.asynccontextmanager
async def playing(folder: Path, first: str = "/") -> AsyncIterator[tuple[str, float]]:
    """`mentorbot demo` on every core; its address, and the seconds until this page of it was there."""
    port = children.free_port()
    url = f"http://127.0.0.1:{port}"
    began = time.monotonic()
    process = start(folder, "-m", "bot", "demo", "--no-open", "--port", str(port))
    try:
        yield url, await _seconds(process, url + first, began)
    finally:
        process.terminate()
        process.wait(_START_SECONDS)


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Python with these arguments, on every core."""
    with children.on_cores(children.CORES):
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(children.ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


async def _seconds(process: subprocess.Popen[bytes], url: str, began: float) -> float:
    async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as http:
        while time.monotonic() - began < _START_SECONDS and process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                answer = await http.get(url)
                if answer.status_code == 200:
                    return time.monotonic() - began
            await asyncio.sleep(_GLANCE)
    raise RuntimeError(f"{url} did not come up")


async def is_up(url: str) -> None:
    """Wait until the bot behind a demo answers."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
        for _ in range(int(_START_SECONDS / _GLANCE)):
            if "The bot is running." in (await http.get("/panel/faults")).text:
                return
            await asyncio.sleep(_GLANCE)
    raise RuntimeError("The bot did not come up")
