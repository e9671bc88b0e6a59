"""Times that suit both people."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.hours import Hours, instant
from bot.domain.people import WORKING_WEEK, Window
from bot.domain.slots import (
    APART,
    NOTICE,
    SLOTS,
    Availability,
    Interval,
    common,
    propose,
    propose_for_most,
    shared_hours,
    starts,
    suiting,
)
from tests.domain.strategies import DAY, MONDAY, ODD_ZONES, availabilities, clock_changes, moments, windows

MINUTE = timedelta(minutes=1)
QUARTER = 15 * MINUTE
LENGTHS = st.sampled_from([15, 30, 45, 60])
CHANGES = [(zone, day) for zone in ODD_ZONES for year in (2025, 2026) for day in clock_changes(zone, year)]


def week(zone: str, holidays: frozenset[date] = frozenset()) -> Availability:
    return Availability(Hours(zone, holidays=holidays), WORKING_WEEK)


def takes(person: Availability, slot: Interval) -> bool:
    """Whether a chat suits a person, read minute by minute from their clock: the rule as people know it."""
    if person.hours.away_until is not None and slot.start < person.hours.away_until:
        return False
    if any(slot.overlaps(taken) for taken in person.busy):
        return False
    length = int((slot.end - slot.start) / MINUTE)
    return all(_takes_minute(person, person.hours.local(slot.start + n * MINUTE)) for n in range(length))


def _takes_minute(person: Availability, at: datetime) -> bool:
    return at.date() not in person.hours.holidays and any(
        window.weekday == at.weekday() and window.start <= at.time() < window.end for window in person.windows
    )


@given(st.data(), moments, LENGTHS, st.integers(1, 6))
def test_what_is_proposed_suits_both(data: st.DataObject, now: datetime, length: int, most: int) -> None:
    """Every time lies in a window of each on their own clock, and breaks none of the rules.

    On no holiday, in no break, over no booked chat, two hours ahead, on the quarter hour, between the days
    named; in order, no time twice, an hour apart.
    """
    one, other = data.draw(availabilities(now)), data.draw(availabilities(now))
    first = data.draw(st.none() | st.integers(-2, 10).map(lambda n: one.hours.local(now).date() + n * DAY))
    last = None if first is None else first + data.draw(st.integers(0, 10)) * DAY
    proposed = propose((one, other), length, now, first, last, most)
    assert len(proposed) <= most
    assert sorted(set(proposed)) == list(proposed)
    assert all(after - before >= APART for before, after in pairwise(proposed))
    first = first or one.hours.local(now).date() + DAY
    for start in proposed:
        slot = Interval(start, start + timedelta(minutes=length))
        assert takes(one, slot)
        assert takes(other, slot)
        assert start >= now + NOTICE
        assert (start.minute % 15, start.second, start.microsecond) == (0, 0, 0)
        assert first <= one.hours.local(start).date() <= (last or first + 14 * DAY)


@given(st.data(), moments, LENGTHS)
def test_no_time_that_suits_both_is_missed(data: st.DataObject, now: datetime, length: int) -> None:
    """Every quarter hour of a few days, tried one by one, says the same (days of changing clocks apart)."""
    one, other = data.draw(availabilities(now)), data.draw(availabilities(now))
    first = one.hours.local(now).date() + DAY
    last = first + 2 * DAY
    near = {first + n * DAY for n in range(-4, 7)}
    assume(
        not any(
            near & set(clock_changes(who.hours.zone, year))
            for who in (one, other)
            for year in {d.year for d in near}
        )
    )
    found = list(suiting((one, other), length, first, last, now))
    zone = ZoneInfo(one.hours.zone)
    begin, end = instant(first, time(), zone), instant(last + DAY, time(), zone)
    tried = [
        Interval(at, at + timedelta(minutes=length))
        for at in (begin + n * QUARTER for n in range(int((end - begin) / QUARTER)))
    ]
    assert [
        slot
        for slot in tried
        if slot.end <= end and slot.start >= now + NOTICE and takes(one, slot) and takes(other, slot)
    ] == found


@given(st.data(), moments, LENGTHS)
def test_it_is_the_same_whoever_asks(data: st.DataObject, now: datetime, length: int) -> None:
    """In one zone the two are exchangeable; across zones only the reading of the dates differs."""
    one = data.draw(availabilities(now))
    other = data.draw(availabilities(now, st.just(one.hours.zone)))
    assert propose((one, other), length, now) == propose((other, one), length, now)

    far = data.draw(availabilities(now))
    first, last = now.date() + 3 * DAY, now.date() + 6 * DAY
    here = set(suiting((one, far), length, first - 3 * DAY, last + 3 * DAY, now))
    there = set(suiting((far, one), length, first, last, now))
    assert there <= here


@given(st.data(), moments, LENGTHS)
def test_times_are_spread_over_days(data: st.DataObject, now: datetime, length: int) -> None:
    """As many different days as there are to choose from, and the earliest time of each."""
    one, other = data.draw(availabilities(now)), data.draw(availabilities(now))
    first = one.hours.local(now).date() + DAY
    suit = [slot.start for slot in suiting((one, other), length, first, first + 14 * DAY, now)]
    proposed = propose((one, other), length, now)
    earliest = {one.hours.local(start).date(): start for start in reversed(suit)}
    days = sorted(earliest)[:SLOTS]
    assert days == sorted({one.hours.local(start).date() for start in proposed})
    assert {earliest[day] for day in days} <= set(proposed)
    if len(proposed) < SLOTS:
        assert all(any(abs(start - taken) < APART for taken in proposed) for start in suit)


@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_clocks_that_change_move_nobody_out_of_their_window(zone: str, day: date) -> None:
    """On the day of a gap or a fold every time offered still reads as inside, on both clocks."""
    now = instant(day - DAY, time(0), ZoneInfo(zone))
    every = [(time(n // 2, n % 2 * 30), time((n + 5) // 2, (n + 5) % 2 * 30)) for n in range(42)]
    for start, end in every:
        one = Availability(Hours(zone), (Window(day.weekday(), start, end),))
        other = Availability(Hours("UTC"), tuple(Window(n, time(0), time(23, 45)) for n in range(7)))
        for pair in ((one, other), (other, one)):
            found = list(suiting(pair, 15, day - DAY, day + DAY, now))
            assert all(takes(one, slot) and takes(other, slot) for slot in found)
            assert sorted(set(found)) == found
            assert found or start < time(4), "only the small hours may lose times"


def test_a_working_day_from_berlin_to_new_york() -> None:
    """Monday 9 March 2026 lies between the two changes of clocks: five hours apart, three to share."""
    berlin, new_york = week("Europe/Berlin"), week("America/New_York")
    monday = date(2026, 3, 9)
    (shared,) = common((berlin, new_york), monday, monday)
    assert Interval(datetime(2026, 3, 9, 13, tzinfo=UTC), datetime(2026, 3, 9, 16, tzinfo=UTC)) == shared
    assert shared_hours(berlin, new_york, monday) == 15
    assert shared_hours(berlin, new_york, monday + 21 * DAY) == 10, "back to six hours apart"


def test_three_mornings_are_proposed() -> None:
    """Two colleagues in one place: tomorrow and the two days after, the first hour of each."""
    here = week("Europe/Berlin")
    assert (
        datetime(2026, 3, 3, 8, tzinfo=UTC),
        datetime(2026, 3, 4, 8, tzinfo=UTC),
        datetime(2026, 3, 5, 8, tzinfo=UTC),
    ) == propose((here, here), 30, MONDAY)


def test_one_day_alone_offers_hours_of_that_day() -> None:
    """With a single day named, its times lie an hour apart."""
    here = week("UTC")
    tuesday = date(2026, 3, 3)
    assert [at.hour for at in propose((here, here), 30, MONDAY, tuesday, tuesday)] == [9, 10, 11]


def test_nobody_is_booked_with_less_than_two_hours_warning() -> None:
    """At ten past ten on the day itself, the first time is a quarter past twelve."""
    here, today = week("UTC"), MONDAY.date()
    proposed = propose((here, here), 30, MONDAY + 10 * MINUTE, today, today)
    assert proposed[0] == datetime(2026, 3, 2, 12, 15, tzinfo=UTC)


def test_short_windows_inside_a_long_one_are_all_shared() -> None:
    """Whichever of the two has the long one."""
    monday = date(2026, 3, 9)
    long, short = (
        Availability(Hours("UTC"), tuple(Window(0, time(start), time(end)) for start, end in spans))
        for spans in ([(8, 18)], [(9, 10), (11, 12), (17, 19)])
    )
    for one, other in ((long, short), (short, long)):
        assert [stretch.start.hour for stretch in common((one, other), monday, monday)] == [9, 11, 17]
        assert shared_hours(one, other, monday) == 3


def test_who_names_sunday_can_meet_on_sunday() -> None:
    """Windows say which days: theirs are offered even where no message would be sent."""
    sunday = Availability(Hours("UTC"), (Window(6, time(10), time(11)),))
    assert (datetime(2026, 3, 8, 10, tzinfo=UTC), datetime(2026, 3, 15, 10, tzinfo=UTC)) == propose(
        (sunday, sunday), 60, MONDAY
    )


@pytest.mark.parametrize(
    ("mine", "yours"),
    [
        ((Window(0, time(9), time(12)),), (Window(0, time(12), time(17)),)),
        ((Window(0, time(9), time(12)),), (Window(1, time(9), time(12)),)),
        ((Window(0, time(9), time(9, 20)),), WORKING_WEEK),
        ((), WORKING_WEEK),
    ],
)
def test_without_a_shared_stretch_nothing_is_proposed(
    mine: tuple[Window, ...], yours: tuple[Window, ...]
) -> None:
    """Touching is not sharing, and too short a stretch holds no chat."""
    one, other = Availability(Hours("UTC"), mine), Availability(Hours("UTC"), yours)
    assert propose((one, other), 30, MONDAY) == ()


def test_days_in_the_wrong_order_offer_nothing() -> None:
    """A last day before the first one is no time at all."""
    here = week("UTC")
    assert propose((here, here), 30, MONDAY, date(2026, 3, 5), date(2026, 3, 4)) == ()


def test_windows_that_meet_are_one() -> None:
    """Morning and afternoon that touch hold a chat across noon; windows that overlap count once."""
    halves = Availability(Hours("UTC"), (Window(0, time(9), time(12)), Window(0, time(12), time(13))))
    monday = date(2026, 3, 9)
    noon = datetime(2026, 3, 9, 11, 45, tzinfo=UTC)
    assert noon in [slot.start for slot in suiting((halves, week("UTC")), 30, monday, monday, MONDAY)]

    doubled = replace(halves, windows=(*halves.windows, Window(0, time(9), time(13))))
    assert shared_hours(doubled, doubled, monday) == 4
    assert len(list(suiting((doubled, doubled), 60, monday, monday, MONDAY))) == 13


@given(st.lists(windows(), max_size=8), st.lists(windows(), max_size=8))
def test_shared_hours_are_those_of_one_week(mine: list[Window], yours: list[Window]) -> None:
    """Monday to Sunday, each minute once, whoever asks; never more than either has."""
    one, other = (Availability(Hours("Asia/Kolkata"), tuple(some)) for some in (mine, yours))
    monday = date(2026, 3, 9)
    shared = shared_hours(one, other, monday)
    assert shared == pytest.approx(shared_hours(other, one, monday))
    assert shared <= shared_hours(one, one, monday) + 1e-9
    assert 0 <= shared <= 168


def test_a_full_week_together_is_forty_hours() -> None:
    """Two people of one place share all of the working week; a holiday takes eight of it."""
    here, off = week("UTC"), week("UTC", holidays=frozenset({date(2026, 3, 11)}))
    assert shared_hours(here, here, date(2026, 3, 9)) == 40
    assert shared_hours(here, off, date(2026, 3, 9)) == 32


def test_first_and_last_zone_of_the_day_meet_at_midnight() -> None:
    """Kiritimati's Wednesday begins while it is Monday in Pago Pago: two dates apart, one moment."""
    east = Availability(Hours("Pacific/Kiritimati"), (Window(2, time(0), time(1)),))
    west = Availability(Hours("Pacific/Pago_Pago"), (Window(0, time(22), time(23, 59)),))
    wednesday = date(2026, 3, 11)
    found = list(suiting((east, west), 15, wednesday, wednesday, MONDAY))
    assert [datetime(2026, 3, 10, 10, minute, tzinfo=UTC) for minute in (0, 15, 30)] == [
        slot.start for slot in found
    ]


