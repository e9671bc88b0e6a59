"""Meetings: book a chat, move it, cancel it; "Did you meet?"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import errors, notices
from bot.domain.meetings import Attendance, Meeting, check_bookable
from bot.domain.nudging import Phase
from bot.domain.pairings import Pairing
from bot.domain.people import Break, Person, PersonId
from bot.domain.requests import Form
from bot.domain.slots import Interval
from bot.ports import UnitOfWork
from bot.usecases import booking, pairings
from bot.usecases.reaching import break_among, replace_posted, times_for, wait_anew, wait_for

SUGGESTED = 12
"""Free times in the modal for choosing one."""


@dataclass(frozen=True, kw_only=True)
class Book:
    """Book a pairing's chat at a time (aware UTC)."""

    person_id: PersonId
    pairing_id: str
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class Move:
    """Move a booked chat to another time (aware UTC)."""

    person_id: PersonId
    meeting_id: str
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class Cancel:
    """Call a booked chat off."""

    person_id: PersonId
    meeting_id: str


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """One person's own answer to "Did you meet?"."""

    person_id: PersonId
    meeting_id: str
    answer: Attendance


@dataclass(frozen=True, kw_only=True)
class ShowTimes:
    """Look for times: for a pairing without a booking, or (`meeting_id`) to move one."""

    person_id: PersonId
    pairing_id: str = ""
    meeting_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Times:
    """What the modal for choosing a time shows: free times of both, and whom it is with."""

    subject_id: str
    with_id: PersonId
    topic: str
    minutes: int
    slots: tuple[datetime, ...]
    now: datetime
    moving: bool = False
    away: Break | None = None


def show_times(uow: UnitOfWork, command: ShowTimes, now: datetime) -> Times:
    """Free times of both people within the next two weeks."""
    if command.meeting_id:
        meeting, pairing = _find(uow, command.meeting_id, command.person_id)
        meeting.check_booked()
    else:
        meeting, pairing = None, booking.find_open(uow, command.pairing_id, command.person_id)
    person = uow.people.get(command.person_id)
    partner = uow.people.get(pairing.partner_of(person.id))
    minutes = meeting.minutes if meeting else pairing.minutes
    slots = times_for(uow, person, partner, minutes, now, SUGGESTED)
    return Times(
        subject_id=meeting.id if meeting else pairing.id,
        with_id=partner.id,
        topic=pairing.topic,
        minutes=minutes,
        slots=slots,
        now=now,
        moving=meeting is not None,
        away=None if slots else break_among((person, partner), now),
    )


def book(uow: UnitOfWork, command: Book, now: datetime) -> Meeting:
    """Book a chat. Locks both people, so that of two who want one slot exactly one has it."""
    pairing = booking.find_open(uow, command.pairing_id, command.person_id)
    people = uow.people.lock(pairing.people)
    pairing.check_open()
    check_bookable(command.starts_at, now)
    standing = booking.upcoming_of(uow, pairing, now)
    if standing is not None:
        if standing.starts_at == command.starts_at:
            raise errors.BookedAlready(at=standing.starts_at)
        raise errors.AlreadyBooked(at=standing.starts_at)
    slot = Interval(command.starts_at, command.starts_at + timedelta(minutes=pairing.minutes))
    _check_free(uow, people.values(), slot, now)
    meeting = Meeting.book(uow.new_id(), pairing.id, uow.workspace, pairing.people, slot)
    uow.meetings.add(meeting)
    booking.confirm(uow, pairing, meeting, command.person_id, now)
    booking.settle_times(uow, pairing, now, meeting)
    return meeting


def move(uow: UnitOfWork, command: Move, now: datetime) -> Meeting:
    """Move a chat. Once it should have begun, a time that has passed means: we met then."""
    meeting, pairing = _find(uow, command.meeting_id, command.person_id)
    people = uow.people.lock(pairing.people)
    meeting.check_booked()
    if meeting.starts_at <= now and command.starts_at <= now:
        if command.starts_at < pairing.opened_at:
            raise errors.TimePassed
        meeting.starts_at = command.starts_at
        check_in(uow, _met(command), now)
        return meeting
    pairing.check_open()
    check_bookable(command.starts_at, now)
    if meeting.seat_of(meeting.partner_of(command.person_id)).answer is Attendance.MET:
        return _meet_again(uow, meeting, pairing, command, now)
    if command.starts_at == meeting.starts_at:
        raise errors.BookedAlready(at=meeting.starts_at)
    slot = Interval(command.starts_at, command.starts_at + timedelta(minutes=meeting.minutes))
    _check_free(uow, people.values(), slot, now, but=meeting.slot)
    about, was_at = booking.confirmation_of(meeting), meeting.starts_at
    meeting.move(command.starts_at)
    booking.take_back(uow, pairing, meeting, was_at, about, now)
    for person_id in pairing.people:
        _settle_check_in(uow, pairing, meeting, person_id, Attendance.MOVED, now)
    booking.confirm(uow, pairing, meeting, command.person_id, now)
    return meeting


