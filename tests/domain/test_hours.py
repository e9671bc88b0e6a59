"""When one person can be reached."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.domain.hours import LONGEST_WAIT, PATIENCE, Hours, exists, instant, next_open_for_all
from tests.domain.strategies import DAY, MONDAY, holidays_near, hours_around, moments, zones

QUARTER = timedelta(minutes=15)
EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})


def berlin(day: int, hour: int, minute: int = 0, month: int = 4) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (berlin(1, 8, 59), False),
        (berlin(1, 9), True),
        (berlin(1, 16, 59), True),
        (berlin(1, 17), False),
        (berlin(3, 12), False),  # Good Friday
        (berlin(4, 12), False),  # Saturday
        (berlin(6, 12), False),  # Easter Monday
        (berlin(7, 12), True),
    ],
)
def test_messages_come_from_9_to_17_on_workdays_alone(at: datetime, expected: bool) -> None:
    """Nine is inside, five is not; weekends and the country's holidays are outside."""
    assert expected is Hours("Europe/Berlin", holidays=EASTER).open_at(at)


def test_what_is_late_on_maundy_thursday_waits_for_the_tuesday_after_easter() -> None:
    """Holidays on both sides of a weekend are waited for in one go."""
    hours = Hours("Europe/Berlin", holidays=EASTER)
    assert berlin(7, 9) == hours.next_open(berlin(2, 17))


@given(st.data(), moments)
def test_next_open_is_the_first_open_moment(data: st.DataObject, at: datetime) -> None:
    """The moment it names is open, not before the one asked of, and none in between is open."""
    hours = data.draw(hours_around(at))
    opening = hours.next_open(at)
    assert opening >= at
    assert hours.open_at(opening)
    assert opening.utcoffset() == timedelta()
    between = at
    while between < min(opening, at + 20 * DAY):
        assert not hours.open_at(between)
        between += QUARTER


@given(st.data(), moments)
def test_an_open_moment_is_its_own_next_one(data: st.DataObject, at: datetime) -> None:
    """Whoever can be reached now is reached now."""
    hours = data.draw(hours_around(at))
    opening = hours.next_open(at)
    assert opening == hours.next_open(opening)


@given(st.data(), moments)
def test_nobody_is_reached_while_away(data: st.DataObject, at: datetime) -> None:
    """A break closes every hour before its end."""
    hours = data.draw(hours_around(at))
    assume(hours.away_until is not None and hours.away_until > at)
    assert not hours.open_at(at)
    assert hours.away_until is not None
    assert hours.next_open(at) >= hours.away_until


def test_a_date_that_was_left_out_is_no_workday() -> None:
    """Samoa went from Thursday 29 to Saturday 31 December 2011: what missed Thursday waits for Monday."""
    samoa = Hours("Pacific/Apia")
    thursday_evening = instant(date(2011, 12, 29), time(18), ZoneInfo("Pacific/Apia"))
    assert not exists(date(2011, 12, 30), ZoneInfo("Pacific/Apia"))
    assert not samoa.workday(date(2011, 12, 30))
    assert instant(date(2012, 1, 2), time(9), ZoneInfo("Pacific/Apia")) == samoa.next_open(thursday_evening)
    assert samoa.next_open(thursday_evening) == samoa.business_days_after(
        thursday_evening - 9 * timedelta(hours=1), 1
    )


