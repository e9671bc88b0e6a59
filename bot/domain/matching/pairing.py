"""Pairing: peers two by two, with nobody met too recently, and the odd one in a trio."""

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np

from bot.domain.matching import blocks, drafting, exact, factors
from bot.domain.matching.bars import Bars, count
from bot.domain.matching.candidates import Candidates, Edges
from bot.domain.matching.crowd import Crowd, Places
from bot.domain.matching.flow import tiers
from bot.domain.matching.terms import Terms
from bot.domain.matching.values import UNSTABLE, Draft, Pool, Rule

_MENDED: Final = 40
"""Pairs that are taken apart to make room for somebody who found nobody."""
_ATTEMPTS: Final = 20


@dataclass(frozen=True)
class Pairing:
    """Pairs as rows of two places, whoever is in none, and the candidates that were weighed for it."""

    pairs: Places
    loose: Places
    edges: Edges


def match(pool: Pool, *, trios: bool) -> Draft:
    """Pairs, and a trio when one is left over."""
    terms = Terms(Bars(Crowd.of(pool), peers=True))
    source = Candidates(terms)
    everyone = np.arange(terms.crowd.size)
    found = pair(source, everyone)
    groups, loose = _with_trios(terms, found) if trios else (found.pairs.tolist(), found.loose)
    pairs, blocked = count(terms.bars, everyone, everyone)
    return Draft(
        matches=drafting.of_members(terms, groups),
        left_out=drafting.left_out(terms.bars, loose, everyone, everyone[:0], Rule.ODD_ONE),
        pairs=pairs,
        blocked=blocked,
        unstable=unstable(terms, found.edges, groups),
    )


def pair(source: Candidates, people: Places) -> Pairing:
    """Pairs of these people: the best there are, or close to it when they are too many for that."""
    terms = source.terms
    if people.size <= exact.MOST:
        return _exactly(terms, people)
    waited = terms.crowd.waited[people]
    # The odd one is drawn from those who waited least: whoever waited is never left out again by this.
    out = people.size % 2
    drawn = np.random.default_rng(terms.crowd.pool.seed).permutation(people.size)
    odd = people[drawn[np.argsort(waited[drawn], kind="stable")[:out]]]
    inside = np.setdiff1d(people, odd)
    pairs, edges = blocks.pair(source, inside, exact.MOST)
    rest = np.setdiff1d(inside, pairs)
    if rest.size <= exact.MOST:
        pairs = np.concatenate([pairs, exact.matching(edges_among(terms, rest), tiers(terms.crowd.waited))])
    return _mended(terms, Pairing(pairs, np.setdiff1d(people, pairs), edges))


def _exactly(terms: Terms, people: Places) -> Pairing:
    """The best pairs; near the end of what is new to everyone, the next round of a plan for the rest."""
    edges, urgency = edges_among(terms, people), tiers(terms.crowd.waited)
    best = exact.matching(edges, urgency)
    if 2 * len(best) < people.size - 1 and terms.crowd.pool.rules.repeat_after is not None:
        best = exact.matching(_lasting(edges), urgency)
    if 2 * len(best) == people.size and _late(terms, people, edges):
        planned = factors.next_round(edges, terms.crowd.pool.seed)
        # Only where the plan serves everyone as well: rules may leave it no such round.
        best = planned if len(planned) == len(best) else best
    return Pairing(best, np.setdiff1d(people, best), edges)


def _lasting(edges: Edges) -> Edges:
    """The same pairs, worth most where the two have most people left to meet, and then by their points.

    Where there are too few pairs for everybody in each round, a round is lost to whoever has none left who is
    free. Whoever has many uses them up only by meeting someone each time, so they come first among equals.
    """
    left = np.bincount(np.concatenate([edges.i, edges.j]), minlength=1)
    span = int(np.ptp(edges.points)) + 1 if edges.points.size else 1
    return Edges(edges.i, edges.j, edges.points + span * (left[edges.i] + left[edges.j]))


