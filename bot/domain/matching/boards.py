"""Boards: see the package."""

from collections.abc import Mapping, Sequence

from bot.domain.matching.values import Draft, Pool
from bot.domain.people import PersonId


def fill(pool: Pool, roles: Sequence[str], taken: Mapping[PersonId, frozenset[str]]) -> Draft:
    """See the package."""
    raise NotImplementedError
