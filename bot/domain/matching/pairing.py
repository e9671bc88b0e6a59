"""Pairing: see the package."""

from bot.domain.matching.values import Draft, Pool


def match(pool: Pool, *, trios: bool) -> Draft:
    """See the package."""
    raise NotImplementedError
