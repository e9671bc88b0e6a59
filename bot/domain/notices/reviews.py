"""Notices about reviews: the look back at the end of what lasted."""

from dataclasses import dataclass

from bot.domain.notices.kinds import Notice, Nudge
from bot.domain.people import PersonId


@dataclass(frozen=True, kw_only=True)
class PartingLine(Notice):
    """At the end, what one of them writes to the others."""

    pairing_id: str
    from_id: PersonId
    topic: str
    line: str


@dataclass(frozen=True, kw_only=True)
class ReviewNudge(Nudge):
    """What lasted has ended, and its reader has not looked back on it yet."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
