"""The solving step beside SciPy's: the same candidates, with places and with a column for each place."""

import time
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.domain.matching.bars import Bars
from bot.domain.matching.candidates import Candidates, Edges
from bot.domain.matching.crowd import Crowd
from bot.domain.matching.flow import Demand, solve
from bot.domain.matching.mentoring import demand_of
from bot.domain.matching.pairing import pair
from bot.domain.matching.terms import Terms
from bot.domain.matching.values import POINT, Pool
from tests.bench.matching_crowds import company, peers

_OUT = 10_000.0
"""What it costs to leave somebody out: SciPy needs a place for everybody, so each has one of their own."""


@dataclass(frozen=True)
class Solved:
    """What a solver found, and the seconds of a core it took: both use one."""

    seconds: float
    served: int
    points: int


def instance(size: int) -> tuple[Edges, Demand]:
    """The candidates of a made-up company."""
    terms = Terms(Bars(Crowd.of(company(size))))
    demand = demand_of(terms.crowd)
    return Candidates(terms).among(demand.rows, demand.columns), demand


def ours(edges: Edges, demand: Demand) -> Solved:
    """Our flow."""
    begin = time.process_time()
    taken = solve(edges, demand)
    return Solved(time.process_time() - begin, int(taken.sum()), int(edges.points[taken].sum()))


def scipys(edges: Edges, demand: Demand) -> Solved:
    """SciPy's matching; making its matrix is not counted."""
    row, column = np.searchsorted(demand.rows, edges.i), np.searchsorted(demand.columns, edges.j)
    places = demand.places[column]
    ends = np.cumsum(demand.places)
    seat = np.arange(places.sum()) - np.repeat(np.cumsum(places) - places, places)
    seat += np.repeat((ends - demand.places)[column], places)
    people = np.arange(demand.rows.size)
    costs = np.concatenate([np.repeat(10 - edges.points / POINT, places), np.full(people.size, _OUT)])
    shape = (people.size, int(ends[-1]) + people.size)
    rows, columns = (
        np.concatenate([np.repeat(row, places), people]),
        np.concatenate([seat, ends[-1] + people]),
    )
    matrix = csr_array((costs, (rows, columns)), shape=shape)
    begin = time.process_time()
    chosen = min_weight_full_bipartite_matching(matrix)
    seconds = time.process_time() - begin
    found = matrix.tocsr()[chosen]
    kept = np.asarray(found.todense() if hasattr(found, "todense") else found).ravel()
    kept = kept[kept < _OUT / 2]
    return Solved(seconds, kept.size, round(float((10 - kept).sum()) * POINT))


def gap(size: int, seed: int) -> float:
    """By how many % the pairs of peers are below the best assignment of all of them to each other, halved."""
    terms = Terms(Bars(Crowd.of(peers(size, seed)), peers=True))
    one, other = np.triu_indices(size, 1)
    table = np.full((size, size), -1e9)
    table[one, other] = table[other, one] = np.where(terms.bars.of(one, other), -1e9, terms.total(one, other))
    np.fill_diagonal(table, 0 if size % 2 else -1e9)
    best = table[linear_sum_assignment(table, maximize=True)].sum() / 2
    pairs = pair(Candidates(terms), np.arange(size)).pairs
    return 100 - 100 * float(terms.total(pairs[:, 0], pairs[:, 1]).sum() / best)


def barred(pool: Pool) -> list[tuple[int, int]]:
    """The places of every two peers whom a rule bars from each other."""
    crowd = Crowd.of(pool)
    one, other = np.triu_indices(crowd.size, 1)
    bars = Bars(crowd, peers=True).of(one, other)
    return list(zip(one[bars].tolist(), other[bars].tolist(), strict=True))
