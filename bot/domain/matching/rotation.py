"""Rotation: the timetable of an event of short chats, everyone with someone new each time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from bot.domain.matching import factors, pairing
from bot.domain.matching.bars import Bars, count
from bot.domain.matching.candidates import Candidates, Edges
from bot.domain.matching.crowd import Crowd, Places
from bot.domain.matching.terms import Terms
from bot.domain.matching.values import Pool, Seat, Timetable
from bot.domain.people import PersonId


def timetable(pool: Pool, rounds: int) -> Timetable:
    """Who sits where in each of the rounds."""
    crowd = Crowd.of(pool)
    return _at_tables(crowd, rounds) if crowd.mentors.size else _all_round(pool, rounds)


def _at_tables(crowd: Crowd, rounds: int) -> Timetable:
    """Mentees move between the mentors' tables.

    First who meets whom in all rounds: the most meetings, evenly spread, of the highest score. Then when:
    the seats of a table are filled one after the other, so that none has more chats to hold than there are
    rounds; a bipartite graph can always be coloured with as many colours as the busiest has edges (König), so
    all of the meetings fit.
    """
    terms = Terms(Bars(crowd))
    chosen = _meetings(terms, rounds)
    planned = factors.bipartite_rounds(_by_seat(chosen, rounds), rounds)
    seated = [sorted((mentor, mentee) for mentee, (mentor, _) in one) for one in planned]
    tables = {int(mentor): number for number, mentor in enumerate(crowd.mentors, 1)}
    pairs, blocked = count(terms.bars, crowd.mentees, crowd.mentors)
    everyone = [*crowd.mentees.tolist(), *crowd.mentors.tolist()]
    return Timetable(
        rounds=tuple(tuple(_seat(crowd, tables[one], one, other) for one, other in each) for each in seated),
        idle=tuple(_idle(crowd, everyone, [place for pair in each for place in pair]) for each in seated),
        pairs=pairs,
        blocked=blocked,
    )


def _seat(crowd: Crowd, table: int, one: int, other: int) -> Seat:
    return Seat(table, crowd.people[one].id, crowd.people[other].id)


def _idle(crowd: Crowd, everyone: Sequence[int], seated: Sequence[int]) -> tuple[PersonId, ...]:
    return tuple(crowd.people[place].id for place in sorted(set(everyone).difference(seated)))


def _meetings(terms: Terms, rounds: int) -> Edges:
    """Who meets whom: as many meetings as the seats hold, first everyone's first, then everyone's second."""
    crowd = terms.crowd
    edges = Candidates(terms).among(crowd.mentees, crowd.mentors, most=max(4 * rounds, 40))
    row, column = np.searchsorted(crowd.mentees, edges.i), np.searchsorted(crowd.mentors, edges.j)
    mentees, mentors = crowd.mentees.size, crowd.mentors.size
    flow, sink = SimpleMinCostFlow(), mentees + mentors + 1
    lowest, span = int(edges.points.min(initial=0)), int(np.ptp(edges.points)) + 1 if edges.points.size else 1
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        row, mentees + column, np.ones(row.size, np.int64), lowest - edges.points
    )
    source = mentees + mentors
    # A person's first chat is worth more than anyone's second, and any chat more than what scores can give.
    price = span * (edges.i.size + 1)
    for turn in range(rounds):
        _arcs(flow, np.full(mentees, source), np.arange(mentees), 1, -price * (rounds - turn))
    places = crowd.capacity[crowd.mentors] * rounds
    flow.add_arcs_with_capacity_and_unit_cost(
        mentees + np.arange(mentors), np.full(mentors, sink), places, np.zeros(mentors, np.int64)
    )
    most = int(min(places.sum(), mentees * rounds))
    flow.add_arc_with_capacity_and_unit_cost(source, sink, most, 0)
    flow.set_node_supply(source, most)
    flow.set_node_supply(sink, -most)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"The flow ended with {status}.")
    return edges.without(np.asarray(flow.flows(arcs), np.int64) == 0)


def _arcs(flow: SimpleMinCostFlow, tails: Places, heads: Places, capacity: int, cost: int) -> None:
    flow.add_arcs_with_capacity_and_unit_cost(
        tails, heads, np.full(tails.size, capacity), np.full(tails.size, cost)
    )


def _by_seat(chosen: Edges, rounds: int) -> list[tuple[int, tuple[int, int]]]:
    """Each meeting with a seat of its table: the first `rounds` meetings of a mentor take the first seat."""
    taken: dict[int, int] = {}
    seats = []
    for mentee, mentor in zip(chosen.i.tolist(), chosen.j.tolist(), strict=True):
        number = taken[mentor] = taken.get(mentor, -1) + 1
        seats.append((mentee, (mentor, number // rounds)))
    return seats


def _all_round(pool: Pool, rounds: int) -> Timetable:
    """Everyone with everyone: round after round without a repeat; the break goes round when one is odd."""
    tables: list[tuple[Seat, ...]] = []
    idle: list[tuple[PersonId, ...]] = []
    breaks = dict.fromkeys((person.id for person in pool.people), 0)
    crowd = Crowd.of(pool)
    everyone = np.arange(crowd.size)
    pairs, blocked = count(Bars(crowd, peers=True), everyone, everyone)
    for number in range(rounds):
        people = tuple(replace(one, waited=breaks[one.id]) for one in pool.people)
        crowd = Crowd.of(replace(pool, people=people, seed=pool.seed + number))
        found = pairing.pair(Candidates(Terms(Bars(crowd, peers=True))), everyone)
        seated = found.pairs.tolist()
        tables.append(tuple(_seat(crowd, table, one, other) for table, (one, other) in enumerate(seated, 1)))
        idle.append(_idle(crowd, everyone.tolist(), found.pairs.ravel().tolist()))
        breaks.update({one: breaks[one] + 1 for one in idle[-1]})
        met = frozenset(frozenset({seat.one, seat.other}) for seat in tables[-1])
        pool = replace(pool, excluded=pool.excluded | met)
    return Timetable(rounds=tuple(tables), idle=tuple(idle), pairs=pairs, blocked=blocked)
