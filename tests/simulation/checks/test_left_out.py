"""Left out: nobody twice running, while there is another way."""

from dataclasses import replace

import pytest

from bot.domain.enrolments import Wishes
from bot.domain.forms import Form
from bot.domain.terms import PRESETS
from bot.simulation.checks import rounds
from bot.simulation.chronicle import Chronicle
from bot.simulation.records import Sent, seated
from bot.simulation.tally import Invariant, Tally
from tests.fakes import MONDAY
from tests.simulation.records import (
    DAY,
    TRIO,
    WEEK,
    a_colleague,
    a_round,
    an_event,
    broken,
    enrolled,
    programs,
    staff,
)


def check_left_out(
    tally: Tally, sent: list[Sent], chronicle: Chronicle, form: Form = Form.PEER, **levels: int
) -> list[Invariant]:
    names = sorted(
        {who for one in sent for who in (*one.left_out, *(m for g in one.groups for m in g.members))}
    )
    people = staff(*(a_colleague(one, level=levels.get(one, 3)) for one in {*names, *levels}))
    terms = replace(PRESETS[form], most=2) if form is Form.PEER else PRESETS[form]
    rounds.check_left_out(tally, sent, [], [], people, chronicle, programs(form, terms))
    return broken(tally)


def test_who_is_left_out_twice_though_the_other_has_not_waited_is_noticed(tally: Tally) -> None:
    """Three people, one pair each time: who was left out comes first."""
    sent = [a_round(1, ("ANA", "BEN"), left_out=("CEM",)), a_round(2, ("ANA", "BEN"), left_out=("CEM",))]
    assert check_left_out(tally, sent, enrolled("ANA", "BEN", "CEM")) == [Invariant.LEFT_OUT_TWICE]


def test_who_is_left_out_twice_since_nobody_may_meet_them_is_not(tally: Tally) -> None:
    chronicle = enrolled("ANA", "BEN", "CEM")
    for other in ("ANA", "BEN"):
        chronicle.rather_not.begin(("p", "CEM", other), MONDAY - DAY)
    sent = [a_round(1, ("ANA", "BEN"), left_out=("CEM",)), a_round(2, ("ANA", "BEN"), left_out=("CEM",))]
    assert check_left_out(tally, sent, chronicle) == []


def test_who_is_left_out_twice_since_they_sat_with_all_others_at_an_event_is_not(tally: Tally) -> None:
    event = an_event(("CEM", "ANA"), ("BEN", "CEM"))
    sent = [a_round(1, ("ANA", "BEN"), left_out=("CEM",)), a_round(2, ("ANA", "BEN"), left_out=("CEM",))]
    met, chronicle = seated([event]), enrolled("ANA", "BEN", "CEM")
    rounds.check_left_out(
        tally, sent, [], met, TRIO, chronicle, programs(terms=replace(PRESETS[Form.PEER], most=2))
    )
    assert broken(tally) == []


def test_a_way_over_several_pairs_is_found(tally: Tally) -> None:
    """E can only meet A, whose partner B waited as well; B can meet D, whose partner C has not waited."""
    chronicle = enrolled(*"ABCDE")
    for other in "BCD":
        chronicle.rather_not.begin(("p", "E", other), MONDAY - DAY)
    chronicle.rather_not.begin(("p", "B", "C"), MONDAY - DAY)
    sent = [a_round(1, ("A", "C"), left_out=("B", "E")), a_round(2, ("A", "B"), ("C", "D"), left_out=("E",))]
    assert check_left_out(tally, sent, chronicle) == [Invariant.LEFT_OUT_TWICE]


def mentoring(*mentors: str, mentees: str) -> Chronicle:
    """Some offer themselves as mentors, one mentee each; the others look for one."""
    chronicle = enrolled(*mentors, *mentees)
    for one in mentors:
        wishes = Wishes(mentors=True, mentored=False, offers=("python",))
        chronicle.wishes["p", one] = [(MONDAY - WEEK, wishes)]
        chronicle.places[one] = [(MONDAY - WEEK, 1)]
    return chronicle


def test_a_mentee_who_is_left_out_twice_beside_a_free_mentor_is_noticed(tally: Tally) -> None:
    sent = [
        a_round(1, ("M", "A"), left_out=("B",), mentors=1),
        a_round(2, ("M", "C"), left_out=("B",), mentors=1),
    ]
    chronicle = mentoring("M", "N", mentees="ABC")
    assert check_left_out(tally, sent, chronicle, Form.ONE_ON_ONE, M=6, N=2) == [Invariant.LEFT_OUT_TWICE]


def test_a_mentee_whose_mentor_leaves_in_the_middle_of_a_round_was_not_left_out_of_it(tally: Tally) -> None:
    """B waits again since M has left: the other one whom M mentored had not waited, and has nobody either."""
    sent = [
        a_round(1, left_out=("B", "C"), mentors=1),
        a_round(2, ("M", "A"), ("M", "B"), left_out=("A", "B", "C"), mentors=1),
    ]
    chronicle = mentoring("M", mentees="ABC")
    chronicle.rather_not.begin(("p", "C", "M"), MONDAY - DAY)
    assert check_left_out(tally, sent, chronicle, Form.ONE_ON_ONE, M=6) == []


def test_a_mentee_is_not_left_out_when_all_who_are_matched_have_waited(tally: Tally) -> None:
    sent = [
        a_round(1, left_out=("A", "B"), mentors=1),
        a_round(2, ("M", "A"), left_out=("B",), mentors=1),
    ]
    assert check_left_out(tally, sent, mentoring("M", mentees="AB"), Form.ONE_ON_ONE, M=6) == []


def test_a_circle_with_room_is_noticed(tally: Tally) -> None:
    sent = [a_round(1, tuple("ABCD"), left_out=("E",)), a_round(2, tuple("ABCD"), left_out=("E",))]
    assert check_left_out(tally, sent, enrolled(*"ABCDE"), Form.CIRCLE) == [Invariant.LEFT_OUT_TWICE]


@pytest.mark.parametrize(("manager", "wrong"), [("BOSS", []), ("HEAD", [Invariant.LEFT_OUT_TWICE])])
def test_whom_a_sponsor_leads_is_no_adviser_of_theirs(
    tally: Tally, manager: str, wrong: list[Invariant]
) -> None:
    """There is a place for E on the panel, unless E reports to the sponsor."""
    sent = [a_round(1, tuple("ABCD"), left_out=("E",)), a_round(2, tuple("ABCD"), left_out=("E",))]
    people = staff(*map(a_colleague, "ABCD"), a_colleague("E", manager), a_colleague("BOSS"))
    terms = replace(PRESETS[Form.SHADOW_BOARD], sponsor_id="BOSS")
    rounds.check_left_out(tally, sent, [], [], people, enrolled(*"ABCDE"), programs(Form.SHADOW_BOARD, terms))
    assert broken(tally) == wrong
