"""Closing: the end of what a round brought together, and what became of it, in numbers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain import notices
from bot.domain.discretion import FEW
from bot.domain.meetings import Meeting
from bot.domain.pairings import Pairing
from bot.domain.programs import Program
from bot.domain.rounds import Round, Stage
from bot.ports import Post, UnitOfWork
from bot.usecases import endings, pairings
from bot.usecases.booking import upcoming_of

AT_ONCE: Final = 50
"""Matches in one transaction."""
AGAIN: Final = timedelta(weeks=1)
"""When chats that were still booked at the end are looked at once more."""
_PAIR: Final = 2


@dataclass(frozen=True, kw_only=True)
class Close:
    """Close a round's matches after a number."""

    round_id: str
    after: int = 0


def close(uow: UnitOfWork, command: Close, now: datetime) -> int | None:
    """End the next few matches; returns the last number, or None when the round is closed (or was).

    Who has not heard of their match yet has none: they are told so first, and then the rest of it ends.
    """
    here = uow.rounds.lock(command.round_id)
    if here.due(now) is not Stage.CLOSE:
        return None
    program = uow.programs.get(here.program_id)
    few = uow.rounds.paired(here.id, command.after, AT_ONCE)
    for one in few:
        pairing = uow.pairings.find(one.pairing_id or "")
        if pairing is not None and pairing.open and not _goes_on(uow, program, pairing, now):
            pairings.end(uow, pairing, now, tell=not pairing.once)
    if here.due(now) is not Stage.CLOSE:
        return None
    if len(few) == AT_ONCE:
        return few[-1].number
    _close(uow, program, here, now)
    return None


def _goes_on(uow: UnitOfWork, program: Program, pairing: Pairing, now: datetime) -> bool:
    """What is booked takes place; who would meet again after a trial, or agreed on more time, goes on."""
    tried = not program.terms.lasts and pairing.ongoing
    end = endings.planned(uow, pairing)
    return tried or (end is not None and end > now) or upcoming_of(uow, pairing, now) is not None


def _close(uow: UnitOfWork, program: Program, here: Round, now: datetime) -> None:
    ids = [one.pairing_id for one in uow.rounds.matches(here.id) if one.pairing_id is not None]
    known = _pairings_of(uow, ids)
    booked = any(one.open and upcoming_of(uow, one, now) is not None for one in known)
    if here.closed_at is None and countable(known):
        _tell_results(uow, program, here, ids, now)
    here.close(now, look_again=now + AGAIN if booked else None)


def countable(known: Collection[Pairing]) -> bool:
    """Whether these are enough to be counted.

    Admins see of each group how often it met: what that leaves of a count, the pairs, has to be enough too.
    """
    pairs = sum(len(one.everyone) <= _PAIR for one in known)
    return len(known) >= FEW and (not pairs or pairs >= FEW)


def _pairings_of(uow: UnitOfWork, ids: Sequence[str]) -> list[Pairing]:
    return list(uow.glances.pairings(ids).values())


def matched(uow: UnitOfWork, here: Round) -> list[Pairing]:
    """All that a round brought together, to be counted."""
    ids = [one.pairing_id for one in uow.rounds.matches(here.id) if one.pairing_id is not None]
    return sorted(_pairings_of(uow, ids), key=lambda one: one.id)


def meetings_of(uow: UnitOfWork, ids: Sequence[str]) -> dict[str, list[Meeting]]:
    """The meetings of these pairings, by pairing."""
    meetings: dict[str, list[Meeting]] = {}
    for one in uow.meetings.of_pairings(ids):
        meetings.setdefault(one.pairing_id, []).append(one)
    return meetings


def _tell_results(uow: UnitOfWork, program: Program, here: Round, ids: Sequence[str], now: datetime) -> None:
    if program.lost_at is not None:
        return
    results = results_of(ids, meetings_of(uow, ids))
    notice = notices.RoundResults(
        program_id=program.id,
        form=program.form,
        name=program.name,
        introduced=results.introduced,
        booked=results.booked,
        met=results.met,
        did_not=results.did_not,
        unknown=results.introduced - results.met - results.did_not,
    )
    uow.outbox.put(Post(channel=program.channel_id, notice=notice, key=f"results:{here.id}", send_at=now))


@dataclass(frozen=True, kw_only=True)
class Results:
    """What became of matches: of how many each is known. Nobody's word is taken for another's."""

    introduced: int
    booked: int
    met: int
    did_not: int


def results_of(ids: Collection[str], meetings: dict[str, list[Meeting]]) -> Results:
    """Counts over matches by their meetings: met once is met; not met is what somebody said."""
    held = {one: [meeting.held for meeting in meetings.get(one, ()) if meeting.booked] for one in ids}
    return Results(
        introduced=len(ids),
        booked=sum(any(one.planned for one in meetings.get(pairing, ())) for pairing in ids),
        met=sum(True in said for said in held.values()),
        did_not=sum(False in said and True not in said for said in held.values()),
    )
