"""Pairs: who may be brought together, and who again."""

from dataclasses import replace

import pytest

from bot.domain.forms import Form
from bot.simulation.checks import pairs
from bot.simulation.chronicle import Chronicle
from bot.simulation.records import seated
from bot.simulation.staff import Colleague
from bot.simulation.tally import Invariant, Tally
from tests.fakes import MONDAY
from tests.simulation.records import (
    BEN,
    HOUR,
    TRIO,
    WEEK,
    a_colleague,
    an_event,
    broken,
    brought,
    programs,
    staff,
)


def test_a_reporting_line_is_noticed_over_any_number_of_levels(tally: Tally, chronicle: Chronicle) -> None:
    people = staff(a_colleague("ANA", "BEN", "CEM"), a_colleague("CEM"), BEN)
    pairs.check_pairs(tally, [brought("CEM", "ANA", program=None)], people, chronicle, {})
    assert broken(tally) == [Invariant.REPORTING_LINE]


def test_one_manager_is_noticed_in_programs_only(tally: Tally, chronicle: Chronicle) -> None:
    people = staff(a_colleague("ANA", "CEM"), a_colleague("BEN", "CEM"))
    pairs.check_pairs(tally, [brought("ANA", "BEN", program=None)], people, chronicle, {})
    assert broken(tally) == []
    pairs.check_pairs(tally, [brought("ANA", "BEN")], people, chronicle, programs())
    assert broken(tally) == [Invariant.SAME_MANAGER]


@pytest.mark.parametrize("pair", [("ANA", "BEN"), ("BEN", "ANA")])
def test_a_block_is_noticed_whoever_made_it(
    tally: Tally, chronicle: Chronicle, pair: tuple[str, str]
) -> None:
    chronicle.blocks.begin(pair, MONDAY)
    pairs.check_pairs(tally, [brought("ANA", "BEN", at=MONDAY - HOUR)], TRIO, chronicle, programs())
    assert broken(tally) == []
    pairs.check_pairs(tally, [brought("ANA", "BEN")], TRIO, chronicle, programs())
    assert broken(tally) == [Invariant.BLOCKED]


def test_rather_not_is_noticed_in_its_own_program(tally: Tally, chronicle: Chronicle) -> None:
    chronicle.rather_not.begin(("other", "ANA", "BEN"), MONDAY)
    pairs.check_pairs(tally, [brought("ANA", "BEN")], TRIO, chronicle, programs())
    assert broken(tally) == []
    chronicle.rather_not.begin(("p", "ANA", "BEN"), MONDAY)
    pairs.check_pairs(tally, [brought("ANA", "BEN")], TRIO, chronicle, programs())
    assert broken(tally) == [Invariant.RATHER_NOT]


@pytest.mark.parametrize(
    ("form", "mentor", "mentee", "fine"),
    [
        (Form.ONE_ON_ONE, a_colleague("ANA", level=4), a_colleague("BEN", level=3), True),
        (Form.ONE_ON_ONE, a_colleague("ANA", level=3), a_colleague("BEN", level=3), False),
        (Form.REVERSE, a_colleague("ANA", level=3), a_colleague("BEN", level=4), True),
        (Form.REVERSE, a_colleague("ANA", level=4), a_colleague("BEN", level=3), False),
        (
            Form.CROSS_DEPARTMENT,
            a_colleague("ANA", department="Data"),
            a_colleague("BEN", department="Design"),
            True,
        ),
        (
            Form.CROSS_DEPARTMENT,
            a_colleague("ANA", department="Data"),
            a_colleague("BEN", department="Data"),
            False,
        ),
    ],
)
def test_a_round_against_its_terms_is_noticed_unless_an_admin_changed_it(
    tally: Tally, chronicle: Chronicle, form: Form, mentor: Colleague, mentee: Colleague, *, fine: bool
) -> None:
    people = staff(mentor, mentee)
    matched = [brought("ANA", "BEN", mentors=1, form=form)]
    pairs.check_pairs(tally, matched, people, chronicle, programs(form))
    assert broken(tally) == ([] if fine else [Invariant.TERMS])
    checked = tally.checked[Invariant.TERMS]
    chronicle.hand_made.add("round")
    pairs.check_pairs(tally, matched, people, chronicle, programs(form))
    assert tally.checked[Invariant.TERMS] == checked == 1


def test_the_same_two_again_are_noticed_within_the_window(tally: Tally) -> None:
    first, late = brought("ANA", "BEN"), brought("BEN", "ANA", at=MONDAY + 12 * WEEK, id="late")
    pairs.check_repeats(tally, [first, late], programs())
    assert broken(tally) == []
    early = brought("BEN", "ANA", at=MONDAY + 11 * WEEK, id="early")
    pairs.check_repeats(tally, [first, early], programs())
    assert broken(tally) == [Invariant.REPEAT]


def test_who_is_asked_again_was_chosen(tally: Tally) -> None:
    """Questions in a flash program go to whomever one likes; the window is one for rounds."""
    asked = replace(brought("BEN", "ANA", at=MONDAY + WEEK, id="asked"), request_id="q", round_id=None)
    pairs.check_repeats(tally, [brought("ANA", "BEN"), asked], programs())
    assert broken(tally) == []


def test_who_sat_together_at_an_event_and_is_matched_soon_after_is_noticed(tally: Tally) -> None:
    sat, again = seated([an_event(("ANA", "BEN"))]), brought("BEN", "ANA", id="again")
    pairs.check_repeats(tally, [*sat, again], programs())
    assert broken(tally) == [Invariant.REPEAT]


def test_who_goes_on_meeting_counts_until_the_end(tally: Tally) -> None:
    first = brought("ANA", "BEN", once=False, until=MONDAY + 8 * WEEK)
    again = brought("ANA", "BEN", at=MONDAY + 13 * WEEK, id="again")
    pairs.check_repeats(tally, [first, again], programs())
    assert broken(tally) == [Invariant.REPEAT]


def test_two_mentees_of_one_group_may_meet_again(tally: Tally) -> None:
    some = [
        brought("ANA", "BEN", "CEM", mentors=1, id=name, at=MONDAY + n * 13 * WEEK)
        for n, name in enumerate("ab")
    ]
    other = brought("DAN", "BEN", "CEM", mentors=1, form=Form.GROUP, id="c", at=MONDAY + 14 * WEEK)
    pairs.check_repeats(tally, [*some, other], programs(Form.GROUP))
    assert broken(tally) == []
