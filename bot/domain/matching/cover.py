"""Cover: pairs out of the best way to give everybody somebody, which is quick to find.

Each person is given one other person, so that each is given to one (an assignment of the crowd to itself).
Its total bounds that of all matchings from above, and it falls apart into rings: rings of two are pairs, even
rings are pairs at no loss, and an odd ring leaves one over.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np
from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

from bot.domain.matching.candidates import Edges
from bot.domain.matching.crowd import Places

Worth: TypeAlias = Callable[[int], int]


def pairs(edges: Edges, people: Places) -> Places:
    """Pairs of these people, who are in order: rows of two places. Whoever is in none is left over."""
    given, worth = _assignment(edges, people)
    each = np.arange(people.size)
    mutual = (given[given] == each) & (each < given)
    found = [np.column_stack([each, given])[mutual], *_of_rings(given, worth)]
    places: Places = people[np.concatenate(found)]
    return places


def _assignment(edges: Edges, people: Places) -> tuple[Places, Worth]:
    """Whom each is given, oneself when there is nobody, and what says how much it is worth."""
    each = np.arange(people.size)
    one, other = np.searchsorted(people, edges.i), np.searchsorted(people, edges.j)
    points = edges.points - edges.points.min(initial=0) + 1
    # To be given oneself costs more than any other gain makes up for: two who could both have somebody.
    alone = np.full(people.size, -2 * int(points.max(initial=1)))
    solver = SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(
        np.concatenate([one, other, each]),
        np.concatenate([other, one, each]),
        -np.concatenate([points, points, alone]),
    )
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"The assignment ended with {status}.")
    given = np.fromiter(map(solver.right_mate, range(people.size)), np.int64, people.size)
    return given, lambda one: -solver.assignment_cost(one)


def _of_rings(given: Places, worth: Worth) -> Iterator[Places]:
    """The pairs out of the rings of more than two."""
    each = np.arange(given.size)
    seen = given[given] == each
    after = given.tolist()
    for start in np.flatnonzero(~seen).tolist():
        ring, at = [], start
        while not seen[at]:
            seen[at] = True
            ring.append(at)
            at = after[at]
        if ring:
            yield np.array(_broken(ring, list(map(worth, ring))), np.int64).reshape(-1, 2)


def _broken(ring: list[int], worth: list[int]) -> list[int]:
    """A ring as pairs, one after the other; of an odd one without whoever it loses least by."""
    size, odd = len(ring), len(ring) % 2
    first = max(range(size if odd else 2), key=lambda at: sum(_from(worth, at)[: size - odd : 2]))
    return _from(ring, first)[: size - odd]


def _from(ring: list[int], first: int) -> list[int]:
    return ring[first:] + ring[:first]
