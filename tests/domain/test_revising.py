"""Revising: every change by hand keeps the rules and is explained anew."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain import errors
from bot.domain.forms import Form
from bot.domain.lineups import Lineup
from bot.domain.matching import LeftOut, Rule, explain
from bot.domain.mending import mend
from bot.domain.revising import exclude, part, swap, take_back
from bot.domain.terms import PRESETS
from tests.builders import a_match, a_round
from tests.domain.lineups import a_panel, four, grouped, lineup_of, of, sets, someone

LEFT = LeftOut("UODD", Rule.ODD_ONE)


def test_two_people_change_places_and_both_matches_are_explained_anew() -> None:
    lineup = four()
    swap(lineup, "UBEN", "UCEM")
    assert sets(lineup) == [{"UANA", "UCEM"}, {"UBEN", "UDAN"}]
    for one in lineup.matched:
        assert one.match.reasons == explain(lineup.material.pool, one.members).reasons
        assert one.match.reasons


def test_whoever_has_no_match_can_take_somebodys_place() -> None:
    lineup = four()
    lineup.material = of(Form.PEER, *lineup.material.pool.people, someone("UODD"))
    lineup = Lineup(a_round("p", left_out=(LEFT,)), lineup.matched, lineup.material)
    swap(lineup, "UODD", "UANA")
    assert sets(lineup)[0] == {"UODD", "UBEN"}
    assert lineup.round.left_out == (LeftOut("UANA", Rule.ODD_ONE),)
    swap(lineup, "UCEM", "UANA")
    assert sets(lineup)[1] == {"UANA", "UDAN"}
    assert [one.person_id for one in lineup.round.left_out] == ["UCEM"]


@pytest.mark.parametrize(
    ("facts", "rules", "refusal"),
    [
        ({"blocked": frozenset({"UCEM"})}, {}, errors.KeptApart),
        ({"rather_not": frozenset({"UCEM"})}, {}, errors.KeptApart),
        ({"line": frozenset({"UCEM"})}, {}, errors.KeptApartByReportingLine),
        ({"languages": ("Dutch",)}, {"shared_language": True}, errors.KeptApartByLanguage),
        ({"department": "CEM"}, {"cross_department": True}, errors.KeptApartByDepartment),
        ({"zone": "Asia/Tokyo"}, {"most_hours_apart": 3}, errors.KeptApartByClocks),
        ({"level": 9}, {"most_gap": 2}, errors.KeptApartBySeniority),
    ],
)
def test_a_swap_that_a_rule_bars_is_refused_with_the_rule(
    facts: dict[str, object], rules: dict[str, object], refusal: type[errors.KeptApart]
) -> None:
    """And leaves everything as it was; what somebody wished in private is not given away."""
    lineup = four(**rules)
    common: dict[str, object] = {"languages": ("English",), "level": 3}
    people = [
        someone(one.id, **{"department": one.department, **common, **(facts if one.id == "UANA" else {})})
        for one in lineup.material.pool.people
    ]
    before = sets(lineup)
    lineup = Lineup(lineup.round, lineup.matched, of(Form.PEER, *people, **rules))
    with pytest.raises(errors.KeptApart) as refused:
        swap(lineup, "UBEN", "UCEM")
    assert type(refused.value) is refusal
    assert sets(lineup) == before


def test_a_swap_within_a_match_or_with_a_stranger_or_across_parts_is_refused() -> None:
    lineup = four()
    with pytest.raises(errors.SamePlace):
        swap(lineup, "UANA", "UBEN")
    with pytest.raises(errors.NotInRound):
        swap(lineup, "UANA", "USTRANGER")
    people = (someone(one, mentors=one in ("UANA", "UCEM")) for one in ("UANA", "UBEN", "UCEM", "UDAN"))
    draft = a_round("p")
    matched = [
        a_match(draft.id, "UANA", "UBEN", mentors=1),
        a_match(draft.id, "UCEM", "UDAN", number=2, mentors=1),
    ]
    mentoring = Lineup(draft, matched, of(Form.ONE_ON_ONE, *people))
    with pytest.raises(errors.WrongPart):
        swap(mentoring, "UANA", "UDAN")


def test_who_is_taken_out_leaves_a_partner_who_joins_others() -> None:
    lineup = four()
    exclude(lineup, "UANA")
    assert "UANA" in lineup.round.excluded
    assert sets(lineup) == [{"UBEN", "UCEM", "UDAN"}], "the odd one makes a trio"
    assert lineup.round.left_out == ()
    assert [one.number for one in lineup.gone] == [1]
    take_back(lineup, "UANA")
    assert not lineup.round.excluded
    assert not lineup.round.left_out
    assert sorted(map(len, sets(lineup))) == [2, 2], "with a fourth, the trio becomes two pairs"
    with pytest.raises(errors.NotInRound):
        take_back(lineup, "UANA")


def test_two_who_were_left_find_each_other() -> None:
    lineup = four()
    exclude(lineup, "UANA")
    exclude(lineup, "UBEN")
    assert sets(lineup) == [{"UCEM", "UDAN"}]
    take_back(lineup, "UANA")
    take_back(lineup, "UBEN")
    assert sorted(map(len, sets(lineup))) == [2, 2]
    assert lineup.round.left_out == ()


def test_two_mentees_of_one_group_are_parted_by_a_change_of_places() -> None:
    lineup = grouped(("A", "C", "D"), ("B", "E", "F"), apart="CD")
    part(lineup, "UC", "UD")
    assert [len(one) for one in sets(lineup)] == [3, 3]
    assert not [one for one in sets(lineup) if {"UC", "UD"} <= one]
    for one in lineup.matched:
        assert one.match.reasons == explain(lineup.material.pool, one.members, 1).reasons
    near = next(one.members for one in lineup.matched if "UC" in one.members)
    beside = next(one for one in near[1:] if one != "UC")
    with pytest.raises(errors.KeptApartByAdmin):
        swap(lineup, beside, "UD")


def test_a_large_group_goes_on_without_one_of_two() -> None:
    """Who is taken out is not seated beside the other one again."""
    lineup = grouped(("A", "C", "D", "E"), apart="CD")
    part(lineup, "UC", "UD")
    assert sets(lineup) == [{"UA", "UC", "UE"}]
    assert lineup.round.left_out == (LeftOut("UD", Rule.GROUP_SIZE),)
    exclude(lineup, "UC")
    assert sets(lineup) == [{"UA", "UD", "UE"}], "with the other one gone there is a place"


def test_a_group_that_needs_both_is_not_parted() -> None:
    lineup = grouped(("A", "C", "D"), apart="CD")
    with pytest.raises(errors.BesideEachOther):
        part(lineup, "UC", "UD")
    assert sets(lineup) == [{"UA", "UC", "UD"}]


@pytest.mark.parametrize("why", ["blocked", "rather_not", "line"])
def test_who_would_not_sit_beside_each_other_does_not(why: str) -> None:
    """What the matching puts together is parted before anybody sees it, and not put together again."""
    lineup = grouped(("A", "C", "D"), ("B", "E", "F"))
    pool = lineup.material.pool
    names: dict[str, Any] = {why: frozenset({"UD"})}
    people = (replace(one, **names) if one.id == "UC" else one for one in pool.people)
    material = replace(lineup.material, pool=replace(pool, people=tuple(people)))
    lineup = Lineup(lineup.round, lineup.matched, material)
    assert lineup.separate()
    lineup.fill()
    assert sorted(map(len, sets(lineup))) == [3, 3]
    assert not [one for one in sets(lineup) if {"UC", "UD"} <= one]
    assert not lineup.separate()


def test_of_two_who_would_not_sit_together_who_waited_keeps_the_place() -> None:
    people = [
        someone("UBEN", mentors=True, mentored=False, capacity=2),
        someone("UANA", rather_not=frozenset({"UDAN"})),
        someone("UDAN", waited=1),
    ]
    draft = a_round("p")
    terms = replace(PRESETS[Form.GROUP], least=2)
    matched = [a_match(draft.id, "UBEN", "UANA", "UDAN", mentors=1)]
    lineup = Lineup(draft, matched, replace(of(Form.GROUP, *people), terms=terms))
    assert lineup.separate()
    assert sets(lineup) == [{"UBEN", "UDAN"}]


def test_nobody_finds_a_place_beside_who_has_gone_since_the_draft() -> None:
    """Cem has left, and the admin takes Ana out: Ben has nobody, rather than a place beside Cem and Dan."""
    before = four()
    material = of(Form.PEER, someone("UANA"), someone("UBEN"), someone("UDAN"))
    lineup = Lineup(before.round, before.matched, material)
    exclude(lineup, "UANA")
    assert [one.members for one in lineup.matched] == [("UCEM", "UDAN")]
    assert [one.person_id for one in lineup.round.left_out] == ["UBEN"]


def test_nobody_is_swapped_onto_the_panel_of_their_own_manager() -> None:
    """What the matching keeps apart stays apart by hand, and whoever falls out with the sponsor goes."""
    people = [someone(f"U{n}") for n in range(4)]
    direct = someone("UDIRECT", line=frozenset({"UBOSS"}), manager_id="UBOSS")
    lineup = lineup_of(a_panel(*people, direct))
    with pytest.raises(errors.KeptApartByReportingLine):
        swap(lineup, "U0", "UDIRECT")
    moved = replace(people[0], line=frozenset({"UBOSS"}), manager_id="UBOSS")
    after = lineup_of(a_panel(*people))
    after.material = a_panel(moved, *people[1:])
    after.people[moved.id] = moved
    mend(after)
    assert [set(one.members) for one in after.matched] == [{"U1", "U2", "U3"}]
