"""Rounds: who takes part in one, and what those read whom it leaves out."""

from dataclasses import replace

import pytest

from bot.simulation.checks import rounds, telling
from bot.simulation.records import Drafted
from bot.simulation.tally import Invariant, Tally
from tests.fakes import MONDAY
from tests.simulation.records import (
    DAY,
    HOUR,
    TRIO,
    WEEK,
    a_round,
    broken,
    brought,
    enrolled,
    programs,
    said,
)


def test_whoever_is_matched_though_an_admin_took_them_out_is_noticed(tally: Tally) -> None:
    chronicle = enrolled("ANA", "BEN", "CEM")
    taken_out = replace(a_round(1, ("ANA", "BEN")), excluded=("CEM",))
    rounds.check_members(tally, [], [taken_out], [], chronicle, programs())
    assert broken(tally) == []
    rounds.check_members(tally, [], [replace(taken_out, excluded=("ANA",))], [], chronicle, programs())
    assert broken(tally) == [Invariant.TAKEN_OUT]


def test_somebody_who_is_not_in_the_program_is_noticed(tally: Tally) -> None:
    chronicle = enrolled("ANA", "BEN")
    rounds.check_members(tally, [brought("ANA", "BEN")], [], [], chronicle, programs())
    assert broken(tally) == []
    chronicle.enrolled.end(("p", "BEN"), MONDAY - HOUR)
    rounds.check_members(tally, [brought("ANA", "BEN")], [], [], chronicle, programs())
    assert broken(tally) == [Invariant.ENROLLED]


@pytest.mark.parametrize("how", ["break", "program break", "skip"])
def test_somebody_who_is_away_is_noticed(tally: Tally, how: str) -> None:
    chronicle = enrolled("ANA", "BEN")
    if how == "break":
        chronicle.breaks.begin("ANA", MONDAY - DAY, MONDAY + DAY)
    else:
        spans = chronicle.skips if how == "skip" else chronicle.program_breaks
        spans.begin(("p", "ANA"), MONDAY - DAY)
    rounds.check_members(tally, [brought("ANA", "BEN")], [], [], chronicle, programs())
    assert broken(tally) == [Invariant.ON_A_BREAK]


@pytest.mark.parametrize(
    ("placed", "expected"), [("ANA", []), ("CEM", [Invariant.ON_A_BREAK])], ids=["without them", "with them"]
)
def test_who_skips_in_the_moment_in_which_a_round_is_drafted_sits_that_one_out(
    tally: Tally, placed: str, expected: list[Invariant]
) -> None:
    """Unless they are in it: then it is the next."""
    chronicle = enrolled("ANA", "BEN", "CEM")
    chronicle.skips.begin(("p", "CEM"), MONDAY)
    later = brought("CEM", "BEN", at=MONDAY + 2 * WEEK)
    draft = Drafted("p", MONDAY, frozenset({placed, "BEN"}))
    rounds.check_members(tally, [later], [], [draft], chronicle, programs())
    assert broken(tally) == expected


def test_who_is_left_out_and_not_told_why_is_noticed(tally: Tally) -> None:
    sent, chronicle = [a_round(1, ("ANA", "BEN"), left_out=("CEM",))], enrolled("CEM")
    told = telling.Heard([said("CEM", kind="NotThisTime", subject="p", unprompted=False)], [])
    rounds.check_told_why(tally, sent, TRIO, chronicle, told)
    assert broken(tally) == []
    rounds.check_told_why(tally, sent, TRIO, chronicle, telling.Heard([], []))
    assert broken(tally) == [Invariant.TOLD_WHY]
