"""Lines: what becomes of questions and pairings when people come into one reporting line.

It is found before anybody is moved, so that everybody whom it touches can be held at once, in one order. Of
two who come into one line, one is above somebody who moves: only what those are in is looked at.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from bot.domain import notices
from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId
from bot.domain.reporting import Managers, above_any, chain, in_line
from bot.domain.requests import Ask, Request, Role
from bot.ports import UnitOfWork
from bot.usecases import asking, waitlist
from bot.usecases.programs import admins_of
from bot.usecases.reaching import admin_for, say_in_hours


@dataclass(frozen=True)
class Crossed:
    """What stands between people who come into one line; whoever was in one before is no news.

    `pairings` are named by their ids, each with two of its people. `next_ids`: who is asked instead.
    """

    asks: tuple[Ask, ...] = ()
    pairings: tuple[tuple[str, PersonId, PersonId], ...] = ()
    next_ids: frozenset[PersonId] = frozenset()


def crossed(
    uow: UnitOfWork, moves: Mapping[PersonId, PersonId | None], now: datetime, known: Managers | None = None
) -> Crossed:
    """What would stand between people in one line if these had these managers.

    `known`: everybody's managers as they are; without them, no more lines are walked than needed.
    """
    if not moves:
        return Crossed()
    before = dict(known or uow.people.managers_of({*moves, *filter(None, moves.values())}))
    after = {**before, **moves}
    above = above_any(moves, after)
    requests, lasting = uow.requests.open_with(above), uow.pairings.lasting_with(above)
    if known is None:
        before |= uow.people.managers_of(_everybody(requests, lasting.values()))
        after = {**before, **moves}

    def new(one: PersonId, other: PersonId) -> bool:
        return in_line(one, other, after) and not in_line(one, other, before)

    asks = [(one, ask) for one in requests for ask in one.open_asks if new(one.requester_id, _whom(one, ask))]
    together = ((one, *two) for one, all_of in lasting.items() for two in combinations(all_of, 2))
    return Crossed(
        tuple(ask for _, ask in asks),
        tuple((pairing_id, one, other) for pairing_id, one, other in together if new(one, other)),
        frozenset(_next(uow, (one for one, _ in asks), after, now)),
    )


def _everybody(
    requests: Collection[Request], lasting: Collection[tuple[PersonId, ...]]
) -> frozenset[PersonId]:
    asked = {_whom(one, ask) for one in requests for ask in one.open_asks}
    return frozenset({*asked, *(one.requester_id for one in requests)}.union(*lasting))


def _whom(request: Request, ask: Ask) -> PersonId:
    """Whom the requester would meet: an intermediary may well be their manager."""
    return ask.person_id if ask.role is Role.MENTOR else request.target_id or ask.person_id


def _next(uow: UnitOfWork, requests: Iterator[Request], after: Managers, now: datetime) -> Iterator[PersonId]:
    for request in requests:
        following = asking.next_mentor(uow, request, now, chain(request.requester_id, after))
        if following is not None:
            yield following


def settle(uow: UnitOfWork, found: Crossed, now: datetime) -> None:
    """People have moved: nobody is asked within their own line any more, and pairings are pointed out.

    An open question goes on to the next mentor. A pairing that lasts goes on: whether it still does good is
    for the people in it, and an admin hears of it.
    """
    for ask in found.asks:
        ended = asking.move_on_from(uow, ask.id, now, released=True)
        waitlist.offer_next(uow, filter(None, (ended,)), now)
    for pairing in {one.id: one for one in _still_together(uow, found)}.values():
        _point_out(uow, pairing, now)


def _still_together(uow: UnitOfWork, found: Crossed) -> Iterator[Pairing]:
    """Some may have left in the same moment."""
    for pairing_id, one, other in found.pairings:
        pairing = uow.pairings.find(pairing_id)
        if pairing is not None and pairing.open and {one, other} <= set(pairing.people):
            yield pairing


def _point_out(uow: UnitOfWork, pairing: Pairing, now: datetime) -> None:
    told = notices.InOneLine(pairing_id=pairing.id, people=pairing.people)
    for admin in _admins(uow, pairing):
        say_in_hours(uow, admin, told, f"in-line:{pairing.id}:{now.timestamp():.0f}:{admin.id}", now)


def _admins(uow: UnitOfWork, pairing: Pairing) -> list[Person]:
    """Those of its program, or one of the workspace's; nobody who is in it themselves."""
    program = uow.programs.find(pairing.program_id) if pairing.program_id else None
    near = admins_of(uow, program) if program is not None else []
    found = [one for one in near if one.id not in pairing.people]
    other = admin_for(uow, pairing)
    return found or ([other] if other is not None else [])
