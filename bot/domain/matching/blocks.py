"""Blocks: peers in large numbers, each matched with somebody out of a block that is drawn anew if need be."""

from typing import Final

import numpy as np

from bot.domain.matching import cover, exact
from bot.domain.matching.candidates import Candidates, Edges, highest
from bot.domain.matching.crowd import Places
from bot.domain.matching.flow import tiers
from bot.domain.matching.near import BARRED, Vectors
from bot.domain.matching.terms import Shares, Terms
from bot.domain.matching.values import POINT

_SCORES: Final = 12_000_000
"""Rough scores in all: more of them take longer than a quarter of a second."""
_LEAST, _MOST = 200, 1_000
"""People in a block."""
_FEW: Final = 400
"""Up to so many people the heaviest matching over the candidates is found, in about 15 ms."""
_WEIGHED: Final = 2_000
"""Up to so many people candidates have their exact points; of more people, the rough scores."""
_CANDIDATES: Final = 12
"""More of them gain less than 0.05 % (see the bench)."""

_SAMPLE: Final = 250
"""Columns from which the score is guessed that only a few exceed."""


def pair(source: Candidates, people: Places, least: int) -> tuple[Places, Edges]:
    """Pairs of these people, rows of two places, none of them barred; fewer than `least` may be left over.

    Whoever a block leaves over is in a block of the next pass, until nobody new finds somebody.
    With the pairs come the candidates of everybody in the first pass.
    """
    random = np.random.default_rng(source.terms.crowd.pool.seed)
    edges, pairs = _pass(source, random.permutation(people))
    left = np.setdiff1d(people, pairs)
    while left.size >= max(least, 2):
        _, more = _pass(source, random.permutation(left))
        if not more.size:
            break
        pairs, left = np.concatenate([pairs, more]), np.setdiff1d(left, more)
    return pairs, edges


def _pass(source: Candidates, people: Places) -> tuple[Edges, Places]:
    """The candidates of everybody in blocks of these people, and the pairs out of them."""
    width = int(np.clip(_SCORES // people.size, _LEAST, _MOST))
    blocks = [np.sort(block) for block in np.array_split(people, -(-people.size // width))]
    named = _Named(source.terms, blocks)
    weighed = people.size <= _WEIGHED
    edges = [_edges(source, named, number, weighed=weighed) for number in range(len(blocks))]
    if people.size <= _FEW:
        return edges[0], exact.matching(edges[0], tiers(source.terms.crowd.waited))
    pairs = [cover.pairs(some, block) for some, block in zip(edges, blocks, strict=True)]
    return Edges.of(edges), np.concatenate(pairs)


def _edges(source: Candidates, named: "_Named", number: int, *, weighed: bool) -> Edges:
    """The candidates of everybody in a block."""
    block = named.blocks[number]
    table = named.apply(number, source.near.among(block))
    one, other = highest(table, _CANDIDATES, _SAMPLE)
    keys = np.sort(np.minimum(one, other) * block.size + np.maximum(one, other))
    one, other = np.divmod(keys[np.diff(keys, prepend=-1) > 0], block.size)
    if weighed:
        return source.exact(block[one], block[other])
    rough = np.rint(table[one, other] * POINT).astype(np.int64)
    return Edges(block[one], block[other], rough).without(source.terms.bars.of(block[one], block[other]))


class _Named:
    """What names people (bars, preferences, earlier meetings), found for all blocks at once."""

    def __init__(self, terms: Terms, blocks: list[Places]) -> None:
        crowd = terms.crowd
        self.direct = crowd.direct if crowd.pool.rules.same_manager else np.full(crowd.size, -1)
        self.blocks = blocks
        sizes = np.array([block.size for block in blocks])
        people = np.concatenate(blocks)
        block, place = np.full(crowd.size, -1), np.zeros(crowd.size, np.int64)
        block[people] = np.repeat(np.arange(sizes.size), sizes)
        place[people] = np.arange(people.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        keys, gains = _gains(terms)
        one, other = np.divmod(keys, max(crowd.size, 1))
        together = (block[one] == block[other]) & (block[one] >= 0)
        one, other, gains = one[together], other[together], gains[together]
        order = np.argsort(block[one], kind="stable")
        self.block = block[one][order]
        self.one, self.other, self.gains = place[one][order], place[other][order], gains[order]

    def apply(self, number: int, table: Vectors) -> Vectors:
        """The table of a block with all this; whoever is barred is worth nothing."""
        part = slice(*np.searchsorted(self.block, [number, number + 1]).tolist())
        one, other, gains = self.one[part], self.other[part], self.gains[part]
        np.add.at(table, (one, other), gains)
        np.add.at(table, (other, one), gains)
        direct = self.direct[self.blocks[number]]
        np.fill_diagonal(table, 4 * BARRED)
        table[(direct[:, None] == direct) & (direct >= 0)] = 4 * BARRED
        return table


def _gains(terms: Terms) -> tuple[Places, Shares]:
    """Pairs that somebody names, as keys, and what that adds to their scores."""
    crowd, weights = terms.crowd, terms.crowd.pool.weights
    keys, how = crowd.preferences
    dear = crowd.keys(*np.divmod(keys, max(crowd.size, 1)))
    barred = terms.bars.named
    return (
        np.concatenate([barred, dear, crowd.met]),
        np.concatenate(
            [
                np.full(barred.size, 4 * BARRED),
                how * weights.preference / 2,
                np.full(crowd.met.size, -weights.met),
            ]
        ),
    )
