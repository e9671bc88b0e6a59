"""Enrolments: joining, breaks and skipped rounds, leaving, coming back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import errors
from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.forms import Form
from tests.builders import a_person, an_enrolment

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = MONDAY.date()
DAY = timedelta(days=1)


@given(
    st.lists(
        st.sampled_from(["leave", "rejoin", "pause", "resume", "skip", "matched", "not_matched", "drafted"]),
        max_size=12,
    )
)
def test_whatever_is_done_in_whatever_order_it_holds_together(deeds: list[str]) -> None:
    """Whoever has left is on no break and skips nothing; only whoever has left can come back."""
    one = an_enrolment("P1")
    acts: dict[str, Callable[[], object]] = {
        "leave": lambda: one.leave(MONDAY),
        "rejoin": lambda: one.rejoin(MONDAY),
        "pause": lambda: one.pause(None, TODAY),
        "resume": one.resume,
        "skip": one.skip,
        "matched": one.matched,
        "not_matched": one.not_matched,
        "drafted": lambda: one.drafted(1),
    }
    for deed in deeds:
        before = one.active
        if (deed == "rejoin") is before and deed in ("leave", "rejoin", "pause", "resume", "skip"):
            with pytest.raises((errors.AlreadyEnrolled, errors.NotEnrolled)):
                acts[deed]()
            assert one.active is before
        else:
            acts[deed]()
        assert one.active is (one.left_at is None)
        assert one.active or (one.paused_until is None and not one.skips_next)
        assert one.left_out >= 0


def test_a_break_has_an_end_and_a_skipped_round_is_one_round() -> None:
    person, one = a_person(zone="UTC"), an_enrolment("P1")
    assert one.takes_part(person, MONDAY)
    assert one.pause(None, TODAY) == TODAY + 28 * DAY
    assert not one.takes_part(person, MONDAY + 27 * DAY)
    assert one.takes_part(person, MONDAY + 28 * DAY)
    one.resume()
    assert one.takes_part(person, MONDAY)
    one.skip()
    assert not one.takes_part(person, MONDAY)
    assert one.takes_part(person, MONDAY, drafted=1), "what is drafted already goes on"
    one.drafted(2)
    assert not one.takes_part(person, MONDAY, drafted=2)
    assert one.takes_part(person, MONDAY)


def test_whoever_is_away_or_gone_takes_no_part() -> None:
    one = an_enrolment("P1")
    assert not one.takes_part(a_person(active=False), MONDAY)
    assert not one.takes_part(a_person(paused_until=TODAY + DAY), MONDAY)
    one.leave(MONDAY)
    assert not one.takes_part(a_person(), MONDAY)


@pytest.mark.parametrize("until", [TODAY, TODAY - DAY, TODAY + 731 * DAY])
def test_a_break_ends_in_a_time_to_come(until: date) -> None:
    with pytest.raises((errors.PauseInThePast, errors.PauseTooLong)):
        an_enrolment("P1").pause(until, TODAY)


def test_whoever_was_left_out_is_remembered_until_somebody_is_found() -> None:
    one = an_enrolment("P1")
    one.not_matched()
    one.not_matched()
    assert one.left_out == 2
    one.matched()
    assert one.left_out == 0


def test_coming_back_is_ones_own_wish_and_keeps_what_one_said() -> None:
    one = an_enrolment("P1", auto=True, wishes=Wishes(rather_not=("UBEN",)))
    one.leave(MONDAY)
    one.rejoin(MONDAY + DAY)
    assert (one.auto, one.joined_at, one.wishes.rather_not) == (False, MONDAY + DAY, ("UBEN",))


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("part", {"mentors": False, "mentored": False}),
        ("goal", {"goal": "x" * 3001}),
        ("asks", {"asks": tuple(map(str, range(21)))}),
        ("offers", {"offers": ("x" * 76,)}),
        ("prefers", {"prefers": tuple(map(str, range(11)))}),
        ("rather_not", {"rather_not": tuple(map(str, range(11)))}),
        ("rather_not", {"rather_not": ("UBEN",), "prefers": ("UBEN",)}),
    ],
)
def test_wishes_that_cannot_be_kept_are_refused_at_their_field(
    field: str, changes: dict[str, object]
) -> None:
    with pytest.raises(errors.DomainError) as refused:
        Wishes(**changes)  # type: ignore[arg-type]  # any of the fields
    assert refused.value.field == field


def test_a_mentor_says_what_they_can_help_with_where_the_form_has_mentors() -> None:
    mentor = Wishes(mentors=True)
    mentor.check_for(Form.CIRCLE)
    with pytest.raises(errors.NothingOffered):
        mentor.check_for(Form.ONE_ON_ONE)
    Wishes(mentors=True, offers=("python",)).check_for(Form.ONE_ON_ONE)


def test_whom_somebody_would_rather_not_meet_is_in_no_log() -> None:
    one: Enrolment = an_enrolment("P1", wishes=Wishes(prefers=("UDEAR",), rather_not=("UBEN",)))
    assert "UBEN" not in repr(one)
    assert "UDEAR" not in repr(one)
