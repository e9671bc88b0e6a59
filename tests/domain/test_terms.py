"""Terms: every preset can be kept, and what cannot is refused at its own field."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import errors
from bot.domain.forms import EQUALS, GROUPED, OF_PROGRAMS, Form
from bot.domain.terms import PRESETS, TOGETHER, Joining, Seniority, Terms, carried_over
from tests.domain.strategies import DAY, MONDAY

TODAY = MONDAY.date()


def test_all_thirteen_forms_have_a_preset() -> None:
    assert len(OF_PROGRAMS) == len(set(OF_PROGRAMS)) == 13
    assert set(PRESETS) == set(OF_PROGRAMS) == set(Form) - {Form.INTRO}


@pytest.mark.parametrize("form", OF_PROGRAMS)
def test_nobody_is_opted_in_by_a_preset(form: Form) -> None:
    assert PRESETS[form].joining is Joining.OPT_IN


@pytest.mark.parametrize("form", OF_PROGRAMS)
def test_a_preset_brings_as_many_together_as_its_form_says(form: Form) -> None:
    """More than two only where the form is a group, but for the odd one who joins two peers."""
    terms = PRESETS[form]
    assert TOGETHER[0] <= terms.least <= terms.most <= TOGETHER[1]
    assert (terms.least > 2) is (form in GROUPED)
    assert form in GROUPED or terms.most == (3 if form is Form.PEER else 2)
    assert form is not Form.GROUP or terms.capacity == terms.most - terms.mentors
    assert form in EQUALS or terms.mentors == 1


def test_the_rules_that_make_a_form_what_it_is_are_preset() -> None:
    assert PRESETS[Form.ONE_ON_ONE].seniority is Seniority.ABOVE
    assert PRESETS[Form.REVERSE].seniority is Seniority.BELOW
    assert PRESETS[Form.PEER].seniority is Seniority.ALIKE
    assert PRESETS[Form.DEVELOPMENTAL].seniority is Seniority.ANY
    assert PRESETS[Form.CROSS_DEPARTMENT].cross_department
    assert PRESETS[Form.BOARD].roles == ("technical", "career", "industry", "leadership")
    assert PRESETS[Form.CHEMISTRY].chemistry_first
    assert PRESETS[Form.FLASH].lasts == 0


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("cadence", {"cadence": 0}),
        ("cadence", {"cadence": -1}),
        ("cadence", {"cadence": 27}),
        ("least", {"least": 1}),
        ("most", {"most": 8}),
        ("most", {"least": 5, "most": 4}),
        ("mentors", {"mentors": 0}),
        ("no_repeat", {"no_repeat": -1}),
        ("capacity", {"capacity": 0}),
        ("capacity", {"capacity": 11}),
        ("lasts", {"lasts": 105}),
        ("turns", {"turns": 1}),
        ("minutes", {"minutes": 20}),
        ("most_hours_apart", {"most_hours_apart": 13}),
        ("ends_on", {"starts_on": TODAY, "ends_on": TODAY - DAY}),
        ("ends_on", {"dates": (TODAY + DAY, TODAY), "ends_on": TODAY}),
        ("dates", {"dates": tuple(TODAY + n * DAY for n in range(27))}),
        ("welcome", {"welcome": "x" * 3001}),
        ("opening", {"opening": "x" * 3001}),
        ("closing", {"closing": "x" * 3001}),
        ("roles", {"roles": ("x" * 76,)}),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(errors.DomainError) as refused:
        replace(Terms(), **changes)
    assert refused.value.field == field


def test_a_cadence_of_nothing_has_a_sentence_of_its_own() -> None:
    with pytest.raises(errors.NoCadence):
        Terms(cadence=0)


def test_dates_need_no_cadence() -> None:
    assert Terms(cadence=0, dates=(TODAY, TODAY + timedelta(days=9))).dates


@given(st.sampled_from(OF_PROGRAMS), st.sampled_from(OF_PROGRAMS))
def test_another_form_starts_with_its_own_preset(before: Form, after: Form) -> None:
    """Where nothing was changed; and back again nothing is lost of what means the same."""
    assert PRESETS[after] == carried_over(PRESETS[before], before, after)
    chosen = replace(PRESETS[before], no_repeat=7, welcome="Hi")
    assert chosen == carried_over(carried_over(chosen, before, after), after, before)


def test_how_many_meet_is_carried_over_between_forms_of_groups_alone() -> None:
    chosen = replace(PRESETS[Form.CIRCLE], most=7)
    grouped = carried_over(chosen, Form.CIRCLE, Form.GROUP)
    assert (grouped.least, grouped.most) == (4, 7)
    pair = carried_over(chosen, Form.CIRCLE, Form.REVERSE)
    assert (pair.least, pair.most) == (2, 2)
    board = replace(PRESETS[Form.SHADOW_BOARD], sponsor_id="UBOSS")
    assert carried_over(board, Form.SHADOW_BOARD, Form.CIRCLE).sponsor_id is None


@pytest.mark.parametrize(("chosen", "kept"), [(10, 15), (30, 30), (45, 15)])
def test_a_length_is_carried_over_where_one_can_ask_for_it(chosen: int, kept: int) -> None:
    terms = replace(PRESETS[Form.CIRCLE], minutes=chosen)
    assert carried_over(terms, Form.CIRCLE, Form.FLASH).minutes == kept
