"""A year of a made-up company: how long it takes to live through, and what it holds."""

import asyncio
import os
import sys
import time

from tests.bench.figures import Figure, at_most, beside


async def measure(*, short: bool) -> list[Figure]:
    """`mentorbot simulate` in a process of its own; everything that must hold has to."""
    people, days = (60, 14) if short else (1000, 365)
    return await asyncio.to_thread(_measure, people, days)


def _measure(people: int, days: int) -> list[Figure]:
    command = [sys.executable, "-m", "bot", "simulate", "--people", str(people), "--days", str(days)]
    begin = time.monotonic()
    child = os.posix_spawn(sys.executable, command, os.environ)
    _, status, used = os.wait4(child, 0)
    seconds = time.monotonic() - begin
    what = f"{people:,} people for {days} days"
    return [
        at_most(f"{what}: minutes", seconds / 60, 10, "{:.1f}"),
        beside(f"{what}: seconds of CPU", used.ru_utime + used.ru_stime),
        at_most(f"{what}: memory, in MB", used.ru_maxrss / 1024, 1000),
        at_most(
            f"{what}: exit code (1: something that must hold did not)", os.waitstatus_to_exitcode(status), 0
        ),
    ]
