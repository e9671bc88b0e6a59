"""Candidates: the pairs worth weighing, with their exact points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.crowd import Places, sorted_once
from bot.domain.matching.near import BARRED, Near, Vectors
from bot.domain.matching.terms import Points, Terms
from bot.domain.matching.values import CANDIDATES

_ALL: Final = 40_000
"""Up to so many pairs all of them are candidates, and the optimum is that of all pairs."""
_SPARE: Final = 16
"""Candidates more than wanted, for those that a rule with names turns out to bar."""
_BLOCK: Final = 8_000_000
"""Scores at a time: 32 MB."""
_SAMPLE: Final = 800
"""Columns from which the score is guessed that only the best exceed."""


@dataclass(frozen=True)
class Edges:
    """Pairs of mentee and mentor that no rule bars, with their points; in order, none twice.

    Attributes:
        rough: whether the points are those of the rough scores.
    """

    i: Places
    j: Places
    points: Points
    rough: bool = False

    @classmethod
    def of(cls, some: Sequence["Edges"]) -> "Edges":
        """Those of people who have none in common, one after the other."""
        return cls(
            np.concatenate([one.i for one in some]),
            np.concatenate([one.j for one in some]),
            np.concatenate([one.points for one in some]),
            any(one.rough for one in some),
        )

    def with_more(self, more: "Edges", size: int) -> "Edges":
        """These and others."""
        keys = np.concatenate([self.i * size + self.j, more.i * size + more.j])
        order = np.argsort(keys, kind="stable")
        first = order[np.diff(keys[order], prepend=-1) > 0]
        points = np.concatenate([self.points, more.points])[first]
        return Edges(keys[first] // size, keys[first] % size, points)

    def best(self, most: int) -> "Edges":
        """So many of each mentee, those with the most points."""
        order = np.lexsort((-self.points, self.i))
        starts = np.searchsorted(self.i, self.i)
        spare = np.ones(self.i.size, bool)
        spare[order[np.arange(order.size) - starts < most]] = False
        return self.without(spare)

    def without(self, dropped: NDArray[np.bool_]) -> "Edges":
        """All but these."""
        return Edges(self.i[~dropped], self.j[~dropped], self.points[~dropped], self.rough)


@dataclass(frozen=True)
class Candidates:
    """Where candidates come from."""

    terms: Terms

    @cached_property
    def near(self) -> Near:
        """The rough scores, made when there are too many pairs for exact ones."""
        return Near.of(self.terms)

    def among(self, rows: Places, columns: Places, most: int = CANDIDATES) -> Edges:
        """The best columns for each row, and whoever one of the two prefers."""
        if rows.size * columns.size <= _ALL or columns.size <= most + _SPARE:
            return self.exact(np.repeat(rows, columns.size), np.tile(columns, rows.size))
        found = list(self._best(rows, columns, most + _SPARE))
        found.append(self._preferred(rows, columns))
        weighed = self.exact(np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found]))
        return weighed.best(most)

    def exact(self, i: Places, j: Places) -> Edges:
        """Those of the pairs that no rule bars, with their points."""
        i, j = np.divmod(sorted_once(i * self.terms.crowd.size + j), max(self.terms.crowd.size, 1))
        free = ~self.terms.bars.of(i, j)
        i, j = i[free], j[free]
        return Edges(i, j, self.terms.total(i, j))

    def _preferred(self, rows: Places, columns: Places) -> tuple[Places, Places]:
        one, other = np.divmod(self.terms.crowd.preferences[0], max(self.terms.crowd.size, 1))
        i, j = np.concatenate([one, other]), np.concatenate([other, one])
        known = np.isin(i, rows) & np.isin(j, columns)
        return i[known], j[known]

    def _best(self, rows: Places, columns: Places, most: int) -> Iterator[tuple[Places, Places]]:
        # In any order but that of the ids: a sample of the columns shall be one of all of them.
        columns = np.random.default_rng(self.terms.crowd.pool.seed).permutation(columns)
        right = np.ascontiguousarray(self.near.right[columns].T)
        height = max(_BLOCK // columns.size, 1)
        for start in range(0, rows.size, height):
            block = rows[start : start + height]
            row, column = highest(self.near.left[block] @ right, most)
            yield block[row], columns[column]


def highest(table: Vectors, most: int, sample: int = _SAMPLE) -> tuple[Places, Places]:
    """The highest entries of each row that are not barred."""
    floor = np.maximum(_floor(table, most, sample), np.float32(BARRED))
    flat = np.flatnonzero(table > floor[:, None])
    row, values = flat // table.shape[1], table.ravel()[flat]
    order = np.argsort(row * 64.0 - values, kind="stable")
    starts = np.searchsorted(row, np.arange(table.shape[0]))
    kept = order[np.arange(order.size) - starts[row[order]] < most]
    return row[kept], flat[kept] % table.shape[1]


def _floor(table: Vectors, most: int, sample: int) -> Vectors:
    """Scores that a few more than `most` entries of each row exceed, guessed from some of the columns."""
    step = max(table.shape[1] // sample, 1)
    some = table[:, ::step]
    rank = min(most // step + 4 if step > 1 else most, some.shape[1] - 1)
    at = some.shape[1] - 1 - rank
    return np.partition(some, at, axis=1)[:, at]
