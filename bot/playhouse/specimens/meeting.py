"""Meeting: introductions, times, bookings and the question whether people met."""

from datetime import date, datetime
from typing import Final

from bot.demo.page.stage import Specimen
from bot.domain.matching.values import Reason, Term
from bot.domain.meetings import Attendance
from bot.domain.notices import (
    BookNudge,
    CheckInSettled,
    DidYouMeet,
    Introduced,
    Introduction,
    MeetingBooked,
    MeetingCancelled,
    MeetingChanged,
    MeetingSoon,
    TimesOffered,
    TimesSettled,
)
from bot.domain.pairings import Part
from bot.domain.people import Break
from bot.domain.requests import Purpose
from bot.playhouse.specimens.asking import PURPOSE
from bot.playhouse.specimens.showing import (
    ANA,
    BEN,
    BOTH,
    CHIDI,
    FREYA,
    NOW,
    READER,
    SLOTS,
    THURSDAY,
    TUESDAY,
    Told,
    modal,
)
from bot.usecases.meetings import Times
from handlers.slack.views import times

GROUP: Final = "Meeting"
TOPIC: Final = PURPOSE.topic
FAR_AHEAD: Final = date(2026, 4, 6)

DESIGNER: Final = Introduction(
    person_id=CHIDI,
    part=Part.MENTOR,
    offers=("portfolios", "user interviews"),
    about="Product designer in Lagos.",
    cannot="Hiring decisions",
    languages=("English", "Igbo"),
)
"""Chidi, as others read of him."""

