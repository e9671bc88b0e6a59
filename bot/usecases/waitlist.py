"""Waitlist: first come, first served; a freed place is offered by itself."""

from datetime import datetime

from bot.domain.people import Person
from bot.domain.requests import Ask, AskState
from bot.ports import UnitOfWork
from bot.usecases import asking, places


def offer_free_places(uow: UnitOfWork, mentor: Person, now: datetime) -> None:
    """Ask the mentor for whoever waits longest, for as many places as are free and not asked for."""
    if not mentor.active or not mentor.profile.mentor or mentor.paused(now):
        return
    free = places.free(uow, mentor) - len(uow.requests.asked(mentor.id))
    for waiting in uow.requests.waitlist(mentor.id)[: max(0, free)]:
        request = uow.requests.find_by_ask(waiting.id)
        if request is not None and request.open:
            waiting.state, waiting.asked_at = AskState.ASKED, now
            asking.deliver(uow, request, waiting, mentor, now)
            asking.tell_sent(uow, request, now)


def put_on(uow: UnitOfWork, asks: list[Ask], now: datetime) -> None:
    """No place is left: whoever was asking waits now, and reads where they stand."""
    for ask in asks:
        ask.state = AskState.WAITING
        request = uow.requests.find_by_ask(ask.id)
        if request is not None:
            asking.settle(uow, request, (ask,), now)
            asking.tell_sent(uow, request, now)
