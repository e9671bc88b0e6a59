"""Gathering: a crowd in parts that are worth searching alone, because those in a part suit each other.

Whoever suits whom is a product of vectors, and by turning the axes it becomes a sum of what two have alike
less a sum of what they have alike against each other. Along the first they are halved where they differ most.
"""

from typing import Final

import numpy as np

from bot.domain.matching.crowd import Places
from bot.domain.matching.near import Near, Vectors

_SAMPLE: Final = 2_000
"""People from whom the axes are found."""
_AXES: Final = 12


def parts(near: Near, people: Places, count: int, random: np.random.Generator) -> list[Places]:
    """So many parts of these people, about alike in size, each in order."""
    if count == 1:
        return [np.sort(people)]
    people = random.permutation(people)
    return [np.sort(people[part]) for part in _cut(_along(near, people), np.arange(people.size), count)]


def _along(near: Near, people: Places) -> Vectors:
    """Where people stand along the axes on which they differ most."""
    some = people[:_SAMPLE]
    left, right = near.left[some], near.right[some]
    # What a product is made of may be large on one side and small on the other: both shall count.
    scale = np.sqrt((_length(right) + 1e-6) / (_length(left) + 1e-6))
    both = left * scale + right / scale
    both -= both.mean(axis=0)
    _, axes = np.linalg.eigh(both.T @ both)
    axes = axes[:, -_AXES:]
    turned: Vectors = near.left @ (axes * scale[:, None]) + near.right @ (axes / scale[:, None])
    return turned[people]


def _length(columns: Vectors) -> Vectors:
    lengths: Vectors = np.sqrt((columns * columns).sum(axis=0))
    return lengths


def _cut(along: Vectors, places: Places, count: int) -> list[Places]:
    if count == 1:
        return [places]
    here = along[places]
    first = count // 2
    at = places.size * first // count
    order = np.argpartition(here[:, int(np.argmax(here.var(axis=0)))], at)
    return [*_cut(along, places[order[:at]], first), *_cut(along, places[order[at:]], count - first)]
