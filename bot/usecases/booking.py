"""Booking: what a booked chat sets going, and what ends with it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import errors, meetings, notices, slots
from bot.domain.meetings import Meeting
from bot.domain.nudging import Phase
from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId
from bot.domain.slots import Proposal
from bot.ports import UnitOfWork
from bot.usecases.reaching import (
    hours_of,
    reminder_at,
    replace_posted,
    say,
    say_before,
    times_for,
    wait_for_all,
)

ABOUT_MEETING = (Phase.BOOK, Phase.MEET_AGAIN, Phase.INACTIVE, Phase.FLAG)
"""What a booked chat puts to rest."""


def find(uow: UnitOfWork, pairing_id: str, person_id: PersonId) -> Pairing:
    """The pairing, when it is this person's, open or not."""
    pairing = uow.pairings.find(pairing_id)
    if pairing is None:
        raise errors.Gone
    pairing.member(person_id)
    return pairing


def find_open(uow: UnitOfWork, pairing_id: str, person_id: PersonId) -> Pairing:
    """The pairing, when it is open and this person's."""
    pairing = find(uow, pairing_id, person_id)
    pairing.check_open()
    return pairing


def find_and_lock(uow: UnitOfWork, pairing_id: str, person_id: PersonId) -> Pairing:
    """The same, with all of them locked: people come before their waits, but in a look at due ones."""
    pairing = find_open(uow, pairing_id, person_id)
    uow.people.lock(pairing.people)
    pairing.check_open()
    return pairing


def people_of(uow: UnitOfWork, of: Pairing | Meeting) -> list[Person]:
    """Everyone in a pairing, or at a meeting."""
    return [uow.people.get(person_id) for person_id in of.people]


def times_of(
    uow: UnitOfWork,
    pairing: Pairing,
    person_id: PersonId,
    now: datetime,
    minutes: int | None = None,
    most: int = slots.SLOTS,
) -> Proposal[PersonId]:
    """Times for the pairing's chat (of so many minutes), on the days of whoever chooses one."""
    people = (uow.people.get(one) for one in (person_id, *pairing.partners_of(person_id)))
    return times_for(uow, people, minutes or pairing.minutes, now, most=most)


def settle_times(
    uow: UnitOfWork,
    pairing: Pairing,
    now: datetime,
    booked: Meeting | None = None,
    was_at: datetime | None = None,
) -> None:
    """Take the times back from wherever they were offered: one is booked, or it has ended.

    What stands there then goes with the meeting: once that `was_at` another time, it says so.
    """
    stands = booked is not None and booked.booked
    settled = notices.TimesSettled(
        pairing_id=pairing.id,
        people=pairing.people if pairing.people == pairing.everyone else (),
        topic=pairing.topic,
        starts_at=booked.starts_at if booked is not None and stands else None,
        was_at=was_at,
    )
    goes_with = f"booked:{booked.id}" if booked is not None else None
    edits = goes_with if was_at is not None and goes_with else f"pairing:{pairing.id}"
    for to in (pairing.everyone, *((one,) for one in pairing.people)):
        # Introduced together, nudged apart: an edit finds what was posted to just these people.
        replace_posted(uow, edits, to, settled, now, goes_with if stands else None)


def take_times_from(uow: UnitOfWork, pairing: Pairing, person_id: PersonId, now: datetime) -> None:
    """Whoever leaves has nothing left to book; the times in the group message stay for the others."""
    settled = notices.TimesSettled(pairing_id=pairing.id, people=(), topic=pairing.topic)
    replace_posted(uow, f"pairing:{pairing.id}", (person_id,), settled, now)


def upcoming_of(uow: UnitOfWork, pairing: Pairing, now: datetime) -> Meeting | None:
    """The pairing's booked chat that is still ahead, or under way with nobody saying that it is over."""
    ahead = [
        one
        for one in uow.meetings.of_pairing(pairing.id)
        if one.booked and (one.starts_at > now or (one.ends_at > now and one.held is None))
    ]
    return ahead[-1] if ahead else None


