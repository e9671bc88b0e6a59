"""Waitlist: first come, first served; a freed place is offered by itself."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.people import Person
from bot.domain.requests import Ask, AskState, Role
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
    most = places.most_free(uow, mentor)
    for waiting in line:
        if asked >= most:  # a waitlist may be long
            return
        request = uow.requests.find_by_ask(waiting.id)
        if request is None or not request.open or not places.takes(uow, mentor, request, now):
            continue
        if places.free(uow, mentor, request, now) > asked:
            asked += 1
            waiting.state = AskState.ASKED  # since when they ask stays: their turn in line is kept
            asking.deliver(uow, request, waiting, mentor, now)
            asking.tell_sent(uow, request, now)


def offer_next(uow: UnitOfWork, ended: Iterable[Ask], now: datetime) -> None:
    """These asks take no place of their mentors after all: whoever waits there is next."""
    for ask in ended:
        if ask.role is Role.MENTOR:
            offer_free_places(uow, uow.people.get(ask.person_id), now)


def put_on(uow: UnitOfWork, asks: list[Ask], now: datetime) -> None:
    """No place is left: whoever was asking waits now, and reads where they stand if nobody else is asked."""
    for ask in asks:
        ask.state = AskState.WAITING
        request = uow.requests.find_by_ask(ask.id)
        if request is not None:
            asking.settle(uow, request, (ask,), now)
            if all(one.state is AskState.WAITING for one in request.open_asks):
                asking.tell_sent(uow, request, now)


def release_unheld(uow: UnitOfWork, mentor: Person, now: datetime) -> None:
    """Whoever mentors no more, for everybody or in a program, keeps nobody waiting who asked for that."""
    for ask in (*uow.requests.asked(mentor.id), *uow.requests.waitlist(mentor.id)):
        request = uow.requests.find_by_ask(ask.id)
        if ask.role is Role.MENTOR and request and not places.takes(uow, mentor, request, now):
            asking.move_on_from(uow, ask.id, now, released=True)
