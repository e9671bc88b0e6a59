"""The prompter: starts the actor in a process of its own, tells it what to do, and kills it when told to."""

import asyncio
import itertools
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bot.demo.errors import BotFailed

_KEPT: Final = {"PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT", "PYTHONPATH"}
"""What the actor's environment has of ours: no settings of a real installation are among it."""
_OF_POSTGRESQL: Final = "PG"
"""How the names begin by which PostgreSQL's own library is told of passwords, certificates and services."""
_PATIENCE: Final = 10.0
"""Seconds for an actor that was told to stop."""
_MOMENT: Final = 2.0
"""Seconds for an actor to end that has said its last."""
_UP_WITHIN: Final = 60.0
"""Seconds for an actor to come up: what takes longer waits for something that does not come."""


class Gone(Exception):
    """The actor has ended."""


class Prompter:
    """One actor, from its first line to its end.

    Args:
        process: the actor.
        log: where it writes what it notices.
        ended: called once with it when it has ended.

    `trouble` says, in a sentence, why it was ended from here; it is empty when it was not.
    """

    def __init__(self, process: asyncio.subprocess.Process, log: Path, ended: "Ended") -> None:
        self.trouble = ""
        self._process = process
        self._log = log
        self._ended = ended
        self._numbers = itertools.count()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._up: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._listening = asyncio.create_task(self._listen(), name="prompter")

    @classmethod
    async def start(
        cls, settings: Mapping[str, str], moment: datetime, log: Path, ended: "Ended"
    ) -> "Prompter":
        """An actor that begins at a moment (aware); it is not up yet.

        Args:
            settings: its whole configuration.
            moment: the time on its clock.
            log: its log is added to this file.
            ended: called once with it when it has ended.
        """
        with log.open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.playhouse.actor",
                moment.isoformat(),
                env={**inherited(os.environ), **settings},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
                start_new_session=True,  # Ctrl-C is for whoever serves the page; the actor is told by us
            )
        return cls(process, log, ended)

    async def up(self, within: float = _UP_WITHIN) -> int:
        """Wait until it listens for Slack, and say at which port; in seconds, no longer than that.

        Raises:
            BotFailed: when it cannot start, with the reason.
        """
        try:
            async with asyncio.timeout(within):
                return await asyncio.shield(self._up)
        except TimeoutError:
            reason = f"The bot was not up within {within:.0f} seconds; its log is {self._log}."
            raise BotFailed(reason) from None

    async def ask(self, do: str, **what: Any) -> Any:  # noqa: ANN401 -- what JSON can say
        """Prompt it, and wait for its answer.

        Raises:
            Gone: when it ends before it answers.
            BotFailed: when it could not do it.
        """
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            self._say({"id": number, "do": do, **what})
            return await answer
        finally:
            self._waiting.pop(number, None)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def leave(self) -> None:
        """Say nothing more: the actor ends, as it does when we are killed."""
        if self._process.stdin is not None:
            self._process.stdin.close()

    def kill(self) -> None:
        """SIGKILL: it has no say in it."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def gone(self) -> None:
        """Wait until it has ended."""
        await asyncio.shield(self._listening)

    async def stop(self) -> None:
        """Have it finish what it is at, and end; killed when it takes too long."""
        with suppress(Gone):
            self._say({"do": "stop"})
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.gone()
        except TimeoutError:
            self.kill()
            await self.gone()

    def _say(self, prompt: Mapping[str, Any]) -> None:
        if self._listening.done() or self._process.stdin is None or self._process.stdin.is_closing():
            raise Gone
        self._process.stdin.write(json.dumps(prompt).encode() + b"\n")

    async def _listen(self) -> None:
        """Take its answers until there are no more."""
        try:
            await self._take_answers()
        except ValueError:  # too long a line, or no JSON: nobody knows any more what it answers
            self.trouble = f"The bot answered in a way that is not understood; its log is {self._log}."
            self.kill()
        except BaseException:
            self.kill()
            raise
        finally:
            await self._end()
            self._let_go()
            self._ended(self)

    async def _end(self) -> None:
        """Wait for its end, and help it along only when need be.

        To signal a process looks first whether it has ended, which takes its end from whoever waits for it.
        """
        try:
            async with asyncio.timeout(_MOMENT):
                await self._process.wait()
        except TimeoutError:
            self.kill()
            await self._process.wait()

    async def _take_answers(self) -> None:
        if self._process.stdout is not None:
            async for line in self._process.stdout:
                self._hear(json.loads(line))

    def _let_go(self) -> None:
        """Whoever waits for it waits no longer."""
        if not self._up.done():
            reason = self.trouble or f"The bot ended before it was up; its log is {self._log}."
            self._up.set_exception(BotFailed(reason))
        self._up.exception()  # looked at here, in case nobody waits for it any more
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(Gone())

    def _hear(self, line: Mapping[str, Any]) -> None:
        match line:
            case {"port": int(port)} if not self._up.done():
                self._up.set_result(port)
            case {"refused": str(sentence)} if not self._up.done():
                self._up.set_exception(BotFailed(sentence))
            case {"id": number, "answer": answer}:
                self._settle(number, answer)
            case {"id": number, "failed": failure}:
                self._settle(
                    number, BotFailed(f"The bot could not do that ({failure}); its log is {self._log}.")
                )

    def _settle(self, number: int, answer: Any) -> None:  # noqa: ANN401 -- what JSON can say
        waiting = self._waiting.get(number)
        if waiting is None or waiting.done():
            return
        if isinstance(answer, BotFailed):
            waiting.set_exception(answer)
        else:
            waiting.set_result(answer)


def inherited(ours: Mapping[str, str]) -> Mapping[str, str]:
    """What an actor's environment has of ours."""
    return {name: value for name, value in ours.items() if name in _KEPT or name.startswith(_OF_POSTGRESQL)}


Ended = Callable[[Prompter], None]
"""What is called when one has ended."""
