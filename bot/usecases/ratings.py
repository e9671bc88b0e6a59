"""Ratings: how it goes, in private."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.nudging import Phase
from bot.domain.outcomes import ONE_ASKING, Rating
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.ports import UnitOfWork
from bot.usecases import booking
from bot.usecases.reaching import settle_nudge


@dataclass(frozen=True, kw_only=True)
class Rate:
    """In private: how it goes, 1 to 5."""

    person_id: PersonId
    pairing_id: str
    score: int


def rate(uow: UnitOfWork, command: Rate, now: datetime) -> Pairing:
    """Keep the score; it is asked again in 60 days. Another one soon after takes its place."""
    pairing = booking.find_open(uow, command.pairing_id, command.person_id)
    rating = Rating(pairing_id=pairing.id, person_id=command.person_id, score=command.score, rated_at=now)
    uow.outcomes.rate(rating, replacing_since=now - ONE_ASKING)
    partners = pairing.partners_of(command.person_id)
    settle_nudge(uow, Phase.QUALITY, pairing.id, command.person_id, partners, now)
    return pairing
