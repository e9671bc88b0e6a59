"""Progress: how a round stands, for the admins of its program, in counts alone.

What people said is counted where at least five different people answered: being asked is not enough, and
nobody counts twice. No count that is shown is another one and an answer of fewer than five.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import errors
from bot.domain.discretion import FEW
from bot.domain.meetings import Attendance, Meeting
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.domain.programs import Program
from bot.domain.reviews import Goal
from bot.domain.rounds import Round
from bot.ports import UnitOfWork
from bot.usecases import closing
from bot.usecases.closing import Results
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
    """A match of more than two, by its size alone; its sessions of which at least five people answered."""

    people: int
    held: int
    sessions: tuple[Turnout, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How a round stands. What is None is too little to be counted.

    Attributes:
        results: matches by what is known of them.
        turnout: sessions whose time is over: those shown by themselves, and the rest if that is enough.
        asked: how many looks back were asked for at the end, one of each person in each match.
        goals: what came of their goals, by those who said so; None for fewer than five people.
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
    enough = closing.countable(pairings)
    lasted = [one for one in pairings if not one.open and not one.once and _met(meetings.get(one.id, ()))]
    given = uow.reviews.of_pairings([one.id for one in lasted])
    goals = Counter(one.answers.goal for one in given)
    return Progress(
        program=program,
        round=here,
        earlier=sent[at - 1].number if at else None,
        later=sent[at + 1].number if at + 1 < len(sent) else None,
        results=closing.results_of([one.id for one in pairings], meetings) if enough else None,
        turnout=_turnout_of_all([meeting for some in over.values() for meeting in some]),
        groups=tuple(_group(one, over.get(one.id, [])) for one in pairings if len(one.everyone) > 2),
        asked=sum(len(one.people) for one in lasted),
        goals=goals if len({one.author_id for one in given}) >= FEW else None,
    )


def _over(meeting: Meeting, now: datetime) -> bool:
    return meeting.booked and meeting.ends_at <= now


def _met(meetings: Iterable[Meeting]) -> bool:
    return any(one.held for one in meetings)


def _group(pairing: Pairing, over: Sequence[Meeting]) -> Group:
    sessions = sorted(over, key=lambda one: one.starts_at)
    shown = tuple(_turnout([one], one.starts_at) for one in sessions if _enough([one]))
    return Group(people=len(pairing.people), held=sum(one.held is True for one in over), sessions=shown)


def _enough(meetings: Iterable[Meeting]) -> bool:
    """Whether so many answered that nobody's answer can be read from the counts."""
    return len({seat.person_id for one in meetings for seat in one.seats if seat.answer is not None}) >= FEW


def _turnout_of_all(over: Sequence[Meeting]) -> Turnout | None:
    """Of a rest that is too little alone nothing is added: it could be told by subtraction."""
    told = [one for one in over if _enough([one])]
    rest = [one for one in over if one not in told]
    counted = [*told, *rest] if _enough(rest) else told
    return _turnout(counted) if counted else None


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
