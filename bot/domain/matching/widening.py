"""Widening: candidates for whoever was left out, until it is certain that nobody needs to be."""

from typing import Final

import numpy as np

from bot.domain.matching.bars import Mask
from bot.domain.matching.candidates import Candidates, Edges
from bot.domain.matching.crowd import Places
from bot.domain.matching.flow import Demand

_ROWS: Final = 64
"""Mentees whose whole rows are looked at together."""


def widened(source: Candidates, demand: Demand, edges: Edges, chosen: Places) -> Edges | None:
    """More candidates with which more people, or people who waited longer, can be served; None if nobody can.

    First the cheap way: the best of the mentors who have places left. Then the certain one: a path in the
    graph of all pairs from someone left out to a free place, or to somebody's place who waited less.
    """
    waiting = np.setdiff1d(demand.rows, edges.i[chosen])
    if not waiting.size or not demand.columns.size:
        return None
    taken = np.bincount(np.searchsorted(demand.columns, edges.j[chosen]), minlength=demand.columns.size)
    free = demand.columns[demand.places > taken]
    if free.size:
        near = source.among(waiting, free)
        if near.i.size:
            return near
    found = _Search(source, demand, edges, chosen).paths(waiting)
    return source.exact(found[:, 0], found[:, 1]) if found.size else None


class _Search:
    """Alternating paths in the graph of all pairs. What a failed search has seen need not be seen again."""

    def __init__(self, source: Candidates, demand: Demand, edges: Edges, chosen: Places) -> None:
        size = source.terms.crowd.size
        self.bars, self.demand = source.terms.bars, demand
        self.urgency = np.zeros(size, np.int64)
        self.urgency[demand.rows] = demand.urgency
        self.least = np.full(size, np.iinfo(np.int64).max)
        np.minimum.at(self.least, edges.j[chosen], self.urgency[edges.i[chosen]])
        order = np.argsort(edges.j[chosen], kind="stable")
        self.holders, self.held = edges.i[chosen][order], edges.j[chosen][order]
        taken = np.bincount(edges.j[chosen], minlength=size)
        self.least[demand.columns[demand.places > taken[demand.columns]]] = 0
        self.seen = np.zeros(size, bool)

    def paths(self, waiting: Places) -> Places:
        """The pairs of paths that have nobody in common, the most urgent first; none if there are none."""
        order = waiting[np.argsort(-self.urgency[waiting], kind="stable")]
        found = [pair for start in order.tolist() for pair in self._path(start)]
        return np.array(found, np.int64).reshape(-1, 2)

    def _path(self, start: int) -> list[tuple[int, int]]:
        asked = self.urgency[start]
        came: dict[int, tuple[int, int]] = {}
        if not (self.least[self.demand.columns] < asked).any():
            return []
        queue = [start]
        while queue:
            rows, queue = np.array(queue[:_ROWS]), queue[_ROWS:]
            for mentee, mentor in self._reached(rows):
                came[mentor] = (mentee, mentor)
                if self.least[mentor] < asked:
                    return self._back(start, mentor, came)
                queue.extend(self._holders(mentor).tolist())
        return []

    def _reached(self, rows: Places) -> list[tuple[int, int]]:
        """Mentors whom these mentees may have, not seen before, each once, with one of the mentees."""
        columns = self.demand.columns[~self.seen[self.demand.columns]]
        i, j = np.repeat(rows, columns.size), np.tile(columns, rows.size)
        free: Mask = ~self.bars.of(i, j)
        mentors, first = np.unique(j[free], return_index=True)
        self.seen[mentors] = True
        return list(zip(i[free][first].tolist(), mentors.tolist(), strict=True))

    def _holders(self, mentor: int) -> Places:
        """Whoever has this mentor."""
        left, right = np.searchsorted(self.held, [mentor, mentor + 1])
        return self.holders[left:right]

    def _back(self, start: int, mentor: int, came: dict[int, tuple[int, int]]) -> list[tuple[int, int]]:
        """The pairs from someone left out to this mentor."""
        of = dict(zip(self.holders.tolist(), self.held.tolist(), strict=True))
        path = [came[mentor]]
        while path[-1][0] != start:
            path.append(came[of[path[-1][0]]])
        return path
