"""Convening: which programs and rounds are due, and the warning before a round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.nudging import Phase
from bot.domain.people import PersonId
from bot.domain.programs import Due, Program
from bot.domain.rounds import Stage
from bot.ports import UnitOfWork
from bot.usecases import programs
from bot.usecases.reaching import wait_for

AFRESH: Final = timedelta(minutes=5)
"""What somebody has begun and not brought to its end by then is taken up by whoever looks next."""
WHILE_LOST: Final = timedelta(days=1)
"""How often it is tried again while nothing can be said in the channel."""
WARNED_AT_ONCE: Final = 200


@dataclass(frozen=True)
class Task:
    """What has to be done for a program."""

    program_id: str
    due: Due


@dataclass(frozen=True)
class Errand:
    """What has to be done for a round."""

    round_id: str
    stage: Stage


def claim_rounds(uow: UnitOfWork, most: int, now: datetime) -> Sequence[Errand]:
    """Rounds that are due, kept from others for a while."""
    errands = []
    for one in uow.rounds.claim_due(now, most):
        stage = one.due(now)
        one.look_later(now + AFRESH if stage is not None else one.closes_at)
        if stage is not None:
            errands.append(Errand(one.id, stage))
    return errands


def claim_programs(uow: UnitOfWork, most: int, now: datetime) -> Sequence[Task]:
    """Programs that are due, kept from others for a while; one whose channel is lost waits for it."""
    tasks = []
    for one in uow.programs.claim_due(now, most):
        due = one.due(now)
        if due is None:
            one.look_later(None)
        elif one.lost_at is not None and due is not Due.CLOSE:
            one.look_later(now + WHILE_LOST)
        else:
            one.look_later(now + AFRESH)
            tasks.append(Task(one.id, due))
    return tasks


def next_look(uow: UnitOfWork, _: None, now: datetime) -> datetime | None:
    """When a program or a round is looked at next (aware UTC), or None."""
    looks = (uow.programs.next_look_at(), uow.rounds.next_look_at())
    return min((one for one in looks if one is not None), default=None)


@dataclass(frozen=True, kw_only=True)
class Warn:
    """Warn everybody after this person, in the order of their ids."""

    program_id: str
    after: PersonId = ""


def warn(uow: UnitOfWork, command: Warn, now: datetime) -> PersonId | None:
    """Let the next few hear of the round within their hours and their week; None when all will."""
    program = uow.programs.get(command.program_id)
    if program.due(now) is not Due.WARN:
        return None
    enrolled = [one for one in uow.enrolments.active(program.id) if one.person_id > command.after]
    few = enrolled[:WARNED_AT_ONCE]
    people = uow.people.several(one.person_id for one in few)
    for one in few:
        person = people.get(one.person_id)
        if person is not None and one.takes_part(person, _round_at(program, now)):
            wait_for(uow, person, Phase.ROUND_AHEAD, program.id, now)
    if len(enrolled) > len(few):
        return few[-1].person_id
    program.warned(now)
    return None


def _round_at(program: Program, now: datetime) -> datetime:
    return program.next_round_at or now


def end(uow: UnitOfWork, program_id: str, now: datetime) -> bool:
    """The last day of a program is over."""
    program = uow.programs.lock(program_id)
    if program.due(now) is not Due.CLOSE:
        return False
    programs.end(uow, program, now)
    return True