def wait_for_booking(uow: UnitOfWork, pairing: Pairing, now: datetime) -> None:
    """No chat is booked: who has yet to meet hears in days, who goes on meeting in weeks."""
    if not pairing.open or upcoming_of(uow, pairing, now) is not None:
        return
    people = people_of(uow, pairing)
    if pairing.ongoing:
        uow.waits.close(pairing.id, (Phase.MEET_AGAIN,))
        wait_for_all(uow, people, (Phase.MEET_AGAIN,), pairing.id, now)
    else:
        wait_for_all(uow, people, (Phase.BOOK,), pairing.id, now)


def _sessions_before(uow: UnitOfWork, meeting: Meeting) -> int:
    """How many chats of the pairing come before this one; those that were cancelled do not count."""
    known = uow.meetings.of_pairing(meeting.pairing_id)
    return sum(one.booked and one.starts_at < meeting.starts_at for one in known)


def confirm(uow: UnitOfWork, pairing: Pairing, meeting: Meeting, by_id: PersonId, now: datetime) -> None:
    """Tell each in their own zone, with a calendar file; remind them; ask afterwards."""
    people = people_of(uow, pairing)
    links = (one.profile.meeting_link for one in people if one.id in pairing.hosts)
    link = next(filter(None, links), "")
    host_id = pairing.host_of(_sessions_before(uow, meeting))
    for person in people:
        notice = notices.MeetingBooked(
            meeting_id=meeting.id,
            with_ids=meeting.partners_of(person.id),
            topic=pairing.topic,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            sequence=meeting.sequence,
            link=link,
            by_id=by_id,
            names=_names(people),
            host_id=host_id,
        )
        key = f"{_confirmations_of(meeting, person.id)}{meeting.sequence}"
        _tell(uow, person, notice, key, meeting.starts_at, by_id, now, confirmation_of(meeting))
        _remind(uow, pairing, meeting, person, link, now)
    wait_for_all(uow, people, (Phase.CHECK_IN,), meeting.id, meeting.ends_at)
    uow.waits.close(pairing.id, ABOUT_MEETING)
    wait_for_all(uow, people, (Phase.INACTIVE,), pairing.id, meeting.ends_at)
    if pairing.ongoing:
        wait_for_all(uow, people, (Phase.MEET_AGAIN,), pairing.id, meeting.ends_at)


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(one.name for one in people)


def _tell(
    uow: UnitOfWork,
    person: Person,
    notice: notices.Notice,
    key: str,
    starts_at: datetime,
    by_id: PersonId | None,
    now: datetime,
    about: str | None = None,
) -> None:
    """Whoever did it reads it at once, the others in their hours and in time for the chat."""
    if person.id == by_id:
        say(uow, (person.id,), notice, key, now, about)
    else:
        say_before(uow, person, notice, key, now, starts_at, about)


def confirmation_of(meeting: Meeting) -> str:
    """What the present confirmation speaks of: each change of the meeting has its own."""
    return f"meeting:{meeting.id}:{meeting.sequence}"


def _remind(
    uow: UnitOfWork, pairing: Pairing, meeting: Meeting, person: Person, link: str, now: datetime
) -> None:
    day_before = reminder_at(hours_of(uow, person, now), meeting.starts_at, meetings.REMIND_WORKDAYS_BEFORE)
    minutes_before = meeting.starts_at - meetings.REMIND_MINUTES_BEFORE
    for at, last in ((day_before, False), (minutes_before, True)):
        # Whoever books a chat for this afternoon needs no reminder of yesterday.
        if at <= now + timedelta(hours=1 if not last else 0):
            continue
        notice = notices.MeetingSoon(
            meeting_id=meeting.id,
            with_ids=meeting.partners_of(person.id),
            topic=pairing.topic,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            link=link,
            last=last,
        )
        key, about = f"{_reminders_of(meeting, person.id)}{meeting.sequence}:{last}", confirmation_of(meeting)
        say(uow, (person.id,), notice, key, at, None if last else about)


def _reminders_of(meeting: Meeting, person_id: PersonId) -> str:
    return f"soon:{meeting.id}:{person_id}:"


