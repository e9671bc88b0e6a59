"""Flash programs: who takes short chats in them, for whom, and with how many places."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.enrolments import Enrolment
from bot.domain.flash import Offer, within
from bot.domain.forms import Form
from bot.domain.people import Person, PersonId
from bot.domain.programs import Program
from bot.ports import UnitOfWork
from bot.usecases.pools import places_of


@dataclass(frozen=True)
class Shared:
    """A running flash program that somebody is in, and those of its others who are looked at."""

    program: Program
    own: Enrolment
    others: Sequence[Enrolment]


def near(uow: UnitOfWork, requester: Person, topic: str, known: Collection[PersonId]) -> list[Shared]:
    """This person's flash programs with those who offer something near a topic there, or are known to.

    `known`: who offers it in general. A program may be large: nobody else is read.
    """
    running = list(_running(uow, requester))
    ids = [program.id for program, _ in running]
    found = (*uow.enrolments.offering(ids, topic), *uow.enrolments.between(ids, known))
    others = {(one.program_id, one.person_id): one for one in found}
    return [
        Shared(
            program, own, [one for (program_id, _), one in sorted(others.items()) if program_id == program.id]
        )
        for program, own in running
    ]


def of_two(uow: UnitOfWork, requester: Person, mentor: Person) -> list[Shared]:
    """The flash programs that both are in."""
    return of_several(uow, mentor, [requester.id])[requester.id]


def of_several(
    uow: UnitOfWork, mentor: Person, requesters: Collection[PersonId]
) -> Mapping[PersonId, list[Shared]]:
    """The flash programs that a mentor is in with each of these, read for them alone: one may be large."""
    running = list(_running(uow, mentor))
    enrolled = uow.enrolments.between([program.id for program, _ in running], requesters)
    own = {(one.program_id, one.person_id): one for one in enrolled}
    return {
        person_id: [
            Shared(program, own[program.id, person_id], [theirs])
            for program, theirs in running
            if (program.id, person_id) in own
        ]
        for person_id in requesters
    }


def offers(
    shared: Sequence[Shared],
    requester: Person,
    people: Mapping[PersonId, Person],
    minutes: int,
    now: datetime,
) -> Mapping[PersonId, Offer]:
    """Which of these people take chats of that length in the programs, as far as their terms allow.

    Of several programs the one that was set up first counts.
    """
    found: dict[PersonId, Offer] = {}
    barred = apart(shared, requester)
    for one in shared:
        for theirs in one.others if one.own.wishes.mentored else ():
            mentor = people.get(theirs.person_id)
            if mentor is None or mentor.id in found or mentor.id in barred:
                continue
            if _takes(theirs, mentor, now) and within(one.program.terms, requester, mentor, minutes, now):
                found[mentor.id] = _offer(one.program, theirs, mentor)
    found.pop(requester.id, None)
    return found


def apart(shared: Sequence[Shared], requester: Person) -> frozenset[PersonId]:
    """Who would rather not meet this person in one of the programs, and the other way round."""
    return frozenset(
        theirs.person_id
        for one in shared
        for theirs in one.others
        if theirs.person_id in one.own.wishes.rather_not or requester.id in theirs.wishes.rather_not
    )


def _running(uow: UnitOfWork, person: Person) -> Iterator[tuple[Program, Enrolment]]:
    """The running flash programs that this person is in, in the order of their beginning."""
    own = {one.program_id: one for one in uow.enrolments.of_person(person.id)}
    programs = uow.programs.several(sorted(own)).values()
    for program in sorted(programs, key=lambda one: (one.created_at, one.id)):
        if program.running and program.form is Form.FLASH:
            yield program, own[program.id]


def _takes(theirs: Enrolment, mentor: Person, now: datetime) -> bool:
    """Whether somebody takes questions in a program now; a skipped round has nothing to do with it."""
    return theirs.wishes.mentors and theirs.there(mentor, now)


def _offer(program: Program, theirs: Enrolment, mentor: Person) -> Offer:
    topics_there = theirs.wishes.offers or mentor.profile.offers
    return Offer(program.id, topics_there, places_of(program.terms, mentor))
