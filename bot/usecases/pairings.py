"""Pairings: bring people together, keep in touch with them, end it well."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import errors, notices
from bot.domain.matching.values import Reason
from bot.domain.nudging import Phase
from bot.domain.pairings import Fit, Pairing, Part
from bot.domain.people import Person, PersonId
from bot.domain.requests import Form, Purpose
from bot.domain.slots import Proposal
from bot.ports import UnitOfWork
from bot.usecases import agreements, booking, endings, rematching, waitlist
from bot.usecases.reaching import (
    break_among,
    open_for_all,
    say,
    say_at_once,
    say_in_hours,
    settle_nudge,
    times_for,
    wait_for,
    wait_for_all,
    workdays_of,
)


@dataclass(frozen=True, kw_only=True)
class Together:
    """Who is brought together and what for, by a request or by a round.

    Attributes:
        members: everyone with their part, mentors first; two to seven.
        once: whether it is over when they have met.
        introduced: whether all hear of each other in a group message, or each is only offered times.
        requester_id: who asked for it and wrote the purpose, if anyone did.
        via_id: who brought them together.
        earliest: the first day that was asked for.
        latest: the last one.
        reasons: why just these people.
        opening: what the admins of a program say to everyone whom it brings together.
        icebreaker: the number of a question to begin with.
        agenda: what to talk about, point by point.
        ends_at: when their time together is planned to end, if it is for more than a chat (aware UTC).
    """

    form: Form
    members: tuple[tuple[PersonId, Part], ...]
    purpose: Purpose
    minutes: int
    once: bool = False
    introduced: bool = True
    request_id: str | None = None
    program_id: str | None = None
    round_id: str | None = None
    requester_id: PersonId | None = None
    via_id: PersonId | None = None
    earliest: date | None = None
    latest: date | None = None
    reasons: tuple[Reason, ...] = ()
    opening: str = ""
    icebreaker: int | None = None
    agenda: tuple[str, ...] = ()
    ends_at: datetime | None = None


def bring_together(uow: UnitOfWork, together: Together, now: datetime) -> Pairing:
    """Bring people together, and offer times that suit all or most of them.

    Where nobody has just said yes, they read of it in their hours, and have from then on to book.
    """
    pairing = Pairing(
        workspace=uow.workspace,
        id=uow.new_id(),
        form=together.form,
        topic=together.purpose.topic,
        minutes=together.minutes,
        opened_at=now,
        once=together.once,
        request_id=together.request_id,
        program_id=together.program_id,
        round_id=together.round_id,
        ends_at=together.ends_at,
    )
    for person_id, part in together.members:
        pairing.join(person_id, part)
    uow.pairings.add(pairing)
    uow.people.lock(pairing.people)
    people = booking.people_of(uow, pairing)
    at = now if together.requester_id else open_for_all(uow, people, now)
    times = _times(uow, together, people, at)
    (_introduce if together.introduced else _offer_times)(uow, together, pairing, people, times, at)
    wait_for_all(uow, people, (Phase.BOOK, Phase.INACTIVE), pairing.id, at)
    endings.plan(uow, pairing, now)
    return pairing


def _times(uow: UnitOfWork, together: Together, people: list[Person], now: datetime) -> Proposal[PersonId]:
    """Times on the days that were asked for; when none is left there, a later one is better than none.

    Days are those of whoever asked.
    """
    first, *others = sorted(people, key=lambda one: one.id != together.requester_id)
    earliest = max(together.earliest, first.today(now)) if together.earliest else None
    wished = times_for(uow, (first, *others), together.minutes, now, first=earliest, last=together.latest)
    if wished.starts or not (earliest or together.latest):
        return wished
    return times_for(uow, (first, *others), together.minutes, now)


def _introduce(
    uow: UnitOfWork,
    together: Together,
    pairing: Pairing,
    people: list[Person],
    times: Proposal[PersonId],
    now: datetime,
) -> None:
    notice = notices.Introduced(
        pairing_id=pairing.id,
        members=tuple(_introduction(one, pairing.member(one.id).part) for one in people),
        purpose=together.purpose,
        minutes=pairing.minutes,
        requester_id=together.requester_id,
        via_id=together.via_id,
        reasons=together.reasons,
        opening=together.opening,
        icebreaker=together.icebreaker,
        agenda=together.agenda,
        slots=times.starts,
        outside_ids=times.outside,
        away=None if times.starts else break_among(people, now),
        host_id=pairing.host_of(0),
        until=together.ends_at,
    )
    say(uow, pairing.people, notice, _introduction_of(pairing), now, f"pairing:{pairing.id}")


def _introduction_of(pairing: Pairing) -> str:
    return f"introduced:{pairing.id}"


def _introduction(person: Person, part: Part) -> notices.Introduction:
    """What somebody says of themselves; what they can't help with matters of whoever is asked for help."""
    said = person.profile
    return notices.Introduction(
        person_id=person.id,
        part=part,
        offers=said.offers,
        about=said.about,
        cannot="" if part is Part.MENTEE else said.cannot,
        languages=said.languages,
    )


