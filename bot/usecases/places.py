"""Places: how many more a mentor can take, and where an ask stands in line.

A pairing takes one place of its mentor, a group too: a place is the time of one series of chats, and a group
meets together. Else nobody with the usual two places could ever mentor three at once.
"""

from bot.domain.people import Person
from bot.domain.requests import Ask
from bot.ports import UnitOfWork


def free(uow: UnitOfWork, mentor: Person) -> int:
    """Places that no open pairing takes; below zero when the capacity was lowered."""
    return mentor.profile.capacity - uow.pairings.places_taken([mentor.id]).get(mentor.id, 0)


def position(uow: UnitOfWork, ask: Ask) -> int:
    """Where the ask stands on its mentor's waitlist, from 1."""
    others = [one for one in uow.requests.waitlist(ask.person_id) if one.id != ask.id]
    return 1 + sum((one.asked_at, one.id) < (ask.asked_at, ask.id) for one in others)
