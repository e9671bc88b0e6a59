"""Programs: when rounds come, who may change one, and what may follow what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import errors
from bot.domain.forms import Form
from bot.domain.programs import TIME_TO_JOIN, WARNING, Channel, Due, ProgramState
from bot.domain.terms import Terms
from tests.builders import a_person, a_program
from tests.domain.strategies import days, moments, zones

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def test_the_first_round_is_a_monday_that_leaves_time_to_join() -> None:
    for launched in (MONDAY + timedelta(days=n) for n in range(14)):
        program = a_program()
        program.launch(2, launched)
        assert program.next_round_at is not None
        assert program.next_round_at.weekday() == 0
        assert TIME_TO_JOIN <= program.next_round_at.date() - launched.date() < TIME_TO_JOIN + WEEK


@given(moments, moments, zones, st.integers(1, 26), st.none() | days)
def test_rounds_come_at_nine_a_cadence_apart(
    launched: datetime, after: datetime, zone: str, cadence: int, starts_on: date | None
) -> None:
    """Whatever the zone and the season: each round is the first one after the moment that was asked about."""
    program = a_program(zone=zone, launched_at=launched)
    program.terms = Terms(cadence=cadence, starts_on=starts_on)
    first, later = program.round_after(after), program.round_after(after + cadence * WEEK)
    assert first is not None
    assert later is not None
    assert first > after
    there = first.astimezone(ZoneInfo(zone))
    at_nine = datetime.combine(there.date(), time(9), ZoneInfo(zone))
    assert first == at_nine.astimezone(UTC)
    assert (later.astimezone(ZoneInfo(zone)).date() - there.date()).days % (7 * cadence) == 0
    before = program.round_after(first - timedelta(microseconds=1))
    assert before == first


@pytest.mark.parametrize(
    ("lasts", "cadence", "late", "until"),
    [
        (12, 12, timedelta(hours=2), 12 * WEEK),
        (12, 12, 3 * WEEK, 12 * WEEK),
        (12, 12, 4 * WEEK, 16 * WEEK),  # too much would be cut off
        (26, 26, timedelta(days=3), 26 * WEEK),
        (26, 4, timedelta(), 26 * WEEK),  # as near to the round before as to the one after
        (26, 4, timedelta(days=3), 26 * WEEK + timedelta(days=3)),
        (4, 2, timedelta(hours=2), 4 * WEEK),
    ],
)
def test_what_lasts_ends_with_a_round_that_comes_shortly_before(
    lasts: int, cadence: int, late: timedelta, until: timedelta
) -> None:
    program = a_program(zone="UTC", launched_at=MONDAY - WEEK)
    program.terms = Terms(lasts=lasts, cadence=cadence)
    first = program.round_after(MONDAY - WEEK)
    assert first is not None
    assert program.together_until(first + late) == first + until


@pytest.mark.parametrize(
    ("cadence", "late", "until"),
    [
        (1, timedelta(hours=5), WEEK),
        (1, timedelta(days=1), 2 * WEEK),
        (2, timedelta(days=7), 2 * WEEK),
        (2, timedelta(days=8), 4 * WEEK),
        (2, timedelta(days=12), 4 * WEEK),  # a Saturday
    ],
)
def test_one_chat_is_over_with_a_round_that_leaves_five_working_days_for_it(
    cadence: int, late: timedelta, until: timedelta
) -> None:
    program = a_program(zone="UTC", launched_at=MONDAY - WEEK, terms=Terms(cadence=cadence))
    assert program.round_after(MONDAY - WEEK) == MONDAY
    assert program.chat_until(MONDAY + late) == MONDAY + until


def test_what_lasts_is_not_cut_short_by_the_last_of_named_dates() -> None:
    today = MONDAY.date()
    program = a_program(zone="UTC", terms=Terms(lasts=26, dates=(today + WEEK, today + 3 * WEEK)))
    assert program.together_until(MONDAY + WEEK) == MONDAY + 27 * WEEK


def test_when_clocks_go_forward_what_lasts_ends_with_the_round() -> None:
    """Monday, 9:00 in Berlin: twelve weeks after the winter's 9:00 it is 10:00."""
    program = a_program(zone="Europe/Berlin", terms=Terms(lasts=12, cadence=12))
    program.launched_at = datetime(2026, 1, 26, 9, tzinfo=UTC)
    sent = program.round_after(program.launched_at)
    assert sent == datetime(2026, 2, 2, 8, tzinfo=UTC)
    assert program.together_until(sent) == program.round_after(sent) == datetime(2026, 4, 27, 7, tzinfo=UTC)


def test_named_dates_take_the_place_of_a_cadence() -> None:
    """In order, each once, and none after the last."""
    today = MONDAY.date()
    program = a_program(zone="UTC", terms=Terms(dates=(today + 2 * WEEK, today + WEEK)))
    rounds, after = [], MONDAY
    while (following := program.round_after(after)) is not None:
        rounds.append(following)
        after = following
    assert rounds == [datetime.combine(today + n * WEEK, time(9), UTC) for n in (1, 2)]


