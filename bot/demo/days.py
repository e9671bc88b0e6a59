"""Days and moments as the demo writes them: one way for each, the same as the bot's to a British reader."""

from datetime import date, datetime


def named(day: date) -> str:
    """A day as a heading: "Monday, 2 March 2026"."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def short(day: date) -> str:
    """A day in a line: "Mon, 2 Mar 2026"."""
    return f"{day:%a}, {day.day} {day:%b %Y}"


def moment(at: datetime) -> str:
    """A moment where its reader is: "Mon 2 Mar, 14:05"."""
    return f"{at:%a} {at.day} {at:%b, %H:%M}"
