"""Near: a score for every pair at once, close enough to say which pairs are worth the exact arithmetic.

Everybody becomes two short vectors, so that the scores of many rows are one product of matrices. What a rule
bars by class (level, department, week, language) falls far below everything else; bars that name people are
left to the exact arithmetic, as are preferences and earlier meetings.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.bars import Bars, classes_of
from bot.domain.matching.corpus import Rows
from bot.domain.matching.crowd import Places
from bot.domain.matching.terms import Terms
from bot.domain.matching.values import Rule, Term

Vectors = NDArray[np.float32]

BARRED: Final = -4.0
"""Below this a pair is barred: no score comes near it."""
_BAR: Final = 16.0
_TOPIC_WIDTH: Final = 64
_WORD_WIDTH: Final = 32
_SHARED: Final = 2**19
"""Multiplications from which a product is shared among threads."""
_KINDS: Final = 48
_TIES: Final = (4, 0.02)
"""Width and size of the noise that gives people who are alike different candidates."""

_BY_CLASS: Final[tuple[tuple[Term, tuple[Rule, ...]], ...]] = (
    (Term.LEVEL, (Rule.SENIORITY,)),
    (Term.DEPARTMENT, (Rule.CROSS_DEPARTMENT,)),
    (Term.HOURS, (Rule.SHARED_HOURS, Rule.TIME_ZONES)),
    (Term.LANGUAGES, (Rule.LANGUAGE,)),
)


@dataclass(frozen=True)
class Near:
    """`left[i] @ right[j]` is about the score of mentee `i` and mentor `j`; peers: of one way round."""

    left: Vectors
    right: Vectors

    @classmethod
    def of(cls, terms: Terms) -> "Near":
        """Vectors for the whole crowd."""
        crowd, weights = terms.crowd, terms.crowd.pool.weights
        random = np.random.default_rng(crowd.pool.seed)
        asks, offers = _narrow(crowd.topics.asks, crowd.topics.offers, _TOPIC_WIDTH, random)
        goals, words = _narrow(crowd.texts.goals, crowd.texts.words, _WORD_WIDTH, random)
        left, right = [asks * weights.topics, goals * weights.words], [offers, words]
        if not terms.bars.peers:
            left.append(np.ones((crowd.size, 1), np.float32))
            right.append((-weights.load * crowd.load[:, None]).astype(np.float32))
        for term, rules in _BY_CLASS:
            table, kinds = _classes(terms, term, rules)
            left.append(table)
            right.append(kinds)
        width, size = _TIES
        left.append(random.normal(0, size / width, (crowd.size, width)).astype(np.float32))
        right.append(random.normal(0, 1, (crowd.size, width)).astype(np.float32))
        return cls(np.hstack(left), np.hstack(right))

    def among(self, people: Places) -> Vectors:
        """About the score of every two of these peers: the mean of both ways round.

        In products too small to be shared among threads: those wait for a core that others use, and make a
        small product a hundred times as slow.
        """
        tile = max(int((_SHARED / self.left.shape[1]) ** 0.5) // 16, 1) * 16
        height = -(-len(people) // tile)
        places = np.pad(people, (0, height * tile - len(people)), mode="edge")
        left = self.left[places].reshape(height, tile, -1)
        right = self.right[places].reshape(height, tile, -1).transpose(0, 2, 1)
        table = np.empty((height, tile, height, tile), np.float32)
        for at in range(height):
            table[at] = (left[at] @ right).transpose(1, 0, 2)
        there = table.reshape(len(places), len(places))[: len(people), : len(people)]
        both: Vectors = there + there.T
        both *= np.float32(0.5)
        return both


def _narrow(one: Rows, other: Rows, width: int, random: np.random.Generator) -> tuple[Vectors, Vectors]:
    """Dense rows with about the same dot products: as they are, or thrown onto fewer random directions."""
    columns = one.shape[1]
    if columns <= width:
        return one.toarray(), other.toarray()
    signs = random.integers(0, 2, (columns, width)).astype(np.float32) * 2 - 1
    signs /= np.float32(np.sqrt(width))
    return one @ signs, other @ signs


def _classes(terms: Terms, term: Term, rules: tuple[Rule, ...]) -> tuple[Vectors, Vectors]:
    """What each person gains with each class, and which class each one is of.

    With very many classes only the largest stand for all: the others go with the one that is most like them.
    """
    classes = classes_of(terms.bars, rules[0])
    _, first, place, sizes = np.unique(classes, return_index=True, return_inverse=True, return_counts=True)
    largest = np.sort(np.argsort(-sizes, kind="stable")[:_KINDS])
    table = _gains(terms.bars, terms, term, rules, first, first[largest])
    if len(first) == len(largest):
        nearest = np.arange(len(first))
    else:
        likeness = table @ table[largest].T - (table[largest] ** 2).sum(axis=1) / 2
        nearest = np.argmax(likeness, axis=1)
    return table[place], np.eye(len(largest), dtype=np.float32)[nearest[place]]


def _gains(
    bars: Bars, terms: Terms, term: Term, rules: tuple[Rule, ...], rows: Places, columns: Places
) -> Vectors:
    i, j = np.repeat(rows, columns.size), np.tile(columns, rows.size)
    gains = terms.share(term, i, j) * getattr(bars.crowd.pool.weights, term.value)
    for rule in rules:
        gains = gains - _BAR * bars.by(rule, i, j)
    return np.asarray(gains, np.float32).reshape(rows.size, columns.size)
