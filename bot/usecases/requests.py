"""Requests: answer one, pass it on, withdraw it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import errors
from bot.domain.nudging import Phase
from bot.domain.pairings import Pairing, Part
from bot.domain.people import Person, PersonId
from bot.domain.requests import LINE, UNANSWERED, Ask, AskState, Form, Request, Role
from bot.ports import UnitOfWork
from bot.usecases import asking, pairings, people, places, waitlist
from bot.usecases.pairings import Together
from bot.usecases.places import Standing


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Accept or decline an ask, as the person who was asked; a line goes to the requester as written."""

    person_id: PersonId
    ask_id: str
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class PassOn:
    """Pass an ask on: a mentor names someone better placed; an intermediary names nobody (the target)."""

    person_id: PersonId
    ask_id: str
    to_id: PersonId | None = None
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class Withdraw:
    """Take one's own request back."""

    person_id: PersonId
    request_id: str


@dataclass(frozen=True, kw_only=True)
class AskNext:
    """Ask the mentor who was suggested after a request came to nothing."""

    person_id: PersonId
    request_id: str
    mentor_id: PersonId


@dataclass(frozen=True)
class Accepted:
    """What a yes led to: a pairing, or (no place left) a waitlist."""

    requester_id: PersonId
    pairing: Pairing | None


def _find(uow: UnitOfWork, ask_id: str, person_id: PersonId, role: Role | None = None) -> tuple[Request, Ask]:
    request = uow.requests.find_by_ask(ask_id)
    if request is None:
        raise errors.Gone
    ask = request.find(ask_id, person_id)
    if not ask.open:
        raise errors.Gone if ask.state in UNANSWERED else errors.AlreadyAnswered
    if role is not None and ask.role is not role:
        raise errors.Gone
    return request, ask


def _check_line(line: str) -> None:
    if len(line) > LINE:
        raise errors.TooLong("line", LINE, len(line))


def accept(uow: UnitOfWork, command: Answer, now: datetime) -> Accepted:
    """A mentor says yes: the pair meets, or waits when the last place went a moment ago."""
    mentor = uow.people.lock([command.person_id])[command.person_id]
    mentor.check_can_take_part()
    request, ask = _find(uow, command.ask_id, mentor.id, Role.MENTOR)
    requester = uow.people.get(request.requester_id)
    in_line = mentor.id in uow.people.reporting_line(requester.id)
    if not requester.active or in_line or mentor.blocks(requester):
        raise errors.Gone
    if ask.state is AskState.WAITING:  # pressed twice, or out of turn: the line stays as it is
        return Accepted(requester.id, None)
    standing = places.standing_of(uow, mentor, request, now)
    if standing.free(request) <= 0:
        waitlist.put_on(uow, [ask], now)
        return Accepted(requester.id, None)
    released = request.accept(ask, now)
    asking.settle(uow, request, (ask, *released), now)
    asking.settle_request(uow, request, now, accepted_by=mentor.id)
    pairing = pairings.bring_together(uow, _together(standing, request), now)
    waitlist.offer_next(uow, released, now)
    waitlist.put_on(uow, list(_without_place(uow, mentor, now)), now)
    return Accepted(requester.id, pairing)


def _without_place(uow: UnitOfWork, mentor: Person, now: datetime) -> Iterator[Ask]:
    """Questions to a mentor for which the last place has just gone."""
    asks = uow.requests.asked(mentor.id)
    standing = places.standing(uow, mentor, asks, now)
    for ask in asks:
        if ask.id in standing.by_ask and standing.free(standing.by_ask[ask.id]) <= 0:
            yield ask


def _together(standing: Standing, request: Request) -> Together:
    """The mentor who said yes, and whoever asked. For a flash chat both know of each other already.

    A chat belongs to the program of its form that both are in, if its terms allow for it.
    """
    offer = standing.offers.get(request.id)
    passed = [ask.person_id for ask in request.asks if ask.state is AskState.PASSED_ON]
    return Together(
        form=request.form,
        members=((standing.mentor.id, Part.MENTOR), (request.requester_id, Part.MENTEE)),
        purpose=request.purpose,
        minutes=request.minutes,
        once=request.form is Form.FLASH,
        introduced=request.form is not Form.FLASH,
        request_id=request.id,
        program_id=offer.program_id if offer else None,
        requester_id=request.requester_id,
        via_id=passed[-1] if passed else None,
        earliest=request.earliest,
        latest=request.latest,
    )


