"""Meetings: a booked chat, and what each person says of whether it took place."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import errors
from bot.domain.people import PersonId
from bot.domain.slots import Interval

REMIND_MINUTES_BEFORE: Final = timedelta(minutes=10)
REMIND_WORKDAYS_BEFORE: Final = 1
FURTHEST: Final = timedelta(days=365)


class MeetingState(StrEnum):
    """A meeting is held or missed by its people's own answers; no answer leaves it booked."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class Attendance(StrEnum):
    """One person's own answer to "Did you meet?"."""

    MET = "met"
    MOVED = "moved"
    NOT_YET = "not yet"
    WONT_HAPPEN = "won't happen"


@dataclass(eq=False, kw_only=True)
class Seat:
    """One person at one meeting, with their own answer; None is unknown."""

    workspace: str
    meeting_id: str
    person_id: PersonId
    answer: Attendance | None = None
    answered_at: datetime | None = None


@dataclass(eq=False, kw_only=True)
class Meeting:
    """A chat of a pairing. `sequence` counts its changes, as calendars need it (RFC 5545, SEQUENCE).

    One that was not `planned` was entered once it had been held: nobody knew its time before.
    """

    workspace: str
    id: str
    pairing_id: str
    starts_at: datetime
    minutes: int
    state: MeetingState = MeetingState.BOOKED
    sequence: int = 0
    planned: bool = True
    seats: list[Seat] = field(default_factory=list)
    version: int = 0

    @classmethod
    def book(
        cls, meeting_id: str, pairing_id: str, workspace: str, people: tuple[PersonId, ...], slot: Interval
    ) -> "Meeting":
        """A booked meeting with a seat for each person."""
        minutes = int((slot.end - slot.start).total_seconds() // 60)
        seats = [Seat(workspace=workspace, meeting_id=meeting_id, person_id=person) for person in people]
        return cls(
            workspace=workspace,
            id=meeting_id,
            pairing_id=pairing_id,
            starts_at=slot.start,
            minutes=minutes,
            seats=seats,
        )

    @property
    def ends_at(self) -> datetime:
        """The planned end, aware UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def slot(self) -> Interval:
        """The time it takes."""
        return Interval(self.starts_at, self.ends_at)

    @property
    def booked(self) -> bool:
        """Whether it still stands."""
        return self.state is MeetingState.BOOKED

    def seat_of(self, person_id: PersonId) -> Seat:
        """This person's seat; strangers are refused."""
        seat = next((seat for seat in self.seats if seat.person_id == person_id), None)
        if seat is None:
            raise errors.NotYours
        return seat

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Everyone who has a seat."""
        return tuple(seat.person_id for seat in self.seats)

    def partners_of(self, person_id: PersonId) -> tuple[PersonId, ...]:
        """All the others at the meeting; strangers are refused."""
        own = self.seat_of(person_id)
        return tuple(seat.person_id for seat in self.seats if seat is not own)

    def check_booked(self) -> None:
        """Refuse what comes after a cancellation."""
        if not self.booked:
            raise errors.Gone

    def move(self, starts_at: datetime) -> None:
        """Take place at another time; what was said of the old time no longer counts."""
        self.check_booked()
        self.starts_at, self.planned = starts_at, True
        self.sequence += 1
        for seat in self.seats:
            seat.answer = seat.answered_at = None

    def give_up_seat(self, person_id: PersonId) -> None:
        """Take place without this person."""
        self.check_booked()
        self.seats.remove(self.seat_of(person_id))

    def cancel(self) -> None:
        """Not take place."""
        self.check_booked()
        self.state = MeetingState.CANCELLED
        self.sequence += 1

    def say(self, person_id: PersonId, answer: Attendance, now: datetime) -> None:
        """Keep one person's own answer; it may be changed, the others' stay as they are."""
        seat = self.seat_of(person_id)
        self.check_booked()
        if now < self.starts_at:
            raise errors.NotMetYet
        seat.answer, seat.answered_at = answer, now

    @property
    def held(self) -> bool | None:
        """True when someone says they met, False when someone says not and nobody says yes, else None.

        Disagreement is kept in the seats; this is only the reading that stops nudges.
        """
        answers = {seat.answer for seat in self.seats}
        if Attendance.MET in answers:
            return True
        return False if answers & {Attendance.NOT_YET, Attendance.WONT_HAPPEN} else None


def check_bookable(starts_at: datetime, now: datetime) -> None:
    """Refuse a start that has passed or lies more than a year ahead."""
    if starts_at <= now:
        raise errors.TimePassed
    if starts_at > now + FURTHEST:
        raise errors.ChatTooFarAhead(days=FURTHEST.days)
