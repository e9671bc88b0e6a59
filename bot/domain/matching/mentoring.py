"""Mentoring: who is whose mentor. Candidates, the exact assignment, then nobody left out who need not be."""

from dataclasses import dataclass, replace

import numpy as np

from bot.domain.matching import drafting
from bot.domain.matching.bars import Bars, count
from bot.domain.matching.candidates import Candidates, Edges
from bot.domain.matching.crowd import Crowd, Places
from bot.domain.matching.flow import Demand, solve, tiers
from bot.domain.matching.terms import Terms
from bot.domain.matching.values import UNSTABLE, Draft, Pool
from bot.domain.matching.widening import widened


@dataclass(frozen=True)
class Assignment:
    """Who got whom, over which candidates.

    Attributes:
        edges: the candidates.
        chosen: the places among the edges of those that were taken.
    """

    edges: Edges
    chosen: Places

    @property
    def i(self) -> Places:
        """The mentees who have a mentor."""
        return self.edges.i[self.chosen]

    @property
    def j(self) -> Places:
        """Their mentors."""
        return self.edges.j[self.chosen]


def match(pool: Pool) -> Draft:
    """One mentor for each mentee."""
    terms = Terms(Bars(Crowd.of(pool)))
    demand = demand_of(terms.crowd)
    found = assign(terms, demand)
    draft = drafting.of_pairs(terms, found.i, found.j)
    pairs, blocked = count(terms.bars, demand.rows, demand.columns)
    left = np.setdiff1d(demand.rows, found.i)
    return replace(
        draft,
        left_out=drafting.left_out(terms.bars, left, demand.columns, np.unique(found.edges.i)),
        pairs=pairs,
        blocked=blocked,
        unstable=unstable(terms, found, demand),
    )


def demand_of(crowd: Crowd) -> Demand:
    """Every mentee and every free place of a crowd."""
    return Demand(
        crowd.mentees, tiers(crowd.waited[crowd.mentees]), crowd.mentors, crowd.capacity[crowd.mentors]
    )


def assign(terms: Terms, demand: Demand) -> Assignment:
    """The best assignment; candidates are added until nobody stays out who could be served instead."""
    source, size = Candidates(terms), terms.crowd.size
    edges, apart = source.among(demand.rows, demand.columns), np.empty(0, np.int64)
    while True:
        chosen = np.flatnonzero(solve(edges, demand))
        found = Assignment(edges, chosen)
        if (mutual := _mutual(found, size)).size:
            apart = np.concatenate([apart, mutual])
        elif (more := widened(source, demand, edges, chosen)) is None:
            return found
        else:
            edges = edges.with_more(more, size)
        kept = edges.without(np.isin(edges.i * size + edges.j, apart))
        if kept.i.size == found.edges.i.size:
            return found
        edges = kept


def _mutual(found: Assignment, size: int) -> Places:
    """Of every two who are each other's mentor, the way round that is worth less; as keys."""
    keys, back = found.i * size + found.j, found.j * size + found.i
    points = dict(zip(keys.tolist(), found.edges.points[found.chosen].tolist(), strict=True))
    both = [(one, other) for one, other in zip(keys.tolist(), back.tolist(), strict=True) if other in points]
    given_up = {min(pair, key=lambda key: (points[key], key)) for pair in both}
    return np.array(sorted(given_up), np.int64)


def unstable(terms: Terms, found: Assignment, demand: Demand) -> int:
    """Pairs among the candidates that would both gain more than 0.05 by leaving; waiting is nobody's gain."""
    edges = found.edges
    suits = edges.points - terms.waiting(edges.i, edges.j)
    has = np.zeros(terms.crowd.size, np.int64)
    has[found.i] = suits[found.chosen]
    worst = np.full(terms.crowd.size, np.iinfo(np.int64).max)
    np.minimum.at(worst, found.j, suits[found.chosen])
    places = np.zeros(terms.crowd.size, np.int64)
    places[demand.columns] = demand.places
    free = places > np.bincount(found.j, minlength=terms.crowd.size)
    worst[free] = np.minimum(worst[free], 0)
    better = (suits - has[edges.i] > UNSTABLE) & (suits - worst[edges.j] > UNSTABLE)
    return int(np.count_nonzero(better))
