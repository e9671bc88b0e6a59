"""Leaving: what becomes of questions, requests and pairings when somebody is not there any more."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId
from bot.domain.requests import AskState, Role
from bot.ports import UnitOfWork
from bot.usecases import asking, enrolments, pairings, rematching, waitlist


def leave(uow: UnitOfWork, person: Person, now: datetime) -> None:
    """Their account was closed: nobody waits for them, and their partners are told."""
    enrolments.gone(uow, person, now)
    for request in uow.requests.open_by(person.id):
        released = request.withdraw(person.id, now)
        asking.settle(uow, request, released, now)
        waitlist.offer_next(uow, released, now)
    release(uow, person, tuple(Role), now)
    known = uow.pairings.of(person.id)
    for pairing in known:
        if not _goes_on(uow, pairing, person, now):
            pairings.leave(uow, pairing, person.id, now)
    rematching.left_alone(uow, person, known, now)


def left_alone(uow: UnitOfWork, gone: Collection[PersonId]) -> frozenset[PersonId]:
    """Whoever is together with these in something that ends, or goes on, without them."""
    return frozenset(
        one for person_id in gone for pairing in uow.pairings.of(person_id) for one in pairing.people
    )


def release(uow: UnitOfWork, person: Person, roles: Collection[Role], now: datetime) -> None:
    """Whoever no longer mentors, or is away, keeps nobody waiting: their open asks go on to the next one."""
    for ask in (*uow.requests.asked(person.id), *uow.requests.waitlist(person.id)):
        if ask.role in roles:
            asking.move_on_from(uow, ask.id, now, released=True)


def _goes_on(uow: UnitOfWork, pairing: Pairing, person: Person, now: datetime) -> bool:
    """A mentor left before the first chat: the pairing ends, the mentee's wish goes on to the next mentor."""
    request = uow.requests.find(pairing.request_id) if pairing.request_id else None
    said_yes = [ask for ask in request.asks if ask.state is AskState.ACCEPTED] if request else []
    begun = any(one.booked and one.starts_at <= now for one in uow.meetings.of_pairing(pairing.id))
    alone = person.id in pairing.mentors and all(uow.people.get(one).active for one in pairing.mentees)
    if request is None or not said_yes or begun or pairing.ongoing or not alone:
        return False
    pairings.end(uow, pairing, now, tell=False)  # what comes next is told instead
    request.reopen(said_yes[0], now)
    asking.move_on(uow, request, said_yes[0], now)
    return True
