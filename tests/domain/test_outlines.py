"""Outlines: what each form makes of the people in it."""

import pytest

from bot.domain.forms import Form
from bot.domain.matching import Rule
from bot.domain.outlines import Material, outline
from bot.domain.terms import PRESETS
from tests.domain.lineups import a_panel, crowd, of, someone


@pytest.mark.parametrize(
    "form",
    [Form.ONE_ON_ONE, Form.DEVELOPMENTAL, Form.CROSS_DEPARTMENT, Form.CASCADE, Form.CHEMISTRY, Form.REVERSE],
)
def test_forms_of_two_bring_a_mentor_and_a_mentee_together(form: Form) -> None:
    found = outline(of(form, *crowd(12, 4)))
    assert found.matches
    assert {(len(one.members), one.mentors) for one in found.matches} == {(2, 1)}


def test_peers_become_pairs_and_one_trio() -> None:
    found = outline(of(Form.PEER, *crowd(9, 0)))
    assert sorted(len(one.members) for one in found.matches) == [2, 2, 2, 3]
    assert found.left_out == ()


def test_groups_and_circles_keep_to_their_sizes() -> None:
    found = outline(of(Form.GROUP, *(crowd(2, 2) + crowd(12, 0)[2:])))
    assert all(3 <= len(one.members) <= 7 for one in found.matches)
    found = outline(of(Form.CIRCLE, *crowd(14, 0)))
    assert sum(len(one.members) for one in found.matches) == 14
    assert all(4 <= len(one.members) <= 6 and one.host in one.members for one in found.matches)


def test_a_group_larger_than_all_who_take_part_is_no_group() -> None:
    found = outline(of(Form.CIRCLE, *crowd(3, 0)))
    assert found.matches == ()
    assert {one.rule for one in found.left_out} == {Rule.GROUP_SIZE}


def test_a_panel_is_as_large_as_there_are_people() -> None:
    material = of(Form.SHADOW_BOARD, *crowd(5, 0))
    boss = someone("UBOSS", level=10)
    found = outline(Material(**{**vars(material), "sponsor": boss}))
    (panel,) = found.matches
    assert (len(panel.members), panel.host) == (5, "UBOSS")
    assert outline(material).matches == (), "nobody to advise"
    small = Material(**{**vars(of(Form.SHADOW_BOARD, *crowd(2, 0))), "sponsor": boss})
    assert outline(small).matches == ()


def test_the_head_of_a_company_is_advised_by_people_below_but_for_their_own_reports() -> None:
    """Everybody reports to the boss in the end; two of them directly, and the chair stands above."""
    below = [
        someone(f"U{n}", line=frozenset({f"UM{n}", "UBOSS"}), manager_id=f"UM{n}", department=f"d{n}")
        for n in range(4)
    ]
    direct = [someone(f"UM{n}", line=frozenset({"UBOSS"}), manager_id="UBOSS") for n in range(2)]
    found = outline(a_panel(*below, *direct, someone("UCHAIR")))
    (panel,) = found.matches
    assert (set(panel.members), panel.host) == ({one.id for one in below}, "UBOSS")
    assert {one.person_id for one in found.left_out} == {"UM0", "UM1", "UCHAIR"}


def test_whom_a_sponsor_who_joined_would_rather_not_meet_is_not_on_the_panel() -> None:
    people = [someone(f"U{number}") for number in range(6)]
    found = outline(a_panel(*people, someone("UBOSS", rather_not=frozenset({"U3"}))))
    (panel,) = found.matches
    assert set(panel.members) == {"U0", "U1", "U2", "U4", "U5"}


def test_an_event_seats_everybody_turn_by_turn() -> None:
    found = outline(of(Form.SPEED, *crowd(8, 0)))
    assert len(found.turns) == PRESETS[Form.SPEED].turns
    pairs = [frozenset(match.members) for turn in found.turns for _, match in turn]
    assert len(pairs) == len(set(pairs)) == 20
    assert found.left_out == ()


def test_two_mentors_cannot_take_sixty_mentees() -> None:
    found = outline(of(Form.ONE_ON_ONE, *crowd(62, 2)))
    assert len(found.matches) == 4
    assert len(found.left_out) == 56
    assert {one.rule for one in found.left_out} == {Rule.NO_FREE_MENTOR}


def test_nobody_is_nothing_to_match() -> None:
    for form in Form:
        assert outline(of(Form.PEER if form is Form.INTRO else form)).matches == ()
