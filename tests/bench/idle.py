"""One process at rest: how soon it is ready, and what it holds."""

import asyncio
import tempfile
from pathlib import Path

from bot.demo.company import small_company
from tests.bench import children, company
from tests.bench.figures import Figure, at_most, beside, in_between


async def measure(*, short: bool) -> list[Figure]:
    """Several starts on one database, the first of which makes it; then one that is left in peace."""
    starts, rest = (2, 3.0) if short else (6, 60.0)
    ready: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with company.slack_of(small_company()) as slack:
            environment = {
                **company.settings_for(slack, company.sqlite_in(folder)),
                "MENTORBOT_TICK_SECONDS": "1",
            }
            for _ in range(starts):
                with children.running(folder, "bot", "run", environment=environment) as mentorbot:
                    ready.append(await mentorbot.answers("/readyz"))
            with children.running(folder, "bot", "run", environment=environment) as mentorbot:
                await mentorbot.answers("/readyz")
                at_first = mentorbot.memory()
                await asyncio.sleep(rest)
                later = mentorbot.memory()
    first, *again = ready
    return [
        at_most("from start to ready, in s", in_between(again), 3, "{:.1f}"),
        beside("the first start, which makes the database, in s", first, "{:.1f}"),
        at_most(f"memory of the idle process after {rest:.0f} s and as many looks, in MB", later, 150),
        beside("memory when it is ready, in MB", at_first),
    ]
