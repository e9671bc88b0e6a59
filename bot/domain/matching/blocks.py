"""Blocks: peers in large numbers. Blocks of pairs are taken apart and put together anew."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from bot.domain.matching.bars import Bars
from bot.domain.matching.candidates import Candidates
from bot.domain.matching.crowd import Places
from bot.domain.matching.near import BARRED, Vectors

_PAIRS: Final = 96
"""Pairs in a block: larger ones gain little and take long."""
_PASSES: Final = 2
"""More of them gain less than 1 % (see the bench)."""


def pair(source: Candidates, people: Places, passes: int = _PASSES) -> Places:
    """An even number of people in pairs, rows of two; a few may be barred and are to be mended.

    In each pass every pair is in one block. Its left sides keep their places and its right sides are assigned
    anew, so no pass makes it worse. What bars two people weighs more than anything else.
    """
    random = np.random.default_rng(source.terms.crowd.pool.seed)
    pairs = random.permutation(people).reshape(-1, 2)
    for _ in range(passes):
        pairs = random.permuted(random.permutation(pairs), axis=1)
        bars = _BarsByBlock(source.terms.bars, pairs)
        for start in range(0, len(pairs), _PAIRS):
            block = pairs[start : start + _PAIRS]
            table = bars.apply(start // _PAIRS, block, source.near.tile(block[:, 0], block[:, 1]))
            block[:, 1] = block[linear_sum_assignment(table, maximize=True)[1], 1]
    return pairs


class _BarsByBlock:
    """The bars that name people, found for all blocks at once."""

    def __init__(self, bars: Bars, pairs: Places) -> None:
        self.direct = bars.crowd.direct if bars.crowd.pool.rules.same_manager else None
        place = np.full((2, bars.crowd.size), -1)
        for side in (0, 1):
            place[side, pairs[:, side]] = np.arange(len(pairs))
        one, other = np.divmod(bars.named, max(bars.crowd.size, 1))
        left = np.concatenate([place[0, one], place[0, other]])
        right = np.concatenate([place[1, other], place[1, one]])
        together = (left >= 0) & (right >= 0) & (left // _PAIRS == right // _PAIRS)
        left, right = left[together], right[together]
        order = np.argsort(left, kind="stable")
        self.left, self.right = left[order], right[order]

    def apply(self, block: int, pairs: Places, table: Vectors) -> NDArray[np.float32]:
        """The table of a block in which whoever is barred is worth nothing."""
        first, last = np.searchsorted(self.left, [block * _PAIRS, (block + 1) * _PAIRS])
        table[self.left[first:last] % _PAIRS, self.right[first:last] % _PAIRS] += 4 * BARRED
        if self.direct is not None:
            one, other = self.direct[pairs[:, :1]], self.direct[pairs[:, 1]]
            table[(one == other) & (one >= 0)] += 4 * BARRED
        return table
