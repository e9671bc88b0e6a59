"""Partition: people in groups of like size with the most points inside, by exchanges as long as they help."""

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.crowd import Places
from bot.domain.matching.terms import Terms

Table = NDArray[np.float64]
BARRED = -1e12
"""Points of two whom a rule bars: more than any group can make up for."""
_PASSES = 12


def table_of(terms: Terms, people: Places) -> Table:
    """The points of every two of them."""
    one, other = np.triu_indices(people.size, 1)
    i, j = people[one], people[other]
    table = np.zeros((people.size, people.size))
    table[one, other] = np.where(terms.bars.of(i, j), BARRED, terms.total(i, j))
    return table + table.T


def sizes(people: int, least: int, most: int) -> list[int]:
    """As even groups as can be, of `least` to `most`, of as many of the people as fit; none if too few."""
    if people < least:
        return []
    fewest, highest = -(-people // most), people // least
    groups = min(max(round(2 * people / (least + most)), fewest, 1), highest)
    # With as many groups as there can be, some people may still be too many for all of them.
    placed = min(people, groups * most)
    return [placed // groups + (number < placed % groups) for number in range(groups)]


def split(table: Table, wanted: list[int], seed: int) -> list[list[int]]:
    """Rows of the table in groups of these sizes; the first rows, so many as the sizes add up to."""
    random = np.random.default_rng(seed)
    group = random.permutation(np.repeat(np.arange(len(wanted)), wanted))
    table = table[: group.size, : group.size]
    ties = table @ np.eye(len(wanted))[group]
    for _ in range(_PASSES):
        if not sum(_exchange(table, ties, group, int(one)) for one in random.permutation(group.size)):
            break
    return [np.flatnonzero(group == number).tolist() for number in range(len(wanted))]


def _exchange(table: Table, ties: Table, group: Places, one: int) -> bool:
    """Put one in the place of whoever gains most by it, with the group of each; False when nobody gains."""
    here = group[one]
    own = ties[np.arange(group.size), group]
    gains = ties[:, here] + ties[one, group] - ties[one, here] - own - 2 * table[one]
    gains[group == here] = 0
    other = int(np.argmax(gains))
    if gains[other] <= 0.5:
        return False
    there = group[other]
    moved = table[:, other] - table[:, one]
    ties[:, here] += moved
    ties[:, there] -= moved
    group[one], group[other] = there, here
    return True