def test_a_date_that_was_left_out_offers_nothing() -> None:
    """Samoa had no Friday 30 December 2011: its window is not offered on Saturday's clock."""
    samoa = Availability(Hours("Pacific/Apia"), (Window(4, time(9), time(17)),))
    assert not list(samoa.openings(date(2011, 12, 29), date(2011, 12, 31)))


@given(moments, st.timedeltas(timedelta(), 5 * DAY), LENGTHS)
def test_chats_start_on_the_quarter_hour(start: datetime, stretch: timedelta, length: int) -> None:
    """All of them inside the stretch, a quarter of an hour after one another, from the first that fits."""
    found = list(starts(Interval(start, start + stretch), timedelta(minutes=length)))
    assert all(slot.start.timestamp() % 900 == 0 for slot in found)
    assert all(after.start - before.start == QUARTER for before, after in pairwise(found))
    if found:
        assert start <= found[0].start < start + QUARTER
        assert found[-1].end <= start + stretch < found[-1].end + QUARTER
    else:
        assert stretch < timedelta(minutes=length) + QUARTER


def test_a_year_ahead_is_walked_once() -> None:
    """Windows of two people over a whole year: the stretches are those of the days, none twice."""
    many = tuple(Window(n, time(h), time(h, 45)) for n in range(7) for h in range(24))
    one, other = Availability(Hours("Asia/Tokyo"), many), Availability(Hours("America/Lima"), many)
    found = list(common((one, other), date(2026, 1, 1), date(2026, 12, 31)))
    assert len(found) == 365 * 24
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.data(), moments)
def test_common_is_in_both(data: st.DataObject, now: datetime) -> None:
    """Every stretch lies in an opening of each, in order, none touching another twice."""
    one, other = data.draw(availabilities(now)), data.draw(availabilities(now))
    first, last = now.date(), now.date() + 9 * DAY
    found = list(common((one, other), first, last))
    assert all(before.end <= after.start for before, after in pairwise(found))
    for who in (one, other):
        openings = list(who.openings(first - 2 * DAY, last + 2 * DAY))
        assert all(any(o.start <= s.start and s.end <= o.end for o in openings) for s in found)


