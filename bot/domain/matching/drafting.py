"""Drafting: see the package."""

from collections.abc import Mapping, Sequence

from bot.domain.matching.values import LeftOut, Match, Pool, Rule
from bot.domain.people import PersonId


def explain(pool: Pool, members: Sequence[PersonId], mentors: int) -> Match:
    """See the package."""
    raise NotImplementedError


def barred(pool: Pool, one: PersonId, other: PersonId, *, mentor: bool) -> tuple[Rule, ...]:
    """See the package."""
    raise NotImplementedError


def blocked(pool: Pool, *, peers: bool) -> tuple[int, Mapping[Rule, int]]:
    """See the package."""
    raise NotImplementedError


def why_not(pool: Pool, *, peers: bool) -> tuple[LeftOut, ...]:
    """See the package."""
    raise NotImplementedError
