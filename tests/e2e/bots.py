"""The bot in processes of its own: started, told to stop, killed."""

import asyncio
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bot.demo.server import LocalSlack

ROOT = Path(__file__).parents[2]
CLEAN = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
START_SECONDS = 60.0


@dataclass
class BotProcess:
    """One process: `python -m …` with its settings in the environment.

    Args:
        slack: the workspace it serves.
        database_url: the database it shares with others.
        command: what follows `python -m`.
        front: whether Slack's requests go to it.
    """

    slack: LocalSlack
    database_url: str
    command: tuple[str, ...] = ("bot", "run")
    front: bool = True
    log: list[str] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        """Start it and wait until it has started."""
        settings = {
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.database_url,
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "SLACK_API_URL": self.slack.api_url,
            "MENTORBOT_HOST": "127.0.0.1",
            "MENTORBOT_LOG_FORMAT": "json",
            "MENTORBOT_TICK_SECONDS": "1",
            "PORT": "0",
        }
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *self.command,
            cwd=ROOT,
            env={**CLEAN, **settings},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self._started: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read())
        try:
            async with asyncio.timeout(START_SECONDS):
                port = await self._started
        except BaseException:
            await self.kill()
            raise
        if self.front and port:
            self.slack.connect(f"http://127.0.0.1:{port}/slack/events")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Kill it, if it still runs."""
        await self.kill()

    async def kill(self) -> None:
        """SIGKILL: it has no say in it."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        await self._reading

    async def stop(self) -> int:
        """SIGTERM; returns its exit code."""
        self._process.terminate()
        async with asyncio.timeout(START_SECONDS):
            code = await self._process.wait()
        await self._reading
        return code

    @property
    def complaints(self) -> list[str]:
        """What it logged as an error."""
        return [line for line in self.log if '"level": "error"' in line or "Traceback" in line]

    async def _read(self) -> None:
        """Take its log, so that it never waits for us; learn when it has started."""
        assert self._process.stderr is not None
        async for raw in self._process.stderr:
            line = raw.decode(errors="replace").rstrip()
            self.log.append(line)
            if '"started"' in line and not self._started.done():
                self._started.set_result(json.loads(line).get("port"))
        if not self._started.done():
            self._started.set_exception(RuntimeError("\n".join(self.log[-20:]) or "it ended at once"))
