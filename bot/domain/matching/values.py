"""What a matching is asked and what it answers. Only values: nothing here imports an array."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.matching.later import Later
from bot.domain.people import WORKING_WEEK, PersonId, Window

POINT: Final = 1_000_000
"""Points of a score of 1. Scores are whole points, so that their parts add up to them exactly."""
UNSTABLE: Final = POINT // 20
"""Two people who would both gain more than this (0.05) by leaving the optimum are counted."""
CANDIDATES: Final = 40
"""Mentors that are weighed for each mentee at first; more add next to nothing (see the bench)."""

Pair = frozenset[PersonId]


class Term(StrEnum):
    """What a score is made of."""

    TOPICS = "topics"
    WORDS = "words"
    LEVEL = "level"
    DEPARTMENT = "department"
    HOURS = "hours"
    LANGUAGES = "languages"
    PREFERENCE = "preference"
    LOAD = "load"
    WAITED = "waited"
    ZONES = "zones"
    MET = "met"


class Rule(StrEnum):
    """What bars two people from each other, or leaves somebody out."""

    SENIORITY = "seniority"
    CROSS_DEPARTMENT = "cross department"
    TIME_ZONES = "time zones"
    SHARED_HOURS = "shared hours"
    LANGUAGE = "language"
    REPORTING_LINE = "reporting line"
    SAME_MANAGER = "same manager"
    BLOCKED = "blocked"
    RATHER_NOT = "rather not"
    NO_REPEAT = "no repeat"
    EXCLUDED = "excluded"
    NO_FREE_MENTOR = "no free mentor"
    GROUP_SIZE = "group size"
    ODD_ONE = "odd one"


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Someone to be matched, as a round sees them.

    Attributes:
        asks: topics they want help with.
        offers: topics they can help with.
        goal: what they want to reach, in their words.
        words: what they say of themselves and of what they offer.
        level: rank in the company, higher is more senior; None when nobody knows.
        manager_id: their direct manager.
        line: everyone above and below them in the reporting line, as far as the directory goes.
        zone: IANA name.
        windows: when they take chats, on their own clock.
        prefers: whom they would like best, the dearest first.
        rather_not: whom they would rather not be matched with; counts like a block, and is as confidential.
        blocked: whom they do not want to be paired with.
        capacity: free places as a mentor in this round, those taken not counted.
        load: places taken already.
        waited: rounds in a row in which they were left out.
        mentors: whether they may be somebody's mentor.
        mentored: whether they may be somebody's mentee.
        roles: the parts they can play on a board of advisors.
    """

    id: PersonId
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    goal: str = ""
    words: str = ""
    level: int | None = None
    department: str = ""
    manager_id: PersonId | None = None
    line: frozenset[PersonId] = frozenset()
    zone: str = "UTC"
    windows: tuple[Window, ...] = WORKING_WEEK
    languages: tuple[str, ...] = ()
    prefers: tuple[PersonId, ...] = ()
    rather_not: frozenset[PersonId] = frozenset()
    blocked: frozenset[PersonId] = frozenset()
    capacity: int = 1
    load: int = 0
    waited: int = 0
    mentors: bool = False
    mentored: bool = True
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The hard rules of a program. Blocks, "rather not" and exclusions always hold.

    Attributes:
        least_gap: levels that the mentor stands above the mentee at least; None for any. Among peers: either
            of the two above the other. Who has no level fits no gap.
        most_gap: levels that the mentor stands above the mentee at most. Reverse mentoring: -1, and no least.
        best_gap: the gap that the level term rewards most; None rewards none.
        cross_department: whether both must come from different departments.
        most_hours_apart: between their clocks.
        least_shared_hours: a week in which both take chats.
        shared_language: whether they need one in common; whoever names none speaks everyone's.
        reporting_line: whether managers and reports are kept apart, over any number of levels.
        same_manager: whether people with one manager are kept apart.
        repeat_after: pairs that met on or after this day are not matched again; None keeps nobody apart.
    """

    least_gap: int | None = None
    most_gap: int | None = None
    best_gap: int | None = None
    cross_department: bool = False
    most_hours_apart: float | None = None
    least_shared_hours: float = 0.0
    shared_language: bool = False
    reporting_line: bool = True
    same_manager: bool = True
    repeat_after: date | None = None


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What each term may add to a score at most; load and met are what they take away.

    The defaults make a score of 1 an excellent match: topics decide, then words, then circumstances.
    """

    topics: float = 0.35
    words: float = 0.15
    level: float = 0.10
    department: float = 0.05
    hours: float = 0.15
    languages: float = 0.05
    preference: float = 0.15
    load: float = 0.05
    waited: float = 0.05
    zones: float = 0.0
    met: float = 0.10


