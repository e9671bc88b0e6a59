"""Reaching people: their hours and availability, and putting notices into the outbox."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zlib import crc32

from bot.domain import slots
from bot.domain.hours import Hours, next_open_for_all
from bot.domain.notices import Notice, NudgeSettled
from bot.domain.nudging import DEFAULT_POLICY, Phase, Policy, Wait, first_look
from bot.domain.pairings import Pairing
from bot.domain.people import Break, Person, PersonId
from bot.domain.slots import Availability, Proposal
from bot.ports import Post, UnitOfWork

IN_TIME: Final = timedelta(hours=1)
"""Before a chat, whoever did not book or cancel it hears of it at the latest."""


def workdays_of(uow: UnitOfWork, person: Person, now: datetime) -> Hours:
    """The person's working days, break or not: Monday to Friday without their country's public holidays."""
    year = person.today(now).year
    country = person.country or uow.holidays.country_of(person.zone)
    return Hours(person.zone, holidays=uow.holidays.of(country, (year, year + 1)))


def hours_of(uow: UnitOfWork, person: Person, now: datetime) -> Hours:
    """The person's working days outside their break."""
    return replace(workdays_of(uow, person, now), away_until=person.away_until(now))


def come_back(uow: UnitOfWork, person: Person, awaited: datetime, now: datetime) -> None:
    """What was put off to the end of a break comes sooner when that does: `awaited` is when it would come."""
    sooner = hours_of(uow, person, now).next_open(now)
    if sooner >= awaited:
        return
    uow.outbox.bring_forward(person.id, sooner, awaited)
    for wait in uow.waits.of(person.id):
        if wait.next_look_at is not None and sooner < wait.next_look_at <= awaited:
            wait.next_look_at = sooner


def availability_of(uow: UnitOfWork, person: Person, now: datetime) -> Availability:
    """When the person takes chats and what is booked."""
    return replace(windows_of(uow, person, now), busy=uow.meetings.busy(person.id, now))


def windows_of(uow: UnitOfWork, person: Person, now: datetime) -> Availability:
    """When the person takes chats, whatever is booked."""
    return Availability(hours_of(uow, person, now), person.profile.windows)


def times_for(
    uow: UnitOfWork,
    people: Iterable[Person],
    minutes: int,
    now: datetime,
    *,
    first: date | None = None,
    last: date | None = None,
    most: int = slots.SLOTS,
) -> Proposal[PersonId]:
    """Times that suit all of them, or most of a group: between two days, else in the next two weeks."""
    available = {one.id: availability_of(uow, one, now) for one in people}
    return slots.propose_for_most(available, minutes, now, first, last, most)


def break_among(people: Iterable[Person], now: datetime) -> Break | None:
    """The break of whoever of them is back last."""
    breaks = (person.break_at(now) for person in people)
    return max(filter(None, breaks), key=lambda one: one.until, default=None)


def say(
    uow: UnitOfWork,
    to: Sequence[PersonId],
    notice: Notice,
    key: str,
    at: datetime,
    about: str | None = None,
) -> None:
    """Queue a notice; the same key is said once, however often it is queued."""
    uow.outbox.put(Post(to=tuple(to), notice=notice, key=key, send_at=at, about=about))


def replace_posted(
    uow: UnitOfWork,
    edits: str,
    to: Sequence[PersonId],
    notice: Notice,
    now: datetime,
    about: str | None = None,
) -> None:
    """Put a notice in place of those about a subject to just these people, so that old buttons go.

    What it is itself `about` lets a later one take its place in turn.
    """
    key = f"edit:{edits}:{uow.new_id()}"
    uow.outbox.put(Post(to=tuple(to), notice=notice, key=key, send_at=now, about=about, edits=edits))


def say_at_once(
    uow: UnitOfWork, to: Person, notice: Notice, key: str, now: datetime, about: str | None = None
) -> datetime:
    """Queue the answer to what the person just did, and tell when it leaves."""
    say(uow, (to.id,), notice, key, now, about)
    return now


def admin_for(uow: UnitOfWork, pairing: Pairing) -> Person | None:
    """The one admin who hears of this pairing and is not in it: always the same one, they share the work."""
    admins = [one for one in uow.people.admins() if one.id not in pairing.people]
    return admins[crc32(pairing.id.encode()) % len(admins)] if admins else None


def say_in_hours(
    uow: UnitOfWork, to: Person, notice: Notice, key: str, now: datetime, about: str | None = None
) -> datetime:
    """Queue a notice for the person's next working hour, and tell when that is."""
    at = hours_of(uow, to, now).next_open(now)
    say(uow, (to.id,), notice, key, at, about)
    return at


