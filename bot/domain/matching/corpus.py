"""What people wrote, as sparse rows: topics by the words they share, free text by TF-IDF; all offline."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.domain import topics

Rows: TypeAlias = sparse.csr_array
"""A sparse row for each person."""
Numbers: TypeAlias = Sequence[int] | NDArray[np.int64]

_COMMON: Final = 500
"""A word in more different topics than this does not make two of them alike."""
_TOKEN: Final = re.compile(r"[^\W_]+|\x00")
_END: Final = "\x00"
_SPACED: Final = {at: chr(at) if chr(at).isalnum() else " " for at in range(1, 128)}
"""ASCII without what is no part of a word."""


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
        codes: dict[str, int] = {}
        for listed in (asks, offers):
            for topic in {topic for one in listed for topic in one}.difference(codes):
                codes[topic] = known.setdefault(topics.words(topic), len(known))
        shape = (len(asks), max(len(known), 1))
        wanted, given = _owned(asks, codes, shape), _owned(offers, codes, shape)
        return cls(_shares(wanted), _best(given, _alike(list(known))))


def _owned(listed: Sequence[tuple[str, ...]], codes: dict[str, int], shape: tuple[int, int]) -> Rows:
    """1 where a person names a topic."""
    owners = [owner for owner, one in enumerate(listed) for _ in one]
    columns = [codes[topic] for one in listed for topic in one]
    made = rows_of(owners, columns, np.ones(len(owners), np.float32), shape)
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
    vocabulary: tuple[str, ...]

    @classmethod
    def of(cls, goals: Sequence[str], words: Sequence[str]) -> "Texts":
        """Count words; those that everybody uses weigh least, rare ones most."""
        counts, vocabulary = _counted([*goals, *words])
        written = max(int(np.count_nonzero(np.diff(counts.indptr))), 1)
        seen = np.bincount(counts.indices, minlength=counts.shape[1])
        rarity = np.log1p(written / np.maximum(seen, 1)).astype(np.float32)
        counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
        counts.eliminate_zeros()
        lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        counts.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(counts.indptr))
        return cls(counts[: len(goals)], counts[len(goals) :], vocabulary)


def _counted(texts: Sequence[str]) -> tuple[Rows, tuple[str, ...]]:
    """How often each text uses each word: one search over all is ten times as fast as one for each."""
    tokens = _tokens(f" {_END} ".join([*(_plain(text.replace(_END, " ")) for text in texts), ""]))
    codes: defaultdict[str, int] = defaultdict(count().__next__)
    stream = np.fromiter(map(codes.__getitem__, [_END, *tokens]), np.int64)[1:]
    ends = stream == 0
    owners = np.cumsum(ends)[~ends]
    shape = (len(texts), len(codes))
    counted = rows_of(owners, stream[~ends], np.ones(len(owners), np.float32), shape)
    return counted, tuple(codes)


def _tokens(text: str) -> list[str]:
    """Words, and the ends of texts."""
    if text.isascii():
        return text.translate(_SPACED).split()  # four times as fast as searching
    return _TOKEN.findall(text)


def _plain(text: str) -> str:
    """Case, width and accents do not count."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def dots(one: Rows, i: NDArray[np.int64], other: Rows, j: NDArray[np.int64]) -> NDArray[np.float64]:
    """Row i of one times row j of the other, pair by pair."""
    return np.asarray(one[i].multiply(other[j]).sum(axis=1), np.float64).ravel()
