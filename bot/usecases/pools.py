"""Pools: the people of a program as a round sees them, and the rules that hold between them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import reporting
from bot.domain.enrolments import Enrolment
from bot.domain.matching import Participant, Rules
from bot.domain.people import Person, PersonId
from bot.domain.programs import Program
from bot.domain.terms import Seniority, Terms
from bot.ports import UnitOfWork

KNOWN_LEVELS: Final = 0.5
"""Of the people of a program. With fewer levels known, how senior somebody is decides nothing: else a company
whose directory names no levels would match nobody."""

_GAPS: Final[Mapping[Seniority, tuple[int | None, int | None, int | None]]] = {
    Seniority.ANY: (None, None, None),
    Seniority.ABOVE: (1, None, 2),
    Seniority.BELOW: (None, -1, -2),
    Seniority.ALIKE: (-1, 1, 0),
}
"""The least, the most and the best number of levels that a mentor stands above the mentee."""


def taking_part(
    uow: UnitOfWork, enrolments: Iterable[Enrolment], now: datetime, drafted: int | None = None
) -> list[tuple[Enrolment, Person]]:
    """Whoever a round counts in now: nobody who is on a break, skips it or has left.

    The round of a number, `drafted` already; without one, the next.
    """
    enrolled = list(enrolments)
    people = uow.people.several(one.person_id for one in enrolled)
    found = ((one, people.get(one.person_id)) for one in enrolled)
    return [(one, person) for one, person in found if person and one.takes_part(person, now, drafted)]


def sitting_out(
    uow: UnitOfWork, program: Program, but: Collection[PersonId], now: datetime, drafted: int
) -> int:
    """How many others are in the program, and sit out the round of this number or are on a break."""
    enrolled = [one for one in uow.enrolments.active(program.id) if one.person_id not in but]
    people = uow.people.several(one.person_id for one in enrolled)
    found = ((one, people.get(one.person_id)) for one in enrolled)
    return sum(
        person is not None and person.active and not one.takes_part(person, now, drafted)
        for one, person in found
    )


def idle_mentors(
    uow: UnitOfWork, program: Program, but: Collection[PersonId], now: datetime, drafted: int | None = None
) -> tuple[PersonId, ...]:
    """Who would mentor somebody in a round now, has a place free, and mentors nobody in the program."""
    if program.form.equals:
        return ()
    taking = taking_part(uow, uow.enrolments.active(program.id), now, drafted)
    mentors = [person for one, person in taking if one.wishes.mentors and person.id not in but]
    busy = {one for pairing in uow.pairings.of_program(program.id) for one in pairing.mentors}
    taken = uow.pairings.places_taken([one.id for one in mentors])
    return tuple(
        one.id
        for one in mentors
        if one.id not in busy and places_of(program.terms, one) > taken.get(one.id, 0)
    )


def participants(
    uow: UnitOfWork, program: Program, taking: Collection[tuple[Enrolment, Person]]
) -> tuple[Participant, ...]:
    """These people as participants of a round of this program."""
    managers = {one.id: one.manager_id for one in uow.people.directory()}
    taken = uow.pairings.places_taken([person.id for _, person in taking])
    return tuple(
        _participant(program, one, person, managers, taken.get(person.id, 0)) for one, person in taking
    )


def rules_of(terms: Terms, people: Collection[Person], day: date) -> Rules:
    """The hard rules of a round on this day among these people."""
    least, most, best = _GAPS[terms.seniority if levels_known(people) else Seniority.ANY]
    return Rules(
        least_gap=least,
        most_gap=most,
        best_gap=best,
        cross_department=terms.cross_department,
        most_hours_apart=terms.most_hours_apart,
        shared_language=terms.shared_language,
        repeat_after=day - timedelta(weeks=terms.no_repeat) if terms.no_repeat else None,
    )


def levels_known(people: Collection[Person]) -> bool:
    """Whether enough levels are known for seniority to decide anything."""
    known = sum(person.level is not None for person in people)
    return known > 0 and known >= KNOWN_LEVELS * len(people)


def places_of(terms: Terms, person: Person) -> int:
    """Places of a mentor in a program: as many as its terms give, but no more than they offer themselves."""
    profile = person.profile
    return min(terms.capacity, profile.capacity) if profile.mentor else terms.capacity


def _participant(
    program: Program, one: Enrolment, person: Person, managers: reporting.Managers, taken: int
) -> Participant:
    wishes, profile, terms = one.wishes, person.profile, program.terms
    chosen = terms.preferences
    return Participant(
        id=person.id,
        asks=wishes.asks or profile.wants,
        offers=wishes.offers or profile.offers,
        goal=wishes.goal,
        words=profile.about,
        level=person.level,
        department=person.department,
        manager_id=person.manager_id,
        line=frozenset(reporting.chain(person.id, managers)),
        zone=person.zone,
        windows=profile.windows,
        languages=profile.languages,
        prefers=wishes.prefers if chosen else (),
        rather_not=frozenset[PersonId](wishes.rather_not),
        blocked=frozenset(person.blocked),
        capacity=max(0, places_of(terms, person) - taken),
        load=taken,
        waited=one.left_out,
        mentors=wishes.mentors and not program.form.equals,
        mentored=wishes.mentored or program.form.equals,
        roles=frozenset(wishes.roles),
    )
