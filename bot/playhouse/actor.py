"""`python -m bot.playhouse.actor MOMENT`: the bot in a process of its own, on a clock turned from outside.

Settings come from the environment, as always. A line of JSON on standard input says what to do, one on
standard output what became of it; the log goes to standard error. The first line that comes out says where
the bot listens, or why it cannot start. When its input ends, so does the actor: whoever started it is gone.
"""

import asyncio
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from bot.playhouse.player import Player

STOP: Final = "stop"


def main() -> None:
    """Act until told to stop."""
    answers = _take_stdout()
    prompts = _Prompts()
    prompts.listen()
    asyncio.run(_act(datetime.fromisoformat(sys.argv[1]), prompts, answers))


class _Prompts:
    """What is to be done, line by line, read in a thread: the end is noticed whatever goes on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._early: list[str] = []
        self._hear: Callable[[str], object] = self._early.append

    def listen(self) -> None:
        """Begin to read."""
        threading.Thread(target=self._read, name="prompts", daemon=True).start()

    def queue(self) -> asyncio.Queue[str]:
        """The lines, for the running loop."""
        lines: asyncio.Queue[str] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        with self._lock:
            for line in self._early:
                lines.put_nowait(line)
            self._hear = lambda line: loop.call_soon_threadsafe(lines.put_nowait, line)
        return lines

    def _read(self) -> None:
        for line in sys.stdin:
            with self._lock:
                self._hear(line)
        os._exit(1)


async def _act(moment: datetime, prompts: _Prompts, answers: TextIO) -> None:
    lines = prompts.queue()
    # Slow to import; the prompts are listened to meanwhile.
    from bot.playhouse.player import Player
    from bot.refusal import Refusal

    player = Player(os.environ, moment)
    try:
        await player.begin()
    except Refusal as error:
        _say(answers, {"refused": str(error)})
        return
    _say(answers, {"port": player.port})
    while (prompt := json.loads(await lines.get()))["do"] != STOP:
        _say(answers, await _answer(player, prompt))
    await player.end()


async def _answer(player: "Player", prompt: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return {"id": prompt["id"], "answer": await player.obey(prompt)}
    except Exception as error:
        player.log.exception("actor.failed", prompt=prompt["do"])
        return {"id": prompt["id"], "failed": type(error).__name__}


def _take_stdout() -> TextIO:
    """Standard output, for answers alone: whatever else is printed goes to the log."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _say(answers: TextIO, line: Mapping[str, Any]) -> None:
    answers.write(json.dumps(line) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
