"""A whole company's file: `mentorbot import-people` on everybody, and on everybody again."""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from bot.domain.people import Person
from storage.engine import open_engine
from storage.migrations import migrate
from storage.unit_of_work import units_of_work
from tests.bench.company import sqlite_in
from tests.bench.figures import Figure, at_most, beside
from tests.fakes import FakeHolidays

_TEAM = "TBENCH"
_SPAN = 8
"""How many report to one person."""


async def measure(*, short: bool) -> list[Figure]:
    """The command in a process of its own, on SQLite."""
    return await asyncio.to_thread(_measure, 2_000 if short else 100_000)


def _measure(size: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        url, file = sqlite_in(Path(folder)), Path(folder) / "people.csv"
        _hire(url, size)
        lines = (
            f"{_email(one)};{_email(one // _SPAN) if one else ''};Data;{one % 10 + 1}" for one in range(size)
        )
        file.write_text("email;manager;department;level\n" + "\n".join(lines))
        first, memory = _import(url, file)
        again, _ = _import(url, file)
    what = f"a file of {size:,} people is taken over"
    return [
        at_most(f"{what}, in seconds", first, 30, "{:.1f}"),
        at_most(f"{what}: memory, in MB", memory, 1000),
        beside("the same file again, in seconds", again, "{:.1f}"),
    ]


def _hire(url: str, size: int) -> None:
    """So many people whom the database knows from Slack."""
    migrate(url)
    engine = open_engine(url)
    try:
        with units_of_work(engine, FakeHolidays())(_TEAM) as uow:
            for one in range(size):
                uow.people.add(Person(workspace=_TEAM, id=f"U{one}", name=f"P{one}", email=_email(one)))
    finally:
        engine.dispose()


def _email(one: int) -> str:
    return f"p{one}@a.example"


def _import(url: str, file: Path) -> tuple[float, float]:
    """The seconds it takes, and the memory in MB at its most."""
    command = [sys.executable, "-m", "bot", "import-people", str(file)]
    begin = time.monotonic()
    child = os.posix_spawn(sys.executable, command, {**_quiet(), "DATABASE_URL": url})
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError("the file was not taken over")
    return time.monotonic() - begin, used.ru_maxrss / 1024


def _quiet() -> dict[str, str]:
    """The environment without any token: the database alone is asked who works here."""
    return {name: text for name, text in os.environ.items() if not name.startswith(("SLACK_", "SCIM_"))}
