"""Days as people type them: `2026-12-24`, `24 Dec`, `Friday`, `tomorrow`, `2 weeks`."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from dateutil import parser

from bot.domain import errors

LONGEST: Final = 40
"""Characters that a day may take."""
_UNTIL: Final = re.compile(r"^until\b\s*", re.IGNORECASE)
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_AHEAD: Final = re.compile(r"(?:in\s+)?(a|one|\d{1,4})\s+(day|week)s?", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\d\s*[:h]\s*\d|\d\s*[ap]\.?m\b|o'clock", re.IGNORECASE)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAP_YEAR: Final = 2000
"""Knows each day that any year knows."""
_EXAMPLE: Final = timedelta(days=28)


def day_in(text: str, today: date, locale: str) -> date:
    """The day that a text names; one without a year lies ahead. NotADate when it names none.

    Args:
        text: what was typed, with or without a leading "until".
        today: the date on the writer's calendar.
        locale: decides whether 3/4 is in March (US) or in April (elsewhere); an ISO date reads alike for all.
    """
    typed = _UNTIL.sub("", " ".join(text.split()))
    try:
        if len(typed) > LONGEST or _CLOCK.search(typed):
            raise ValueError(typed)
        if _ISO.fullmatch(typed):
            return date.fromisoformat(typed)
        return _from_today(typed.casefold(), today) or _on_the_calendar(typed, today, locale)
    except (ValueError, OverflowError) as unread:
        raise errors.NotADate(text=typed[:LONGEST], example=today + _EXAMPLE) from unread


def _from_today(typed: str, today: date) -> date | None:
    """A day told by how far away it is."""
    if typed in ("today", "tomorrow"):
        return today + timedelta(days=typed == "tomorrow")
    name = typed.removeprefix("next ")
    if len(name) > 2 and name.isalpha():
        for number, weekday in enumerate(_WEEKDAYS):
            if weekday.startswith(name):
                return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if ahead := _AHEAD.fullmatch(typed):
        count = int(ahead[1]) if ahead[1].isdecimal() else 1
        return today + timedelta(days=count * (7 if ahead[2] == "week" else 1))
    return None


def _on_the_calendar(typed: str, today: date, locale: str) -> date:
    """A day of the calendar; without a year it is the next one of that name."""
    dayfirst = locale != "en-US"
    # Two readings in different years and months tell which parts were typed and which were filled in.
    one, other = (
        _parsed(typed, filled, dayfirst=dayfirst)
        for filled in (date(_LEAP_YEAR, 1, 28), date(_LEAP_YEAR + 4, 2, 27))
    )
    if (one.month, one.day) != (other.month, other.day):
        raise ValueError(typed)  # a bare number, a month alone
    if one.year == other.year:
        return one
    return _next_on(one.month, one.day, today)


def _parsed(typed: str, filled: date, *, dayfirst: bool) -> date:
    """The day as read, with what was not typed filled in."""
    day: date = parser.parse(typed, default=datetime.combine(filled, time(12)), dayfirst=dayfirst).date()
    return day


def _next_on(month: int, day: int, today: date) -> date:
    """The first such day from yesterday on: it may still be yesterday where the writer's clock is."""
    for year in range(today.year - 1, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February comes in leap years alone
            continue
        if found >= today - timedelta(days=1):
            return found
    raise ValueError(day)
