"""Circling: see the package."""

from collections.abc import Mapping

from bot.domain.matching.values import Draft, Participant, Pool
from bot.domain.people import PersonId


def match(pool: Pool, least: int, most: int, hosted: Mapping[PersonId, int]) -> Draft:
    """See the package."""
    raise NotImplementedError


def panel(pool: Pool, size: int, sponsor: Participant) -> Draft:
    """See the package."""
    raise NotImplementedError
