"""Grouping: see the package."""

from bot.domain.matching.values import Draft, Pool


def around_mentors(pool: Pool, least: int, most: int) -> Draft:
    """See the package."""
    raise NotImplementedError


def around_teams(pool: Pool, team: int, least: int, most: int) -> Draft:
    """See the package."""
    raise NotImplementedError
