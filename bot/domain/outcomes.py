"""Outcomes: what one person takes away from a chat, shown to whom they choose."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain import errors
from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT

SCORES = range(1, 6)
"""How useful a chat was: 1 (not) to 5 (very)."""


class Visibility(StrEnum):
    """Who may read a take-away."""

    ME = "me"
    US = "us"
    SHARED = "shared"


@dataclass(frozen=True, kw_only=True)
class Account:
    """One person's own account of a chat."""

    happened: bool
    useful: int | None = None
    takeaway: str = ""
    visibility: Visibility = Visibility.ME
    next_step: str = ""
    next_step_on: date | None = None
    thanks: str = ""

    def __post_init__(self) -> None:
        """Refuse what is out of range or too long."""
        if self.useful is not None and self.useful not in SCORES:
            raise errors.NotAChoice("useful")
        for name in ("takeaway", "next_step", "thanks"):
            if len(text := getattr(self, name)) > FREE_TEXT:
                raise errors.TooLong(name, FREE_TEXT, len(text))

    @property
    def empty(self) -> bool:
        """Whether it says no more than that the chat took place."""
        told = (self.takeaway, self.next_step, self.thanks, self.next_step_on, self.useful)
        return self.happened and not any(told)

    def check_step(self, today: date) -> None:
        """Refuse a next step on a day that has passed."""
        if self.next_step_on is not None and self.next_step_on < today:
            raise errors.StepInThePast


@dataclass(eq=False, kw_only=True)
class Outcome:
    """An account that was logged; logging again replaces it."""

    workspace: str
    id: str
    pairing_id: str
    meeting_id: str | None
    author_id: PersonId
    account: Account
    logged_at: datetime


@dataclass(frozen=True, kw_only=True)
class Rating:
    """One person's private word on how an ongoing pairing goes, 1 to 5, asked on day 30 and every 60 days."""

    pairing_id: str
    person_id: PersonId
    score: int
    rated_at: datetime

    def __post_init__(self) -> None:
        """Refuse a score out of range."""
        if self.score not in SCORES:
            raise errors.NotAChoice("score")