def decline(uow: UnitOfWork, command: Answer, now: datetime) -> PersonId:
    """No, with no reason owed; the requester reads a kind line and gets the next best."""
    _check_line(command.line)
    request, ask = _find(uow, command.ask_id, command.person_id)
    request.decline(ask, now, command.line)
    asking.move_on(uow, request, ask, now)
    waitlist.offer_next(uow, (ask,), now)
    return request.requester_id


def pass_on(uow: UnitOfWork, command: PassOn, now: datetime) -> PersonId:
    """Somebody better placed is asked next; an intermediary introduces to the target. Returns who."""
    _check_line(command.line)
    request, ask = _find(uow, command.ask_id, command.person_id)
    to_id = request.target_id if ask.role is Role.INTERMEDIARY else command.to_id
    if to_id is None:
        raise errors.Missing("whom")
    requester = uow.people.get(request.requester_id)
    following = _passed_to(uow, requester, to_id, request, ask.role, now)
    request.pass_on(ask, now, command.line)
    asked = asking.ask_mentor(uow, request, following, now)
    asking.settle(uow, request, (ask,), now)
    if ask.role is Role.INTERMEDIARY:
        asking.tell_sent(uow, request, now)
    else:
        asking.tell_moved_on(uow, request, ask, now, following=asked)
        waitlist.offer_next(uow, (ask,), now)
    return to_id


def _passed_to(
    uow: UnitOfWork, requester: Person, to_id: PersonId, request: Request, role: Role, now: datetime
) -> Person:
    """The person a request is passed on to, who must be one whom the requester may ask.

    Why they may not is the requester's own affair: whom they asked before, who is in their reporting line.
    """
    refusal = errors.CannotIntroduceNow if role is Role.INTERMEDIARY else errors.CannotPassOn
    person = uow.people.get(to_id)
    try:
        asking.check_may_ask(uow, requester, person, now, _flash_minutes(request))
    except errors.WhomError as refused:
        raise refusal(person=to_id) from refused
    if any(ask.person_id == to_id for ask in request.asks):
        raise refusal(person=to_id)
    return person


def _flash_minutes(request: Request) -> int | None:
    return request.minutes if request.form is Form.FLASH else None


def withdraw(uow: UnitOfWork, command: Withdraw, now: datetime) -> Request:
    """The requester no longer needs it."""
    request = uow.requests.find(command.request_id)
    if request is None:
        raise errors.Gone
    released = request.withdraw(command.person_id, now)
    asking.settle(uow, request, released, now)
    asking.settle_request(uow, request, now)
    waitlist.offer_next(uow, released, now)
    return request


def ask_next(uow: UnitOfWork, command: AskNext, now: datetime) -> Request:
    """The same wish, put to the mentor who was suggested."""
    requester = people.read(uow, command.person_id, now)
    before = uow.requests.find(command.request_id)
    if before is None:
        raise errors.Gone
    if before.requester_id != requester.id:
        raise errors.NotYours
    mentor = uow.people.get(command.mentor_id)
    if before.open:
        return _ask_instead(uow, before, requester, mentor, now)
    asking.check_may_ask(uow, requester, mentor, now, _flash_minutes(before))
    request = Request(
        workspace=uow.workspace,
        id=uow.new_id(),
        form=before.form,
        requester_id=requester.id,
        purpose=replace(before.purpose),
        minutes=before.minutes,
        asked_at=now,
        target_id=mentor.id,
    )
    uow.requests.add(request)
    asking.ask_mentor(uow, request, mentor, now)
    asking.tell_sent(uow, request, now, at_once=True)
    return request


def _ask_instead(
    uow: UnitOfWork, request: Request, requester: Person, mentor: Person, now: datetime
) -> Request:
    """Rather than wait in line: the same request goes to somebody with a free place, and leaves the line."""
    if any(ask.state is not AskState.WAITING for ask in request.open_asks):
        raise errors.Gone
    asking.check_may_ask(uow, requester, mentor, now, _flash_minutes(request))
    left = request.leave_waitlists(now)
    asking.settle(uow, request, left, now)
    asking.ask_mentor(uow, request, mentor, now)
    asking.tell_sent(uow, request, now, at_once=True)
    return request


def expire(uow: UnitOfWork, ask_id: str, now: datetime, *, released: bool = False) -> None:
    """Three business days went by without an answer, or (`released`) whoever was asked has left."""
    uow.waits.close(ask_id, (Phase.ANSWER,))
    ended = asking.move_on_from(uow, ask_id, now, released=released)
    if ended is not None:
        waitlist.offer_next(uow, (ended,), now)