def _late(terms: Terms, people: Places, edges: Edges) -> bool:
    """Whether so many have met that the best pairs now could leave no pairs for later."""
    degrees = np.bincount(np.concatenate([edges.i, edges.j]), minlength=1)
    met = terms.bars.keys[Rule.NO_REPEAT].size + terms.bars.keys[Rule.EXCLUDED].size
    many = people.size * max(people.size // 2 - 3, 1) // 2
    return met >= many and int(degrees.max()) <= people.size // 2 + 2


def edges_among(terms: Terms, people: Places) -> Edges:
    """Every two of them whom no rule bars."""
    one, other = np.triu_indices(people.size, 1)
    return Candidates(terms).exact(people[one], people[other])


def _mended(terms: Terms, found: Pairing) -> Pairing:
    """Take pairs apart where that gives more people somebody, until the odd one is left or nothing helps."""
    random = np.random.default_rng(terms.crowd.pool.seed)
    for _ in range(_ATTEMPTS):
        if found.loose.size < 2:
            break
        few = random.permutation(found.loose)[: exact.MOST - 2 * _MENDED]
        helping = _helping(terms, found, few, random)
        some = np.concatenate([few, found.pairs[helping].ravel()])
        again = exact.matching(edges_among(terms, np.sort(some)), tiers(terms.crowd.waited))
        pairs = np.concatenate([np.delete(found.pairs, helping, axis=0), again])
        everyone = np.concatenate([found.pairs.ravel(), found.loose])
        found = replace(found, pairs=pairs, loose=np.setdiff1d(everyone, pairs))
    return found


def _helping(terms: Terms, found: Pairing, few: Places, random: np.random.Generator) -> Places:
    """Pairs one of whom might do with somebody who has nobody: half of them by the rules, half by chance."""
    able = np.zeros(len(found.pairs), bool)
    for one in few.tolist():
        for side in (0, 1):
            able |= ~terms.bars.of(np.full(len(found.pairs), one), found.pairs[:, side])
    drawn = random.permutation(len(found.pairs))
    first = drawn[able[drawn]][: _MENDED // 2]
    return np.concatenate([first, np.setdiff1d(drawn, first, assume_unique=True)[: _MENDED - first.size]])


def _with_trios(terms: Terms, found: Pairing) -> tuple[list[list[int]], Places]:
    """Whoever is left joins the pair that suits best, one to a pair. Groups, and whom no pair suits."""
    groups, loose = found.pairs.tolist(), []
    for one in found.loose.tolist():
        i = np.full(len(found.pairs), one)
        sides = found.pairs[:, 0], found.pairs[:, 1]
        open_to = ~(terms.bars.of(i, sides[0]) | terms.bars.of(i, sides[1]))
        open_to &= np.array([len(group) == 2 for group in groups], bool)
        at = np.flatnonzero(open_to)
        if not at.size:
            loose.append(one)
            continue
        gains = terms.total(i[at], sides[0][at]) + terms.total(i[at], sides[1][at])
        groups[int(at[np.argmax(gains)])].append(one)
    return groups, np.array(loose, np.int64)


def unstable(terms: Terms, edges: Edges, groups: list[list[int]]) -> int:
    """Pairs among the candidates that would both gain more than 0.05 by leaving (a trio: its better pair)."""
    has = np.zeros(terms.crowd.size, np.int64)
    together = [pair for group in groups for pair in combinations(group, 2)]
    one, other = np.array(together, np.int64).reshape(-1, 2).T
    points = terms.total(one, other)
    np.maximum.at(has, one, points)
    np.maximum.at(has, other, points)
    least = np.maximum(has[edges.i], has[edges.j]) + UNSTABLE
    better = np.flatnonzero(edges.points > least)
    if edges.rough:
        points = terms.total(edges.i[better], edges.j[better])
        better = better[points > least[better]]
    return better.size
