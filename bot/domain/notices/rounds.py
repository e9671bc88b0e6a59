"""Notices about rounds: before, at and after each."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.matching.values import Rule
from bot.domain.notices.kinds import Notice, Nudge
from bot.domain.people import PersonId
from bot.domain.requests import Form


@dataclass(frozen=True, kw_only=True)
class RoundAhead(Nudge):
    """To whoever takes part: the next round is near, and can be skipped."""

    program_id: str
    form: Form
    round_at: datetime
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundDrafted(Notice):
    """To an admin: a round waits for a look. Numbers and rules only, never what anyone wished."""

    round_id: str
    program_id: str
    form: Form
    number: int
    matches: int
    people: int
    left_out: int = 0
    unstable: int = 0
    rules: tuple[Rule, ...] = ()
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundSettled(Notice):
    """In place of that, once it was sent (by whom, unless by itself), dropped, or a newer draft took over.

    `over`: its program has ended.
    """

    form: Form
    number: int
    name: str = ""
    sent_by: PersonId | None = None
    sent_at: datetime | None = None
    dropped_by: PersonId | None = None
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class RoundCalledOff(Notice):
    """To whoever takes part: a round of which they were told does not take place."""

    program_id: str
    form: Form
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundEmpty(Notice):
    """To an admin: nobody could be matched, and which rules are why; how many took part."""

    program_id: str
    form: Form
    number: int
    people: int
    rules: tuple[Rule, ...] = ()
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundMended(Notice):
    """To an admin: who has gone since, how many matches were made anew, and how many people are without."""

    program_id: str
    form: Form
    number: int
    gone: tuple[PersonId, ...]
    matched: int = 0
    left_out: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundAnnounced(Notice):
    """To a channel: a round has left. Counts only."""

    program_id: str
    form: Form
    matches: int
    people: int
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class RoundResults(Notice):
    """To a channel: what became of a round. Counts of matches, never who."""

    program_id: str
    form: Form
    introduced: int
    booked: int = 0
    met: int = 0
    did_not: int = 0
    unknown: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class NotThisTime(Notice):
    """To whoever has no match in a round: why, and what comes next."""

    program_id: str
    form: Form
    rule: Rule
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class NoMentee(Notice):
    """To a mentor for whom a round has no mentee: nothing is to be done, and what comes next."""

    program_id: str
    form: Form
    next_round_at: datetime | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One chat of an event; with nobody it is a break."""

    starts_at: datetime
    with_id: PersonId | None = None
    table: int = 0


@dataclass(frozen=True, kw_only=True)
class Timetable(Notice):
    """To one person at an event of short chats: whom they meet, when and at which table."""

    program_id: str
    form: Form
    minutes: int
    sittings: tuple[Sitting, ...]
    name: str = ""
    opening: str = ""
