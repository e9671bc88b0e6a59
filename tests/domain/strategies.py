"""What the searches draw from: zones, calendars, windows, people, moments."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import strategies as st

from bot.domain.hours import Hours
from bot.domain.people import Person, Profile, Window
from bot.domain.slots import Availability, Interval

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""A Monday morning: nothing special about it."""

ODD_ZONES = (
    "Asia/Kolkata",  # half an hour
    "Asia/Kathmandu",  # three quarters
    "Pacific/Chatham",  # three quarters and summer time
    "Australia/Lord_Howe",  # summer time of half an hour
    "Antarctica/Troll",  # summer time of two hours
    "America/St_Johns",
    "America/Havana",  # midnight comes twice
    "Asia/Beirut",  # midnight does not come
    "Africa/Cairo",
    "Pacific/Kiritimati",  # first in the day
    "Pacific/Pago_Pago",  # last in the day
    "Etc/GMT+12",
    "Pacific/Apia",
    "Europe/Berlin",
    "America/New_York",
    "UTC",
)
ALL_ZONES = tuple(sorted(available_timezones() - {"localtime", "Factory"}))

zones = st.sampled_from(ODD_ZONES) | st.sampled_from(ALL_ZONES)
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 -- the bounds of a strategy are naive
weekdays = st.just(frozenset(range(5))) | st.frozensets(st.integers(0, 6), min_size=1)
lines = st.text(st.characters(codec="utf-8"), max_size=40)


def clock_changes(zone: str, year: int) -> list[date]:
    """The days of a year on which the zone's clocks are changed."""
    there = ZoneInfo(zone)
    noons = [datetime(year, 1, 1, 12, tzinfo=there) + ahead * DAY for ahead in range(366)]
    return [
        noon.date()
        for noon, before in zip(noons[1:], noons, strict=False)
        if noon.utcoffset() != before.utcoffset()
    ]


@st.composite
def holidays_near(draw: st.DrawFn, day: date) -> frozenset[date]:
    """Single holidays and runs of them, around a day."""
    runs = draw(st.lists(st.tuples(st.integers(-10, 40), st.integers(1, 12)), max_size=3))
    return frozenset(day + (start + length) * DAY for start, most in runs for length in range(most))


@st.composite
def hours_around(draw: st.DrawFn, at: datetime) -> Hours:
    """Some person's working days around a moment, with holidays in a row and perhaps a break."""
    away = draw(st.none() | st.timedeltas(-10 * DAY, 40 * DAY))
    return Hours(
        draw(zones),
        draw(weekdays),
        draw(holidays_near(at.date())),
        None if away is None else at + away,
    )


quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """One weekly window, often on the quarter hour."""
    start, end = sorted(
        draw(st.lists(quarters | minutes, min_size=2, max_size=2, unique=True)),
    )
    return Window(draw(st.integers(0, 6)), start, end)


@st.composite
def availabilities(draw: st.DrawFn, now: datetime, zone: st.SearchStrategy[str] = zones) -> Availability:
    """When one person takes chats: windows that may overlap, holidays, a break, chats booked already."""
    away = draw(st.none() | st.timedeltas(-3 * DAY, 6 * DAY))
    starts = draw(st.lists(st.timedeltas(timedelta(), 20 * DAY), max_size=4))
    busy = tuple(Interval(now + start, now + start + timedelta(minutes=45)) for start in starts)
    weekly = draw(st.lists(windows(), min_size=1, max_size=8))
    off = draw(holidays_near(now.date()))
    hours = Hours(draw(zone), holidays=off, away_until=None if away is None else now + away)
    return Availability(hours, tuple(weekly), busy)


def person(person_id: str = "U1", *, profile: Profile | None = None, zone: str = "UTC") -> Person:
    """A mentor unless the profile says otherwise."""
    return Person(
        workspace="T1",
        id=person_id,
        name=person_id,
        zone=zone,
        profile=Profile(mentor=True, offers=("Python",)) if profile is None else profile,
    )
