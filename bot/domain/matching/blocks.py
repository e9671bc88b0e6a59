"""Blocks: peers in large numbers, each matched with somebody out of a block that is drawn anew if need be."""

from typing import Final

import numpy as np

from bot.domain.matching import cover, exact, gathering
from bot.domain.matching.candidates import Candidates, Edges, highest
from bot.domain.matching.crowd import Places, sorted_once
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
_CANDIDATES: Final = 8
_CANDIDATES_OF_FEW: Final = 16
"""More of them gain less than 0.1 % (see the bench)."""

_SAMPLE: Final = 250
"""Columns from which the score is guessed that only a few exceed."""


def pair(source: Candidates, people: Places, least: int) -> tuple[Places, Edges]:
    """Pairs of these people, rows of two places, none of them barred; fewer than `least` may be left over.

    Whoever a block leaves over is in a block of the next pass, until nobody new finds somebody.
    With the pairs come the candidates of everybody in the first pass.
    """
    random = np.random.default_rng(source.terms.crowd.pool.seed)
    edges, pairs = _pass(source, gathering.parts(source.near, people, _blocks(people), random))
    left = np.setdiff1d(people, pairs)
    while left.size >= max(least, 2):
        # By chance: whoever is left has found nobody among those who suit them.
        drawn = np.array_split(random.permutation(left), _blocks(left))
        _, more = _pass(source, [np.sort(block) for block in drawn])
        if not more.size:
            break
        pairs, left = np.concatenate([pairs, more]), np.setdiff1d(left, more)
    return pairs, edges


def _blocks(people: Places) -> int:
    """How many blocks these people are in."""
    return -(-people.size // int(np.clip(_SCORES // people.size, _LEAST, _MOST)))


def _pass(source: Candidates, blocks: list[Places]) -> tuple[Edges, Places]:
    """The candidates of everybody in these blocks, and the pairs out of them."""
    named, people = _Named(source.terms, blocks), sum(block.size for block in blocks)
    most = _CANDIDATES_OF_FEW if people <= _FEW else _CANDIDATES
    weighed = people <= _WEIGHED
    edges = [_edges(source, named, number, most, weighed=weighed) for number in range(len(blocks))]
    if people <= _FEW:
        return edges[0], exact.matching(edges[0], tiers(source.terms.crowd.waited))
    pairs = [cover.pairs(some, block) for some, block in zip(edges, blocks, strict=True)]
    return Edges.of(edges), np.concatenate(pairs)


def _edges(source: Candidates, named: "_Named", number: int, most: int, *, weighed: bool) -> Edges:
    """The candidates of everybody in a block, so many for each."""
    block = named.blocks[number]
    table = named.apply(number, source.near.among(block))
    one, other = highest(table, most, _SAMPLE)
    one, other = np.divmod(
        sorted_once(np.minimum(one, other) * block.size + np.maximum(one, other)), block.size
    )
    if weighed:
        return source.exact(block[one], block[other])
    rough = np.rint(table[one, other] * POINT).astype(np.int64)
    edges = Edges(block[one], block[other], rough, rough=True)
    return edges.without(source.terms.bars.of(edges.i, edges.j))


class _Named:
    """What names people (bars, preferences, earlier meetings), found for all blocks at once."""

    def __init__(self, terms: Terms, blocks: list[Places]) -> None:
        crowd = terms.crowd
        # Whoever has no manager is the only one of theirs, and nobody meets themselves.
        alone = (crowd.direct < 0) | (not crowd.pool.rules.same_manager)
        self.direct = np.where(alone, -1 - np.arange(crowd.size), crowd.direct).astype(np.int32)
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
        table[direct[:, None] == direct] = 4 * BARRED
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
