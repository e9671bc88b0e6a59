"""Pairings: two people whom a request brought together, from the yes to the end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain import errors
from bot.domain.people import PersonId
from bot.domain.requests import Form


class PairingState(StrEnum):
    """Open pairings take a place of the mentor's capacity; ongoing ones meet again and again."""

    OPEN = "open"
    ONGOING = "ongoing"
    ENDED = "ended"


class Fit(StrEnum):
    """What one person answers in private after the first chat."""

    AGAIN = "again"
    ENOUGH = "enough"


@dataclass(eq=False, kw_only=True)
class Pairing:
    """A mentor and a mentee. Each one's fit answer stays their own; only two times `again` goes on."""

    workspace: str
    id: str
    request_id: str
    form: Form
    mentor_id: PersonId
    mentee_id: PersonId
    topic: str
    minutes: int
    opened_at: datetime
    state: PairingState = PairingState.OPEN
    mentor_fit: Fit | None = None
    mentee_fit: Fit | None = None
    ended_at: datetime | None = None
    version: int = 0

    @property
    def open(self) -> bool:
        """Whether it takes a place and can be booked."""
        return self.state is not PairingState.ENDED

    @property
    def ongoing(self) -> bool:
        """Whether both want to meet again and again."""
        return self.state is PairingState.ONGOING

    @property
    def people(self) -> tuple[PersonId, PersonId]:
        """Mentor, then mentee."""
        return self.mentor_id, self.mentee_id

    def partner_of(self, person_id: PersonId) -> PersonId:
        """The other one; strangers are refused."""
        if person_id not in self.people:
            raise errors.NotYours
        return self.mentee_id if person_id == self.mentor_id else self.mentor_id

    def check_open(self) -> None:
        """Refuse what comes after the end."""
        if not self.open:
            raise errors.Gone

    def say_fit(self, person_id: PersonId, fit: Fit) -> None:
        """Keep one person's answer; two times `again` makes it ongoing."""
        self.partner_of(person_id)
        self.check_open()
        if person_id == self.mentor_id:
            self.mentor_fit = fit
        else:
            self.mentee_fit = fit
        if self.mentor_fit is self.mentee_fit is Fit.AGAIN:
            self.state = PairingState.ONGOING

    def fit_of(self, person_id: PersonId) -> Fit | None:
        """This person's own answer, None before there is one."""
        self.partner_of(person_id)
        return self.mentor_fit if person_id == self.mentor_id else self.mentee_fit

    @property
    def enough(self) -> bool:
        """Whether one of the two has had enough."""
        return Fit.ENOUGH in (self.mentor_fit, self.mentee_fit)

    def end(self, now: datetime) -> None:
        """Close it; the place is free again."""
        self.check_open()
        self.state, self.ended_at = PairingState.ENDED, now
