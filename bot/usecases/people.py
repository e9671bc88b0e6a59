"""People: knowing them, their profiles, pauses and blocks; finding mentors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import eligibility, errors, topics
from bot.domain.flash import BEST, Candidate
from bot.domain.people import Kind, Person, PersonId, Profile
from bot.domain.requests import Role
from bot.ports import UnitOfWork
from bot.usecases import asking, leaving, lines, pairings, waitlist
from bot.usecases.reaching import come_back, hours_of

_DIRECTORY_FIELDS = ("name", "zone", "locale", "kind", "active", "admin", "email", "title")
"""What the directory knows better than we do."""


def news_of(person: Person, known: Person) -> Mapping[str, object]:
    """What the directory says of a person that we do not know, by field.

    What the personnel system said stands: the title, and that somebody does not work here any more.
    """
    said = {name: getattr(known, name) for name in _DIRECTORY_FIELDS if name not in person.imported}
    said["active"] = known.active and not person.left
    return {name: value for name, value in said.items() if getattr(person, name) != value}


def record(uow: UnitOfWork, known: Person, now: datetime) -> Person:
    """Take over what the directory says of a person; what they said of themselves stays."""
    person = uow.people.find(known.id)
    if person is None:
        uow.people.add(known)
        return known
    took_part = takes_part(person)
    for name, value in news_of(person, known).items():
        setattr(person, name, value)
    if took_part and not takes_part(person):
        leaving.leave(uow, person, now)
    return person


def takes_part(person: Person) -> bool:
    """Whether somebody may ask and be asked."""
    return person.active and person.kind is Kind.MEMBER


def known(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Person | None:
    """The person, or None when we have not met."""
    return uow.people.find(person_id)


@dataclass(frozen=True, kw_only=True)
class SaveProfile:
    """What a person says of themselves; `manager_id` keeps their reporting line out of matches."""

    person_id: PersonId
    profile: Profile
    manager_id: PersonId | None = None


def read(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Person:
    """The person; guests and apps are refused."""
    person = uow.people.get(person_id)
    person.check_can_take_part()
    return person


def admit(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Person:
    """The same at a glance, before a form opens: nobody fills one in for nothing."""
    person = uow.glances.person(person_id)
    person.check_can_take_part()
    return person


def save_profile(uow: UnitOfWork, command: SaveProfile, now: datetime) -> Person:
    """Keep a profile; more capacity offers freed places to whoever waits."""
    crossed = _crossed(uow, command, now)
    person = uow.people.lock({command.person_id, *crossed.next_ids})[command.person_id]
    person.check_can_take_part()
    if not person.manager_imported:
        person.manager_id = command.manager_id
        lines.settle(uow, crossed, now)
    uow.people.save_profile(person, command.profile)
    if not (command.profile.mentor and command.profile.capacity):
        waitlist.release_unheld(uow, person, now)
    waitlist.offer_free_places(uow, person, now)
    return person


def _crossed(uow: UnitOfWork, command: SaveProfile, now: datetime) -> lines.Crossed:
    """What another manager would come between; nothing where there is none, or none that one can name."""
    person = uow.people.get(command.person_id)
    if command.manager_id == person.id:
        raise errors.OwnManager
    if command.manager_id is not None and command.manager_id != person.manager_id:
        eligibility.check_colleague(uow.people.get(command.manager_id), "manager")
    if person.manager_imported or command.manager_id == person.manager_id:
        return lines.Crossed()  # what the company says of its reporting lines is not for one to change
    return lines.crossed(uow, {person.id: command.manager_id}, now)


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Take a break until a day (the first day back); four weeks when no day is named."""

    person_id: PersonId
    until: date | None = None


def pause(uow: UnitOfWork, command: Pause, now: datetime) -> Person:
    """Take a break: nobody asks, nothing nudges; open questions go to the next mentor.

    Or another one in place of a break that goes on.
    """
    person = uow.people.lock([command.person_id])[command.person_id]
    person.check_can_take_part()
    awaited = hours_of(uow, person, now).next_open(now)
    person.pause(command.until, now)
    leaving.release(uow, person, tuple(Role), now)
    come_back(uow, person, awaited, now)
    return person


def resume(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Person:
    """Be back."""
    person = uow.people.lock([person_id])[person_id]
    awaited = hours_of(uow, person, now).next_open(now)
    person.resume()
    come_back(uow, person, awaited, now)
    waitlist.offer_free_places(uow, person, now)
    return person


@dataclass(frozen=True, kw_only=True)
class Block:
    """The whole list of people whom someone does not want to be paired with. Confidential."""

    person_id: PersonId
    blocked: tuple[PersonId, ...]


def block(uow: UnitOfWork, command: Block, now: datetime) -> Person:
    """Keep the list as it now stands. What is between the two ends, without a word about why.

    A group that both are in goes on without whoever keeps the list.
    """
    apart = [
        one
        for one in uow.pairings.of(command.person_id)
        if not set(command.blocked).isdisjoint(one.partners_of(command.person_id))
    ]
    everyone = {command.person_id, *(person_id for one in apart for person_id in one.people)}
    person = uow.people.lock(everyone)[command.person_id]
    person.check_can_take_part()
    person.blocked = tuple(sorted(set(command.blocked) - {person.id}))
    to_me = (*uow.requests.asked(person.id), *uow.requests.waitlist(person.id))
    mine = [ask for request in uow.requests.open_by(person.id) for ask in request.open_asks]
    for ask in (*to_me, *mine):
        if ask.requester_id in person.blocked or ask.person_id in person.blocked:
            asking.move_on_from(uow, ask.id, now, released=True)
            waitlist.offer_next(uow, (ask,), now)
    for pairing in apart:
        pairings.leave(uow, pairing, person.id, now)
    return person


@dataclass(frozen=True, kw_only=True)
class Find:
    """Look for mentors on a topic."""

    person_id: PersonId
    topic: str


@dataclass(frozen=True)
class Found:
    """Mentors on a topic, best first; `more` others were left out. `sorry`: why there is none."""

    topic: str
    mentors: tuple[Candidate, ...]
    more: int
    sorry: errors.DomainError | None = None


def find(uow: UnitOfWork, command: Find, now: datetime) -> Found:
    """The best mentors for a topic whom this person may ask."""
    person = read(uow, command.person_id, now)
    if not topics.words(command.topic):
        raise errors.Missing("topic")
    ranked = asking.rank(uow, person, command.topic, now)
    sorry = None if ranked else asking.nobody(uow, person, command.topic, now)
    return Found(command.topic, tuple(ranked[:BEST]), max(0, len(ranked) - BEST), sorry)
