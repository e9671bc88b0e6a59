"""Meeting: introductions, times, bookings and the question whether people met."""

from datetime import date, datetime
from typing import Final

from bot.demo.page.stage import Specimen
from bot.domain.meetings import Attendance
from bot.domain.notices import (
    BookNudge,
    CheckInSettled,
    DidYouMeet,
    Introduced,
    MeetingBooked,
    MeetingCancelled,
    MeetingChanged,
    MeetingSoon,
    TimesOffered,
    TimesSettled,
)
from bot.domain.people import Break
from bot.specimens.asking import PURPOSE
from bot.specimens.showing import ANA, BEN, BOTH, CHIDI, NOW, READER, SLOTS, THURSDAY, TUESDAY, Told, modal
from bot.usecases.meetings import Times
from handlers.slack.views import times

GROUP: Final = "Meeting"
TOPIC: Final = PURPOSE.topic
FAR_AHEAD: Final = date(2026, 4, 6)

NOTICES: Final = (
    Told(
        "Two people are introduced",
        Introduced(
            pairing_id="p1",
            mentor_id=CHIDI,
            mentee_id=ANA,
            purpose=PURPOSE,
            minutes=30,
            via_id=BEN,
            mentor_offers=("portfolios", "user interviews"),
            mentee_offers=("spreadsheets",),
            mentor_about="Product designer in Lagos.",
            mentor_cannot="Hiring decisions",
            mentor_languages=("English", "Igbo"),
            slots=SLOTS,
        ),
        "A group message: both clocks stand on each time.",
        BOTH,
    ),
    Told(
        "Times for a flash chat",
        TimesOffered(pairing_id="p1", with_id=BEN, topic=TOPIC, minutes=15, slots=SLOTS),
    ),
    Told(
        "No shared time is left",
        TimesOffered(pairing_id="p1", with_id=BEN, topic=TOPIC, minutes=15),
        "Neither has a free hour that suits the other in the next two weeks.",
    ),
    Told(
        "No times during one's own break",
        TimesOffered(
            pairing_id="p1", with_id=BEN, topic=TOPIC, minutes=15, away=Break(person_id=ANA, until=FAR_AHEAD)
        ),
    ),
    Told(
        "The times were booked",
        TimesSettled(pairing_id="p1", mentor_id=BEN, mentee_id=ANA, topic=TOPIC, starts_at=TUESDAY),
        "In place of the times.",
    ),
    Told(
        "What was booked there was moved",
        TimesSettled(
            pairing_id="p1", mentor_id=BEN, mentee_id=ANA, topic=TOPIC, starts_at=THURSDAY, was_at=TUESDAY
        ),
    ),
    Told(
        "What was booked there was cancelled",
        TimesSettled(pairing_id="p1", mentor_id=BEN, mentee_id=ANA, topic=TOPIC, was_at=TUESDAY),
    ),
    Told("The times are gone", TimesSettled(pairing_id="p1", mentor_id=BEN, mentee_id=ANA, topic=TOPIC)),
    Told(
        "A chat is booked",
        MeetingBooked(
            meeting_id="m1",
            with_id=BEN,
            topic=TOPIC,
            starts_at=TUESDAY,
            minutes=15,
            link="https://meet.example.com/ben",
        ),
        "With a calendar file.",
    ),
    Told(
        "A chat was moved",
        MeetingBooked(
            meeting_id="m1", with_id=BEN, topic=TOPIC, starts_at=THURSDAY, minutes=15, sequence=1, by_id=BEN
        ),
    ),
    Told(
        "A chat is cancelled",
        MeetingCancelled(
            meeting_id="m1",
            with_id=BEN,
            topic=TOPIC,
            starts_at=TUESDAY,
            minutes=15,
            sequence=2,
            by_id=BEN,
            pairing_id="p1",
        ),
    ),
    Told(
        "An earlier confirmation, after a move",
        MeetingChanged(meeting_id="m1", with_id=BEN, topic=TOPIC, was_at=TUESDAY, now_at=THURSDAY),
    ),
    Told(
        "An earlier confirmation, after a cancellation",
        MeetingChanged(meeting_id="m1", with_id=BEN, topic=TOPIC, was_at=TUESDAY),
    ),
    Told(
        "A chat is tomorrow",
        MeetingSoon(meeting_id="m1", with_id=BEN, topic=TOPIC, starts_at=TUESDAY, minutes=15),
    ),
    Told(
        "A chat is in ten minutes",
        MeetingSoon(
            meeting_id="m1",
            with_id=BEN,
            topic=TOPIC,
            starts_at=TUESDAY,
            minutes=15,
            link="https://meet.example.com/ben",
            last=True,
        ),
    ),
    Told(
        "A nudge to book",
        BookNudge(wait_id="w1", pairing_id="p1", with_id=BEN, topic=TOPIC, minutes=30, slots=SLOTS),
    ),
    Told(
        "A nudge to meet again",
        BookNudge(
            wait_id="w1", pairing_id="p1", with_id=BEN, topic=TOPIC, minutes=30, slots=SLOTS, again=True
        ),
    ),
    Told(
        "Did you meet?",
        DidYouMeet(wait_id="w1", meeting_id="m1", with_id=BEN, topic=TOPIC, starts_at=TUESDAY),
        "Asked of each of the two on their own.",
    ),
    Told(
        "Did you meet, with no time booked?",
        DidYouMeet(wait_id="w1", meeting_id="m1", with_id=BEN, topic=TOPIC),
        "When the other one logs a chat that nobody booked.",
    ),
    Told(
        "They met",
        CheckInSettled(meeting_id="m1", pairing_id="p1", with_id=BEN, topic=TOPIC, answer=Attendance.MET),
    ),
    Told(
        "They have not met yet",
        CheckInSettled(
            meeting_id="m1",
            pairing_id="p1",
            with_id=BEN,
            topic=TOPIC,
            answer=Attendance.NOT_YET,
            slots=SLOTS,
        ),
    ),
    Told(
        "They will not meet",
        CheckInSettled(
            meeting_id="m1",
            pairing_id="p1",
            with_id=BEN,
            topic=TOPIC,
            answer=Attendance.WONT_HAPPEN,
            open=False,
        ),
    ),
)


def specimens() -> list[Specimen]:
    """Everything about meeting."""
    return [
        *(one.specimen(GROUP) for one in NOTICES),
        modal(GROUP, "Choose a time", times.modal(READER, _times())),
        modal(GROUP, "Move a chat", times.modal(READER, _times(moving=True))),
        modal(GROUP, "Choose a time when none is shared", times.modal(READER, _times(slots=()))),
    ]


def _times(*, moving: bool = False, slots: tuple[datetime, ...] = SLOTS) -> Times:
    return Times(subject_id="p1", with_id=BEN, topic=TOPIC, minutes=15, slots=slots, now=NOW, moving=moving)
