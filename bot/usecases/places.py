"""Places: how many mentees a mentor can still take, and where an ask stands in line."""

from bot.domain.people import Person
from bot.domain.requests import Ask
from bot.ports import UnitOfWork


def free(uow: UnitOfWork, mentor: Person) -> int:
    """Places that no open pairing takes; below zero when the capacity was lowered."""
    return mentor.profile.capacity - uow.pairings.mentees([mentor.id]).get(mentor.id, 0)


def position(uow: UnitOfWork, ask: Ask) -> int:
    """Where the ask stands on its mentor's waitlist, from 1."""
    others = [one for one in uow.requests.waitlist(ask.person_id) if one.id != ask.id]
    return 1 + sum((one.asked_at, one.id) < (ask.asked_at, ask.id) for one in others)
