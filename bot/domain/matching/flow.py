"""Flow: the assignment of the highest total score under capacities, exact over the edges it is given."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from bot.domain.matching.bars import Mask
from bot.domain.matching.candidates import Edges
from bot.domain.matching.crowd import Places
from bot.domain.matching.terms import Points

_FEW: Final = 3
"""Scores that leaving somebody out costs at first."""


@dataclass(frozen=True)
class Demand:
    """Who needs a place, and how urgently; how many places there are.

    Attributes:
        rows: the mentees, in order.
        urgency: 1 and more for each of the rows; who has more goes first.
        columns: the mentors, in order.
        places: free places of each.
        wanted: places of each that are worth more to fill than any score; None wants none in particular.
    """

    rows: Places
    urgency: Places
    columns: Places
    places: Places
    wanted: Places | None = None


def tiers(waited: Places) -> Places:
    """Urgency from rounds waited: the next number for the next longer wait, so that costs stay small."""
    return np.unique(waited, return_inverse=True)[1].astype(np.int64) + 1


def solve(edges: Edges, demand: Demand) -> Mask:
    """Which edges to take, so that most are served, then those who waited, then the total score is highest.

    Everybody has an overflow arc, so there always is a flow; its price grows with the urgency. The sets of
    mentees that can be served at once are a matroid (transversals of a bipartite graph), and the heaviest
    basis of a matroid is the one that a greedy choice by urgency makes: no number of people who waited less
    outweighs one who waited longer, and serving them first never serves fewer.

    A price of a few scores is nearly always enough, and then the flow is found in half the time. When it was
    not, somebody could be served better; then the price is more than all scores together.
    """
    row, column = _numbers(demand.rows, edges.i), _numbers(demand.columns, edges.j)
    graph = _Graph(row, column, edges.points - edges.points.min(initial=0), demand)
    taken = graph.cheapest(_FEW * graph.span)
    if graph.serves_best(taken):
        return taken
    return graph.cheapest(graph.span * (min(demand.rows.size, int(demand.places.sum())) + 1))


@dataclass(frozen=True)
class _Graph:
    """Edges by the number of the mentee's row and of the mentor's column, with no points below 0."""

    row: Places
    column: Places
    points: Points
    demand: Demand

    @property
    def span(self) -> int:
        """More than one edge can give."""
        return int(self.points.max(initial=0)) + 1

    def cheapest(self, overflow: int) -> Mask:
        """The edges of the cheapest flow, when leaving somebody out costs so much times their urgency."""
        served, seats = self.demand.rows.size, self.demand.columns.size
        flow, sink = SimpleMinCostFlow(), served + seats
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            self.row, served + self.column, np.ones(self.row.size, np.int64), -self.points
        )
        wanted = np.minimum(self.demand.places, 0 if self.demand.wanted is None else self.demand.wanted)
        gain = self.span * (served + 1) * np.ones(seats, np.int64)
        if wanted.any():
            _add(flow, np.arange(seats) + served, sink, wanted, -gain)
        _add(flow, np.arange(seats) + served, sink, self.demand.places - wanted, 0 * gain)
        _add(flow, np.arange(served), sink, np.ones(served, np.int64), self.demand.urgency * overflow)
        flow.set_nodes_supplies(np.arange(served), np.ones(served, np.int64))
        flow.set_node_supply(sink, -served)
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise ArithmeticError(f"The flow ended with {status}.")
        return np.asarray(flow.flows(arcs), np.int64) > 0

    def serves_best(self, taken: Mask) -> bool:
        """Whether no path leads from someone left out to a place that is free or held less urgently.

        What reaches a mentor is the highest urgency of anyone left out who could have them, directly or
        because whoever has them could have another. It spreads until it spreads no further.
        """
        seats, urgency = self.demand.columns.size, self.demand.urgency
        has = np.full(urgency.size, seats)
        has[self.row[taken]] = self.column[taken]
        waiting = np.where(has == seats, urgency, 0)
        held = has < seats
        free = self.demand.places > np.bincount(has, minlength=seats + 1)[:-1]
        if not free.any() and waiting.max(initial=0) <= urgency[held].min(initial=waiting.max(initial=0)):
            return True  # every place is held, and by nobody who is less urgent
        order = np.argsort(self.column, kind="stable")
        row, column = self.row[order], self.column[order]
        starts = np.flatnonzero(np.diff(column, prepend=-1))
        reached = np.zeros(seats + 1, np.int64)
        while starts.size:
            spread = np.maximum.reduceat(np.maximum(waiting, reached[has])[row], starts)
            if (spread <= reached[column[starts]]).all():
                break
            reached[column[starts]] = spread
        return not (reached[:-1][free].any() or (reached[has[held]] > urgency[held]).any())


def _numbers(known: Places, places: Places) -> Places:
    """The number of each place among the known ones. To look it up takes a tenth of searching for it."""
    numbers = np.zeros(int(known.max(initial=0)) + 1, np.int64)
    numbers[known] = np.arange(known.size)
    return np.asarray(numbers[places], np.int64)


def _add(flow: SimpleMinCostFlow, tails: Places, head: int, capacity: Places, cost: Places) -> None:
    """Arcs from many nodes to one."""
    flow.add_arcs_with_capacity_and_unit_cost(tails, np.full(tails.size, head), capacity, cost)
