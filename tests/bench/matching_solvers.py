"""The solving step beside SciPy's: the same candidates, with places and with a column for each place."""

import time
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.domain.matching.bars import Bars
from bot.domain.matching.candidates import Candidates, Edges
from bot.domain.matching.crowd import Crowd
from bot.domain.matching.flow import Demand, solve
from bot.domain.matching.mentoring import demand_of
from bot.domain.matching.terms import Terms
from bot.domain.matching.values import POINT
from tests.bench.matching_crowds import company

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
