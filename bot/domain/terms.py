"""Terms: what a program's admins decide, each with a default, and the presets of each form."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain import errors, topics
from bot.domain.forms import GROUPED, Form
from bot.domain.people import CAPACITY, PersonId
from bot.domain.requests import FREE_TEXT

TOGETHER: Final = (2, 7)
"""People in one meeting, mentors included: Slack's group message takes eight with the bot."""
WEEKS_BETWEEN_ROUNDS: Final = (1, 26)
MOST_DATES: Final = 26
MINUTES: Final = (10, 15, 30, 45, 60, 90)
"""Chat lengths on offer. The shortest is for speed mentoring, the longest for groups."""
FLASH_MINUTES: Final = (15, 30)
"""Lengths of a flash chat that one can ask for. A program of them takes those up to its own."""
MOST_NO_REPEAT: Final = 104
CAPACITIES: Final = (1, 10)
MOST_HOURS_APART: Final = 12
"""Clocks on the two sides of the world are no further apart."""
TURNS: Final = (2, 10)
MENTORS_OF_A_GROUP: Final = (1, 3)
MOST_WEEKS_TOGETHER: Final = 104
ADVISORS: Final = ("technical", "career", "industry", "leadership")
"""The seats of a personal board of advisors (the field's table of forms)."""


class Joining(StrEnum):
    """How people come into a program. Nobody is opted in without an admin's explicit choice."""

    OPT_IN = "opt in"
    AUTO = "auto"


class Seniority(StrEnum):
    """How senior a mentor is beside the mentee; for equals, how far apart their levels may be."""

    ANY = "any"
    ABOVE = "above"
    BELOW = "below"
    ALIKE = "alike"


class Nudges(StrEnum):
    """How often people are reminded: as usual, once for each thing, or never; questions are always asked."""

    USUAL = "usual"
    FEWER = "fewer"
    NONE = "none"

    def allow(self, said: int, *, question: bool) -> bool:
        """Whether to say something that was `said` so many times before."""
        if self is Nudges.USUAL:
            return True
        return said == 0 and (question or self is Nudges.FEWER)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What holds in a program.

    Attributes:
        joining: opt-in by default.
        least: people in one meeting at least, mentors included.
        most: people in one meeting at most; a pair may become a trio when somebody would be left over.
        mentors: how many mentors a group has.
        cadence: weeks from one round to the next; ignored when there are `dates`.
        dates: the days of the rounds instead of a cadence.
        starts_on: the first round is not before this day; None: soon after the launch.
        ends_on: the last day of the program; None: until an admin closes it.
        minutes: of one chat.
        no_repeat: weeks in which the same people are not matched again; 0 minds no repeat.
        capacity: mentees of one mentor at most; a mentor's own profile may say fewer.
        seniority: of the mentor beside the mentee.
        cross_department: everyone in a meeting comes from another department.
        most_hours_apart: between their clocks; None for any.
        shared_language: they need one in common.
        preferences: whether people may name whom they would like, and whom rather not.
        lasts: weeks that a match stays together; 0 for one chat per round.
        chemistry_first: both confirm in private after a first meeting before it goes on.
        sends_itself: a round leaves without an admin's look at it.
        nudges: how often people are reminded.
        welcome: goes with the announcement.
        opening: goes with each introduction.
        closing: goes with the end of the program.
        roles: the seats of a board of advisors.
        turns: chats of one person at a speed mentoring event.
        sponsor_id: the executive whom a shadow board advises.
    """

    joining: Joining = Joining.OPT_IN
    least: int = 2
    most: int = 2
    mentors: int = 1
    cadence: int = 2
    dates: tuple[date, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    minutes: int = 30
    no_repeat: int = 12
    capacity: int = CAPACITY
    seniority: Seniority = Seniority.ANY
    cross_department: bool = False
    most_hours_apart: int | None = None
    shared_language: bool = False
    preferences: bool = True
    lasts: int = 0
    chemistry_first: bool = False
    sends_itself: bool = False
    nudges: Nudges = Nudges.USUAL
    welcome: str = ""
    opening: str = ""
    closing: str = ""
    roles: tuple[str, ...] = ()
    turns: int = 5
    sponsor_id: PersonId | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be kept, at the field that holds it."""
        self._check_numbers()
        if self.least > self.most:
            raise errors.BoundsUpsideDown
        if self.minutes not in MINUTES:
            raise errors.NotAChoice("minutes")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise errors.EndsBeforeItStarts
        self._check_dates()
        for name in ("welcome", "opening", "closing"):
            if len(text := getattr(self, name)) > FREE_TEXT:
                raise errors.TooLong(name, FREE_TEXT, len(text))
        topics.check("roles", self.roles)

    def _check_numbers(self) -> None:
        if not self.dates:
            _check("cadence", self.cadence, WEEKS_BETWEEN_ROUNDS)
        for name, bounds in _BOUNDS.items():
            _check(name, getattr(self, name), bounds)
        if self.most_hours_apart is not None:
            _check("most_hours_apart", self.most_hours_apart, (0, MOST_HOURS_APART))

    def _check_dates(self) -> None:
        if len(self.dates) > MOST_DATES:
            raise errors.TooMany("dates", MOST_DATES, len(self.dates))
        last = max(self.dates, default=None)
        if self.ends_on and last and last > self.ends_on:
            raise errors.RoundAfterTheEnd(day=last)


_BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "least": TOGETHER,
    "most": TOGETHER,
    "mentors": MENTORS_OF_A_GROUP,
    "no_repeat": (0, MOST_NO_REPEAT),
    "capacity": CAPACITIES,
    "lasts": (0, MOST_WEEKS_TOGETHER),
    "turns": TURNS,
}


def _check(field: str, number: int, bounds: tuple[int, int]) -> None:
    least, most = bounds
    if field == "cadence" and number < least:
        raise errors.NoCadence
    if not least <= number <= most:
        raise errors.OutOfRange(field, least, most)


_MONTHS: Final = Terms(lasts=26, chemistry_first=True, cadence=4, minutes=45)
"""A mentorship of half a year: "months" in the field's table of forms, with a planned end. A first meeting
tries whether it fits. Who joins meanwhile waits four weeks at most (81 % matched by week 3, Sun)."""

PRESETS: Final[Mapping[Form, Terms]] = {
    # Two weeks, 30 minutes (Donut's advice; Yelp Beans), no repeat in 12 weeks (slack-sup; Icebreaker).
    Form.PEER: Terms(most=3, seniority=Seniority.ALIKE),
    # The mentor stands above (the field's table: a seniority gap).
    Form.ONE_ON_ONE: replace(_MONTHS, seniority=Seniority.ABOVE),
    # The table inverts the gap.
    Form.REVERSE: replace(_MONTHS, seniority=Seniority.BELOW),
    # Any level to any level: no seniority rule.
    Form.DEVELOPMENTAL: _MONTHS,
    Form.CROSS_DEPARTMENT: replace(_MONTHS, cross_department=True),
    # Mentees of one tier mentor the next.
    Form.CASCADE: replace(_MONTHS, seniority=Seniority.ABOVE),
    # One short chat, no relationship: half of Donut's half hour.
    Form.FLASH: Terms(minutes=15),
    # A mentor with two to six: what fits into one group message. A quarter, as long as no repeat counts.
    Form.GROUP: Terms(least=3, most=7, minutes=60, cadence=12, lasts=12, capacity=6),
    # Small enough that everybody speaks; the host rotates from session to session.
    Form.CIRCLE: Terms(least=4, most=6, minutes=60, cadence=12, lasts=12),
    # A quarterly event of five chats of ten minutes.
    Form.SPEED: Terms(minutes=10, cadence=12, turns=5),
    # Several advisors at once: each of them has one mentee less to give.
    Form.BOARD: Terms(cadence=4, minutes=45, lasts=26, roles=ADVISORS),
    # One panel and its sponsor for half a year.
    Form.SHADOW_BOARD: Terms(least=4, most=7, minutes=60, cadence=26, lasts=26),
    # A trial before any of these: half an hour, and another one next week for whom it did not fit.
    Form.CHEMISTRY: Terms(cadence=1, chemistry_first=True),
}
"""What a form starts with; everything that a preset leaves out has the default of `Terms`."""


def lengths_of(form: Form) -> tuple[int, ...]:
    """How long a chat of this form may be: a flash chat as long as one can be asked for."""
    return FLASH_MINUTES if form is Form.FLASH else MINUTES


_ONLY_OF: Final[Mapping[str, frozenset[Form]]] = {
    "least": GROUPED | {Form.PEER},
    "most": GROUPED | {Form.PEER},
    "mentors": frozenset({Form.GROUP}),
    "roles": frozenset({Form.BOARD}),
    "turns": frozenset({Form.SPEED}),
    "sponsor_id": frozenset({Form.SHADOW_BOARD}),
}
"""Terms that mean something in some forms alone, or something else in others."""


def carried_over(chosen: Terms, before: Form, after: Form) -> Terms:
    """The terms of a program that takes another form: its preset, but for what was chosen and still fits.

    How many meet is chosen as a whole, and how senior a mentor is says nothing of equals.
    """
    old, new = PRESETS[before], PRESETS[after]
    kept = {
        one.name: getattr(chosen, one.name)
        for one in fields(Terms)
        if getattr(chosen, one.name) != getattr(old, one.name) and _means_the_same(one.name, before, after)
    }
    if kept.get("minutes") not in lengths_of(after):
        kept.pop("minutes", None)
    if {"least", "most"} & kept.keys():
        kept |= {"least": chosen.least, "most": chosen.most}
    return replace(new, **kept)


def _means_the_same(name: str, before: Form, after: Form) -> bool:
    if name == "seniority":
        return before.equals is after.equals
    forms = _ONLY_OF.get(name)
    return forms is None or {before, after} <= forms
