"""Terms: what a pair's score is made of, in whole points, so that the parts add up to it exactly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.bars import Bars
from bot.domain.matching.corpus import Rows, both_ways, dots
from bot.domain.matching.crowd import Crowd, Places
from bot.domain.matching.values import POINT, Term

Shares = NDArray[np.float64]
"""How much of a term each pair reaches: -1 to 1."""
Points = NDArray[np.int64]

ENOUGH_HOURS: Final = 10.0
"""Shared hours a week above which more of them help nobody to find half an hour."""
WIDEST_GAP: Final = 4.0
"""Levels off the best gap at which the level term has faded to nothing."""
LONGEST_WAIT: Final = 3.0
"""Rounds of waiting above which the term grows no more (who goes first is settled elsewhere)."""
FARTHEST: Final = 6.0
"""Hours between clocks above which more of them add nothing new."""
_AT_ONCE: Final = 250_000


@dataclass(frozen=True)
class Terms:
    """The arithmetic of a crowd. Peers are mentor and mentee to each other: each way round counts half."""

    bars: Bars

    @property
    def crowd(self) -> Crowd:
        """Whose scores these are."""
        return self.bars.crowd

    def each(self, i: Places, j: Places) -> Iterator[tuple[Term, Points]]:
        """The points of each term for mentee `i` and mentor `j`, pair by pair; a weight of 0 is no term."""
        for term, share in _SHARES.items():
            weight = getattr(self.crowd.pool.weights, term.value)
            if weight:
                yield term, np.rint(share(self, i, j) * (weight * POINT)).astype(np.int64)

    def share(self, term: Term, i: Places, j: Places) -> Shares:
        """How much of a term each pair reaches."""
        return _SHARES[term](self, i, j)

    def total(self, i: Places, j: Places) -> Points:
        """The score of each pair in points."""
        points = np.zeros(len(i), np.int64)
        for start in range(0, len(i), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            for _, gained in self.each(i[part], j[part]):
                points[part] += gained
        return points

    def waiting(self, i: Places, j: Places) -> Points:
        """The points of a pair for waiting: they say who goes first, not how well two suit each other."""
        return np.rint(self._waited(i, j) * (self.crowd.pool.weights.waited * POINT)).astype(np.int64)

    def _topics(self, i: Places, j: Places) -> Shares:
        asks, offers = self._sought[0]
        return dots(asks, i, offers, j)

    def _words(self, i: Places, j: Places) -> Shares:
        goals, words = self._sought[1]
        return dots(goals, i, words, j)

    @cached_property
    def _sought(self) -> tuple[tuple[Rows, Rows], ...]:
        """What is sought and what is offered, as topics and in words; among peers both ways round at once."""
        topics, texts = self.crowd.topics, self.crowd.texts
        found = (topics.asks, topics.offers), (texts.goals, texts.words)
        return tuple(both_ways(*one) for one in found) if self.bars.peers else found

    def _level(self, i: Places, j: Places) -> Shares:
        best = self.crowd.pool.rules.best_gap
        if best is None:
            return np.zeros(len(i))
        off = np.abs(self.bars.gap(i, j) - best)
        near: Shares = 1 - np.minimum(np.nan_to_num(off, nan=WIDEST_GAP), WIDEST_GAP) / WIDEST_GAP
        return near

    def _department(self, i: Places, j: Places) -> Shares:
        one, other = self.crowd.department[i], self.crowd.department[j]
        return np.asarray((one != other) & (one >= 0) & (other >= 0), np.float64)

    def _hours(self, i: Places, j: Places) -> Shares:
        return np.minimum(self.crowd.clocks.shared(i, j), ENOUGH_HOURS) / ENOUGH_HOURS

    def _languages(self, i: Places, j: Places) -> Shares:
        of, shares, _ = self.crowd.tongues
        return np.asarray(shares[of[i], of[j]], np.float64)

    def _preference(self, i: Places, j: Places) -> Shares:
        return (self._dear(i, j) + self._dear(j, i)) / 2

    def _dear(self, i: Places, j: Places) -> Shares:
        """How dear the second is to the first."""
        keys, how = self.crowd.preferences
        wanted = i * self.crowd.size + j
        at = np.minimum(np.searchsorted(keys, wanted), max(keys.size - 1, 0))
        return np.where(keys[at] == wanted, how[at], 0.0) if keys.size else np.zeros(len(i))

    def _load(self, i: Places, j: Places) -> Shares:
        return np.zeros(len(i)) if self.bars.peers else -self.crowd.load[j]

    def _zones(self, i: Places, j: Places) -> Shares:
        return np.minimum(self.crowd.clocks.apart(i, j), FARTHEST) / FARTHEST

    def _waited(self, i: Places, j: Places) -> Shares:
        waited = np.minimum(self.crowd.waited, LONGEST_WAIT) / LONGEST_WAIT
        return (waited[i] + waited[j]) / 2 if self.bars.peers else waited[i]

    def _met(self, i: Places, j: Places) -> Shares:
        met = self.crowd.met
        keys = self.crowd.keys(i, j)
        at = np.minimum(np.searchsorted(met, keys), max(met.size - 1, 0))
        return -(met[at] == keys).astype(np.float64) if met.size else np.zeros(len(i))


_SHARES: Final[dict[Term, Callable[[Terms, Places, Places], Shares]]] = {
    Term.TOPICS: Terms._topics,
    Term.WORDS: Terms._words,
    Term.LEVEL: Terms._level,
    Term.DEPARTMENT: Terms._department,
    Term.HOURS: Terms._hours,
    Term.LANGUAGES: Terms._languages,
    Term.PREFERENCE: Terms._preference,
    Term.LOAD: Terms._load,
    Term.WAITED: Terms._waited,
    Term.ZONES: Terms._zones,
    Term.MET: Terms._met,
}