@given(zones, st.dates(date(2024, 1, 1), date(2029, 12, 31)))
def test_every_other_date_exists(zone: str, day: date) -> None:
    """Changing clocks by an hour leaves no date out."""
    assert exists(day, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("since", "days", "expected"),
    [
        (berlin(1, 10), 0, berlin(1, 10)),
        (berlin(1, 10), 1, berlin(2, 10)),
        (berlin(1, 10), 2, berlin(7, 10)),
        (berlin(1, 10), 3, berlin(8, 10)),
        (berlin(2, 23), 1, berlin(7, 23)),
        (berlin(4, 1), 1, berlin(8, 0)),  # asked on Saturday: all of Tuesday is left
        (berlin(27, 10, month=3), 1, berlin(30, 10, month=3)),  # the clocks change in between
    ],
)
def test_business_days_leave_out_weekends_and_holidays(
    since: datetime, days: int, expected: datetime
) -> None:
    """Around Easter 2026: the same time on the clock, so many working days later."""
    assert expected == Hours("Europe/Berlin", holidays=EASTER).business_days_after(since, days)


@given(st.data(), moments, st.integers(1, 12))
def test_so_many_workdays_lie_between(data: st.DataObject, since: datetime, days: int) -> None:
    """From the day after to the day that is named there are that many working days, the last one included."""
    hours = data.draw(hours_around(since))
    begun = hours.local(since).date()
    due = hours.local(hours.business_days_after(since, days)).date()
    passed = [begun + ahead * DAY for ahead in range(1, (due - begun).days + 1)]
    assert hours.workday(due)
    # What begins on a day off has the whole of the first workday to go.
    assert days == sum(map(hours.workday, passed)) - (not hours.workday(begun))


@given(st.data(), moments, st.integers(1, 6), st.integers(1, 6))
def test_business_days_add_up(data: st.DataObject, since: datetime, some: int, more: int) -> None:
    """Three days and then two are five days, up to the hour that changing clocks take or give."""
    hours = data.draw(hours_around(since))
    in_two = hours.business_days_after(hours.business_days_after(since, some), more)
    assert abs(hours.business_days_after(since, some + more) - in_two) <= timedelta(hours=2)


@given(st.data(), moments, st.integers(1, 12))
def test_before_takes_back_what_after_gave(data: st.DataObject, since: datetime, days: int) -> None:
    """From a workday, so many days on and so many days back is the same day and time."""
    hours = data.draw(hours_around(since))
    assume(hours.workday(hours.local(since).date()))
    back = hours.business_days_before(hours.business_days_after(since, days), days)
    assert abs(back - since) <= timedelta(hours=2)
    assert hours.local(back).date() == hours.local(since).date()


@given(st.data(), moments, st.timedeltas(timedelta(), 10 * DAY), st.integers(1, 6))
@example(None, datetime(2026, 4, 10, 21, tzinfo=UTC), timedelta(hours=2), 3)  # Friday night, Saturday morning
def test_who_was_asked_later_never_runs_out_earlier(
    data: st.DataObject | None, since: datetime, later: timedelta, days: int
) -> None:
    """A later start has a later end, up to the hour that changing clocks take or give."""
    hours = data.draw(hours_around(since)) if data else Hours("Europe/Berlin")
    first, second = (hours.business_days_after(at, days) for at in (since, since + later))
    assert first <= second + timedelta(hours=2)


@given(st.data(), moments, st.integers(1, 12))
def test_a_working_day_before(data: st.DataObject, at: datetime, days: int) -> None:
    """So many working days lie from the one that is named to the day before."""
    hours = data.draw(hours_around(at))
    day = hours.local(at).date()
    start = hours.local(hours.business_days_before(at, days)).date()
    assert hours.workday(start)
    assert days == sum(hours.workday(start + ahead * DAY) for ahead in range((day - start).days))


def test_no_days_before_is_the_moment_itself() -> None:
    """Nothing is subtracted from it, on a workday or off."""
    for at in (MONDAY, MONDAY + 5 * DAY):
        assert at == Hours("UTC").business_days_before(at, 0)


@given(moments, st.integers(1, 4))
def test_a_calendar_without_workdays_is_still_a_calendar(at: datetime, days: int) -> None:
    """Nothing breaks on it, nothing is open on it, and no search on it is endless."""
    never = Hours("UTC", weekdays=frozenset())
    assert never.next_open(at) > at
    assert never.business_days_after(at, days) > at
    assert never.business_days_before(at, days) < at


