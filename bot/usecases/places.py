"""Places: how many more a mentor can take, and where an ask stands in line.

A pairing takes one place of its mentor, a group too: a place is the time of one series of chats, and a group
meets together. Else nobody with the usual two places could ever mentor three at once.
"""

from datetime import datetime

from bot.domain.forms import Form
from bot.domain.people import Person
from bot.domain.requests import Ask, Request
from bot.ports import UnitOfWork
from bot.usecases import flash_programs
from bot.usecases.pools import places_of


def free(uow: UnitOfWork, mentor: Person, request: Request, now: datetime) -> int:
    """Places for a request that no open pairing takes; below zero when there are fewer than before.

    In a program there are as many as it gives its mentors, else as many as they offer themselves.
    """
    offer = flash_programs.offer_for(uow, request, mentor, now)
    places = mentor.profile.capacity if offer is None else offer.capacity
    return places - uow.pairings.places_taken([mentor.id]).get(mentor.id, 0)


def most_free(uow: UnitOfWork, mentor: Person) -> int:
    """No request finds more places free than this, whichever program it belongs to."""
    programs = uow.programs.several([one.program_id for one in uow.enrolments.of_person(mentor.id)])
    given = [places_of(one.terms, mentor) for one in programs.values() if one.form is Form.FLASH]
    return max([mentor.profile.capacity, *given]) - uow.pairings.places_taken([mentor.id]).get(mentor.id, 0)


def takes(uow: UnitOfWork, mentor: Person, request: Request, now: datetime) -> bool:
    """Whether somebody mentors for a request: by their profile, or in a program that it belongs to."""
    by_profile = mentor.profile.mentor and mentor.profile.capacity > 0
    return by_profile or flash_programs.offer_for(uow, request, mentor, now) is not None


def position(uow: UnitOfWork, ask: Ask) -> int:
    """Where the ask stands on its mentor's waitlist, from 1."""
    others = [one for one in uow.requests.waitlist(ask.person_id) if one.id != ask.id]
    return 1 + sum((one.asked_at, one.id) < (ask.asked_at, ask.id) for one in others)