def test_no_round_comes_after_the_end() -> None:
    program = a_program(terms=Terms(starts_on=MONDAY.date(), ends_on=MONDAY.date() + WEEK))
    program.launch(2, MONDAY - WEEK)
    assert program.next_round_at == MONDAY
    program.plan(MONDAY)
    assert program.next_round_at is None


def test_the_scheduler_warns_then_drafts_then_closes() -> None:
    """And is woken for each of them on its time, and for nothing else."""
    program = a_program(terms=Terms(starts_on=MONDAY.date(), ends_on=MONDAY.date()))
    program.launch(2, MONDAY - WEEK)
    assert program.next_look_at == MONDAY - WARNING
    assert program.due(MONDAY - WARNING - timedelta(seconds=1)) is None
    assert program.due(MONDAY - WARNING) is Due.WARN
    program.warned(MONDAY - WARNING)
    assert not program.due(MONDAY - WARNING)
    assert program.next_look_at == MONDAY
    assert program.due(MONDAY) is Due.ROUND
    program.plan(MONDAY)
    assert program.due(MONDAY) is None
    assert program.next_look_at == MONDAY + timedelta(days=1)
    assert program.due(MONDAY + timedelta(days=1)) is Due.CLOSE


def test_a_draft_waits_for_nothing() -> None:
    program = a_program(terms=Terms(ends_on=MONDAY.date()))
    program.change(Terms(ends_on=MONDAY.date() + WEEK), MONDAY)
    assert program.next_look_at is None
    assert program.due(MONDAY + 9 * WEEK) is None


def test_other_days_plan_the_next_round_anew_and_other_terms_do_not() -> None:
    program = a_program(terms=Terms(starts_on=MONDAY.date()))
    program.launch(2, MONDAY - WEEK)
    program.warned(MONDAY - WARNING)
    program.change(Terms(starts_on=MONDAY.date(), minutes=45), MONDAY - WARNING)
    assert (program.next_round_at, program.warned_at) == (MONDAY, MONDAY - WARNING)
    program.change(Terms(starts_on=MONDAY.date() + WEEK), MONDAY - WARNING)
    assert (program.next_round_at, program.warned_at) == (MONDAY + WEEK, None)
    assert program.next_look_at == MONDAY + WEEK - WARNING


def test_a_launch_needs_as_many_as_one_group_takes() -> None:
    program = a_program(Form.CIRCLE)
    with pytest.raises(errors.GroupTooLarge) as refused:
        program.launch(3, MONDAY)
    assert refused.value.field == "least"
    assert refused.value.values == {"least": 4, "count": 3}
    assert program.state is ProgramState.DRAFT
    program.launch(4, MONDAY)
    with pytest.raises(errors.AlreadyRunning):
        program.launch(4, MONDAY)


def test_a_shadow_board_is_not_launched_without_its_sponsor() -> None:
    with pytest.raises(errors.NoSponsor):
        a_program(Form.SHADOW_BOARD).launch(9, MONDAY)


def test_nothing_follows_the_end() -> None:
    program = a_program(terms=Terms(ends_on=MONDAY.date()))
    program.launch(2, MONDAY - WEEK)
    program.close(MONDAY)
    assert not program.joinable
    assert program.next_look_at is None
    assert program.due(MONDAY + WEEK) is None
    deeds: tuple[Callable[[], None], ...] = (
        lambda: program.launch(9, MONDAY),
        lambda: program.change(Terms(), MONDAY),
        lambda: program.announce(MONDAY),
        lambda: program.close(MONDAY),
    )
    for deed in deeds:
        with pytest.raises(errors.ProgramClosed):
            deed()


def test_only_workspace_admins_and_whom_they_named_may_change_it() -> None:
    """Having set it up is no right of its own: a demoted admin's buttons are refused."""
    program = a_program(created_by="UADA", admins=("UEVE",))
    assert program.permits(a_person("UADA", admin=True))
    assert not program.permits(a_person("UADA"))
    assert program.permits(a_person("UEVE"))
    assert not program.permits(a_person("UEVE", active=False))
    assert not program.permits(a_person("UANA"))


def test_a_channel_in_which_nothing_can_be_said_is_refused() -> None:
    for channel, error in (
        (Channel("C1", "old", archived=True), errors.ChannelArchived),
        (Channel("C1", "far", member=False), errors.NotInChannel),
    ):
        with pytest.raises(error) as refused:
            channel.check_usable()
        assert refused.value.field == "channel"
    Channel("C1", "mentoring", private=True).check_usable()


@pytest.mark.parametrize(
    ("field", "changes"),
    [("name", {"name": "x" * 76}), ("purpose", {"purpose": "x" * 501})],
)
def test_a_program_has_a_name_that_can_be_shown(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(errors.DomainError) as refused:
        a_program(**changes)
    assert refused.value.field == field
