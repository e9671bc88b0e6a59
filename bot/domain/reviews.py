"""Reviews: what each person says on their own at the end of what lasted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import errors
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT

OPEN_FOR: Final = timedelta(days=30)
"""After the end, it can be given and changed for as long."""


class Goal(StrEnum):
    """What came of what they set out to do."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_YET = "not yet"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """One person's own look back. The `line` is for the others, and theirs only when it is to `pass_on`."""

    goal: Goal
    helped: str = ""
    recommends: bool | None = None
    line: str = ""
    pass_on: bool = False

    def __post_init__(self) -> None:
        """Refuse what is too long."""
        for name in ("helped", "line"):
            if len(text := getattr(self, name)) > FREE_TEXT:
                raise errors.TooLong(name, FREE_TEXT, len(text))

    @property
    def passed_on(self) -> str:
        """What the others may read."""
        return self.line if self.pass_on and self.line.strip() else ""


@dataclass(eq=False, kw_only=True)
class Review:
    """A look back that was given; giving it again replaces it."""

    workspace: str
    pairing_id: str
    author_id: PersonId
    answers: Answers
    given_at: datetime


def check_reviewable(pairing: Pairing, person_id: PersonId, now: datetime) -> None:
    """Refuse strangers, what goes on, a single chat, and what ended long ago."""
    pairing.member(person_id)
    if pairing.once or pairing.ended_at is None or now > pairing.ended_at + OPEN_FOR:
        raise errors.Gone