def crowds(now: datetime) -> st.SearchStrategy[dict[str, Availability]]:
    """Two to seven people."""
    some = st.lists(availabilities(now), min_size=2, max_size=7)
    return some.map(lambda people: {f"U{number}": one for number, one in enumerate(people)})


@given(st.data(), moments, LENGTHS)
def test_what_is_proposed_to_a_group_suits_all_or_most(
    data: st.DataObject, now: datetime, length: int
) -> None:
    """Whoever is not outside is there; whoever is has nothing else booked, and they are the fewer."""
    people = data.draw(crowds(now))
    proposal = propose_for_most(people, length, now)
    assert 2 * len(proposal.outside) < len(people)
    assert proposal.starts or not proposal.outside
    for start in proposal.starts:
        slot = Interval(start, start + timedelta(minutes=length))
        for person_id, one in people.items():
            assert not one.booked(slot)
            assert person_id in proposal.outside or takes(one, slot)


@given(st.data(), moments, LENGTHS)
def test_nobody_is_left_out_where_a_time_suits_all(data: st.DataObject, now: datetime, length: int) -> None:
    """And no more than there have to be: without any fewer of them there is no time."""
    people = data.draw(crowds(now))
    proposal = propose_for_most(people, length, now)
    for kept in range(len(people) - len(proposal.outside) + 1, len(people) + 1):
        for some in combinations(people.values(), kept):
            others = [one for one in people.values() if not any(one is other for other in some)]
            assert propose(some, length, now, besides=others) == ()


