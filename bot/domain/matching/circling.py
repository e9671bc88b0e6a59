"""Circling: circles in which everyone mentors everyone, and panels. Both mix people who differ."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from bot.domain.matching import drafting, partition
from bot.domain.matching.bars import BARRING, Bars, Mask, count
from bot.domain.matching.crowd import Crowd, Places
from bot.domain.matching.partition import BARRED, Table
from bot.domain.matching.terms import Terms
from bot.domain.matching.values import DIVERSE, Draft, LeftOut, Participant, Pool, Rule, Weights
from bot.domain.people import PersonId

_TOGETHER: Final = 600
"""People who are split into circles together; more of them are drawn into parts of this size first. For a
panel those who waited longest are weighed, so many."""
_STARTS: Final = 20
"""Panels that are grown, each from somebody else, to keep the best: those who waited longest begin."""
_LONGEST_WAIT: Final = 9
"""Rounds of waiting above which nobody comes before others who waited less."""
_FIRST: Final = 1e8
"""Points for each of them, beside everybody on a panel: more than suiting brings, less than a rule costs."""
_MIXED: Final = 2
"""Levels apart that mix a group best, when the rules name no gap."""


def match(pool: Pool, least: int, most: int, hosted: Mapping[PersonId, int]) -> Draft:
    """Everyone in a circle, as far as the sizes and the rules allow."""
    terms = Terms(Bars(Crowd.of(_diverse(pool)), peers=True))
    everyone = np.arange(terms.crowd.size)
    circles: list[list[int]] = []
    for part in _parts(terms.crowd):
        circles += circles_of(terms, part, least, most)
    matches = drafting.of_members(terms, circles)
    left = np.setdiff1d(everyone, np.array([one for circle in circles for one in circle], np.int64))
    pairs, blocked = count(terms.bars, everyone, everyone)
    return Draft(
        matches=tuple(replace(one, host=_host(one.members, hosted)) for one in matches),
        left_out=drafting.left_out(terms.bars, left, everyone, left[:0], Rule.GROUP_SIZE),
        pairs=pairs,
        blocked=blocked,
    )


def circles_of(terms: Terms, part: Places, least: int, most: int) -> list[list[int]]:
    """These people in circles; whoever cannot sit with the others goes to where there is room."""
    table = partition.table_of(terms, part)
    split = partition.split(table, partition.sizes(part.size, least, most), terms.crowd.pool.seed)
    loose = set(range(part.size)).difference(one for circle in split for one in circle)
    for circle in split:
        loose.update(_unseated(table, circle))
    _reseated(table, split, loose, most)
    for circle in sorted((one for one in split if len(one) < least), key=len):
        loose.update(circle)
        circle.clear()
        _reseated(table, [one for one in split if one], loose, most)
    _make_room(table, split, loose, terms.crowd.waited[part])
    _reseated(table, split, loose, most)
    return [part[circle].tolist() for circle in split if circle]


def _unseated(table: Table, circle: list[int]) -> list[int]:
    """Take out, one by one, whoever is barred from most of the others, until nobody is.

    Of like ones the last: the first are those who waited longest.
    """
    out: list[int] = []
    while True:
        bars = (table[np.ix_(circle, circle)] <= BARRED).sum(axis=1)
        if not circle or not bars.any():
            return out
        out.append(circle.pop(len(circle) - 1 - int(np.argmax(bars[::-1]))))


def _reseated(table: Table, circles: list[list[int]], loose: set[int], most: int) -> None:
    """Give whoever has no circle the one with room that suits best, if any does."""
    for one in sorted(loose):
        gains = [
            (table[one, circle].mean(), -number)
            for number, circle in enumerate(circles)
            if circle and len(circle) < most and table[one, circle].min() > BARRED
        ]
        if gains:
            circles[-max(gains)[1]].append(one)
            loose.remove(one)


def _make_room(table: Table, circles: list[list[int]], loose: set[int], waited: Places) -> None:
    """Whoever has no circle sits in the place of somebody who waited less, where that suits best."""
    for one in sorted(loose):
        places = []
        for circle in circles:
            for other in circle:
                beside = [each for each in circle if each != other]
                if waited[other] < waited[one] and beside and table[one, beside].min() > BARRED:
                    places.append((table[one, beside].mean(), circle, other))
        if places:
            _, circle, other = max(places, key=lambda place: place[0])
            circle[circle.index(other)] = one
            loose.symmetric_difference_update((one, other))


def _parts(crowd: Crowd) -> list[Places]:
    """Everyone, those who waited first; in parts of like size when they are many."""
    drawn = _drawn(crowd, np.arange(crowd.size))
    parts = max(-(-crowd.size // _TOGETHER), 1)
    return [drawn[number::parts] for number in range(parts)]


def _drawn(crowd: Crowd, people: Places) -> Places:
    """These people, who waited longest first, and else by chance."""
    drawn = np.random.default_rng(crowd.pool.seed).permutation(people)
    return drawn[np.argsort(-crowd.waited[drawn], kind="stable")]


def _host(members: tuple[PersonId, ...], hosted: Mapping[PersonId, int]) -> PersonId:
    """Whoever has hosted least."""
    return min(members, key=lambda one: (hosted.get(one, 0), one))


def panel(pool: Pool, size: int, sponsor: Participant) -> Draft:
    """A panel for a sponsor."""
    people = tuple(one for one in pool.people if one.id != sponsor.id)
    terms = Terms(Bars(Crowd.of(_diverse(replace(pool, people=(*people, sponsor)))), peers=True))
    place = terms.crowd.place[sponsor.id]
    others = np.setdiff1d(np.arange(terms.crowd.size), place)
    able = _drawn(terms.crowd, others[~_barred_from(terms.bars, others, place)])[:_TOGETHER]
    chosen = _panel(partition.table_of(terms, able), size, terms.crowd.waited[able])
    pairs, blocked = count(terms.bars, others, others)
    left = np.setdiff1d(np.arange(terms.crowd.size), [*able[chosen].tolist(), place])
    draft = Draft(
        left_out=tuple(LeftOut(terms.crowd.people[at].id, Rule.GROUP_SIZE) for at in left.tolist()),
        pairs=pairs,
        blocked=blocked,
    )
    if not chosen:
        return draft
    (match,) = drafting.of_members(terms, [sorted(able[chosen].tolist())])
    return replace(draft, matches=(replace(match, host=sponsor.id),))


def _barred_from(bars: Bars, others: Places, sponsor: int) -> Mask:
    """Whom any rule but that on seniority bars from the sponsor: a panel may be of any level."""
    found = np.zeros(others.size, bool)
    for rule in BARRING:
        if rule is not Rule.SENIORITY:
            found |= bars.by(rule, others, np.full(others.size, sponsor))
    return found


def _panel(table: Table, size: int, waited: Places) -> list[int]:
    """So many rows, those who waited longest, with the most points: the best start, then exchanges."""
    if waited.size < size or size < 1:
        return []
    first = np.minimum(waited, _LONGEST_WAIT) * _FIRST
    table = table + first[:, None] + first[None, :]
    np.fill_diagonal(table, 0.0)
    best: list[int] = []
    for start in range(min(waited.size, _STARTS)):
        grown = _improved(table, _grown(table, [start], size))
        if not best or _worth(table, grown) > _worth(table, best):
            best = grown
    return best if _worth(table, best) > BARRED / 2 else []


def _grown(table: Table, chosen: list[int], size: int) -> list[int]:
    while len(chosen) < size:
        gains = table[:, chosen].sum(axis=1)
        gains[chosen] = -np.inf
        chosen.append(int(np.argmax(gains)))
    return chosen


def _improved(table: Table, chosen: list[int]) -> list[int]:
    """Exchange one of the chosen for one of the others, the best exchange first."""
    while True:
        gains = table[:, chosen].sum(axis=1)
        exchange = gains[:, None] - table[:, chosen] - gains[chosen][None, :]
        exchange[chosen] = -np.inf
        come, go = np.unravel_index(int(np.argmax(exchange)), exchange.shape)
        if exchange[come, go] <= 0.5:
            return chosen
        chosen[go] = int(come)


def _worth(table: Table, chosen: list[int]) -> float:
    return float(table[np.ix_(chosen, chosen)].sum() / 2)


def _diverse(pool: Pool) -> Pool:
    """The pool, with weights that mix people unless it has its own."""
    weights = DIVERSE if pool.weights == Weights() else pool.weights
    gap = pool.rules.best_gap
    return replace(pool, weights=weights, rules=replace(pool.rules, best_gap=_MIXED if gap is None else gap))
