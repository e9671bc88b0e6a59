"""What people wrote, as sparse rows: topics by the words they share, free text by TF-IDF; all offline."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.domain import topics
from bot.domain.matching.wording import Wording

Rows: TypeAlias = sparse.csr_array
"""A sparse row for each person."""
Numbers: TypeAlias = Sequence[int] | NDArray[np.int64]

_COMMON: Final = 500
"""A word in more different topics than this does not make two of them alike."""


def rows_of(owners: Numbers, columns: Numbers, values: NDArray[np.float32], shape: tuple[int, int]) -> Rows:
    """Sparse rows; what comes twice is added."""
    made = sparse.coo_array((values, (owners, columns)), shape=shape, dtype=np.float32).tocsr()
    made.sum_duplicates()
    return made


@dataclass(frozen=True)
class Topics:
    """What people ask and offer. A dot product is the mean over the asks of how near the nearest offer is.

    Attributes:
        asks: people x topics, each row adds up to 1.
        offers: people x topics: how much of the topic the person's nearest offer covers, 0 to 1.
    """

    asks: Rows
    offers: Rows

    @classmethod
    def of(cls, asks: Sequence[tuple[str, ...]], offers: Sequence[tuple[str, ...]]) -> "Topics":
        """Compare topics by their words (Jaccard), as `bot.domain.topics` does."""
        known: dict[frozenset[str], int] = {}
        named = dict.fromkeys(chain.from_iterable([*asks, *offers]))
        codes = {topic: known.setdefault(topics.words(topic), len(known)) for topic in named}
        shape = (len(asks), max(len(known), 1))
        wanted, given = _owned(asks, codes, shape), _owned(offers, codes, shape)
        return cls(_shares(wanted), _best(given, _alike(list(known))))


def _owned(listed: Sequence[tuple[str, ...]], codes: dict[str, int], shape: tuple[int, int]) -> Rows:
    """1 where a person names a topic."""
    owners = np.repeat(np.arange(len(listed)), np.fromiter(map(len, listed), np.int64, len(listed)))
    columns = np.fromiter(map(codes.__getitem__, chain.from_iterable(listed)), np.int64, owners.size)
    made = rows_of(owners, columns, np.ones(owners.size, np.float32), shape)
    made.data[:] = 1
    return made


def _shares(wanted: Rows) -> Rows:
    """Rows that add up to 1."""
    counts = np.diff(wanted.indptr)
    wanted.data = np.repeat(1 / np.maximum(counts, 1), counts).astype(np.float32)
    return wanted


def _alike(known: list[frozenset[str]]) -> Rows:
    """Topics x topics: the share of their words that two have in common."""
    sizes = np.array([max(len(words), 1) for words in known] or [1], np.float32)
    vocabulary: dict[str, int] = {}
    owners = [topic for topic, words in enumerate(known) for _ in words]
    columns = [vocabulary.setdefault(word, len(vocabulary)) for words in known for word in words]
    shape = (len(sizes), max(len(vocabulary), 1))
    named = rows_of(owners, columns, np.ones(len(owners), np.float32), shape)
    named = named[:, np.flatnonzero(np.bincount(columns, minlength=shape[1]) <= _COMMON)]
    common = (named @ named.T).tocoo()
    near = common.data / (sizes[common.row] + sizes[common.col] - common.data)
    off = common.row != common.col
    itself = np.arange(len(sizes))
    return rows_of(
        np.concatenate([common.row[off], itself]),
        np.concatenate([common.col[off], itself]),
        np.concatenate([near[off], np.ones(len(sizes), np.float32)]),
        (len(sizes), len(sizes)),
    )


def _best(given: Rows, alike: Rows) -> Rows:
    """For each person and topic the largest likeness of any of their offers."""
    spread = alike[given.indices].tocoo()
    owners = np.repeat(np.arange(given.shape[0]), np.diff(given.indptr))[spread.row]
    order = np.lexsort((-spread.data, spread.col, owners))
    owners, columns, values = owners[order], spread.col[order], spread.data[order]
    first = np.ones(len(order), bool)
    first[1:] = (owners[1:] != owners[:-1]) | (columns[1:] != columns[:-1])
    return rows_of(owners[first], columns[first], values[first], given.shape)


@dataclass(frozen=True)
class Texts:
    """Goals and words as rows of length 1; a dot product is the cosine of their TF-IDF, 0 to 1."""

    goals: Rows
    words: Rows
    wording: Wording

    @classmethod
    def of(cls, goals: Sequence[str], words: Sequence[str]) -> "Texts":
        """Count words; those that everybody uses weigh least, rare ones most."""
        wording = Wording.of([*goals, *words])
        ones, shape = np.ones(wording.text.size, np.float32), (len(goals) + len(words), wording.size)
        counts = rows_of(wording.text, wording.word, ones, shape)
        written = max(int(np.count_nonzero(np.diff(counts.indptr))), 1)
        seen = np.bincount(counts.indices, minlength=counts.shape[1])
        rarity = np.log1p(written / np.maximum(seen, 1)).astype(np.float32)
        counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
        counts.eliminate_zeros()
        lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        counts.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(counts.indptr))
        return cls(counts[: len(goals)], counts[len(goals) :], wording)


def dots(one: Rows, i: NDArray[np.int64], other: Rows, j: NDArray[np.int64]) -> NDArray[np.float64]:
    """Row i of one times row j of the other, pair by pair."""
    return np.asarray(one[i].multiply(other[j]).sum(axis=1), np.float64).ravel()


def both_ways(one: Rows, other: Rows) -> tuple[Rows, Rows]:
    """Rows whose dot product is the mean of i of one times j of the other and of j times i."""
    return sparse.hstack([one / 2, other], format="csr"), sparse.hstack([other, one / 2], format="csr")
