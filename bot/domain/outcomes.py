"""Outcomes: what one person takes away from a chat, shown to whom they choose."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import errors
from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT

SCORES = range(1, 6)
"""How useful a chat was: 1 (not) to 5 (very)."""


ONE_ASKING: Final = timedelta(days=30)
"""Scores that lie no further apart answer one question: it is asked on day 30, then every 60 days."""


class Visibility(StrEnum):
    """Who may read a take-away."""

    ME = "me"
    US = "us"
    SHARED = "shared"


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What the others of a chat may read of one person's account."""

    from_id: PersonId
    thanks: str = ""
    takeaway: str = ""
    next_step: str = ""
    next_step_on: date | None = None

    @property
    def story(self) -> bool:
        """Whether it tells of the chat, beyond a thank-you."""
        return bool(self.takeaway or self.next_step)


@dataclass(frozen=True, kw_only=True)
class Account:
    """One person's own account of a chat; the next step is open until a day on which it was done."""

    happened: bool
    useful: int | None = None
    takeaway: str = ""
    visibility: Visibility = Visibility.ME
    next_step: str = ""
    next_step_on: date | None = None
    thanks: str = ""
    step_done_on: date | None = None

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

    @property
    def told(self) -> bool:
        """Whether there is anything to read again: that they met, or words."""
        return self.happened or bool(self.takeaway or self.next_step or self.thanks)

    def check_step(self, today: date) -> None:
        """Refuse a next step on a day that has passed."""
        if self.next_step_on is not None and self.next_step_on < today:
            raise errors.StepInThePast

    @property
    def open_step(self) -> bool:
        """Whether a next step has yet to be done."""
        return bool(self.next_step.strip()) and self.step_done_on is None

    def due_step(self, today: date) -> bool:
        """Whether the day of the next step has come, and it has yet to be done."""
        return self.open_step and self.next_step_on is not None and self.next_step_on <= today

    def same_step(self, other: "Account") -> bool:
        """Whether both speak of one next step on one day."""
        return (self.next_step, self.next_step_on) == (other.next_step, other.next_step_on)

    def after(self, before: "Account") -> "Account":
        """This account in the place of the one before: a step that was done stays done."""
        return replace(self, step_done_on=before.step_done_on) if self.same_step(before) else self

    def shared_by(self, author_id: PersonId) -> Shared:
        """What the others may read: a thank-you is theirs, the rest as its author chose, a score never."""
        if self.visibility is Visibility.ME:
            return Shared(from_id=author_id, thanks=self.thanks)
        return Shared(
            from_id=author_id,
            thanks=self.thanks,
            takeaway=self.takeaway,
            next_step=self.next_step,
            next_step_on=self.next_step_on,
        )


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
