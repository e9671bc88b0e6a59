"""Agreements: how often people meet, how, for how long, and what it is not for. It stands once all say so."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import errors
from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT

EVERY: Final = (1, 2, 3, 4, 6, 8)
"""Weeks between two sessions, to choose from."""
USUAL: Final = 3
"""The one on offer first: 21 days are also when those who agreed on nothing are nudged (Mentorloop, UN)."""
LONGEST: Final = timedelta(weeks=104)
"""No program keeps people together for longer."""


class Format(StrEnum):
    """How people meet."""

    VIDEO = "video"
    IN_PERSON = "in person"
    PHONE = "phone"
    MIXED = "mixed"


@dataclass(frozen=True, kw_only=True)
class Points:
    """What is agreed on.

    Attributes:
        every: weeks from one session to the next.
        format: how they meet.
        between: how they reach each other in between.
        helps: what the mentor helps with, or among peers each.
        cannot: what it is not for.
        until: the last day; None leaves the end to the program, if one planned it.
    """

    every: int
    format: Format
    between: str = ""
    helps: str = ""
    cannot: str = ""
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse what is no choice, or too long."""
        if self.every not in EVERY:
            raise errors.NotAChoice("every")
        for name in ("between", "helps", "cannot"):
            if len(text := getattr(self, name)) > FREE_TEXT:
                raise errors.TooLong(name, FREE_TEXT, len(text))

    def check_end(self, today: date) -> None:
        """Refuse an end that is not ahead, or very far."""
        if self.until is None:
            return
        if self.until <= today:
            raise errors.AgreementEndsInThePast
        if self.until > today + LONGEST:
            raise errors.AgreementTooLong(days=LONGEST.days)


@dataclass(eq=False, kw_only=True)
class Agreement:
    """What the people of one pairing agreed on, and what one of them proposes in its place.

    Attributes:
        points: what stands; None until all have confirmed for the first time.
        stands_since: when the last of them confirmed it.
        proposed: what waits to be confirmed; what stood before stands until then.
        proposed_by: who made the latest proposal.
        confirmed: who is for the latest proposal, its author first.
        number: counts the proposals. Whoever answers names the one they saw.
    """

    workspace: str
    pairing_id: str
    points: Points | None = None
    stands_since: datetime | None = None
    proposed: Points | None = None
    proposed_by: PersonId | None = None
    confirmed: tuple[PersonId, ...] = ()
    number: int = 0
    version: int = 0

    @property
    def until(self) -> date | None:
        """The last day that stands, if they agreed on one."""
        return self.points.until if self.points is not None else None

    def waits_for(self, person_id: PersonId) -> bool:
        """Whether there is a proposal that this person has yet to look at."""
        return self.proposed is not None and person_id not in self.confirmed

    def propose(self, by: PersonId, points: Points, seen: int) -> None:
        """Put something in the place of what stands, or of an earlier proposal that its author has seen."""
        self._check_seen(seen)
        if points == (self.proposed or self.points):
            raise errors.AgreedAlready
        self.proposed, self.proposed_by, self.confirmed = points, by, (by,)
        self.number += 1

    def confirm(self, person_id: PersonId, seen: int, people: tuple[PersonId, ...], now: datetime) -> bool:
        """Be for the proposal that one has seen; True when it stands from now, since all of them are."""
        self._check_seen(seen)
        if person_id in self.confirmed:
            raise errors.AlreadyAnswered
        if self.proposed is None:
            raise errors.Gone
        self.confirmed = (*self.confirmed, person_id)
        return self._stand_if_all(people, now)

    def go_on_without(self, person_id: PersonId, people: tuple[PersonId, ...], now: datetime) -> bool:
        """One of them has left: their proposal goes with them; one that only they held up stands from now."""
        if self.proposed_by == person_id:
            self.proposed, self.proposed_by, self.confirmed = None, None, ()
        return self._stand_if_all(people, now)

    def _check_seen(self, seen: int) -> None:
        if seen == self.number:
            return
        if self.proposed_by is None:  # it went with whoever made it, or the number was never one
            raise errors.Gone
        raise errors.ProposedMeanwhile(person=self.proposed_by)

    def _stand_if_all(self, people: tuple[PersonId, ...], now: datetime) -> bool:
        if self.proposed is None or not set(people) <= set(self.confirmed):
            return False
        self.points, self.stands_since, self.proposed = self.proposed, now, None
        return True
