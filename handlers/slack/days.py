"""Days as people type them: `2026-12-24`, `24 Dec`, `Friday`."""

from datetime import date, datetime, time, timedelta

from dateutil import parser

from bot.domain import errors

_YEAR = timedelta(days=365)


def day_in(text: str, today: date, locale: str) -> date:
    """The day that a text names; one without a year lies ahead. NotADate when it names none.

    Args:
        text: what was typed, with or without a leading "until".
        today: the date on the writer's calendar.
        locale: decides whether 3/4 is in March (US) or in April (elsewhere).
    """
    typed = text.strip().removeprefix("until").strip()
    noon = datetime.combine(today, time(12))
    try:
        if len(typed) > 40:
            raise OverflowError
        day: date = parser.parse(typed, default=noon, dayfirst=locale != "en-US").date()
    except (parser.ParserError, OverflowError) as unread:
        raise errors.NotADate(text=typed[:40], example=today + timedelta(days=28)) from unread
    year_typed = str(day.year) in typed
    return day.replace(year=day.year + 1) if day < today - timedelta(days=1) and not year_typed else day