def _offer_times(
    uow: UnitOfWork,
    together: Together,
    pairing: Pairing,
    people: list[Person],
    times: Proposal[PersonId],
    now: datetime,
) -> None:
    """Whoever has just said yes may book at once; the one who asked reads it in their hours.

    On a break too: it answers what they asked, and somebody waits for them.
    """
    for person in people:
        asked = person.id == together.requester_id
        notice = notices.TimesOffered(
            pairing_id=pairing.id,
            with_ids=pairing.partners_of(person.id),
            topic=pairing.topic,
            minutes=pairing.minutes,
            slots=times.starts,
            outside_ids=times.outside,
            away=None if times.starts else break_among(people, now),
        )
        at = workdays_of(uow, person, now).next_open(now) if asked else now
        say(uow, (person.id,), notice, f"times:{pairing.id}:{person.id}", at, f"pairing:{pairing.id}")


@dataclass(frozen=True, kw_only=True)
class SayFit:
    """In private, after the first chat: again, or once was enough."""

    person_id: PersonId
    pairing_id: str
    fit: Fit


def ask_fit(uow: UnitOfWork, pairing: Pairing, person: Person, now: datetime) -> None:
    """After a chat, ask whether they would meet again: who has said so, or has left, is not asked."""
    if person.id in pairing.people and pairing.member(person.id).fit is None:
        wait_for(uow, person, Phase.FIT, pairing.id, now)


def say_fit(uow: UnitOfWork, command: SayFit, now: datetime) -> Pairing:
    """Again from all goes on. One enough ends it: for two, or in a group for one; nobody is told whose."""
    pairing = booking.find_and_lock(uow, command.pairing_id, command.person_id)
    if pairing.ongoing:  # an old question: what goes on is not ended by it
        raise errors.Gone
    goes_on = pairing.say_fit(command.person_id, command.fit)
    uow.waits.close(pairing.id, (Phase.FIT,), command.person_id)
    _settle(uow, pairing, Phase.FIT, command.person_id, now)
    if command.fit is Fit.ENOUGH:
        leave(uow, pairing, command.person_id, now)
    elif goes_on:
        _keep_in_touch(uow, pairing, now)
        _tell_it_goes_on(uow, pairing, command.person_id, now)
    return pairing


def _tell_it_goes_on(uow: UnitOfWork, pairing: Pairing, by_id: PersonId, now: datetime) -> None:
    """Whoever was the last to say so reads it at once, the others in their hours."""
    booked = booking.upcoming_of(uow, pairing, now) is not None
    for person in booking.people_of(uow, pairing):
        times = Proposal[PersonId]() if booked else booking.times_of(uow, pairing, person.id, now)
        notice = notices.GoesOn(
            pairing_id=pairing.id,
            with_ids=pairing.partners_of(person.id),
            topic=pairing.topic,
            slots=times.starts,
            outside_ids=times.outside,
            booked=booked,
        )
        tell = say_at_once if person.id == by_id else say_in_hours
        tell(uow, person, notice, f"goes-on:{pairing.id}:{person.id}", now, f"pairing:{pairing.id}")


def _keep_in_touch(uow: UnitOfWork, pairing: Pairing, now: datetime) -> None:
    """All want to go on: what is booked counts, else the weeks without a chat begin now."""
    people, ahead = booking.people_of(uow, pairing), booking.upcoming_of(uow, pairing, now)
    wait_for_all(uow, people, (Phase.MEET_AGAIN,), pairing.id, ahead.ends_at if ahead else now)
    wait_for_all(uow, people, (Phase.QUALITY, Phase.INACTIVE), pairing.id, now)


