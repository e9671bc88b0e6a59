"""Facts: what stands behind a term, for people to read: which topics, which words, how many hours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from bot.domain import topics
from bot.domain.matching.crowd import Crowd, Places
from bot.domain.matching.terms import Points, Shares, Terms
from bot.domain.matching.values import Participant, Term

_WORDS: Final = 3
"""So many shared words say what two texts have in common."""


def amounts(terms: Terms, term: Term, i: Places, j: Places) -> Shares:
    """Hours a week, levels between the two, rounds waited, places taken; 0 where a term counts nothing."""
    crowd = terms.crowd
    if term is Term.HOURS:
        return crowd.clocks.shared(i, j)
    if term is Term.ZONES:
        return crowd.clocks.apart(i, j)
    if term is Term.LEVEL:
        return np.nan_to_num(terms.bars.gap(i, j))
    if term is Term.WAITED:
        waited = crowd.waited.astype(np.float64)
        return np.maximum(waited[i], waited[j]) if terms.bars.peers else waited[i]
    if term is Term.LOAD:
        return np.array([crowd.people[at].load for at in j.tolist()], np.float64)
    return np.zeros(len(i))


def named(terms: Terms, term: Term, i: Places, j: Places, points: Points) -> Mapping[int, tuple[str, ...]]:
    """What the two have in common, for the pairs (by their number) for which the term counts."""
    gaining = np.flatnonzero(points > 0)
    if term is Term.WORDS:
        return _words(terms, i, j, gaining)
    if term not in (Term.TOPICS, Term.LANGUAGES):
        return {}
    both = zip(gaining.tolist(), i[gaining].tolist(), j[gaining].tolist(), strict=True)
    if term is Term.LANGUAGES:
        return _languages(terms.crowd, both)
    closest = _Closest()
    return {
        pair: closest.between(terms.crowd.people[one], terms.crowd.people[other], peers=terms.bars.peers)
        for pair, one, other in both
    }


class _Closest:
    """Which offer is closest to what is asked. Remembers what it compared: few topics are asked by many."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], float] = {}
        self.words: dict[str, frozenset[str]] = {}

    def between(self, mentee: Participant, mentor: Participant, *, peers: bool) -> tuple[str, ...]:
        """What the mentor offers of what the mentee asks, in the mentor's words; peers: both ways round."""
        found = list(self._given(mentee.asks, mentor.offers))
        if peers:
            found += self._given(mentor.asks, mentee.offers)
        return tuple(dict.fromkeys(found))

    def _given(self, asks: Sequence[str], offers: Sequence[str]) -> Iterator[str]:
        for ask in asks:
            if ask in offers:
                yield ask
                continue
            near = [self._likeness(ask, offer) for offer in offers]
            if max(near, default=0):
                yield offers[near.index(max(near))]

    def _likeness(self, ask: str, offer: str) -> float:
        if (near := self.known.get((ask, offer))) is None:
            wanted, given = self._words_of(ask), self._words_of(offer)
            near = self.known[ask, offer] = len(wanted & given) / max(len(wanted | given), 1)
        return near

    def _words_of(self, topic: str) -> frozenset[str]:
        if (words := self.words.get(topic)) is None:
            words = self.words[topic] = topics.words(topic)
        return words


def _languages(crowd: Crowd, both: Iterable[tuple[int, int, int]]) -> dict[int, tuple[str, ...]]:
    """The languages that both name; compared once for each two lists of them."""
    known: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}
    found = {}
    for pair, one, other in both:
        key = crowd.people[one].languages, crowd.people[other].languages
        if (common := known.get(key)) is None:
            spoken = {name.casefold() for name in key[1]}
            common = known[key] = tuple(name for name in key[0] if name.casefold() in spoken)
        found[pair] = common
    return found


def _words(terms: Terms, i: Places, j: Places, gaining: Places) -> dict[int, tuple[str, ...]]:
    """The rarest words that a goal shares with what the other says."""
    texts = terms.crowd.texts
    i, j = i[gaining], j[gaining]
    common = texts.goals[i].multiply(texts.words[j])
    if terms.bars.peers:
        common = common + texts.goals[j].multiply(texts.words[i])
    common = common.tocsr()
    found = {}
    for at, pair in enumerate(gaining.tolist()):
        part = slice(common.indptr[at], common.indptr[at + 1])
        best = np.argsort(-common.data[part], kind="stable")[:_WORDS]
        found[pair] = texts.wording.named(common.indices[part][best].tolist())
    return found