NOTICES: Final = (
    Told(
        "Two people are introduced",
        Introduced(
            pairing_id="p1",
            members=(DESIGNER, Introduction(person_id=ANA, part=Part.MENTEE, offers=("spreadsheets",))),
            purpose=PURPOSE,
            minutes=30,
            requester_id=ANA,
            via_id=BEN,
            slots=SLOTS,
        ),
        "A group message: both clocks stand on each time.",
        BOTH,
    ),
    Told(
        "A group is introduced",
        Introduced(
            pairing_id="p2",
            members=(
                DESIGNER,
                Introduction(person_id=ANA, part=Part.MENTEE),
                Introduction(person_id=FREYA, part=Part.MENTEE, offers=("statistics",)),
            ),
            purpose=Purpose(topic="Portfolios"),
            minutes=60,
            reasons=(
                Reason(Term.TOPICS, 350_000, ("portfolios",)),
                Reason(Term.LANGUAGES, 50_000, ("English",)),
                Reason(Term.HOURS, 40_000, amount=12),
            ),
            opening="Take the time you need; the hour is yours.",
            icebreaker=0,
            agenda=("A portfolio each of you likes", "One page of yours"),
            slots=SLOTS,
            outside_ids=(FREYA,),
        ),
        "One mentor and two mentees, matched by a round: why just them, and times that suit most.",
        BOTH,
    ),
    Told(
        "Peers are introduced",
        Introduced(
            pairing_id="p3",
            members=tuple(Introduction(person_id=one, part=Part.PEER) for one in (ANA, CHIDI)),
            purpose=Purpose(),
            minutes=30,
            icebreaker=1,
            slots=SLOTS,
            host_id=CHIDI,
        ),
        "Nobody is anybody's mentor; in a circle each hosts in turn.",
        BOTH,
    ),
    Told(
        "Times for a flash chat",
        TimesOffered(pairing_id="p1", with_ids=(BEN,), topic=TOPIC, minutes=15, slots=SLOTS),
    ),
    Told(
        "No shared time is left",
        TimesOffered(pairing_id="p1", with_ids=(BEN,), topic=TOPIC, minutes=15),
        "Neither has a free hour that suits the other in the next two weeks.",
    ),
    Told(
        "No times during one's own break",
        TimesOffered(
            pairing_id="p1",
            with_ids=(BEN,),
            topic=TOPIC,
            minutes=15,
            away=Break(person_id=ANA, until=FAR_AHEAD),
        ),
    ),
    Told(
        "The times were booked",
        TimesSettled(pairing_id="p1", people=(BEN, ANA), topic=TOPIC, starts_at=TUESDAY),
        "In place of the times.",
    ),
    Told(
        "What was booked there was moved",
        TimesSettled(pairing_id="p1", people=(BEN, ANA), topic=TOPIC, starts_at=THURSDAY, was_at=TUESDAY),
    ),
    Told(
        "What was booked there was cancelled",
        TimesSettled(pairing_id="p1", people=(BEN, ANA), topic=TOPIC, was_at=TUESDAY),
    ),
    Told("The times are gone", TimesSettled(pairing_id="p1", people=(BEN, ANA), topic=TOPIC)),
    Told(
        "A chat is booked",
        MeetingBooked(
            meeting_id="m1",
            with_ids=(BEN,),
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
            meeting_id="m1",
            with_ids=(BEN,),
            topic=TOPIC,
            starts_at=THURSDAY,
            minutes=15,
            sequence=1,
            by_id=BEN,
        ),
    ),
    Told(
        "A chat is cancelled",
        MeetingCancelled(
            meeting_id="m1",
            with_ids=(BEN,),
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
        MeetingChanged(meeting_id="m1", with_ids=(BEN,), topic=TOPIC, was_at=TUESDAY, now_at=THURSDAY),
    ),
    Told(
        "An earlier confirmation, after a cancellation",
        MeetingChanged(meeting_id="m1", with_ids=(BEN,), topic=TOPIC, was_at=TUESDAY),
    ),
    Told(
        "A chat is tomorrow",
        MeetingSoon(meeting_id="m1", with_ids=(BEN,), topic=TOPIC, starts_at=TUESDAY, minutes=15),
    ),
    Told(
        "A chat is in ten minutes",
        MeetingSoon(
            meeting_id="m1",
            with_ids=(BEN,),
            topic=TOPIC,
            starts_at=TUESDAY,
            minutes=15,
            link="https://meet.example.com/ben",
            last=True,
        ),
    ),
    Told(
        "A nudge to book",
        BookNudge(wait_id="w1", pairing_id="p1", with_ids=(BEN,), topic=TOPIC, minutes=30, slots=SLOTS),
    ),
    Told(
        "Half of a round is over",
        BookNudge(
            wait_id="w1", pairing_id="p1", with_ids=(BEN,), topic=TOPIC, minutes=30, slots=SLOTS, midway=True
        ),
        "Once, to those who have neither met nor booked a chat.",
    ),
    Told(
        "A nudge to meet again",
        BookNudge(
            wait_id="w1", pairing_id="p1", with_ids=(BEN,), topic=TOPIC, minutes=30, slots=SLOTS, again=True
        ),
    ),
    Told(
        "Did you meet?",
        DidYouMeet(wait_id="w1", meeting_id="m1", with_ids=(BEN,), topic=TOPIC, starts_at=TUESDAY),
        "Asked of each of the two on their own.",
    ),
    Told(
        "Did you meet, with no time booked?",
        DidYouMeet(wait_id="w1", meeting_id="m1", with_ids=(BEN,), topic=TOPIC),
        "When the other one logs a chat that nobody booked.",
    ),
    Told(
        "They met",
        CheckInSettled(meeting_id="m1", pairing_id="p1", with_ids=(BEN,), topic=TOPIC, answer=Attendance.MET),
    ),
    Told(
        "They have not met yet",
        CheckInSettled(
            meeting_id="m1",
            pairing_id="p1",
            with_ids=(BEN,),
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
            with_ids=(BEN,),
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
    return Times(
        subject_id="p1",
        with_ids=(BEN,),
        topic=TOPIC,
        minutes=15,
        slots=slots,
        outside_ids=(),
        now=NOW,
        moving=moving,
    )
