"""Boards: advisors by role, everybody's slots filled at once at the best total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from bot.domain.matching import drafting
from bot.domain.matching.bars import Bars, count
from bot.domain.matching.candidates import Candidates, Edges
from bot.domain.matching.crowd import Crowd
from bot.domain.matching.flow import tiers
from bot.domain.matching.terms import Terms
from bot.domain.matching.values import Draft, Pool, Rule
from bot.domain.people import PersonId

Taken = Mapping[PersonId, frozenset[str]]


@dataclass(frozen=True)
class _Slot:
    """A role on somebody's board, and how urgent it is to fill: 1 and more."""

    mentee: int
    role: str
    urgency: int


def fill(pool: Pool, roles: Sequence[str], taken: Taken) -> Draft:
    """An advisor for each open slot, as far as there are any."""
    terms = Terms(Bars(Crowd.of(pool)))
    crowd = terms.crowd
    edges = Candidates(terms).among(crowd.mentees, crowd.mentors)
    slots = _slots(crowd, roles, taken)
    found = _filled(crowd, edges, slots)
    draft = drafting.of_pairs(
        terms,
        np.array([slot.mentee for slot, _ in found], np.int64),
        np.array([mentor for _, mentor in found], np.int64),
    )
    filled = {slot for slot, _ in found}
    short = np.array(sorted({slot.mentee for slot in slots if slot not in filled}), np.int64)
    pairs, blocked = count(terms.bars, crowd.mentees, crowd.mentors)
    return replace(
        draft,
        matches=tuple(
            replace(match, role=slot.role) for match, (slot, _) in zip(draft.matches, found, strict=True)
        ),
        left_out=drafting.left_out(terms.bars, short, crowd.mentors, np.unique(edges.i), Rule.NO_FREE_MENTOR),
        pairs=pairs,
        blocked=blocked,
    )


def _slots(crowd: Crowd, roles: Sequence[str], taken: Taken) -> list[_Slot]:
    """The open slots: who waited first, then the first roles of everybody before the second."""
    urgency = tiers(crowd.waited[crowd.mentees])
    return [
        _Slot(mentee, role, int(waited) * len(roles) + len(roles) - number)
        for mentee, waited in zip(crowd.mentees.tolist(), urgency, strict=True)
        for number, role in enumerate(roles)
        if role not in taken.get(crowd.people[mentee].id, frozenset())
    ]


def _filled(crowd: Crowd, edges: Edges, slots: Sequence[_Slot]) -> list[tuple[_Slot, int]]:
    """Slots and their mentors. Each pair is one node on the way, so nobody advises the same person twice.

    What separate paths link to the mentors' places is a matroid (a gammoid), so the most urgent slots are
    first and no fewer are filled: see `flow.solve`.
    """
    flow, sink = SimpleMinCostFlow(), len(slots) + edges.i.size + crowd.size
    span = int(np.ptp(edges.points)) + 1 if edges.points.size else 1
    highest, price = int(edges.points.max(initial=0)), span * (len(slots) + 1)
    offers: dict[int, list[int]] = {}
    for at, mentee in enumerate(edges.i.tolist()):
        offers.setdefault(mentee, []).append(at)
    arcs: dict[int, tuple[_Slot, int]] = {}
    for number, slot in enumerate(slots):
        flow.add_arc_with_capacity_and_unit_cost(number, sink, 1, price * slot.urgency)
        flow.set_node_supply(number, 1)
        for at in offers.get(slot.mentee, ()):
            mentor = int(edges.j[at])
            if slot.role in crowd.people[mentor].roles:
                cost = highest - int(edges.points[at])
                arc = flow.add_arc_with_capacity_and_unit_cost(number, len(slots) + at, 1, cost)
                arcs[arc] = slot, mentor
    for at, mentor in enumerate(edges.j.tolist()):
        flow.add_arc_with_capacity_and_unit_cost(len(slots) + at, len(slots) + edges.i.size + mentor, 1, 0)
    for mentor in crowd.mentors.tolist():
        tail = len(slots) + edges.i.size + mentor
        flow.add_arc_with_capacity_and_unit_cost(tail, sink, int(crowd.capacity[mentor]), 0)
    flow.set_node_supply(sink, -len(slots))
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"The flow ended with {status}.")
    return [found for arc, found in arcs.items() if flow.flow(arc)]
