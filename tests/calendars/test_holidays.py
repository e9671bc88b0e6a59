from datetime import date
from zoneinfo import available_timezones

import pytest

from bot.calendars.holidays import PublicHolidays


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("Europe/Zurich", "CH"),
        ("Europe/Oslo", "NO"),  # shares its rules with Berlin, not its holidays
        ("Asia/Calcutta", "IN"),  # an old name
        ("America/Los_Angeles", "US"),
        ("UTC", None),
        ("Etc/GMT+3", None),
        ("Nowhere/Land", None),
    ],
)
def test_a_zone_names_its_country(zone: str, country: str | None) -> None:
    assert PublicHolidays().country_of(zone) == country


def test_every_zone_of_a_place_has_a_country() -> None:
    places = {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")}
    assert {zone for zone in places if PublicHolidays().country_of(zone) is None} == set()


def test_holidays_of_a_country() -> None:
    days = PublicHolidays().of("DE", [2026, 2027])
    assert {date(2026, 10, 3), date(2027, 1, 1)} <= days
    assert date(2026, 7, 4) not in days


def test_an_unknown_country_has_none() -> None:
    assert PublicHolidays().of("XX", [2026]) == frozenset()
    assert PublicHolidays().of(None, [2026]) == frozenset()
