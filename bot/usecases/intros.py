"""Intros: ask one person, or the best one for a topic, for a first short chat."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import errors, intros
from bot.domain.eligibility import check_account
from bot.domain.people import Person, PersonId
from bot.domain.requests import Form, Purpose, Request
from bot.ports import UnitOfWork
from bot.usecases import asking, people


@dataclass(frozen=True, kw_only=True)
class AskIntro:
    """Whom (a person or a topic), why, what was tried, the time one can give, through whom."""

    person_id: PersonId
    whom: PersonId | None = None
    topic: str = ""
    why: str = ""
    tried: str = ""
    time: str = ""
    via: PersonId | None = None


def ask(uow: UnitOfWork, command: AskIntro, now: datetime) -> Request:
    """Ask for an intro; with an intermediary, that person is asked first and the target hears nothing yet."""
    requester = people.read(uow, command.person_id, now)
    if command.whom is None and not command.topic.strip():
        raise errors.NobodyNamed
    if not command.why.strip():
        raise errors.Missing("why")
    request = Request(
        workspace=uow.workspace,
        id=uow.new_id(),
        form=Form.INTRO,
        requester_id=requester.id,
        purpose=Purpose(topic=command.topic, why=command.why, tried=command.tried, time=command.time),
        minutes=intros.MINUTES,
        asked_at=now,
        target_id=command.whom,
    )
    target = _target(uow, requester, command, now)
    via = _intermediary(uow, requester, target, command, now)
    uow.requests.add(request)
    if via is not None:
        asking.ask_intermediary(uow, request, via, now)
    else:
        asking.ask_mentor(uow, request, target, now)
    asking.tell_sent(uow, request, now, at_once=True)
    return request


def _target(uow: UnitOfWork, requester: Person, command: AskIntro, now: datetime) -> Person:
    """Whoever was named, or the best mentor for the topic."""
    if command.whom is not None:
        target = uow.people.get(command.whom)
        asking.check_may_ask(uow, requester, target, now)
        return target
    best = next(iter(asking.rank(uow, requester, command.topic, now)), None)
    if best is None:
        raise asking.nobody(uow, requester, command.topic, now)
    return uow.people.get(best.person_id)


def _intermediary(
    uow: UnitOfWork, requester: Person, target: Person, command: AskIntro, now: datetime
) -> Person | None:
    if command.via is None:
        return None
    if command.whom is None:
        raise errors.ViaNeedsSomeone(person=command.via)
    via = uow.people.get(command.via)
    try:
        check_account(requester, via)
    except errors.WhomError as refused:
        raise errors.CannotIntroduce(person=via.id) from refused
    if via.id == target.id or via.paused(now) or via.blocks(requester):
        raise errors.CannotIntroduce(person=via.id)
    return via
