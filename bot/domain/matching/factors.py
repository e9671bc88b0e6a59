"""Factors: how many rounds are left in which everybody meets someone new, and which of them comes next.

A round takes one perfect matching out of the graph of those who have not met. The heaviest one may leave a
graph in which the next is impossible, long before everyone has met everyone. So near the end the whole rest
is planned: the edges are coloured so that nobody has two of one colour, and each colour is a round.
"""

from collections.abc import Collection, Iterable
from typing import Final

import numpy as np

from bot.domain.matching.candidates import Edges
from bot.domain.matching.crowd import Places

Edge = tuple[int, int]
Seat = tuple[int, int]
"""A mentor and which of their seats."""

_STEPS: Final = 40
"""Steps for each edge after which a plan is as good as it gets."""


def rounds(edges: Collection[Edge], colours: int, seed: int) -> list[list[Edge]]:
    """So many rounds out of the edges, in each of which nobody is twice; what fits in none is left out.

    Kempe chains with a random walk: an edge that no chain makes room for takes the place of another, which is
    then the one to place. A full plan, where there is one, nearly always takes a few steps for each edge.
    """
    plan = _Plan(colours, seed)
    for edge in edges:
        plan.add(edge)
    return plan.settled(_STEPS * len(edges))


def next_round(edges: Edges, seed: int) -> Places:
    """The heaviest of the fullest rounds of a plan for all the edges; rows of two places."""
    points = {(i, j): gain for i, j, gain in zip(*_lists(edges), strict=True)}
    degrees = np.bincount(np.concatenate([edges.i, edges.j]), minlength=1)
    planned = rounds(points, int(degrees.max(initial=0)), seed)
    best = max(planned, key=lambda one: (len(one), sum(points[edge] for edge in one)), default=[])
    return np.array(sorted(best), np.int64).reshape(-1, 2)


def _lists(edges: Edges) -> tuple[list[int], list[int], list[int]]:
    return edges.i.tolist(), edges.j.tolist(), edges.points.tolist()


class _Plan:
    """A colouring in the making: whom each one meets in each round."""

    def __init__(self, colours: int, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.colours = colours
        self.meets: dict[int, list[int | None]] = {}
        self.loose: list[Edge] = []

    def add(self, edge: Edge) -> None:
        """One more pair to place."""
        for end in edge:
            self.meets.setdefault(end, [None] * self.colours)
        self.loose.append(edge)

    def settled(self, steps: int) -> list[list[Edge]]:
        """Place the pairs, as long as the steps last."""
        while self.loose and steps and self.colours:
            self._place(*self.loose.pop())
            steps -= 1
        return [self._round(colour) for colour in range(self.colours)]

    def _round(self, colour: int) -> list[Edge]:
        met = [(one, row[colour]) for one, row in self.meets.items()]
        return sorted((one, other) for one, other in met if other is not None and one < other)

    def _place(self, one: int, other: int) -> None:
        here, there = self._free(one), self._free(other)
        if not here or not there:
            return  # more pairs than rounds: this one fits in none
        common = [colour for colour in here if self.meets[other][colour] is None]
        if common:
            self._meet(one, other, self._any(common))
            return
        mine, theirs = self._any(here), self._any(there)
        chain = self._chain(other, mine, theirs)
        if chain[-1] == one:
            # The chain leads back: this pair takes the place of another, which goes on.
            displaced = chain[1]
            self._part(other, displaced, mine)
            self._meet(one, other, mine)
            self.loose.append((other, displaced))
            return
        self._swap(chain, mine, theirs)
        self._meet(one, other, mine)

    def _free(self, one: int) -> list[int]:
        return [colour for colour, met in enumerate(self.meets[one]) if met is None]

    def _any(self, colours: list[int]) -> int:
        return colours[int(self.random.integers(len(colours)))]

    def _chain(self, start: int, first: int, second: int) -> list[int]:
        """Everyone on the path from here whose pairs are of the first and the second colour in turn."""
        chain, colour = [start], first
        while (after := self.meets[chain[-1]][colour]) is not None:
            chain.append(after)
            colour = second if colour == first else first
        return chain

    def _swap(self, chain: list[int], first: int, second: int) -> None:
        """Exchange the two colours along a chain."""
        for one in chain:
            row = self.meets[one]
            row[first], row[second] = row[second], row[first]

    def _meet(self, one: int, other: int, colour: int) -> None:
        self.meets[one][colour], self.meets[other][colour] = other, one

    def _part(self, one: int, other: int, colour: int) -> None:
        self.meets[one][colour] = self.meets[other][colour] = None


def bipartite_rounds(meetings: Iterable[tuple[int, Seat]], colours: int) -> list[list[tuple[int, Seat]]]:
    """Meetings of guests and seats in rounds, nobody in two at once (König: there is always a way).

    Nobody may have more meetings than there are rounds. With two sides no chain leads back, so each meeting
    is placed at once.
    """
    guests: dict[int, dict[int, Seat]] = {}
    seats: dict[Seat, dict[int, int]] = {}
    for guest, seat in meetings:
        mine, theirs = guests.setdefault(guest, {}), seats.setdefault(seat, {})
        here = next(colour for colour in range(colours) if colour not in mine)
        there = next(colour for colour in range(colours) if colour not in theirs)
        _make_room(guests, seats, seat, here, there)
        mine[here], theirs[here] = seat, guest
    return [
        sorted((guest, row[colour]) for guest, row in guests.items() if colour in row)
        for colour in range(colours)
    ]


def _make_room(
    guests: dict[int, dict[int, Seat]], seats: dict[Seat, dict[int, int]], seat: Seat, here: int, there: int
) -> None:
    """Exchange two rounds along the chain from a seat, so that it is free in the first of them."""
    moved: list[tuple[int, Seat, int]] = []
    place, colour, other = seat, here, there
    while (guest := seats[place].get(colour)) is not None:
        moved.append((guest, place, colour))
        after = guests[guest].get(other)
        if after is None:
            break
        moved.append((guest, after, other))
        place = after
    for guest, place, colour in moved:
        del guests[guest][colour], seats[place][colour]
    for guest, place, colour in moved:
        swapped = there if colour == here else here
        guests[guest][swapped], seats[place][swapped] = place, guest
