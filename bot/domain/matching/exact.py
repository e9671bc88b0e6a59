"""Exact: the heaviest matching of a small graph without sides (Edmonds' blossoms, by rustworkx)."""

from typing import Final

import numpy as np
import rustworkx

from bot.domain.matching.candidates import Edges
from bot.domain.matching.crowd import Places

MOST: Final = 100
"""People among whom the heaviest matching of all is found, in about 30 ms."""


def matching(edges: Edges, urgency: Places) -> Places:
    """Pairs (rows of two places): most people first, then the most urgent, then the highest total of points.

    Args:
        edges: who may be matched, and what it is worth.
        urgency: of everyone in the crowd, 1 and more; it weighs more than all points together. The sets of
            people that matchings cover are a matroid, so who is most urgent can come first and no fewer are
            served: see `flow.solve`.
    """
    if not edges.i.size:
        return np.empty((0, 2), np.int64)
    points = edges.points - edges.points.min() + 1
    price = int(points.max()) * urgency.size
    # Beyond 64 bits: Python's whole numbers, which rustworkx takes up to 128.
    worth = [
        int(gain) + price * weight
        for gain, weight in zip(points.tolist(), (urgency[edges.i] + urgency[edges.j]).tolist(), strict=True)
    ]
    # Numbered among themselves: each step of the search looks at every node there is.
    people, ends = np.unique(np.concatenate([edges.i, edges.j]), return_inverse=True)
    one, other = ends.reshape(2, -1)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(people.size))
    graph.add_edges_from(list(zip(one.tolist(), other.tolist(), worth, strict=True)))
    found = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    numbers = np.array(sorted(tuple(sorted(pair)) for pair in found), np.int64).reshape(-1, 2)
    return people[numbers]
