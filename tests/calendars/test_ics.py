from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.calendars.ics import invitation
from bot.domain.notices import MeetingBooked, MeetingCancelled

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
AT = NOW + timedelta(days=3)


def booked(*, sequence: int = 0, link: str = "") -> MeetingBooked:
    return MeetingBooked(
        meeting_id="m1",
        with_ids=("U2",),
        topic="packaging",
        starts_at=AT,
        minutes=30,
        sequence=sequence,
        link=link,
    )


def read(file: bytes) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    assert isinstance(calendar, Calendar)
    assert isinstance(event, Event)
    return calendar, event


def test_a_booking_reads_back_as_it_was_made() -> None:
    calendar, event = read(invitation(booked(link="https://meet.example/a?b=c"), "Chat: packaging", NOW))
    assert calendar["METHOD"] == "PUBLISH"
    assert event["UID"] == "m1@mentorbot"
    assert event["SUMMARY"] == "Chat: packaging"
    assert event["STATUS"] == "CONFIRMED"
    assert event["URL"] == "https://meet.example/a?b=c"
    assert event["SEQUENCE"] == 0
    assert event.decoded("DTSTART") == AT
    assert event.decoded("DTEND") == AT + timedelta(minutes=30)


def test_everyone_who_comes_stands_in_it() -> None:
    """Whatever they are called: a name begins no line of its own."""
    notice = replace(booked(link="https://meet.example/a"), names=("Ana", "Ben", "Cem\nX-EVIL:1"))
    _, event = read(invitation(notice, "Chat", NOW))
    assert event["DESCRIPTION"] == "Ana, Ben, Cem X-EVIL:1\nhttps://meet.example/a"
    assert "X-EVIL" not in event


def test_times_are_written_in_utc() -> None:
    assert b"DTSTART:20260305T090000Z" in invitation(booked(), "Chat", NOW)


def test_a_change_keeps_the_identity_and_counts_up() -> None:
    _, moved = read(invitation(booked(sequence=1), "Chat", NOW))
    cancelled = MeetingCancelled(
        meeting_id="m1", with_ids=("U2",), topic="packaging", starts_at=AT, minutes=30, sequence=2
    )
    _, gone = read(invitation(cancelled, "Chat", NOW))
    assert moved["UID"] == gone["UID"] == "m1@mentorbot"
    assert (moved["SEQUENCE"], gone["SEQUENCE"]) == (1, 2)
    assert gone["STATUS"] == "CANCELLED"


@given(st.text())
def test_no_text_adds_a_property_or_an_entry(text: str) -> None:
    """Whatever people type stays inside the summary."""
    plain = read(invitation(booked(), "Chat", NOW))[1]
    hostile = f"{text}\r\nATTENDEE:mailto:a@b.example\nEND:VEVENT\u2028BEGIN:VEVENT"
    _, event = read(invitation(booked(), hostile, NOW))
    assert sorted(event) == sorted(plain)


def test_a_link_that_would_break_the_line_is_left_out() -> None:
    for link in ("https://a.example/\r\nATTENDEE:x", "javascript:alert(1)", "https://a b"):
        _, event = read(invitation(booked(link=link), "Chat", NOW))
        assert "URL" not in event
        assert "DESCRIPTION" not in event
