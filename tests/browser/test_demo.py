"""The demo as it is started: a process that tells the story, serves the page and ends on Ctrl-C."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.bench.children import free_port
from tests.browser.conftest import leave
from tests.browser.house import Door

ROOT = Path(__file__).parents[2]
BEGINS = 60
"""Seconds in which the story is told and the page is there, on a busy machine."""


class Demo:
    """`mentorbot demo` in a folder of its own."""

    def __init__(self, running: asyncio.subprocess.Process) -> None:
        self._running = running
        self.said = ""

    async def address(self) -> str:
        """Where the page is, as it says itself."""
        async with asyncio.timeout(BEGINS):
            while not (found := re.search(r"http://127\.0\.0\.1:\d+", self.said)):
                self.said += await self._line()
        return found[0]

    async def ends(self) -> int:
        """Press Ctrl-C; the exit status."""
        self._running.send_signal(signal.SIGINT)
        async with asyncio.timeout(BEGINS):
            self.said += (await self._running.communicate())[0].decode()
        return self._running.returncode or 0

    async def _line(self) -> str:
        assert self._running.stdout is not None
        line = await self._running.stdout.readline()
        assert line, f"it ended: {self.said}"
        return line.decode()


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[Demo]:
    """Started, and killed in the end if it still runs."""
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-open", "--port", str(free_port()),
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield Demo(running)
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


async def test_killed_restarted_ended_and_begun_again(browser: Browser, tmp_path: Path) -> None:
    """The bot is killed and nothing is lost; the demo is ended, and its next run goes on where it stood."""
    async with demo(tmp_path) as first:
        door = Door(browser, await first.address())
        assert "Ana presses" in first.said, "the story is told before the page opens"
        visitor = await door.visitor("/as/kelechi")
        await visitor.types("/flash python")
        await visitor.fills({"Your question": "How do I begin?"})
        await visitor.submits("Find mentors")
        await visitor.ticks("Freya Lind")
        await visitor.submits("Ask")
        await expect(visitor.message("I'll ask")).to_contain_text("Freya Lind")

        faults = await visitor.looks_behind("Faults")
        await visitor.presses("Kill the bot", faults)
        await expect(visitor.state).to_have_text("Mentorbot is dead. Restart it behind the scenes.")
        await visitor.types("/mentor status")
        await expect(visitor.conversation).to_contain_text("/mentor did not work. Mentorbot can't be reached")
        await visitor.turns("+1 day")
        await visitor.presses("Restart the bot", faults)
        await expect(faults).to_contain_text("The bot is running.")
        await visitor.be("Freya Lind")
        await visitor.presses("Yes, happy to", "chat with you")
        await expect(visitor.message("You said yes to @Kelechi Lawal")).to_be_visible()
        faults = await visitor.looks_behind("Faults")
        await expect(faults).to_contain_text("Nothing that Mentorbot had promised was lost.")
        with door.watch.expecting("net::ERR_"):
            assert await first.ends() == 0
            await expect(visitor.state).to_have_text("The demo does not answer. Trying again…")
        assert "Traceback" not in first.said
        assert door.watch.wrongs == []
        await leave(browser)

    async with demo(tmp_path) as second:
        door = Door(browser, await second.address())
        assert "Everything is as you left it" in second.said
        visitor = await door.visitor("/as/freya")
        await expect(visitor.message("You said yes to @Kelechi Lawal")).to_be_visible()
        await expect(visitor.clock).to_contain_text("Thu, 12 Mar 2026")
        assert door.watch.wrongs == []
        await leave(browser)
        assert await second.ends() == 0
