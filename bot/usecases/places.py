"""Places: how many more a mentor can take, and where an ask stands in line.

A pairing takes one place of its mentor, a group too: a place is the time of one series of chats, and a group
meets together. Else nobody with the usual two places could ever mentor three at once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.flash import Offer
from bot.domain.forms import Form
from bot.domain.people import Person
from bot.domain.requests import Ask, Request, Role
from bot.ports import UnitOfWork
from bot.usecases import flash_programs


@dataclass(frozen=True)
class Standing:
    """How requests stand with a mentor, read for all of them at once.

    Attributes:
        mentor: who is asked.
        taken: how many places open pairings take.
        by_ask: the requests in which they are asked as a mentor, by ask, in the order of the asks.
        offers: by request, the program that it belongs to and what they give there; absent means none.
        apart: requests for a flash chat of two of whom one would rather not meet the other in a program.
    """

    mentor: Person
    taken: int
    by_ask: Mapping[str, Request]
    offers: Mapping[str, Offer]
    apart: frozenset[str]

    def free(self, request: Request) -> int:
        """Places that no open pairing takes; below zero when there are fewer than before.

        In a program there are as many as it gives its mentors, else as many as they offer themselves.
        """
        offer = self.offers.get(request.id)
        return (self.mentor.profile.capacity if offer is None else offer.capacity) - self.taken

    def holds(self, request: Request) -> bool:
        """Whether they still mentor for it, by their profile or in a program, and nobody would rather not."""
        by_profile = self.mentor.profile.mentor and self.mentor.profile.capacity > 0
        return (by_profile or request.id in self.offers) and request.id not in self.apart


def standing(uow: UnitOfWork, mentor: Person, asks: Collection[Ask], now: datetime) -> Standing:
    """How the requests of these asks stand with the mentor."""
    wanted = [ask.id for ask in asks if ask.role is Role.MENTOR]
    known = uow.requests.by_asks(wanted)
    return _standing(uow, mentor, {one: known[one] for one in wanted if one in known}, now)


def standing_of(uow: UnitOfWork, mentor: Person, request: Request, now: datetime) -> Standing:
    """The same for one request, which need not have asked them yet."""
    return _standing(uow, mentor, {"": request}, now)


def _standing(uow: UnitOfWork, mentor: Person, by_ask: Mapping[str, Request], now: datetime) -> Standing:
    short = {one.id: one for one in by_ask.values() if one.form is Form.FLASH}
    requesters = uow.people.several({one.requester_id for one in short.values()})
    shared = flash_programs.of_several(uow, mentor, requesters) if short else {}
    offers: dict[str, Offer] = {}
    apart: set[str] = set()
    for one in short.values():
        requester = requesters[one.requester_id]
        found = flash_programs.offers(shared[requester.id], requester, {mentor.id: mentor}, one.minutes, now)
        if mentor.id in found:
            offers[one.id] = found[mentor.id]
        if mentor.id in flash_programs.apart(shared[requester.id], requester):
            apart.add(one.id)
    taken = uow.pairings.places_taken([mentor.id]).get(mentor.id, 0)
    return Standing(mentor, taken, by_ask, offers, frozenset(apart))


def free(uow: UnitOfWork, mentor: Person, request: Request, now: datetime) -> int:
    """Places of a mentor for a request; below zero when there are fewer than before."""
    return standing_of(uow, mentor, request, now).free(request)


def position(uow: UnitOfWork, ask: Ask) -> int:
    """Where the ask stands on its mentor's waitlist, from 1."""
    others = [one for one in uow.requests.waitlist(ask.person_id) if one.id != ask.id]
    return 1 + sum((one.asked_at, one.id) < (ask.asked_at, ask.id) for one in others)