def open_for_all(uow: UnitOfWork, people: Iterable[Person], now: datetime) -> datetime:
    """When one message may reach all of these people (aware UTC)."""
    return next_open_for_all([hours_of(uow, one, now) for one in people], now)


def say_before(
    uow: UnitOfWork,
    to: Person,
    notice: Notice,
    key: str,
    now: datetime,
    matters_at: datetime,
    about: str | None = None,
) -> datetime:
    """Queue a notice for the person's next working hour, but no later than an hour before it matters."""
    at = max(now, min(hours_of(uow, to, now).next_open(now), matters_at - IN_TIME))
    say(uow, (to.id,), notice, key, at, about)
    return at


def subject_of(phase: Phase, subject_id: str, person_id: PersonId) -> str:
    """What a nudge speaks of, so that its buttons go with the thing itself."""
    if phase is Phase.ANSWER:
        return f"ask:{subject_id}"
    if phase is Phase.CHECK_IN:
        return f"check-in:{subject_id}:{person_id}"
    if phase in (Phase.BOOK, Phase.MEET_AGAIN, Phase.INACTIVE, Phase.ENDING, Phase.MIDWAY):
        return f"pairing:{subject_id}"
    return f"{phase}:{subject_id}:{person_id}"  # in private: what is booked for both says nothing of it


def settle_nudge(
    uow: UnitOfWork,
    phase: Phase,
    subject_id: str,
    person_id: PersonId,
    people: Sequence[PersonId],
    now: datetime,
    *,
    again: bool = False,
) -> None:
    """Take the buttons from a private question about these people: answered, waved away, or asked `again`."""
    settled = NudgeSettled(people=tuple(people), again=again)
    replace_posted(uow, subject_of(phase, subject_id, person_id), (person_id,), settled, now)


def policies_of(uow: UnitOfWork, waits: Iterable[Wait], policy: Policy) -> Mapping[str, Policy]:
    """By pairing, the policy for those who agreed on a pace of their own."""
    asked = {one.subject_id for one in waits if one.phase is Phase.MEET_AGAIN}
    found = uow.agreements.several(asked)
    return {id_: policy.meeting_every(one.points.every) for id_, one in found.items() if one.points}


def _policy_of(uow: UnitOfWork, phase: Phase, subject_id: str) -> Policy:
    agreement = uow.agreements.find(subject_id) if phase is Phase.MEET_AGAIN else None
    if agreement is None or agreement.points is None:
        return DEFAULT_POLICY
    return DEFAULT_POLICY.meeting_every(agreement.points.every)


def wait_for(
    uow: UnitOfWork, person: Person, phase: Phase, subject_id: str, since: datetime, *, step: int = 0
) -> None:
    """Begin to wait for what one person has yet to do."""
    hours, policy = hours_of(uow, person, since), _policy_of(uow, phase, subject_id)
    look = first_look(phase, since, hours, policy, step)
    uow.waits.add(
        Wait(
            workspace=uow.workspace,
            id=uow.new_id(),
            phase=phase,
            person_id=person.id,
            subject_id=subject_id,
            since=since,
            next_look_at=look,
            step=step,
        )
    )


def wait_for_all(
    uow: UnitOfWork, people: Iterable[Person], phases: Collection[Phase], subject_id: str, since: datetime
) -> None:
    """Begin to wait for each of several people."""
    for person in people:
        for phase in phases:
            wait_for(uow, person, phase, subject_id, since)


def wait_anew(
    uow: UnitOfWork, people: Iterable[Person], phase: Phase, subject_id: str, since: datetime
) -> None:
    """Count from then on, for each; whoever counts from a later moment already goes on with that."""
    for person in people:
        known = [
            one for one in uow.waits.of(person.id) if one.phase is phase and one.subject_id == subject_id
        ]
        if all(one.since < since for one in known):
            uow.waits.close(subject_id, (phase,), person.id)
            wait_for(uow, person, phase, subject_id, since)


def with_partners_away(hours: Hours, partners: Iterable[Person], now: datetime) -> Hours:
    """Hours in which a message about them makes sense: not while all the others are on a break."""
    breaks = [one.away_until(now) for one in partners]
    first_back = min(filter(None, breaks), default=None) if all(breaks) else None
    return replace(hours, away_until=max(filter(None, (hours.away_until, first_back)), default=None))


def reminder_at(hours: Hours, starts_at: datetime, workdays: int) -> datetime:
    """So many working days before a meeting, inside working hours."""
    at = hours.business_days_before(starts_at, workdays)
    if hours.open_at(at):
        return at
    midnight = hours.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        hours.next_open(midnight) if hours.next_open(midnight) < starts_at else starts_at - timedelta(hours=1)
    )