def _confirmations_of(meeting: Meeting, person_id: PersonId) -> str:
    return f"booked:{meeting.id}:{person_id}:"


def take_back(
    uow: UnitOfWork, pairing: Pairing, meeting: Meeting, was_at: datetime, about: str, now: datetime
) -> None:
    """Take reminders, the question afterwards and the old confirmations back; call after the change."""
    for person_id in meeting.people:
        changed = notices.MeetingChanged(
            meeting_id=meeting.id,
            with_ids=meeting.partners_of(person_id),
            topic=pairing.topic,
            was_at=was_at,
            now_at=meeting.starts_at if meeting.booked else None,
        )
        _take_back_from(uow, meeting, person_id, changed, about, now)
    settle_times(uow, pairing, now, meeting, was_at)


def _take_back_from(
    uow: UnitOfWork,
    meeting: Meeting,
    person_id: PersonId,
    changed: notices.MeetingChanged,
    about: str,
    now: datetime,
) -> None:
    uow.outbox.drop(_reminders_of(meeting, person_id))
    uow.outbox.drop(_confirmations_of(meeting, person_id))
    uow.waits.close(meeting.id, (), person_id)
    replace_posted(uow, about, (person_id,), changed, now)


def say_over(uow: UnitOfWork, meeting: Meeting, person_id: PersonId, topic: str, now: datetime) -> None:
    """Take what moves or cancels a chat from one person once its time has come."""
    over = notices.MeetingChanged(
        meeting_id=meeting.id,
        with_ids=meeting.partners_of(person_id),
        topic=topic,
        was_at=meeting.starts_at,
        over=True,
    )
    confirmed = confirmation_of(meeting)
    replace_posted(uow, confirmed, (person_id,), over, now, confirmed)


def call_off(
    uow: UnitOfWork, pairing: Pairing, meeting: Meeting, by_id: PersonId | None, now: datetime
) -> None:
    """Cancel a booked chat; all get a calendar file that says so. Nobody's doing means the pairing ends."""
    about = confirmation_of(meeting)
    meeting.cancel()
    take_back(uow, pairing, meeting, meeting.starts_at, about, now)
    people = people_of(uow, meeting)
    for person in people:
        notice = _cancelled(pairing, meeting, person, people, by_id)
        key, offers = f"cancelled:{meeting.id}:{person.id}", f"pairing:{pairing.id}" if by_id else None
        _tell(uow, person, notice, key, meeting.starts_at, by_id, now, offers)


def _cancelled(
    pairing: Pairing, meeting: Meeting, person: Person, people: Iterable[Person], by_id: PersonId | None
) -> notices.MeetingCancelled:
    return notices.MeetingCancelled(
        meeting_id=meeting.id,
        with_ids=meeting.partners_of(person.id),
        topic=pairing.topic,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        sequence=meeting.sequence,
        by_id=by_id,
        pairing_id=pairing.id if by_id else "",
        names=_names(people),
    )


def give_up_seat(uow: UnitOfWork, pairing: Pairing, person: Person, now: datetime) -> None:
    """When one of a group goes, the booked chat takes place without them; one that has begun stays."""
    meeting = upcoming_of(uow, pairing, now)
    if meeting is None or meeting.starts_at <= now:
        return
    was = _cancelled(pairing, meeting, person, people_of(uow, meeting), None)
    changed = notices.MeetingChanged(
        meeting_id=meeting.id, with_ids=was.with_ids, topic=was.topic, was_at=was.starts_at
    )
    _take_back_from(uow, meeting, person.id, changed, confirmation_of(meeting), now)
    cancelled = replace(was, sequence=meeting.sequence + 1)
    _tell(uow, person, cancelled, f"cancelled:{meeting.id}:{person.id}", meeting.starts_at, None, now)
    meeting.give_up_seat(person.id)


def cancel_upcoming(uow: UnitOfWork, pairing: Pairing, now: datetime) -> None:
    """When a pairing ends, its booked chat ends with it; one that has begun stays as it is."""
    meeting = upcoming_of(uow, pairing, now)
    if meeting is not None and meeting.starts_at > now:
        call_off(uow, pairing, meeting, None, now)