DIVERSE: Final = Weights(topics=0.15, words=0.1, level=0.2, department=0.25, hours=0.15, zones=0.1)
"""For circles and panels, unless the pool has its own: who differs is worth more than who is alike."""


@dataclass(frozen=True)
class Meeting:
    """Two people who were matched before, and when last."""

    one: PersonId
    other: PersonId
    when: date


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Who is to be matched, and under what.

    Attributes:
        people: the participants, each id once. Their order does not matter.
        past: who met whom before.
        excluded: pairs that an admin keeps apart in this round.
        day: the day that zones are compared on.
        seed: settles ties; the same pool and seed give the same matches.
    """

    people: tuple[Participant, ...]
    day: date
    rules: Rules = Rules()
    weights: Weights = Weights()
    past: tuple[Meeting, ...] = ()
    excluded: frozenset[Pair] = frozenset()
    seed: int = 0


@dataclass(frozen=True)
class Reason:
    """One term of a score.

    Attributes:
        points: what it adds, in millionths of a score; below 0 it takes away.
        named: the topics or languages that both have, or the words that they share.
        amount: hours a week, levels between them, rounds waited or places taken.
    """

    term: Term
    points: int
    named: tuple[str, ...] = ()
    amount: float = 0.0


@dataclass(frozen=True)
class Match:
    """People matched with each other, and why.

    Attributes:
        members: everyone in it; mentors come first.
        mentors: how many of the members are mentors; 0 among peers.
        reasons: the terms of all pairs that count, added up, the largest first. Mentor and mentee are a pair
            that counts, and among peers every two.
        host: who invites to the first meeting, where the form has a host.
        role: the slot that the mentor fills on a board of advisors.
    """

    members: tuple[PersonId, ...]
    reasons: tuple[Reason, ...] = Later[tuple[Reason, ...]](())  # type: ignore[assignment]  # reads as one
    mentors: int = 0
    host: PersonId | None = None
    role: str = ""

    @classmethod
    def because(
        cls, why: Callable[["Match"], tuple[Reason, ...]], members: tuple[PersonId, ...], mentors: int
    ) -> "Match":
        """A match whose reasons are worked out when they are first read: most are sent, few are asked for."""
        return cls(members, why, mentors)  # type: ignore[arg-type]  # see Later

    @property
    def points(self) -> int:
        """The score in millionths: what the reasons add up to."""
        return sum(reason.points for reason in self.reasons)

    @property
    def score(self) -> float:
        """The score; 1 is an excellent pair."""
        return self.points / POINT

    @property
    def pairs(self) -> int:
        """How many pairs count."""
        size = len(self.members)
        return self.mentors * (size - self.mentors) or size * (size - 1) // 2


@dataclass(frozen=True)
class LeftOut:
    """Someone without a match. `count`: how many people the rule bars them from, 0 for what is no bar."""

    person_id: PersonId
    rule: Rule
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A round before it is sent.

    Attributes:
        left_out: everyone without a match, each with the reason.
        blocked: how many of `pairs` each rule bars; one pair may be barred by several.
        pairs: how many there would be without any rule.
        unstable: pairs among the candidates that would both gain more than 0.05 by leaving.
    """

    matches: tuple[Match, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    blocked: Mapping[Rule, int] = field(default_factory=dict)
    pairs: int = 0
    unstable: int = 0


@dataclass(frozen=True)
class Seat:
    """Two who talk in one round of an event, at one table; the mentor's, where there are mentors."""

    table: int
    one: PersonId
    other: PersonId


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """An event of short chats.

    Attributes:
        rounds: who sits where, one tuple per round.
        idle: who has a break in each round.
        blocked: how many of `pairs` each rule bars.
    """

    rounds: tuple[tuple[Seat, ...], ...] = ()
    idle: tuple[tuple[PersonId, ...], ...] = ()
    blocked: Mapping[Rule, int] = field(default_factory=dict)
    pairs: int = 0
