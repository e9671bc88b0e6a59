"""A few weeks of a small company: everything that must hold does, and one seed gives one story."""

import asyncio
import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import func, select

from bot.domain.forms import OF_PROGRAMS, Form
from bot.simulation import report
from bot.simulation.simulating import Found, Wishes, simulate
from bot.simulation.tally import Invariant, Tally
from bot.start import CannotStart
from storage import tables
from storage.engine import open_engine

# Three weeks hold the first rounds of every program, and what comes of them.
DAYS = 21
SELDOM = {Invariant.LEFT_OUT_TWICE, Invariant.TOLD_WHY, Invariant.KIND_END, Invariant.TAKEN_OUT}
"""What comes up only now and then in so few weeks."""


def found_with(folder: Path, people: int, days: int, seed: int) -> Found:
    wishes = Wishes(people=people, days=days, seed=seed, url=f"sqlite:///{folder / 'simulation.db'}")
    return asyncio.run(simulate(wishes))


@pytest.fixture(scope="module")
def few_weeks(tmp_path_factory: pytest.TempPathFactory) -> Found:
    return found_with(tmp_path_factory.mktemp("weeks"), 30, DAYS, 1)


def test_everything_that_must_hold_does(few_weeks: Found) -> None:
    assert few_weeks.tally.violations == {}
    assert {one for one in Invariant if not few_weeks.tally.checked[one]} <= SELDOM


def test_people_join_programs_of_every_form_and_some_meet(few_weeks: Found) -> None:
    rows = {row.form: row for row in few_weeks.funnel}
    assert {form for form in OF_PROGRAMS if rows[form].enrolled} == {*OF_PROGRAMS}
    assert sum(row.met for row in rows.values()) > 0
    assert sum(row.logged for row in rows.values()) > 0
    assert all(row.met + row.not_met + row.unknown <= row.booked <= row.introduced for row in rows.values())
    peers = rows[Form.PEER]
    assert peers.invited >= peers.enrolled > 0 < peers.introduced


def test_one_seed_gives_one_story_and_another_seed_another(tmp_path: Path) -> None:
    told = []
    for number, seed in enumerate((1, 1, 2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = found_with(folder, 20, 4, seed)
        assert found.tally.violations == {}
        told.append(sorted((one.at, one.to, one.kind, one.subject) for one in found.chronicle.said))
    assert told[0] == told[1] != told[2]


def test_the_report_tells_what_did_not_hold(few_weeks: Found) -> None:
    tally = Tally()
    for number in range(25):
        tally.check(Invariant.BUDGET, False, "number {}", number)
    printed = io.StringIO()
    report.show(replace(few_weeks, tally=tally), Console(file=printed, width=120))
    assert f"Not so: {Invariant.BUDGET}" in printed.getvalue()
    assert "number 0\n" in printed.getvalue()
    assert "and 5 more" in printed.getvalue()
    assert not tally.clean


def test_the_report_fits_a_terminal_of_80_columns(few_weeks: Found) -> None:
    """Every heading and every form is there in full, also where thousands were invited."""
    longest = replace(few_weeks.funnel[0], form=Form.CROSS_DEPARTMENT, invited=12_345)
    printed = io.StringIO()
    report.show(replace(few_weeks, funnel=(*few_weeks.funnel, longest)), Console(file=printed, width=80))
    lines = printed.getvalue().splitlines()
    headings = "form invited enrolled introduced booked met did not unknown logged"
    assert headings in [" ".join(line.split()) for line in lines]
    assert any(line.startswith("cross department 12,345") for line in map(" ".join, map(str.split, lines)))
    assert "…" not in printed.getvalue()


def test_a_database_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.db'}"
    quiet = Console(file=io.StringIO())
    assert report.run(20, 1, 1, url, quiet, quiet)
    engine = open_engine(url)
    with engine.begin() as connection:
        before = connection.scalar(select(func.count()).select_from(tables.people))
    with pytest.raises(CannotStart, match="not empty"):
        report.run(20, 1, 1, url, quiet, quiet)
    with engine.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.people)) == before
    engine.dispose()
    with pytest.raises(CannotStart, match="--database"):
        report.run(20, 1, 1, "mysql://somewhere", quiet, quiet)
