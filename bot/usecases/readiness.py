"""Readiness: whether a program can begin, as numbers; and which rules would keep people apart.

Nothing that a person said in confidence can be read out of it: a topic is named when at least five people ask
for it, and who cannot meet whom by somebody's own wish is not told apart from there being nobody left.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import matching, topics
from bot.domain.discretion import FEW
from bot.domain.matching import LeftOut, Participant, Pool, Rule
from bot.domain.people import Person, PersonId
from bot.domain.programs import Program
from bot.domain.rounds import CONFIDENTIAL, told
from bot.ports import UnitOfWork
from bot.usecases import programs
from bot.usecases.pools import levels_known, participants, rules_of, taking_part

FAR: Final = timedelta(hours=8)
"""Clocks further apart than a working day have no hour of it in common."""
_MOST_TOPICS: Final = 8


@dataclass(frozen=True)
class Demand:
    """A topic: how many ask for it, and for how many there is room with those who offer it."""

    topic: str
    asked: int
    places: int


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """How a program would begin now.

    Attributes:
        joined: who is in it.
        counted: who a round now would count in; the others are on a break or skip it.
        mentors: how many of those may be mentors.
        mentees: how many of those may be mentees.
        places: mentees that the mentors can take together.
        demand: topics that many ask for, the scarcest first.
        rare: how many other topics there are.
        zones: how many different clocks people live by.
        far: how many have nobody within a working day of their clock.
        unlevelled: how many have no level, so that seniority cannot be told; 0 when it decides nothing.
        seniority_known: whether enough levels are known for seniority to decide.
        pairs: how many pairs there would be without any rule.
        barred: how many of them each rule keeps apart.
        alone: who would have nobody at all, and the rule that is why most often.
    """

    program: Program
    joined: int
    counted: int
    mentors: int
    mentees: int
    places: int
    zones: int
    far: int
    unlevelled: int
    seniority_known: bool
    demand: tuple[Demand, ...] = ()
    rare: int = 0
    pairs: int = 0
    barred: Mapping[Rule, int] = field(default_factory=dict)
    alone: Mapping[PersonId, Rule] = field(default_factory=dict)


def readiness(uow: UnitOfWork, command: programs.OfProgram, now: datetime) -> Readiness:
    """How the program would begin now, for somebody who may change it. Changes nothing."""
    program = programs.read(uow, command, now)
    active = uow.enrolments.active(program.id)
    taking = taking_part(uow, active, now)
    people = [person for _, person in taking]
    pool = Pool(
        people=participants(uow, program, taking),
        day=now.date(),
        rules=rules_of(program.terms, people, now.date()),
        excluded=program.kept_apart,
    )
    pairs, barred = matching.blocked(pool, peers=program.form.equals)
    demand, rare = _demand(pool.people)
    return Readiness(
        program=program,
        joined=len(active),
        counted=len(people),
        mentors=sum(one.mentors for one in pool.people),
        mentees=sum(one.mentored for one in pool.people),
        places=sum(one.capacity for one in pool.people if one.mentors),
        zones=len({person.zone for person in people}),
        far=_far(people, now),
        unlevelled=sum(person.level is None for person in people),
        seniority_known=levels_known(people),
        demand=demand,
        rare=rare,
        pairs=pairs,
        barred={rule: count for rule, count in barred.items() if count and rule not in CONFIDENTIAL},
        alone=_alone(matching.why_not(pool, peers=program.form.equals)),
    )


def _alone(left_out: Collection[LeftOut]) -> Mapping[PersonId, Rule]:
    return {one.person_id: told(one.rule) for one in left_out}


def _demand(people: Collection[Participant]) -> tuple[tuple[Demand, ...], int]:
    """Topics that many ask for, the scarcest first, and how many others there are."""
    asked = Counter(topic.casefold() for one in people if one.mentored for topic in {*one.asks})
    mentors = [one for one in people if one.mentors]
    found = [
        Demand(topic, count, sum(one.capacity for one in mentors if topics.shared(topic, one.offers)))
        for topic, count in asked.items()
        if count >= FEW
    ]
    scarcest = sorted(found, key=lambda one: (one.places - one.asked, one.topic))
    return tuple(scarcest[:_MOST_TOPICS]), len(asked) - len(found)


def _far(people: Collection[Person], now: datetime) -> int:
    """How many have nobody within a working day of their clock."""
    living = Counter(now.astimezone(ZoneInfo(person.zone)).utcoffset() or timedelta() for person in people)
    lonely = (
        offset
        for offset, count in living.items()
        if count == 1 and all(abs(offset - other) > FAR for other in living if other != offset)
    )
    return sum(1 for _ in lonely) if len(people) > 1 else 0
