"""Ids: a button says what it was built to say; anything else is refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import errors
from handlers.slack.views import ids
from handlers.slack.views.blocks import button
from handlers.slack.views.ids import Verb
from tests.slack.views.values import ids as some_ids
from tests.slack.views.values import moments, typed

numbers = st.none() | st.integers(0, 20)
junk = st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=2)
forged_actions = junk | st.fixed_dictionaries(
    {},
    optional={
        "action_id": junk | st.sampled_from([str(verb) for verb in Verb]),
        "value": junk,
        "selected_option": junk | st.fixed_dictionaries({"value": junk}),
    },
)


@given(st.sampled_from(Verb), some_ids, typed, numbers)
def test_a_button_is_read_back_as_it_was_built(
    verb: Verb, subject: str, detail: str, number: int | None
) -> None:
    shown = button("Label", verb, subject, detail[:500], number=number).to_dict()
    assert ids.pressed(shown) == ids.Pressed(verb, subject, detail[:500])
    assert verb.pattern.match(shown["action_id"])


@given(moments)
def test_a_time_on_a_button_is_read_back(at: datetime) -> None:
    assert ids.Pressed(Verb.BOOK, "p", ids.stamp(at)).time == at


def test_one_verb_does_not_match_another() -> None:
    assert not Verb.INTRO.pattern.match("intro.open.more")
    assert not Verb.INTRO.pattern.match("intro.open/x")


@given(forged_actions)
def test_a_forged_press_is_refused_or_plain_text(action: object) -> None:
    try:
        press = ids.pressed(action)
    except errors.NotAChoice:
        return
    assert [type(press.subject), type(press.detail)] == [str, str]


@pytest.mark.parametrize("detail", ["", "tomorrow", "-1", "1e9", "999999999999", "१२"])
def test_a_forged_time_is_refused_on_the_field_for_times(detail: str) -> None:
    with pytest.raises(errors.NotAChoice) as refused:
        _ = ids.Pressed(Verb.BOOK, "p", detail).time
    assert refused.value.field == "starts_at"


def test_the_farthest_time_is_still_a_time() -> None:
    assert ids.moment("99999999999", "starts_at").tzinfo is UTC
