"""Lines: what becomes of questions and pairings when people come into one reporting line."""

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from bot.domain import notices
from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId
from bot.domain.reporting import Managers, in_line
from bot.domain.requests import Ask, Role
from bot.ports import UnitOfWork
from bot.usecases import asking, waitlist
from bot.usecases.programs import admins_of
from bot.usecases.reaching import admin_for, say_in_hours


def moved(uow: UnitOfWork, before: Managers, after: Managers, now: datetime) -> None:
    """Reporting lines have changed: nobody is asked within their own any more, and pairings are pointed out.

    An open question goes on to the next mentor. A pairing that lasts goes on: whether it still does good is
    for the people in it, and an admin hears of it. Whoever was in one line before is no news.
    """
    if dict(before) == dict(after):
        return

    def new(one: PersonId, other: PersonId) -> bool:
        return in_line(one, other, after) and not in_line(one, other, before)

    for ask in uow.requests.open_asks():
        whom = _whom(uow, ask)
        if whom is not None and new(ask.requester_id, whom):
            asking.move_on_from(uow, ask.id, now, released=True)
            waitlist.offer_next(uow, (ask,), now)
    for people in uow.pairings.together_since(now):
        found = [(one, other) for one, other in combinations(people, 2) if new(one, other)]
        for pairing in {one.id: one for two in found for one in _of_both(uow, *two)}.values():
            _point_out(uow, pairing, now)


def _whom(uow: UnitOfWork, ask: Ask) -> PersonId | None:
    """Whom the requester would meet: an intermediary may well be their manager."""
    if ask.role is Role.MENTOR:
        return ask.person_id
    request = uow.requests.find_by_ask(ask.id)
    return request.target_id if request is not None else None


def _of_both(uow: UnitOfWork, one: PersonId, other: PersonId) -> Iterator[Pairing]:
    for pairing in uow.pairings.of(one):
        if other in pairing.people and not pairing.once:
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
