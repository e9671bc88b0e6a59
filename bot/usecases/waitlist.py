"""Waitlist: first come, first served; a freed place is offered by itself."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.people import Person
from bot.domain.requests import Ask, AskState, Request, Role
from bot.ports import UnitOfWork
from bot.usecases import asking, places


def offer_free_places(uow: UnitOfWork, mentor: Person, now: datetime) -> None:
    """Ask the mentor for whoever waits longest, for as many places as are free and not asked for."""
    if not mentor.active or mentor.paused(now):
        return
    line = uow.requests.waitlist(mentor.id)
    if not line:
        return
    asked = sum(ask.role is Role.MENTOR for ask in uow.requests.asked(mentor.id))
    standing = places.standing(uow, mentor, line, now)
    for waiting in line:
        request = standing.by_ask.get(waiting.id)
        if request is None or not request.open or not standing.holds(request):
            continue
        if standing.free(request) > asked:
            asked += 1
            told_to_wait = _all_wait(request)
            waiting.state = AskState.ASKED  # since when they ask stays: their turn in line is kept
            asking.deliver(uow, request, waiting, mentor, now)
            if told_to_wait:  # else they have read that these are asked, and nothing since
                asking.tell_sent(uow, request, now)


def offer_next(uow: UnitOfWork, ended: Iterable[Ask], now: datetime) -> None:
    """These asks take no place of their mentors after all: whoever waits there is next."""
    for ask in ended:
        if ask.role is Role.MENTOR:
            offer_free_places(uow, uow.people.get(ask.person_id), now)


def put_on(uow: UnitOfWork, asks: list[Ask], now: datetime) -> None:
    """No place is left: whoever was asking waits now, and reads where they stand if nobody else is asked."""
    known = uow.requests.by_asks([ask.id for ask in asks])
    for ask in asks:
        ask.state = AskState.WAITING
        request = known.get(ask.id)
        if request is not None:
            asking.settle(uow, request, (ask,), now)
            if _all_wait(request):
                asking.tell_sent(uow, request, now)


def _all_wait(request: Request) -> bool:
    """Whether nobody is asked for now: the requester reads where they stand."""
    return all(one.state is AskState.WAITING for one in request.open_asks)


def release_unheld(uow: UnitOfWork, mentor: Person, now: datetime) -> None:
    """Whoever mentors no more, for everybody or in a program, keeps nobody waiting who asked for that.

    So it is with whoever would rather not: nobody reads which of the two it was.
    """
    asks = (*uow.requests.asked(mentor.id), *uow.requests.waitlist(mentor.id))
    standing = places.standing(uow, mentor, asks, now)
    for ask_id, request in standing.by_ask.items():
        if not standing.holds(request):
            asking.move_on_from(uow, ask_id, now, released=True)


def release_own(uow: UnitOfWork, requester: Person, now: datetime) -> None:
    """The same for what somebody has asked themselves: it goes on to the next mentor."""
    open_asks = [ask for request in uow.requests.open_by(requester.id) for ask in request.open_asks]
    mentors = uow.people.several(ask.person_id for ask in open_asks)
    for ask in open_asks:
        standing = places.standing(uow, mentors[ask.person_id], [ask], now)
        if not all(map(standing.holds, standing.by_ask.values())):
            ended = asking.move_on_from(uow, ask.id, now, released=True)
            offer_next(uow, filter(None, (ended,)), now)


def part_changed(uow: UnitOfWork, person: Person, now: datetime) -> None:
    """Somebody's part in a program of flash chats is another one: what no longer holds goes on.

    A place that this leaves free is offered to whoever waits for it.
    """
    person = uow.people.lock([person.id])[person.id]
    release_own(uow, person, now)
    release_unheld(uow, person, now)
    offer_free_places(uow, person, now)
