"""Rounds: whom a program brings together next, drafted, looked at, sent once and closed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from zlib import crc32

from bot.domain import errors
from bot.domain.forms import Form
from bot.domain.matching import LeftOut, Match, Rule
from bot.domain.pairings import Part
from bot.domain.people import PersonId

CONFIDENTIAL: Final = frozenset({Rule.BLOCKED, Rule.RATHER_NOT})
"""What somebody wished in private is no reason that anybody reads."""


class RoundState(StrEnum):
    """A draft waits for an admin's look; a cancelled one had nobody to match, was overtaken, or dropped."""

    DRAFTED = "drafted"
    SENT = "sent"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """What the scheduler has to do for a round, in this order."""

    CHECK = "check"
    INTRODUCE = "introduce"
    CALL_OFF = "call off"
    TELL = "tell"
    CLOSE = "close"


@dataclass(eq=False, kw_only=True)
class Matched:
    """A match of a round, on its way to being a pairing.

    `turn` counts the chats of an event of speed mentoring from 1, `seat` is the table; both are 0 elsewhere.
    """

    workspace: str
    round_id: str
    number: int
    match: Match
    turn: int = 0
    seat: int = 0
    pairing_id: str | None = None

    @property
    def members(self) -> tuple[PersonId, ...]:
        """Everyone in it, mentors first."""
        return self.match.members


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What the matching found, before it is kept as a round.

    `turns` are those of an event, each with the table and the two who sit there.
    """

    matches: tuple[Match, ...] = ()
    turns: tuple[tuple[tuple[int, Match], ...], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    blocked: Mapping[Rule, int] = field(default_factory=dict)
    pairs: int = 0
    unstable: int = 0


@dataclass(eq=False, kw_only=True)
class Round:
    """One round of a program. Its matches are kept beside it: there may be thousands.

    Attributes:
        number: counted from 1 within the program.
        left_out: who has no match, each with the rule that is why.
        blocked: how many of `pairs` each rule bars.
        unstable: pairs that would both gain by leaving their matches.
        excluded: whom an admin took out of this round.
        sent_by: the admin who sent it; None when it sent itself.
        dropped_by: the admin who dropped its draft.
        called_off: who has yet to be told that it does not take place.
        checked_at: when everybody was looked at once more, after it was sent.
        introduced_at: when the last match was brought together.
        told: how many of those left out were told.
        idle: mentors for whom it has no mentee, while a place of theirs is free.
        idle_told: how many of them were told.
        closes_at: when what it brought together is over.
        next_look_at: when the scheduler looks next.
    """

    workspace: str
    id: str
    program_id: str
    number: int
    drafted_at: datetime
    state: RoundState = RoundState.DRAFTED
    left_out: tuple[LeftOut, ...] = ()
    blocked: dict[Rule, int] = field(default_factory=dict)
    pairs: int = 0
    unstable: int = 0
    excluded: tuple[PersonId, ...] = ()
    sent_by: PersonId | None = None
    sent_at: datetime | None = None
    dropped_by: PersonId | None = None
    called_off: tuple[PersonId, ...] = ()
    checked_at: datetime | None = None
    introduced_at: datetime | None = None
    told: int = 0
    idle: tuple[PersonId, ...] = ()
    idle_told: int = 0
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    next_look_at: datetime | None = None
    version: int = 0

    @property
    def drafted(self) -> bool:
        """Whether it waits to be sent, and can be changed."""
        return self.state is RoundState.DRAFTED

    @property
    def running(self) -> bool:
        """Whether it was sent and is not over."""
        return self.state is RoundState.SENT

    def leave_out(self, left: Iterable[LeftOut]) -> None:
        """These have no match; those who were told before come first, and are not told again."""
        told = {one.person_id for one in self.left_out[: self.told]}
        known: list[LeftOut] = []
        fresh: list[LeftOut] = []
        for one in left:
            (known if one.person_id in told else fresh).append(one)
        self.left_out, self.told = (*known, *fresh), len(known)

    @property
    def without(self) -> frozenset[PersonId]:
        """Everybody who reads that they have no match."""
        return frozenset(one.person_id for one in self.left_out)

    @property
    def open_rules(self) -> tuple[Rule, ...]:
        """Why people were left out, as far as anybody may read it, the most frequent reason first."""
        counts = Counter(told(one.rule) for one in self.left_out)
        return tuple(sorted(counts, key=lambda rule: (-counts[rule], rule)))

    @property
    def open_counts(self) -> Mapping[Rule, int]:
        """How many pairs each rule bars, as far as anybody may read it."""
        return {rule: count for rule, count in self.blocked.items() if count and rule not in CONFIDENTIAL}

    def check_drafted(self) -> None:
        """Refuse changes of what has left, telling who sent it."""
        if self.drafted:
            return
        if self.dropped_by is not None:
            raise errors.Dropped(person=self.dropped_by)
        if self.sent_at is None:
            raise errors.Gone
        if self.sent_by is None:
            raise errors.SentAlready(at=self.sent_at)
        raise errors.SentAlreadyBy(person=self.sent_by, at=self.sent_at)

    def send(self, by: PersonId | None, now: datetime) -> None:
        """Let it leave: once, whoever presses. Whom an admin took out is told like all without a match."""
        self.check_drafted()
        self.leave_out((*self.left_out, *(LeftOut(one, Rule.EXCLUDED) for one in self.excluded)))
        self.state, self.sent_by, self.sent_at = RoundState.SENT, by, now
        self.next_look_at = now

    def cancel(self, now: datetime) -> None:
        """Nobody is brought together; who was left out is told all the same."""
        self.check_drafted()
        self.state, self.closed_at = RoundState.CANCELLED, now
        self.next_look_at = now if self.left_out or self.idle else None

    def supersede(self, now: datetime) -> None:
        """Nobody has sent it before the next one: that one takes its place, and nobody is told of this."""
        self.check_drafted()
        self.state, self.closed_at, self.told = RoundState.CANCELLED, now, len(self.left_out)
        self.next_look_at = None

    def drop(self, by: PersonId, taking_part: Iterable[PersonId], now: datetime) -> None:
        """It does not take place: whoever takes part is told of that alone, and waits on as before."""
        self.supersede(now)
        self.dropped_by, self.called_off = by, tuple(taking_part)
        self.next_look_at = now if self.called_off else None

    def called(self, count: int, now: datetime) -> None:
        """So many more were told that it does not take place."""
        self.called_off = self.called_off[count:]
        self.next_look_at = now if self.called_off else None

    def checked(self, now: datetime) -> None:
        """Everybody in it can still be brought together."""
        self.checked_at = self.next_look_at = now

    def recheck(self, now: datetime) -> None:
        """Somebody has left in the middle of it: who lost a match by that may find another one."""
        self.checked_at = self.introduced_at = None
        self.next_look_at = now

    def introduced(self, closes_at: datetime, now: datetime) -> None:
        """All matches were brought together; a match that came later is over with the others."""
        self.introduced_at = self.next_look_at = now
        self.closes_at = self.closes_at or closes_at

    def spare(self, idle: Iterable[PersonId]) -> None:
        """For these mentors there is no mentee."""
        self.idle = tuple(idle)

    def tell(self, count: int, now: datetime, *, idle: int = 0) -> None:
        """So many more of those left out were told, and of the mentors without a mentee."""
        self.told += count
        self.idle_told += idle
        self.next_look_at = now if self._untold else self.closes_at

    @property
    def _untold(self) -> bool:
        return self.told < len(self.left_out) or self.idle_told < len(self.idle)

    def close(self, now: datetime, *, look_again: datetime | None = None) -> None:
        """What it brought together is over, but for chats that are booked: those are looked at again."""
        self.state, self.closed_at = RoundState.CLOSED, self.closed_at or now
        self.closes_at = self.next_look_at = look_again

    def look_later(self, at: datetime | None) -> None:
        """Somebody is at it: look again then, in case they do not bring it to its end."""
        self.next_look_at = at

    def due(self, now: datetime) -> Stage | None:
        """What has to be done now, if anything; whoever looks at it need not be the first."""
        if self.drafted:
            return None
        if self.running and self.checked_at is None:
            return Stage.CHECK
        if self.running and self.introduced_at is None:
            return Stage.INTRODUCE
        if self.called_off:
            return Stage.CALL_OFF
        if self._untold:
            return Stage.TELL
        return Stage.CLOSE if self.over(now) else None

    def over(self, now: datetime) -> bool:
        """Whether what it brought together is over."""
        return self.closes_at is not None and self.closes_at <= now


def told(rule: Rule) -> Rule:
    """The reason that anybody may read: what somebody wished in private goes by the name of another one."""
    return Rule.NO_FREE_MENTOR if rule in CONFIDENTIAL else rule


def readable(one: LeftOut) -> Rule:
    """Why somebody was left out, for them to read. Whom an admin keeps apart is never told of it."""
    kept_apart = one.rule is Rule.EXCLUDED and one.count > 0
    return Rule.NO_FREE_MENTOR if kept_apart else told(one.rule)


def seed_of(program_id: str, number: int) -> int:
    """What settles ties in a round: the same for the same round, another one for the next."""
    return crc32(f"{program_id}:{number}".encode())


def parts_of(form: Form, match: Match) -> tuple[tuple[PersonId, Part], ...]:
    """Who takes which part in a match, mentors first: a sponsor is to a panel what a mentor is to mentees."""
    if form is Form.SHADOW_BOARD and match.host is not None:
        return ((match.host, Part.MENTOR), *((one, Part.MENTEE) for one in match.members))
    if not match.mentors:  # who hosts a circle first stands first: the others follow in turn
        return tuple((one, Part.PEER) for one in sorted(match.members, key=lambda one: one != match.host))
    return tuple(
        (one, Part.MENTOR if place < match.mentors else Part.MENTEE)
        for place, one in enumerate(match.members)
    )


def matched_ids(matched: Sequence[Matched]) -> frozenset[PersonId]:
    """Everyone who has a match."""
    return frozenset(one for match in matched for one in match.members)
