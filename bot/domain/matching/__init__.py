"""Matching: who should meet whom, and why. Pure arithmetic over a `Pool`; no text leaves the process.

Arrays are imported when the first round is matched, never at start: each function fetches its module itself.
Deterministic: the same pool, seed included, gives the same answer in whatever order its people come.
"""

from collections.abc import Mapping, Sequence

from bot.domain.matching.values import (
    DIVERSE,
    POINT,
    Draft,
    LeftOut,
    Match,
    Meeting,
    Participant,
    Pool,
    Reason,
    Rule,
    Rules,
    Seat,
    Term,
    Timetable,
    Weights,
)
from bot.domain.people import PersonId

__all__ = [
    "DIVERSE",
    "POINT",
    "Draft",
    "LeftOut",
    "Match",
    "Meeting",
    "Participant",
    "Pool",
    "Reason",
    "Rule",
    "Rules",
    "Seat",
    "Term",
    "Timetable",
    "Weights",
    "barred",
    "blocked",
    "board",
    "circles",
    "explain",
    "groups",
    "mentors",
    "panel",
    "peers",
    "speed",
    "team_groups",
    "why_not",
]


def mentors(pool: Pool) -> Draft:
    """One mentor for each mentee at the best total score under capacities (exact over the candidates).

    As many mentees as can be matched are matched; when not all can, whoever waited longest comes first.
    Someone who is both may be mentee above and mentor below (cascade); nobody mentors their own mentor.
    """
    from bot.domain.matching import mentoring

    return mentoring.match(pool)


def peers(pool: Pool, *, trios: bool = True) -> Draft:
    """Pairs without mentors at a high total score, no repeats.

    Optimal up to `exact.MOST` people. Of more, the total is below a bound that no matching exceeds: 1.5 % at
    101 people, 0.3 % at 300 and 1 % at 1,000 (see the bench). Of more than 1,000, people look for somebody
    among up to 1,000 who suit them, above 12,000 among fewer; above 2,000 scores are rough ones.

    The odd one joins the pair that suits best; without `trios` it is left out, and never who waited.
    """
    from bot.domain.matching import pairing

    return pairing.match(pool, trios=trios)


def groups(pool: Pool, least: int = 2, most: int = 6) -> Draft:
    """One mentor with `least` to `most` mentees each (and never more than their capacity)."""
    from bot.domain.matching import grouping

    return grouping.around_mentors(pool, least, most)


def team_groups(pool: Pool, team: int = 2, least: int = 3, most: int = 12) -> Draft:
    """`team` mentors each with a larger group of `least` to `most` mentees."""
    from bot.domain.matching import grouping

    return grouping.around_teams(pool, team, least, most)


def board(pool: Pool, roles: Sequence[str], taken: Mapping[PersonId, frozenset[str]] | None = None) -> Draft:
    """Advisors for each mentee, one per role, as many of the roles as can be filled; each pair is a match.

    Args:
        pool: mentors say which `roles` they can play.
        roles: the slots of a board, the most important first.
        taken: the roles that a mentee's board has filled already.

    Returns:
        A match per filled slot. `Match.role` names the slot.
    """
    from bot.domain.matching import boards

    return boards.fill(pool, roles, taken or {})


def circles(pool: Pool, least: int = 4, most: int = 6, hosted: Mapping[PersonId, int] | None = None) -> Draft:
    """Circles of `least` to `most`, mixed by department, level and zone, with hours in common.

    Args:
        pool: everyone in it takes part.
        least: members at least.
        most: members at most.
        hosted: how often each has hosted; the host is who did least.
    """
    from bot.domain.matching import circling

    return circling.match(pool, least, most, hosted or {})


def panel(pool: Pool, size: int, sponsor: Participant) -> Draft:
    """One panel of `size` for a sponsor (shadow board): as diverse in department and level as can be.

    Whoever waited longest comes first, before who differs. Nobody whom a rule bars from the sponsor sits on
    it, nor two whom a rule bars from each other.
    """
    from bot.domain.matching import circling

    return circling.panel(pool, size, sponsor)


def speed(pool: Pool, rounds: int) -> Timetable:
    """`rounds` short chats: nobody meets anybody twice, no seat stays idle where it can be avoided.

    With mentors in the pool mentees move between their tables (a mentor's capacity is what the table seats);
    without, everyone meets everyone.
    """
    from bot.domain.matching import rotation

    return rotation.timetable(pool, rounds)


def explain(pool: Pool, members: Sequence[PersonId], mentors: int = 0) -> Match:
    """The match that these people would make, with its arithmetic: for a swap, or to show it again."""
    from bot.domain.matching import drafting

    return drafting.explain(pool, members, mentors)


def barred(pool: Pool, one: PersonId, other: PersonId, *, mentor: bool = False) -> tuple[Rule, ...]:
    """The rules that bar two people from each other; `mentor`: the first as mentor of the second."""
    from bot.domain.matching import drafting

    return drafting.barred(pool, one, other, mentor=mentor)


def blocked(pool: Pool, *, peers: bool = False) -> tuple[int, Mapping[Rule, int]]:
    """A dry run: how many pairs there are, and how many each rule bars; one may be barred by several."""
    from bot.domain.matching import drafting

    return drafting.blocked(pool, peers=peers)


def why_not(pool: Pool, *, peers: bool = False) -> tuple[LeftOut, ...]:
    """Everyone whom the rules leave nobody at all to be matched with, and the rule that bars most."""
    from bot.domain.matching import drafting

    return drafting.why_not(pool, peers=peers)
