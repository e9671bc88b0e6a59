"""Rematching: whoever loses a match in the middle of a round is matched again, or comes first next time."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.matching import LeftOut, Rule
from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId
from bot.domain.rounds import Round
from bot.ports import UnitOfWork


def left_alone(uow: UnitOfWork, person: Person, known: Sequence[Pairing], now: datetime) -> None:
    """Whom somebody who is not there any more leaves alone looks for another match."""
    for pairing in known:
        if not pairing.open and not _done(uow, pairing):
            look_again(uow, pairing, now, but=person.id)


def look_again(uow: UnitOfWork, pairing: Pairing, now: datetime, *, but: PersonId | None = None) -> None:
    """Match those again whom a running round had brought together here; a mentor's place is free again.

    Whoever was in a program that is over waits for no match of it.
    """
    here = uow.rounds.find(pairing.round_id) if pairing.round_id else None
    if here is None or not here.running or not uow.programs.get(here.program_id).open:
        return
    here = uow.rounds.lock(here.id)
    waiting = [one for one in pairing.mentees or pairing.people if one != but]
    here.leave_out((*here.left_out, *_without(here, waiting)))
    if here.over(now):  # it matches nobody any more: they are told, and come first next time
        here.look_later(now)
    else:
        here.recheck(now)


def _without(here: Round, waiting: Sequence[PersonId]) -> list[LeftOut]:
    known = {one.person_id for one in here.left_out}
    return [LeftOut(one, Rule.NO_FREE_MENTOR) for one in waiting if one not in known]


def _done(uow: UnitOfWork, pairing: Pairing) -> bool:
    """Whether they were brought together for one chat, and had it."""
    return pairing.once and any(one.held for one in uow.meetings.of_pairing(pairing.id))
