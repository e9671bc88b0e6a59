"""A day that somebody types is the day that they mean, wherever they write from."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import errors
from handlers.slack.days import day_in

TUESDAY = date(2026, 3, 3)
LOCALES = ("en-US", "en-GB", "de-DE", "ar", "ja-JP", "nonsense", "")


@given(st.dates(), st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(LOCALES))
def test_an_iso_date_is_that_day_in_every_locale(day: date, today: date, locale: str) -> None:
    assert day_in(day.isoformat(), today, locale) == day
    assert day_in(f"until {day}", today, locale) == day


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-04-05", date(2026, 4, 5)),
        ("UNTIL 2026-04-05", date(2026, 4, 5)),
        ("Until   24 Dec", date(2026, 12, 24)),
        ("24 december", date(2026, 12, 24)),
        ("Dec 24, 2027", date(2027, 12, 24)),
        ("1 March", date(2027, 3, 1)),
        ("2 March", date(2026, 3, 2)),
        ("29 Feb", date(2028, 2, 29)),
        ("today", TUESDAY),
        ("Tomorrow", date(2026, 3, 4)),
        ("Friday", date(2026, 3, 6)),
        ("fri", date(2026, 3, 6)),
        ("next monday", date(2026, 3, 9)),
        ("tuesday", date(2026, 3, 10)),
        ("1 day", date(2026, 3, 4)),
        ("10 days", date(2026, 3, 13)),
        ("2 weeks", date(2026, 3, 17)),
        ("until in a week", date(2026, 3, 10)),
    ],
)
def test_a_day_in_words_is_read_alike_everywhere(typed: str, day: date, locale: str) -> None:
    """Without a year it lies ahead; a weekday is the next one of its name."""
    assert day_in(typed, TUESDAY, locale) == day


def test_where_one_writes_decides_which_number_is_the_month() -> None:
    assert day_in("3/4", TUESDAY, "en-US") == date(2026, 3, 4)
    assert day_in("3/4", TUESDAY, "en-GB") == date(2026, 4, 3)
    assert day_in("3.4.2027", TUESDAY, "de-DE") == date(2027, 4, 3)


@pytest.mark.parametrize(
    "typed",
    [
        *("10:30", "tomorrow 10:30", "10 am", "3pm", "15", "March", "2026-02-30", "31 Feb"),
        *("", "until", "soon", "9" * 30, "x" * 41, "0 0 0", "99999 weeks", "١٢٣"),
    ],
)
def test_what_names_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(errors.NotADate) as refused:
        day_in(typed, TUESDAY, "en-GB")
    assert refused.value.values["example"] == date(2026, 3, 31)


@given(st.text(max_size=50), st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(LOCALES))
def test_whatever_is_typed_ends_in_a_day_or_in_a_sentence(typed: str, today: date, locale: str) -> None:
    with suppress(errors.NotADate):
        assert isinstance(day_in(typed, today, locale), date)


@given(st.integers(0, 9999), st.sampled_from(["day", "days", "week", "weeks"]))
def test_days_and_weeks_count_from_today(count: int, unit: str) -> None:
    days = count * (7 if unit.startswith("week") else 1)
    assert day_in(f"{count} {unit}", TUESDAY, "en-GB") == TUESDAY + timedelta(days=days)
