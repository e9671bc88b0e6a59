"""The report: what came of a simulation, as tables for the terminal."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from bot import setting_values
from bot.simulation.simulating import Found, Wishes, simulate
from bot.simulation.tally import Invariant
from bot.start import CannotStart, usable_database
from storage import scratch


def run(people: int, days: int, seed: int, database: str | None, out: Console, err: Console) -> bool:
    """Simulate and print what came of it; whether everything held.

    Args:
        people: how many work in the made-up company.
        days: how many are lived through.
        seed: what everything is made up from.
        database: the URL of one with nothing in it; None: a file that is thrown away.
        out: for the report.
        err: for the progress, when it is a terminal.
    """
    with _place(database) as url, _progress(err, days) as progress:
        wishes = Wishes(people=people, days=days, seed=seed, url=url)
        found = asyncio.run(
            simulate(wishes, lambda day: progress.update(progress.task_ids[0], completed=day))
        )
    out.print(f"{people} people, {days} days, seed {seed}")
    show(found, out)
    return found.tally.clean


def show(found: Found, out: Console) -> None:
    """Print the funnel, the invariants, and what did not hold."""
    out.print(_funnel_of(found))
    out.print(_busyness(found))
    out.print(_invariants_of(found))
    for invariant, violations in found.tally.violations.items():
        out.print(Text(f"Not so: {invariant}", "bold red"))
        for violation in violations:
            out.print(Text(f"  {violation}"))
        if (more := found.tally.broken[invariant] - len(violations)) > 0:
            out.print(f"  and {more} more")


@contextmanager
def _place(database: str | None) -> Iterator[str]:
    """Where the bot's data is kept; CannotStart for one that holds anything, or cannot be used."""
    if database is None:
        with TemporaryDirectory(prefix="mentorbot-") as folder:
            yield f"sqlite:///{Path(folder) / 'simulation.db'}"
        return
    try:
        url = setting_values.database_url(database)
    except ValueError as error:
        raise CannotStart(str(error).replace("DATABASE_URL", "--database")) from error
    with usable_database():
        blank = scratch.is_blank(url)
    if not blank:
        raise CannotStart("This database is not empty; the simulation leaves it alone. Name an empty one.")
    yield url


@contextmanager
def _progress(err: Console, days: int) -> Iterator[Progress]:
    columns = (TextColumn("day {task.completed:.0f} of {task.total:.0f}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        progress.add_task("", total=days)
        yield progress


def _funnel_of(found: Found) -> Table:
    """The funnel, form by form; narrow enough for a terminal of 80 columns."""
    table = Table(
        "form",
        title="How far people got",
        title_justify="left",
        box=None,
        collapse_padding=True,
        pad_edge=False,
    )
    for name in ("invited", "enrolled", "introduced", "booked", "met", "did not", "unknown", "logged"):
        table.add_column(name, justify="right")
    for row in found.funnel:
        numbers = (row.invited, row.enrolled, row.introduced, row.booked, row.met)
        table.add_row(row.form, *(f"{one:,}" for one in (*numbers, row.not_met, row.unknown, row.logged)))
    return table


def _busyness(found: Found) -> str:
    chronicle = found.chronicle
    deeds, refused = chronicle.deeds.total(), chronicle.refused.total()
    return (
        f"{deeds:,} deeds were done, {refused:,} refused with a sentence; {len(chronicle.said):,} messages."
    )


def _invariants_of(found: Found) -> Table:
    """What must hold, how often it was checked, and how often it did not."""
    table = Table("what must hold", title="Invariants", title_justify="left")
    table.add_column("checked", justify="right")
    table.add_column("violated", justify="right")
    for invariant in Invariant:
        broken = found.tally.broken[invariant]
        table.add_row(
            Text(invariant),
            f"{found.tally.checked[invariant]:,}",
            Text(f"{broken:,}", "bold red" if broken else "green"),
        )
    return table
