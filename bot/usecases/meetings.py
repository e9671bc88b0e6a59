"""Meetings: book a chat, move it, cancel it; "Did you meet?"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import errors, notices
from bot.domain.meetings import Attendance, Meeting, check_bookable
from bot.domain.nudging import Phase
from bot.domain.pairings import Pairing
from bot.domain.people import Break, Person, PersonId
from bot.domain.slots import Interval, Proposal
from bot.ports import UnitOfWork
from bot.usecases import booking, pairings
from bot.usecases.reaching import break_among, replace_posted, subject_of, wait_anew, wait_for

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
    """What the modal for choosing a time shows: free times of all, and whom it is with."""

    subject_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    minutes: int
    slots: tuple[datetime, ...]
    outside_ids: tuple[PersonId, ...]
    now: datetime
    moving: bool = False
    away: Break | None = None


def show_times(uow: UnitOfWork, command: ShowTimes, now: datetime) -> Times:
    """Free times of all of them within the next two weeks."""
    if command.meeting_id:
        meeting, pairing = _find(uow, command.meeting_id, command.person_id)
        meeting.check_booked()
    else:
        meeting, pairing = None, booking.find_open(uow, command.pairing_id, command.person_id)
    partners = pairing.partners_of(command.person_id)
    minutes = meeting.minutes if meeting else pairing.minutes
    times = booking.times_of(uow, pairing, command.person_id, now, minutes, SUGGESTED)
    return Times(
        subject_id=meeting.id if meeting else pairing.id,
        with_ids=partners,
        topic=pairing.topic,
        minutes=minutes,
        slots=times.starts,
        outside_ids=times.outside,
        now=now,
        moving=meeting is not None,
        away=None if times.starts else break_among(booking.people_of(uow, pairing), now),
    )


def book(uow: UnitOfWork, command: Book, now: datetime) -> Meeting:
    """Book a chat. Locks all its people, so that of two who want one slot exactly one has it."""
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
    pairing.member(command.person_id)
    check_bookable(command.starts_at, now)
    others = meeting.partners_of(command.person_id)
    if any(meeting.seat_of(one).answer is Attendance.MET for one in others):
        return _meet_again(uow, meeting, pairing, command, now)
    if command.starts_at == meeting.starts_at:
        raise errors.BookedAlready(at=meeting.starts_at)
    slot = Interval(command.starts_at, command.starts_at + timedelta(minutes=meeting.minutes))
    _check_free(uow, people.values(), slot, now, but=meeting.slot)
    about, was_at = booking.confirmation_of(meeting), meeting.starts_at
    for gone in set(others) - set(pairing.people):
        meeting.give_up_seat(gone)
    meeting.move(command.starts_at)
    booking.take_back(uow, pairing, meeting, was_at, about, now)
    for person_id in meeting.people:
        _settle_check_in(uow, pairing, meeting, person_id, Attendance.MOVED, now)
    booking.confirm(uow, pairing, meeting, command.person_id, now)
    return meeting


def _meet_again(uow: UnitOfWork, meeting: Meeting, pairing: Pairing, command: Move, now: datetime) -> Meeting:
    """Another one says that they met: that stays said, and the new time is a chat of its own."""
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
    person = uow.people.lock((*pairing.people, command.person_id))[command.person_id]
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
    """Nobody says they met: look for another time, or give it up; who met before goes on without this chat.

    Whoever gives up a chat of two ends it, in a group they are out of it.
    """
    over = command.answer is Attendance.WONT_HAPPEN and pairing.open and not pairing.ongoing
    if over and command.person_id in pairing.people and booking.upcoming_of(uow, pairing, now) is None:
        pairings.leave(uow, pairing, command.person_id, now)
    else:
        booking.wait_for_booking(uow, pairing, now)


def after_meeting(uow: UnitOfWork, pairing: Pairing, meeting: Meeting, person: Person, now: datetime) -> None:
    """What a chat leads to: one that is for once is done, any other asks in private whether to go on."""
    if not pairing.open:
        return
    uow.waits.close(pairing.id, (Phase.BOOK, Phase.FLAG))
    if pairing.once:
        pairings.end(uow, pairing, now, tell=False)
    elif pairing.ongoing:
        people = booking.people_of(uow, pairing)
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
    again = answer is Attendance.NOT_YET and pairing.open and person_id in pairing.people
    times = booking.times_of(uow, pairing, person_id, now) if again else Proposal()
    settled = notices.CheckInSettled(
        meeting_id=meeting.id,
        pairing_id=pairing.id,
        with_ids=meeting.partners_of(person_id),
        topic=pairing.topic,
        answer=answer,
        slots=times.starts,
        outside_ids=times.outside,
        open=pairing.open,
    )
    asked, goes_with = f"check-in:{meeting.id}:{person_id}", f"pairing:{pairing.id}" if again else None
    if answer is Attendance.MET:
        goes_with = subject_of(Phase.OUTCOME, meeting.id, person_id)
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
