"""Forged submissions: whatever arrives is a command or a refusal on a field, never a crash."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.forms import Form
from handlers.slack.views import (
    agreements,
    blocked,
    enrolments,
    flash,
    found,
    intros,
    outcomes,
    pass_on,
    pauses,
    profile,
    programs,
    reviews,
    rounds,
    settings,
    snooze,
    times,
)
from handlers.slack.views.ids import Callback
from handlers.slack.views.reader import Reader
from tests.builders import a_program
from tests.slack.views.shown import modals
from tests.slack.views.submitting import submitted

PARSERS: dict[Callback, Callable[[object, str], object]] = {
    Callback.PROFILE: profile.parse,
    Callback.PAUSE: pauses.parse,
    Callback.BLOCKED: blocked.parse,
    Callback.INTRO: intros.parse,
    Callback.FLASH_FIND: flash.parse,
    Callback.FLASH_ASK: flash.parse_choice,
    Callback.FIND: found.parse,
    Callback.OUTCOME: outcomes.parse,
    Callback.AGREEMENT: agreements.parse,
    Callback.REVIEW: reviews.parse,
    Callback.DECLINE: pass_on.parse_decline,
    Callback.BOOK: times.parse_book,
    Callback.MOVE: times.parse_move,
    Callback.SUGGEST: pass_on.parse_suggestion,
    Callback.LINE: pass_on.parse_line,
    Callback.SNOOZE: snooze.parse,
    Callback.JOIN: enrolments.parse,
    Callback.TAKE_A_BREAK: enrolments.parse_break,
    Callback.CREATE_PROGRAM: programs.parse,
    Callback.TAKE_FORM: programs.parse_form,
    Callback.SWAP: rounds.parse_swap,
    Callback.KEEP_APART: rounds.parse_apart,
    Callback.LET_MEET: rounds.parse_apart,
    Callback.TAKE_OUT: rounds.parse_one,
    Callback.TAKE_BACK: rounds.parse_one,
    Callback.CONFIGURE_PROGRAM: lambda view, actor: settings.parse(view, actor, a_program(Form.GROUP)),
}
FIELDS = (
    "mentor offers wants about cannot languages capacity lengths meeting_link manager days window_start "
    "window_end days_2 window_start_2 window_end_2 until blocked whom topic why tried time via question "
    "minutes earliest latest chat happened useful takeaway visibility next_step next_step_on thanks slot "
    "starts_at line part goal asks roles prefers rather_not form channel name purpose joining cadence dates "
    "starts_on ends_on sends_itself admins least most mentors no_repeat lasts seniority rules "
    "most_hours_apart turns sponsor welcome opening closing nudges person other every "
    "format between helps agreed_until reached helped recommends pass_on"
).split()

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2026-02-30", "2026-13-01", "25:00", "9:00", "yes", "99999999999", "\ud800", "\x00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
options = st.fixed_dictionaries({"value": junk})
keys = "value selected_option selected_options selected_user selected_users selected_date selected_time"
held = st.fixed_dictionaries(
    {},
    optional={
        key: junk | options | st.lists(options, max_size=2)
        for key in [*keys.split(), "selected_date_time", "selected_conversation"]
    },
)


@st.composite
def forged_views(draw: st.DrawFn) -> object:
    """A submitted view in which anything may stand anywhere."""
    names = draw(st.lists(st.sampled_from(FIELDS), unique=True))
    values = {name: draw(st.fixed_dictionaries({name: held}) | junk) for name in names}
    held_there = draw(junk | st.sampled_from(["p|basics|0", "p|matching|0", "p|words|0", "p|words"]))
    return draw(st.just({"state": {"values": values}, "private_metadata": held_there}) | junk)


def refusal(parse: Callable[[object, str], object], view: object) -> errors.DomainError | None:
    """What a parser refuses a view with; anything but a refusal is a crash of the test."""
    try:
        parse(view, "U1")
    except errors.DomainError as refused:
        return refused
    return None


def test_every_modal_that_is_submitted_has_a_parser() -> None:
    assert set(PARSERS) == set(Callback)


@pytest.mark.parametrize("callback", Callback)
def test_a_forged_submission_is_refused_on_a_field(callback: Callback) -> None:
    @given(forged_views())
    def forged(view: object) -> None:
        refused = refusal(PARSERS[callback], view)
        assert refused is None or refused.field is not None

    forged()


@given(modals(Reader()), st.data())
def test_a_forged_value_is_refused_on_a_field_that_the_modal_has(view: View, data: st.DataObject) -> None:
    payload = submitted(view)
    fields = sorted(payload["state"]["values"])
    if not fields:
        return
    name = data.draw(st.sampled_from(fields))
    payload["state"]["values"][name] = {name: data.draw(held)}
    refused = refusal(PARSERS[Callback(view.callback_id or "")], payload)
    assert refused is None or refused.field in fields
