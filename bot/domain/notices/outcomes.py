"""Notices about outcomes: what came of a chat, thanks, and next steps."""

from dataclasses import dataclass
from datetime import date

from bot.domain.notices.kinds import Notice, Nudge
from bot.domain.people import PersonId


@dataclass(frozen=True, kw_only=True)
class ThankYou(Notice):
    """A thank-you line from one person to the others."""

    meeting_id: str
    from_id: PersonId
    line: str


@dataclass(frozen=True, kw_only=True)
class TakeawayShared(Notice):
    """A take-away that its author shows to the others."""

    meeting_id: str
    from_id: PersonId
    takeaway: str
    next_step: str = ""
    next_step_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeNudge(Nudge):
    """What came of the chat?"""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class StepNudge(Nudge):
    """The day of a next step that its reader set themselves."""

    outcome_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    next_step: str
    next_step_on: date | None = None
