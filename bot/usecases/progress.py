"""Progress: how a round stands, for the admins of its program. Counts only, and none of fewer than five."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import errors
from bot.domain.meetings import Attendance, Meeting
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.domain.programs import Program
from bot.domain.reviews import Goal
from bot.domain.rounds import Round
from bot.ports import UnitOfWork
from bot.usecases import closing
from bot.usecases.closing import FEW, Results
from bot.usecases.programs import OfProgram, read


@dataclass(frozen=True, kw_only=True)
class OfRoundNumber:
    """An admin, about a round of a program; without a number about the latest that was sent."""

    person_id: PersonId
    program_id: str
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """What people said of a session, or of several: nobody's word is taken for another's."""

    sessions: int = 1
    at: datetime | None = None
    there: int = 0
    not_there: int = 0
    unknown: int = 0

    @property
    def seats(self) -> int:
        """How many were to come."""
        return self.there + self.not_there + self.unknown


@dataclass(frozen=True, kw_only=True)
class Group:
    """A match of more than two, by its size alone. Of a small one no session is counted by itself."""

    people: int
    held: int
    sessions: tuple[Turnout, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How a round stands. What is None is too little to be counted.

    Attributes:
        results: matches by what is known of them.
        turnout: all sessions whose time is over.
        asked: people who were asked to look back at the end.
        goals: what came of their goals, by those who said so; None for fewer than five of them.
    """

    program: Program
    round: Round | None = None
    earlier: int | None = None
    later: int | None = None
    results: Results | None = None
    turnout: Turnout | None = None
    groups: tuple[Group, ...] = ()
    asked: int = 0
    goals: Mapping[Goal, int] | None = None


def progress(uow: UnitOfWork, command: OfRoundNumber, now: datetime) -> Progress:
    """How the round stands, for somebody who may change the program."""
    program = read(uow, OfProgram(person_id=command.person_id, program_id=command.program_id), now)
    sent = sorted(
        (one for one in uow.rounds.of_program(program.id) if one.sent_at is not None),
        key=lambda one: one.number,
    )
    if not sent:
        return Progress(program=program)
    numbers = [one.number for one in sent]
    if command.number is not None and command.number not in numbers:
        raise errors.Gone
    at = len(sent) - 1 if command.number is None else numbers.index(command.number)
    return _of_round(uow, program, sent, at, now)


def _of_round(uow: UnitOfWork, program: Program, sent: Sequence[Round], at: int, now: datetime) -> Progress:
    here = sent[at]
    pairings = closing.matched(uow, here)
    meetings = closing.meetings_of(uow, [one.id for one in pairings])
    over = {one: [meeting for meeting in some if _over(meeting, now)] for one, some in meetings.items()}
    enough = len(pairings) >= FEW
    turnout = _turnout([meeting for some in over.values() for meeting in some])
    lasted = [one for one in pairings if not one.open and not one.once and _met(meetings.get(one.id, ()))]
    given = uow.reviews.of_pairings([one.id for one in lasted])
    goals = Counter(one.answers.goal for one in given)
    return Progress(
        program=program,
        round=here,
        earlier=sent[at - 1].number if at else None,
        later=sent[at + 1].number if at + 1 < len(sent) else None,
        results=closing.results_of([one.id for one in pairings], meetings) if enough else None,
        turnout=turnout if turnout.seats >= FEW else None,
        groups=tuple(_group(one, over.get(one.id, [])) for one in pairings if len(one.everyone) > 2),
        asked=sum(len(one.people) for one in lasted),
        goals=goals if len(given) >= FEW else None,
    )


def _over(meeting: Meeting, now: datetime) -> bool:
    return meeting.booked and meeting.ends_at <= now


def _met(meetings: Iterable[Meeting]) -> bool:
    return any(one.held for one in meetings)


def _group(pairing: Pairing, over: Sequence[Meeting]) -> Group:
    sessions = sorted(over, key=lambda one: one.starts_at)
    shown = tuple(_turnout([one], one.starts_at) for one in sessions if len(one.seats) >= FEW)
    return Group(people=len(pairing.people), held=sum(one.held is True for one in over), sessions=shown)


def _turnout(meetings: Sequence[Meeting], at: datetime | None = None) -> Turnout:
    answers = [seat.answer for one in meetings for seat in one.seats]
    there, unknown = answers.count(Attendance.MET), answers.count(None)
    return Turnout(
        sessions=len(meetings),
        at=at,
        there=there,
        not_there=len(answers) - there - unknown,
        unknown=unknown,
    )