@given(st.data(), moments, LENGTHS)
def test_a_group_of_two_is_a_pair(data: st.DataObject, now: datetime, length: int) -> None:
    one, other = data.draw(availabilities(now)), data.draw(availabilities(now))
    proposal = propose_for_most({"U1": one, "U2": other}, length, now)
    assert (proposal.starts, proposal.outside) == (propose((one, other), length, now), ())


def test_a_time_that_suits_two_of_three_says_for_whom_it_does_not() -> None:
    """Two in Berlin and one in Auckland, whose working day is their night."""
    people = {"UANA": week("Europe/Berlin"), "UKIRI": week("Pacific/Auckland"), "UBEN": week("Europe/Berlin")}
    proposal = propose_for_most(people, 30, MONDAY)
    assert proposal.outside == ("UKIRI",)
    assert proposal.starts == propose((week("Europe/Berlin"), week("Europe/Berlin")), 30, MONDAY)


def test_half_of_four_are_not_most_of_them() -> None:
    """Two in Berlin, two in Auckland: no time is better than one that half of them sleep through."""
    zones = ("Europe/Berlin", "Europe/Berlin", "Pacific/Auckland", "Pacific/Auckland")
    assert propose_for_most(dict(enumerate(map(week, zones))), 30, MONDAY).starts == ()


def test_whoever_is_outside_their_hours_is_not_booked_twice() -> None:
    """Kiri's night is free but for Tuesday's: then it is another day."""
    tuesday = datetime(2026, 3, 3, 8, tzinfo=UTC)
    kiri = replace(week("Pacific/Auckland"), busy=(Interval(tuesday, tuesday + 12 * timedelta(hours=1)),))
    people = {"UANA": week("Europe/Berlin"), "UBEN": week("Europe/Berlin"), "UKIRI": kiri}
    proposal = propose_for_most(people, 30, MONDAY)
    assert [start.day for start in proposal.starts] == [4, 5, 6]