def _meet_again(uow: UnitOfWork, meeting: Meeting, pairing: Pairing, command: Move, now: datetime) -> Meeting:
    """The other one says that they met: that stays said, and the new time is a chat of its own."""
    meeting.say(command.person_id, Attendance.MOVED, now)
    uow.waits.close(meeting.id, (Phase.CHECK_IN, Phase.OUTCOME), command.person_id)
    _settle_check_in(uow, pairing, meeting, command.person_id, Attendance.MOVED, now)
    again = Book(person_id=command.person_id, pairing_id=pairing.id, starts_at=command.starts_at)
    return book(uow, again, now)


def _met(command: Move) -> CheckIn:
    return CheckIn(person_id=command.person_id, meeting_id=command.meeting_id, answer=Attendance.MET)


def cancel(uow: UnitOfWork, command: Cancel, now: datetime) -> Meeting:
    """Call a chat off; the pairing stays and may book another time."""
    meeting, pairing = _find(uow, command.meeting_id, command.person_id)
    uow.people.lock(pairing.people)
    if meeting.ends_at <= now or meeting.held is not None:
        raise errors.Gone
    booking.call_off(uow, pairing, meeting, command.person_id, now)
    booking.wait_for_booking(uow, pairing, now)
    return meeting


def check_in(uow: UnitOfWork, command: CheckIn, now: datetime) -> Meeting:
    """Keep one person's own answer, and go on from it."""
    meeting, pairing = _find(uow, command.meeting_id, command.person_id)
    person = uow.people.lock(pairing.people)[command.person_id]
    if meeting.seat_of(person.id).answer is command.answer:
        raise errors.AlreadyAnswered
    meeting.say(person.id, command.answer, now)
    uow.waits.close(meeting.id, (Phase.CHECK_IN,), person.id)
    _settle_check_in(uow, pairing, meeting, person.id, command.answer, now)
    if command.answer is Attendance.MET:
        wait_for(uow, person, Phase.OUTCOME, meeting.id, now)
        after_meeting(uow, pairing, meeting, person, now)
        return meeting
    uow.waits.close(meeting.id, (Phase.OUTCOME,), person.id)
    if not meeting.held:
        _not_met(uow, pairing, command, now)
    return meeting


def _not_met(uow: UnitOfWork, pairing: Pairing, command: CheckIn, now: datetime) -> None:
    """Nobody says they met: look for another time, or end it; who met before goes on without this chat."""
    ends = command.answer is Attendance.WONT_HAPPEN and pairing.open and not pairing.ongoing
    if ends and booking.upcoming_of(uow, pairing, now) is None:
        pairings.end(uow, pairing, now)
    else:
        booking.wait_for_booking(uow, pairing, now)


def after_meeting(uow: UnitOfWork, pairing: Pairing, meeting: Meeting, person: Person, now: datetime) -> None:
    """What a chat leads to: a flash chat is done, an intro asks in private whether to go on."""
    if not pairing.open:
        return
    uow.waits.close(pairing.id, (Phase.BOOK, Phase.FLAG))
    if pairing.form is Form.FLASH:
        pairings.end(uow, pairing, now, tell=False)
    elif pairing.ongoing:
        people = booking.both(uow, pairing)
        for phase in (Phase.MEET_AGAIN, Phase.INACTIVE):
            wait_anew(uow, people, phase, pairing.id, meeting.ends_at)
    else:
        pairings.ask_fit(uow, pairing, person, now)


def _settle_check_in(
    uow: UnitOfWork,
    pairing: Pairing,
    meeting: Meeting,
    person_id: PersonId,
    answer: Attendance,
    now: datetime,
) -> None:
    """Take the buttons from this person's own question, and say the one thing to do next."""
    person, partner = uow.people.get(person_id), uow.people.get(pairing.partner_of(person_id))
    again = answer is Attendance.NOT_YET and pairing.open
    settled = notices.CheckInSettled(
        meeting_id=meeting.id,
        pairing_id=pairing.id,
        with_id=partner.id,
        topic=pairing.topic,
        answer=answer,
        slots=times_for(uow, person, partner, pairing.minutes, now) if again else (),
        open=pairing.open,
    )
    asked, goes_with = f"check-in:{meeting.id}:{person_id}", f"pairing:{pairing.id}" if again else None
    replace_posted(uow, asked, (person_id,), settled, now, goes_with)


def _find(uow: UnitOfWork, meeting_id: str, person_id: PersonId) -> tuple[Meeting, Pairing]:
    meeting = uow.meetings.find(meeting_id)
    pairing = uow.pairings.find(meeting.pairing_id) if meeting else None
    if meeting is None or pairing is None:
        raise errors.Gone
    meeting.seat_of(person_id)
    return meeting, pairing


def _check_free(
    uow: UnitOfWork, people: Iterable[Person], slot: Interval, now: datetime, but: Interval | None = None
) -> None:
    """Refuse a slot in which one of the people is booked already."""
    for person in people:
        if any(slot.overlaps(taken) for taken in uow.meetings.busy(person.id, now) if taken != but):
            raise errors.TimeTaken
