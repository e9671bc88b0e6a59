"""Mentoring: see the package."""

from bot.domain.matching.values import Draft, Pool


def match(pool: Pool) -> Draft:
    """See the package."""
    raise NotImplementedError