def _settle(uow: UnitOfWork, pairing: Pairing, phase: Phase, person_id: PersonId, now: datetime) -> None:
    settle_nudge(uow, phase, pairing.id, person_id, pairing.partners_of(person_id), now)


@dataclass(frozen=True, kw_only=True)
class OfPairing:
    """One of them, about their pairing: end it, or go on."""

    person_id: PersonId
    pairing_id: str


def keep_going(uow: UnitOfWork, command: OfPairing, now: datetime) -> Pairing:
    """Still alive: the clock of silence starts anew for all."""
    pairing = booking.find_and_lock(uow, command.pairing_id, command.person_id)
    uow.waits.close(pairing.id, (Phase.INACTIVE,))
    wait_for_all(uow, booking.people_of(uow, pairing), (Phase.INACTIVE,), pairing.id, now)
    return pairing


def stop(uow: UnitOfWork, command: OfPairing, now: datetime) -> Pairing:
    """One of them would rather not go on."""
    pairing = booking.find_and_lock(uow, command.pairing_id, command.person_id)
    leave(uow, pairing, command.person_id, now)
    return pairing


def leave(uow: UnitOfWork, pairing: Pairing, person_id: PersonId, now: datetime) -> None:
    """One of a group goes, and nobody is told who: the rest go on. Where they can't, it ends for all."""
    if not pairing.can_do_without(person_id):
        end(uow, pairing, now)
        return
    person = uow.people.lock(pairing.people)[person_id]
    booking.give_up_seat(uow, pairing, person, now)
    booking.take_times_from(uow, pairing, person_id, now)
    unheard = _introduce_without(uow, pairing, person_id)
    _part(uow, pairing, person, now, tell=not unheard)
    goes_on = pairing.leave(person_id, now)
    agreements.go_on_without(uow, pairing, person_id, now)
    waitlist.offer_free_places(uow, person, now)
    if goes_on:
        _keep_in_touch(uow, pairing, now)


def _introduce_without(uow: UnitOfWork, pairing: Pairing, person_id: PersonId) -> bool:
    """Where nobody has heard of it yet, let the others hear of those who are still in it; whether so."""
    queued = uow.outbox.drop(_introduction_of(pairing))
    for post in queued:
        if isinstance(post.notice, notices.Introduced):
            to = tuple(one for one in post.to if one != person_id)
            key = f"{_introduction_of(pairing)}:{len(to)}"
            uow.outbox.put(replace(post, to=to, notice=post.notice.without(person_id), key=key))
    return bool(queued)


def end(uow: UnitOfWork, pairing: Pairing, now: datetime, *, tell: bool = True) -> None:
    """Close it, put its waits to rest and give each mentor's place to whoever is next in line.

    What nobody has heard of yet does not end for anybody: they are matched again, or come first next time.
    """
    people = uow.people.lock(pairing.people)
    booking.cancel_upcoming(uow, pairing, now)
    lasted = pairing.ongoing and any(one.held for one in uow.meetings.of_pairing(pairing.id))
    pairing.end(now)
    uow.waits.close(pairing.id)
    booking.settle_times(uow, pairing, now)
    if pairing.round_id and uow.outbox.drop(_introduction_of(pairing)):
        tell = False
        rematching.look_again(uow, pairing, now)
    for person in people.values():
        _part(uow, pairing, person, now, tell=tell, lasted=lasted)
    for mentor_id in pairing.mentors:
        waitlist.offer_free_places(uow, people[mentor_id], now)


def _part(
    uow: UnitOfWork,
    pairing: Pairing,
    person: Person,
    now: datetime,
    *,
    tell: bool = True,
    lasted: bool = False,
) -> None:
    """It is over for one person: they read kind words, and are asked to look back on what lasted."""
    uow.waits.close(pairing.id, (), person.id)
    for phase in (Phase.FIT, Phase.QUALITY, Phase.AGREE):
        _settle(uow, pairing, phase, person.id, now)
    notice = notices.PairingEnded(
        pairing_id=pairing.id,
        with_ids=pairing.partners_of(person.id),
        topic=pairing.topic,
        lasted=lasted,
    )
    if tell and person.active:
        say_in_hours(uow, person, notice, f"ended:{pairing.id}:{person.id}", now)
        if lasted:
            wait_for(uow, person, Phase.REVIEW, pairing.id, now)
