"""Pairings: bring two people together, keep in touch with them, end it well."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import errors, notices, slots
from bot.domain.nudging import Phase
from bot.domain.outcomes import ONE_ASKING, Rating
from bot.domain.pairings import Fit, Pairing
from bot.domain.people import Person, PersonId
from bot.domain.requests import AskState, Form, Request
from bot.ports import UnitOfWork
from bot.usecases import booking, waitlist
from bot.usecases.reaching import (
    availability_of,
    break_among,
    say,
    say_at_once,
    say_in_hours,
    settle_nudge,
    times_for,
    wait_for,
    wait_for_both,
)


def open_pairing(uow: UnitOfWork, request: Request, mentor: Person, mentee: Person, now: datetime) -> Pairing:
    """Bring the two together and offer times that suit both."""
    pairing = Pairing(
        workspace=uow.workspace,
        id=uow.new_id(),
        request_id=request.id,
        form=request.form,
        mentor_id=mentor.id,
        mentee_id=mentee.id,
        topic=request.purpose.topic,
        minutes=request.minutes,
        opened_at=now,
    )
    uow.pairings.add(pairing)
    times = _times(uow, request, mentor, mentee, now)
    if request.form is Form.INTRO:
        _introduce(uow, request, pairing, (mentor, mentee), times, now)
    else:
        _offer_times(uow, pairing, (mentor, mentee), times, now)
    wait_for_both(uow, (mentor, mentee), (Phase.BOOK, Phase.INACTIVE), pairing.id, now)
    return pairing


def _times(
    uow: UnitOfWork, request: Request, mentor: Person, mentee: Person, now: datetime
) -> tuple[datetime, ...]:
    """Times on the days that were asked for; when none is left there, a later one is better than none."""
    wished = slots.propose(
        availability_of(uow, mentee, now),
        availability_of(uow, mentor, now),
        request.minutes,
        now,
        first=max(request.earliest, mentee.today(now)) if request.earliest else None,
        last=request.latest,
    )
    return wished or times_for(uow, mentee, mentor, request.minutes, now)


def _introduce(
    uow: UnitOfWork,
    request: Request,
    pairing: Pairing,
    people: tuple[Person, Person],
    times: tuple[datetime, ...],
    now: datetime,
) -> None:
    mentor, mentee = people
    passed = [ask.person_id for ask in request.asks if ask.state is AskState.PASSED_ON]
    notice = notices.Introduced(
        pairing_id=pairing.id,
        mentor_id=mentor.id,
        mentee_id=mentee.id,
        purpose=request.purpose,
        minutes=pairing.minutes,
        via_id=passed[-1] if passed else None,
        mentor_offers=mentor.profile.offers,
        mentee_offers=mentee.profile.offers,
        mentor_about=mentor.profile.about,
        mentee_about=mentee.profile.about,
        mentor_cannot=mentor.profile.cannot,
        mentor_languages=mentor.profile.languages,
        mentee_languages=mentee.profile.languages,
        slots=times,
        away=None if times else break_among(people, now),
    )
    say(uow, (mentor.id, mentee.id), notice, f"introduced:{pairing.id}", now, f"pairing:{pairing.id}")


def _offer_times(
    uow: UnitOfWork,
    pairing: Pairing,
    people: tuple[Person, Person],
    times: tuple[datetime, ...],
    now: datetime,
) -> None:
    """The mentor has just said yes and may book at once; the other one reads it in their hours."""
    for person, tell in zip(people, (say_at_once, say_in_hours), strict=True):
        notice = notices.TimesOffered(
            pairing_id=pairing.id,
            with_id=pairing.partner_of(person.id),
            topic=pairing.topic,
            minutes=pairing.minutes,
            slots=times,
            away=None if times else break_among(people, now),
        )
        tell(uow, person, notice, f"times:{pairing.id}:{person.id}", now, f"pairing:{pairing.id}")


@dataclass(frozen=True, kw_only=True)
class SayFit:
    """In private, after the first chat: again, or once was enough."""

    person_id: PersonId
    pairing_id: str
    fit: Fit


def ask_fit(uow: UnitOfWork, pairing: Pairing, person: Person, now: datetime) -> None:
    """After a chat, ask whether they would meet again: who has said so is not asked twice."""
    if pairing.fit_of(person.id) is None:
        wait_for(uow, person, Phase.FIT, pairing.id, now)


def say_fit(uow: UnitOfWork, command: SayFit, now: datetime) -> Pairing:
    """Two times again goes on; one enough ends it, without a word about whose."""
    pairing = booking.find_and_lock(uow, command.pairing_id, command.person_id)
    if pairing.ongoing:  # an old question: what goes on is not ended by it
        raise errors.Gone
    pairing.say_fit(command.person_id, command.fit)
    uow.waits.close(pairing.id, (Phase.FIT,), command.person_id)
    _settle(uow, pairing, Phase.FIT, command.person_id, now)
    if pairing.enough:
        end(uow, pairing, now)
    elif pairing.mentor_fit is pairing.mentee_fit:
        _keep_in_touch(uow, pairing, now)
    return pairing


def _keep_in_touch(uow: UnitOfWork, pairing: Pairing, now: datetime) -> None:
    """Both want to go on: what is booked counts, else the weeks without a chat begin now."""
    people, ahead = booking.both(uow, pairing), booking.upcoming_of(uow, pairing, now)
    wait_for_both(uow, people, (Phase.MEET_AGAIN,), pairing.id, ahead.ends_at if ahead else now)
    wait_for_both(uow, people, (Phase.QUALITY, Phase.INACTIVE), pairing.id, now)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """In private: how it goes, 1 to 5."""

    person_id: PersonId
    pairing_id: str
    score: int


def rate(uow: UnitOfWork, command: Rate, now: datetime) -> Pairing:
    """Keep the score; it is asked again in 60 days. Another one soon after takes its place."""
    pairing = booking.find_open(uow, command.pairing_id, command.person_id)
    rating = Rating(pairing_id=pairing.id, person_id=command.person_id, score=command.score, rated_at=now)
    uow.outcomes.rate(rating, replacing_since=now - ONE_ASKING)
    _settle(uow, pairing, Phase.QUALITY, command.person_id, now)
    return pairing


def _settle(uow: UnitOfWork, pairing: Pairing, phase: Phase, person_id: PersonId, now: datetime) -> None:
    settle_nudge(uow, phase, pairing.id, person_id, (pairing.partner_of(person_id),), now)


@dataclass(frozen=True, kw_only=True)
class OfPairing:
    """One of the two, about their pairing: end it, or go on."""

    person_id: PersonId
    pairing_id: str


def keep_going(uow: UnitOfWork, command: OfPairing, now: datetime) -> Pairing:
    """Still alive: the clock of silence starts anew for both."""
    pairing = booking.find_and_lock(uow, command.pairing_id, command.person_id)
    uow.waits.close(pairing.id, (Phase.INACTIVE,))
    wait_for_both(uow, booking.both(uow, pairing), (Phase.INACTIVE,), pairing.id, now)
    return pairing


def stop(uow: UnitOfWork, command: OfPairing, now: datetime) -> Pairing:
    """One of the two would rather not go on; both read the same kind words."""
    pairing = booking.find_and_lock(uow, command.pairing_id, command.person_id)
    end(uow, pairing, now)
    return pairing


def end(uow: UnitOfWork, pairing: Pairing, now: datetime, *, tell: bool = True) -> None:
    """Close it, put its waits to rest and give the mentor's place to whoever is next in line."""
    people = uow.people.lock(pairing.people)
    booking.cancel_upcoming(uow, pairing, now)
    pairing.end(now)
    uow.waits.close(pairing.id)
    booking.settle_times(uow, pairing, now)
    for person_id in pairing.people:
        for phase in (Phase.FIT, Phase.QUALITY):
            _settle(uow, pairing, phase, person_id, now)
    if tell:
        for person in people.values():
            notice = notices.PairingEnded(
                pairing_id=pairing.id, with_id=pairing.partner_of(person.id), topic=pairing.topic
            )
            if person.active:
                say_in_hours(uow, person, notice, f"ended:{pairing.id}:{person.id}", now)
    waitlist.offer_free_places(uow, people[pairing.mentor_id], now)
