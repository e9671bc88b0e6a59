"""What people say of themselves, and their breaks."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import errors
from bot.domain.people import CAPACITY, LENGTHS, PAUSE, WORKING_WEEK, Kind, Profile, Window
from tests.domain.strategies import DAY, MONDAY, moments, person, zones


@given(zones, moments, st.none() | st.integers(1, 400))
def test_a_break_ends_on_the_day_named(zone: str, now: datetime, days: int | None) -> None:
    """Until midnight of the first day back, on the person's own clock; four weeks when no day is named."""
    someone = person(zone=zone)
    today = someone.today(now)
    until = someone.pause(None if days is None else today + days * DAY, now)
    assert until == today + (PAUSE if days is None else days * DAY)
    assert someone.paused(now)
    back = someone.away_until(now)
    assert back is not None
    assert back > now
    assert not someone.paused(back)
    assert someone.paused(back - timedelta(seconds=1))
    assert someone.away_until(back) is None


@given(zones, moments, st.integers(-30, 0))
def test_a_break_that_is_over_cannot_be_taken(zone: str, now: datetime, days: int) -> None:
    """Today is no first day back; the sentence names a day that works, and a break that runs goes on."""
    someone = person(zone=zone)
    running = someone.pause(None, now)
    with pytest.raises(errors.PauseInThePast) as refused:
        someone.pause(someone.today(now) + days * DAY, now)
    assert someone.paused_until == running
    example = refused.value.values["example"]
    assert isinstance(example, date)
    assert example == someone.pause(example, now)


def test_to_be_back_ends_a_break() -> None:
    """At once, and also when there was none."""
    someone = person()
    someone.pause(None, MONDAY)
    someone.resume()
    someone.resume()
    assert not someone.paused(MONDAY)
    assert someone.away_until(MONDAY) is None


@pytest.mark.parametrize(("mine", "yours"), [((), ()), (("U2",), ()), ((), ("U1",)), (("U2",), ("U1",))])
def test_a_block_works_both_ways(mine: tuple[str, ...], yours: tuple[str, ...]) -> None:
    """Whoever of the two asked for it, neither is brought together with the other."""
    one, other = person("U1"), person("U2")
    one.blocked, other.blocked = mine, yours
    assert one.blocks(other) is other.blocks(one) is bool(mine or yours)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("active", [True, False])
def test_active_members_take_part(kind: Kind, active: bool) -> None:
    """Guests, apps, strangers and closed accounts do not."""
    someone = person()
    someone.kind, someone.active = kind, active
    if kind is Kind.MEMBER and active:
        someone.check_can_take_part()
        return
    with pytest.raises(errors.GuestsCannotTakePart):
        someone.check_can_take_part()


def test_nobody_is_a_mentor_before_they_say_so() -> None:
    """The defaults: no mentor, two places, the working week."""
    profile = Profile()
    assert (profile.mentor, profile.capacity, CAPACITY) == (False, CAPACITY, 2)
    assert profile.windows == WORKING_WEEK
    assert set(profile.lengths) <= set(LENGTHS)


@pytest.mark.parametrize(
    ("wrong", "refused", "field"),
    [
        ({"capacity": -1}, errors.CapacityOutOfRange, "capacity"),
        ({"capacity": 11}, errors.CapacityOutOfRange, "capacity"),
        ({"lengths": (15, 20)}, errors.NotAChoice, "lengths"),
        ({"meeting_link": "http://meet.example.com"}, errors.NotALink, "meeting_link"),
        ({"meeting_link": "https://meet.example.com/a b"}, errors.NotALink, "meeting_link"),
        ({"meeting_link": "javascript:alert(1)"}, errors.NotALink, "meeting_link"),
        ({"meeting_link": "https://" + "x" * 500}, errors.NotALink, "meeting_link"),
    ],
)
def test_a_profile_refuses_what_cannot_be_kept(
    wrong: dict[str, object], refused: type[errors.DomainError], field: str
) -> None:
    """At the field it was typed into."""
    with pytest.raises(refused) as raised:
        Profile(**wrong)  # type: ignore[arg-type]  # each case has its own field
    assert field == raised.value.field


@given(st.times(), st.times())
def test_a_window_ends_after_it_starts(start: time, end: time) -> None:
    """One that ends as it starts, or before, is refused."""
    if start < end:
        assert Window(0, start, end).end == end
        return
    with pytest.raises(errors.WindowEndsBeforeStart):
        Window(0, start, end)