@given(st.data(), moments)
def test_workdays_come_in_order_and_none_is_left_out(data: st.DataObject, at: datetime) -> None:
    """The first day counts when it is one."""
    hours = Hours("Europe/Berlin", holidays=data.draw(holidays_near(at.date())))
    found = hours.workdays_from(at.date())
    some = [next(found) for _ in range(10)]
    span = [at.date() + ahead * DAY for ahead in range((some[-1] - at.date()).days + 1)]
    assert some == [day for day in span if hours.workday(day)]


# --- one message to several


def window(people: list[Hours], at: datetime) -> list[datetime]:
    """Every quarter of an hour for which a message to all of them waits."""
    until = min(at + LONGEST_WAIT, max(one.business_days_after(at, PATIENCE) for one in people))
    return [at + n * QUARTER for n in range((until - at) // QUARTER + 1)]


@given(st.data(), moments, st.integers(2, 7))
@settings(max_examples=60)
def test_what_several_read_comes_in_the_hours_of_all_or_in_nobodys_night(
    data: st.DataObject, at: datetime, count: int
) -> None:
    """Whatever the zones, holidays and breaks, looked up quarter by quarter."""
    people = [data.draw(hours_around(at)) for _ in range(count)]
    found, waited = next_open_for_all(people, at), window(people, at)
    assert at <= found <= waited[-1] + QUARTER
    together = [moment for moment in waited if all(one.open_at(moment) for one in people)]
    if together:
        assert all(one.open_at(found) for one in people)
        assert found <= together[0]
    nights = min(sum(one.night_at(moment) for one in people) for moment in waited)
    if not all(one.open_at(found) for one in people):
        assert sum(one.night_at(found) for one in people) <= nights


@given(st.data(), moments)
def test_for_one_person_it_is_their_next_open_moment(data: st.DataObject, at: datetime) -> None:
    """A group of one is no other case."""
    hours = data.draw(hours_around(at))
    opening = hours.next_open(at)
    assume(opening <= min(at + LONGEST_WAIT, hours.business_days_after(at, PATIENCE)))
    assert opening == next_open_for_all([hours], at)


@pytest.mark.parametrize(
    ("zones_", "expected"),
    [
        (("Europe/Berlin", "Europe/London"), berlin(1, 10)),
        (("Europe/Berlin", "America/New_York"), berlin(1, 15)),
        (("Europe/Berlin", "Asia/Kolkata"), berlin(1, 9)),
        # No shared hours: Sydney's evening in Berlin's morning, not Berlin's night in Sydney's.
        (("Europe/Berlin", "Australia/Sydney"), berlin(1, 9)),
        # Across the world: the first hour in which neither sleeps and one works.
        (("Europe/London", "Pacific/Auckland"), berlin(1, 10)),
        (("America/Los_Angeles", "Asia/Kolkata"), berlin(1, 18)),
    ],
)
def test_a_round_sent_on_a_wednesday_at_eight_leaves(zones_: tuple[str, ...], expected: datetime) -> None:
    """Berlin time, on the first of April: for two in these zones."""
    assert expected == next_open_for_all([Hours(zone) for zone in zones_], berlin(1, 8))


def test_a_public_holiday_of_one_is_waited_for() -> None:
    """Good Friday and Easter Monday in Berlin: New York hears on Tuesday too."""
    people = [Hours("Europe/Berlin", holidays=EASTER), Hours("America/New_York")]
    assert berlin(7, 15) == next_open_for_all(people, berlin(2, 18))


def test_a_long_break_of_one_keeps_nobody_waiting() -> None:
    """Whoever is away for weeks finds it when they are back."""
    people = [Hours("Europe/Berlin"), Hours("Europe/Paris", away_until=berlin(30, 9))]
    assert berlin(1, 9) == next_open_for_all(people, berlin(1, 8))
