"""Calendar files (RFC 5545) of booked chats: one entry each, which a later file moves or cancels."""

import unicodedata
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from bot.domain.notices import MeetingBooked, MeetingCancelled

_LONGEST = 500
"""Characters of a text; calendars show hardly more."""


def invitation(notice: MeetingBooked | MeetingCancelled, summary: str, now: datetime) -> bytes:
    """The file that belongs to a notice.

    The entry's identity is the meeting's, and its SEQUENCE counts the meeting's changes: whoever imports a
    later file has the one entry moved or cancelled, not a second one. METHOD:PUBLISH asks for no answer, and
    allows no ATTENDEE (RFC 5546, 3.2.1): everyone who comes stands in the description.

    Args:
        notice: what was booked or cancelled.
        summary: the entry's title, in the reader's language; anything may stand in it.
        now: when the file is written (aware UTC).
    """
    cancelled = isinstance(notice, MeetingCancelled)
    event = Event()
    event.add("uid", f"{notice.meeting_id}@mentorbot")
    event.add("dtstamp", now)
    event.add("dtstart", notice.starts_at)
    event.add("dtend", notice.starts_at + timedelta(minutes=notice.minutes))
    event.add("sequence", notice.sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("summary", _plain(summary))
    link = "" if isinstance(notice, MeetingCancelled) else _link(notice.link)
    said = [", ".join(map(_plain, notice.names)), link]
    if any(said):
        event.add("description", "\n".join(filter(None, said)))
    if link:
        event.add("url", link)
    calendar = Calendar()
    calendar.add("prodid", "-//Mentorbot//Mentorbot//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def _plain(text: str) -> str:
    """One line without control characters: none of them may begin a property of its own."""
    kept = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    return " ".join(kept.split())[:_LONGEST]


def _link(url: str) -> str:
    """A link that holds on one line, or nothing: a URL property knows no escapes."""
    fits = url.startswith("https://") and url.isprintable() and not any(map(str.isspace, url))
    return url if fits else ""
