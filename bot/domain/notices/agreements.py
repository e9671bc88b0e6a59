"""Notices about agreements: proposed, settled, standing."""

from dataclasses import dataclass

from bot.domain.agreements import Points
from bot.domain.notices.kinds import Notice, Nudge
from bot.domain.people import PersonId


@dataclass(frozen=True, kw_only=True)
class AgreementProposed(Notice):
    """What one of them proposes to agree on; what stands meanwhile stays, where it is to `change` that.

    `peers`: nobody is anybody's mentor. Whoever answers names its `number`.
    """

    pairing_id: str
    by_id: PersonId
    with_ids: tuple[PersonId, ...]
    topic: str
    points: Points
    number: int
    change: bool = False
    peers: bool = False


@dataclass(frozen=True, kw_only=True)
class AgreementSettled(Notice):
    """In place of a proposal: it was confirmed (and `stands`, if by all), or no longer stands."""

    with_ids: tuple[PersonId, ...]
    confirmed: bool = False
    stands: bool = False


@dataclass(frozen=True, kw_only=True)
class AgreementStands(Notice):
    """All have confirmed it: what they agreed on, to read again."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    points: Points
    peers: bool = False


@dataclass(frozen=True, kw_only=True)
class AgreementNudge(Nudge):
    """What somebody proposed to agree on still waits for its reader."""

    pairing_id: str
    by_id: PersonId
    with_ids: tuple[PersonId, ...]
    topic: str
