"""Whatever an actor says or does not say, whoever waits for it learns what became of it."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.demo.errors import BotFailed
from bot.demo.story import MONDAY
from bot.playhouse.prompter import Gone, Prompter, inherited

UP = "print('{\"port\": 80}', flush=True)"
ONE_ANSWER = 'print(\'{"id": 0, "answer": 7}\', flush=True)'
LISTEN = "import sys; sys.stdin.readline()"
FOR_EVER = "import time; time.sleep(600)"


@asynccontextmanager
async def actor(*lines: str) -> AsyncIterator[tuple[Prompter, list[Prompter]]]:
    """An actor that does what these lines say, and those that have ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "\n".join(lines),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    ended: list[Prompter] = []
    prompter = Prompter(process, Path("bot.log"), ended.append)
    try:
        yield prompter, ended
    finally:
        prompter.kill()
        await prompter.gone()


@pytest.mark.parametrize(
    "line", ["print('x' * 70_000, flush=True)", "print('{broken', flush=True)"], ids=["long", "broken"]
)
async def test_who_speaks_in_riddles_is_ended_and_nobody_waits_for_it(line: str) -> None:
    async with actor(UP, LISTEN, line, FOR_EVER) as (prompter, ended):
        assert await prompter.up() == 80
        with pytest.raises(Gone):
            await asyncio.wait_for(prompter.ask("show"), 20)
        await asyncio.wait_for(prompter.gone(), 20)
        assert ended == [prompter]
        assert "not understood" in prompter.trouble


async def test_riddles_before_it_is_up_are_told() -> None:
    async with actor("print('{broken', flush=True)", FOR_EVER) as (prompter, ended):
        with pytest.raises(BotFailed, match="not understood"):
            await prompter.up(20)
        await asyncio.wait_for(prompter.gone(), 20)
        assert ended == [prompter]


async def test_who_says_twice_that_it_is_up_is_up() -> None:
    async with actor(UP, UP, LISTEN, ONE_ANSWER, FOR_EVER) as (prompter, _):
        assert await prompter.up() == 80
        assert await asyncio.wait_for(prompter.ask("show"), 20) == 7


async def test_a_start_that_hangs_ends() -> None:
    """Its database takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://nobody@127.0.0.1:{silent.getsockname()[1]}/demo"
        settings = {
            "SLACK_BOT_TOKEN": "xoxb-made-up",
            "SLACK_SIGNING_SECRET": "made-up",
            "DATABASE_URL": url,
        }
        ended: list[Prompter] = []
        prompter = await Prompter.start(settings, MONDAY, Path(os.devnull), ended.append)
        with pytest.raises(BotFailed, match="not up within 2 seconds"):
            await prompter.up(2)
        prompter.kill()
        await asyncio.wait_for(prompter.gone(), 20)
        assert ended == [prompter]


def test_it_knows_of_postgresqls_own_settings_and_of_none_of_slacks() -> None:
    ours = {"PATH": "/bin", "PGPASSFILE": "/there", "PGSSLROOTCERT": "/here", "SLACK_BOT_TOKEN": "xoxb-real"}
    assert inherited(ours) == {"PATH": "/bin", "PGPASSFILE": "/there", "PGSSLROOTCERT": "/here"}


async def test_its_end_is_left_to_whoever_waits_for_it(caplog: pytest.LogCaptureFixture) -> None:
    """Signalled once more, a process that has just ended is unknown to the event loop, which complains."""
    for _ in range(5):
        async with actor(UP, FOR_EVER) as (prompter, _):
            await prompter.up(20)
            prompter.kill()
            await asyncio.wait_for(prompter.gone(), 20)
    assert caplog.messages == []
