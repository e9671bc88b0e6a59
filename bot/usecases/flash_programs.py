"""Flash programs: who takes short chats in them, for whom, and with how many places."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.domain.enrolments import Enrolment
from bot.domain.flash import Offer, within
from bot.domain.forms import Form
from bot.domain.people import Person, PersonId
from bot.domain.programs import Program
from bot.domain.requests import Request
from bot.ports import UnitOfWork
from bot.usecases.pools import places_of, taking_part


def offers(uow: UnitOfWork, requester: Person, minutes: int, now: datetime) -> Mapping[PersonId, Offer]:
    """Whoever takes chats of that length in this person's flash programs, as far as their terms allow.

    Of several programs the one that was set up first counts.
    """
    found: dict[PersonId, Offer] = {}
    for program, own in _asking(uow, requester):
        for theirs, mentor in taking_part(uow, uow.enrolments.active(program.id), now):
            if mentor.id not in found and _fits(program, (own, requester), (theirs, mentor), minutes, now):
                found[mentor.id] = _offer(program, theirs, mentor)
    return found


def offer_for(uow: UnitOfWork, request: Request, mentor: Person, now: datetime) -> Offer | None:
    """The program that a request to this mentor belongs to, if there is one, and what they give there."""
    if request.form is not Form.FLASH:
        return None
    requester = uow.people.get(request.requester_id)
    for program, own in _asking(uow, requester):
        theirs = uow.enrolments.find(program.id, mentor.id)
        if theirs is None or not theirs.active:
            continue
        if _fits(program, (own, requester), (theirs, mentor), request.minutes, now):
            return _offer(program, theirs, mentor)
    return None


def _asking(uow: UnitOfWork, requester: Person) -> Iterator[tuple[Program, Enrolment]]:
    """The running flash programs in which this person may ask, in the order of their beginning."""
    own = {one.program_id: one for one in uow.enrolments.of_person(requester.id) if one.wishes.mentored}
    programs = uow.programs.several(sorted(own)).values()
    for program in sorted(programs, key=lambda one: (one.created_at, one.id)):
        if program.running and program.form is Form.FLASH:
            yield program, own[program.id]


def _fits(
    program: Program,
    asking: tuple[Enrolment, Person],
    asked: tuple[Enrolment, Person],
    minutes: int,
    now: datetime,
) -> bool:
    (own, requester), (theirs, mentor) = asking, asked
    willing = mentor.id not in own.wishes.rather_not and requester.id not in theirs.wishes.rather_not
    mentors = theirs.wishes.mentors and mentor.id != requester.id
    return mentors and willing and within(program.terms, requester, mentor, minutes, now)


def _offer(program: Program, theirs: Enrolment, mentor: Person) -> Offer:
    topics = theirs.wishes.offers or mentor.profile.offers
    return Offer(program.id, topics, places_of(program.terms, mentor))
