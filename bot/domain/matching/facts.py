"""Facts: what stands behind a term, for people to read: which topics, which words, how many hours."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from bot.domain import topics
from bot.domain.matching.crowd import Crowd, Places
from bot.domain.matching.terms import Points, Shares, Terms
from bot.domain.matching.values import Term

_WORDS: Final = 3
"""So many shared words say what two texts have in common."""


def amounts(terms: Terms, term: Term, i: Places, j: Places) -> Shares:
    """Hours a week, levels between the two, rounds waited, places taken; 0 where a term counts nothing."""
    crowd = terms.crowd
    if term is Term.HOURS:
        return crowd.clocks.shared(i, j)
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
    crowd, peers = terms.crowd, terms.bars.peers
    both = zip(gaining.tolist(), i[gaining].tolist(), j[gaining].tolist(), strict=True)
    if term is Term.LANGUAGES:
        return {pair: _languages(crowd, one, other) for pair, one, other in both}
    return {
        pair: tuple(dict.fromkeys(_topics(crowd, one, other) + (_topics(crowd, other, one) if peers else ())))
        for pair, one, other in both
    }


def _topics(crowd: Crowd, mentee: int, mentor: int) -> tuple[str, ...]:
    """What the mentor offers of what the mentee asks, in the mentor's words."""
    offers = crowd.people[mentor].offers
    return tuple(
        near[0]
        for ask in crowd.people[mentee].asks
        if (near := (ask,) if ask in offers else topics.shared(ask, offers))
    )


def _languages(crowd: Crowd, one: int, other: int) -> tuple[str, ...]:
    spoken = {name.casefold() for name in crowd.people[other].languages}
    return tuple(name for name in crowd.people[one].languages if name.casefold() in spoken)


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
        found[pair] = tuple(texts.vocabulary[word] for word in common.indices[part][best].tolist())
    return found
