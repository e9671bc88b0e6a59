"""Drafting: matches with their reasons, and for everyone left out the rule that is why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.domain.matching.bars import BARRING, Bars, count
from bot.domain.matching.candidates import Candidates
from bot.domain.matching.crowd import Crowd, Places
from bot.domain.matching.facts import amounts, named
from bot.domain.matching.terms import Shares, Terms
from bot.domain.matching.values import Draft, LeftOut, Match, Pool, Reason, Rule, Term
from bot.domain.people import PersonId


def of_pairs(terms: Terms, i: Places, j: Places) -> Draft:
    """A match for each pair of mentee and mentor."""
    return Draft(matches=of_members(terms, np.column_stack([j, i]).tolist(), 1))


def of_members(terms: Terms, members: Sequence[Sequence[int]], mentors: int = 0) -> tuple[Match, ...]:
    """A match for each group of places; its first `mentors` are the mentors of the others."""
    why = _Groups(terms, members, mentors).of
    ids = [one.id for one in terms.crowd.people]
    return tuple([Match.because(why, tuple([ids[place] for place in one]), mentors) for one in members])


@dataclass(frozen=True)
class _Groups:
    """The reasons of all matches, worked out at once when those of any are read: one by one takes longer."""

    terms: Terms
    members: Sequence[Sequence[int]]
    mentors: int

    def of(self, match: Match) -> tuple[Reason, ...]:
        """Those of one match."""
        return self._all[tuple([self.terms.crowd.place[one] for one in match.members])]

    @cached_property
    def _all(self) -> Mapping[tuple[int, ...], tuple[Reason, ...]]:
        pairs = [pair for group, one in enumerate(self.members) for pair in _pairs(group, one, self.mentors)]
        group, i, j = np.array(pairs, np.int64).reshape(-1, 3).T
        found = reasons_of(self.terms, i, j, group, len(self.members))
        return dict(zip(map(tuple, self.members), found, strict=True))


def _pairs(group: int, members: Sequence[int], mentors: int) -> Iterator[tuple[int, int, int]]:
    """The pairs that count in a group: every mentee and mentor, or every two."""
    for at, one in enumerate(members[:mentors] if mentors else members):
        for other in members[mentors or at + 1 :]:
            yield group, other, one


def reasons_of(terms: Terms, i: Places, j: Places, group: Places, groups: int) -> list[tuple[Reason, ...]]:
    """The terms of each group, added over its pairs, the largest first; what adds nothing is no reason."""
    known: list[tuple[Term, list[int], Mapping[int, tuple[str, ...]], list[float]]] = []
    for term, points in terms.each(i, j):
        total = np.zeros(groups, np.int64)
        np.add.at(total, group, points)
        words = _joined(named(terms, term, i, j, points), group, groups)
        known.append((term, total.tolist(), words, _means(amounts(terms, term, i, j), group, groups)))
    totals = np.array([total for _, total, _, _ in known], np.int64).reshape(len(known), groups)
    order = np.argsort(-totals, axis=0, kind="stable").T.tolist()
    return [
        tuple(
            Reason(term, total[at], words.get(at, ()), amount[at])
            for term, total, words, amount in [known[number] for number in order[at]]
            if total[at]
        )
        for at in range(groups)
    ]


def _joined(
    words: Mapping[int, tuple[str, ...]], group: Places, groups: int
) -> Mapping[int, tuple[str, ...]]:
    """What the pairs of each group have in common, each word once."""
    if np.array_equal(group, np.arange(groups)):
        return words  # every group is one pair
    joined: dict[int, dict[str, None]] = {}
    for pair, some in words.items():
        joined.setdefault(int(group[pair]), {}).update(dict.fromkeys(some))
    return {at: tuple(some) for at, some in joined.items()}


def _means(amount: Shares, group: Places, groups: int) -> list[float]:
    sums = np.bincount(group, weights=amount, minlength=groups)
    means: Shares = np.round(sums / np.maximum(np.bincount(group, minlength=groups), 1), 2)
    return list(means.tolist())


def left_out(
    bars: Bars, left: Places, partners: Places, known: Places, otherwise: Rule = Rule.NO_FREE_MENTOR
) -> tuple[LeftOut, ...]:
    """The reason of each who was left out: the rule that bars most, when rules bar everybody, or `otherwise`.

    `known` are those who are known to have somebody whom no rule bars.
    """
    people = bars.crowd.people
    return tuple(
        LeftOut(people[at].id, otherwise) if one is None else LeftOut(people[at].id, *one)
        for at in left.tolist()
        for one in [None if at in known else _why(bars, at, partners)]
    )


def _why(bars: Bars, one: int, partners: Places) -> tuple[Rule, int] | None:
    """The rule that bars most partners, if all of them are barred."""
    j = partners[partners != one]
    i = np.full(j.size, one)
    if not bars.of(i, j).all() or not j.size:
        return None
    counts = [(int(np.count_nonzero(bars.by(rule, i, j))), rule) for rule in BARRING]
    most, rule = max(counts, key=lambda pair: pair[0])
    return rule, most


def explain(pool: Pool, members: Sequence[PersonId], mentors: int) -> Match:
    """The match of these people, whether or not a rule bars them."""
    terms = Terms(Bars(Crowd.of(pool), peers=not mentors))
    return of_members(terms, [[terms.crowd.place[one] for one in members]], mentors)[0]


def barred(pool: Pool, one: PersonId, other: PersonId, *, mentor: bool) -> tuple[Rule, ...]:
    """The rules that bar the two."""
    crowd = Crowd.of(pool)
    return Bars(crowd, peers=not mentor).rules(crowd.place[other], crowd.place[one])


def blocked(pool: Pool, *, peers: bool) -> tuple[int, Mapping[Rule, int]]:
    """How many pairs there are, and how many each rule bars."""
    crowd = Crowd.of(pool)
    return count(Bars(crowd, peers=peers), *_sides(crowd, peers=peers))


def why_not(pool: Pool, *, peers: bool) -> tuple[LeftOut, ...]:
    """Everyone whom the rules leave nobody."""
    crowd = Crowd.of(pool)
    bars = Bars(crowd, peers=peers)
    rows, columns = _sides(crowd, peers=peers)
    edges = Candidates(Terms(bars)).among(rows, columns, most=1)
    alone = np.setdiff1d(rows, edges.i)
    return tuple(
        one
        for one in left_out(bars, alone, columns, edges.i[:0])
        if one.rule is not Rule.NO_FREE_MENTOR or not columns.size
    )


def _sides(crowd: Crowd, *, peers: bool) -> tuple[Places, Places]:
    everyone = np.arange(crowd.size)
    return (everyone, everyone) if peers else (crowd.mentees, crowd.mentors)
