"""Bars: which pairs the hard rules keep apart, by which rule, and how many."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.crowd import Crowd, Places, sorted_once
from bot.domain.matching.values import Rule

Mask = NDArray[np.bool_]

BARRING: Final = (
    Rule.SENIORITY,
    Rule.CROSS_DEPARTMENT,
    Rule.TIME_ZONES,
    Rule.SHARED_HOURS,
    Rule.LANGUAGE,
    Rule.SAME_MANAGER,
    Rule.REPORTING_LINE,
    Rule.BLOCKED,
    Rule.RATHER_NOT,
    Rule.NO_REPEAT,
    Rule.EXCLUDED,
)
"""The rules over a pair."""


@dataclass(frozen=True)
class Bars:
    """The rules over a crowd. `peers`: no side is the mentor, so a gap holds in either direction."""

    crowd: Crowd
    peers: bool = False

    def of(self, i: Places, j: Places) -> Mask:
        """Whether any rule bars the mentee `i` from the mentor `j`, pair by pair."""
        found: Mask = np.equal(i, j)
        for rule in BARRING:
            if self._holds(rule):
                found |= self.by(rule, i, j)
        return found

    def by(self, rule: Rule, i: Places, j: Places) -> Mask:
        """Whether this rule bars them, pair by pair."""
        if (keys := self.keys.get(rule)) is not None:
            return _within(self.crowd.keys(i, j), keys)
        return _CLASSES[rule](self, i, j) if self._holds(rule) else np.zeros(len(i), bool)

    def rules(self, i: int, j: int) -> tuple[Rule, ...]:
        """All the rules that bar this pair."""
        one, other = np.array([i]), np.array([j])
        return tuple(rule for rule in BARRING if self.by(rule, one, other)[0])

    def _holds(self, rule: Rule) -> bool:
        """Whether the program has this rule, or anybody a reason for it."""
        rules = self.crowd.pool.rules
        asked = {
            Rule.SENIORITY: rules.least_gap is not None or rules.most_gap is not None,
            Rule.CROSS_DEPARTMENT: rules.cross_department,
            Rule.TIME_ZONES: rules.most_hours_apart is not None,
            Rule.SHARED_HOURS: rules.least_shared_hours > 0,
            Rule.LANGUAGE: rules.shared_language,
            Rule.SAME_MANAGER: rules.same_manager,
        }
        return asked[rule] if rule in asked else bool(self.keys[rule].size)

    @cached_property
    def keys(self) -> dict[Rule, NDArray[np.int64]]:
        """The rules that name pairs, each with its pairs as sorted keys."""
        crowd, pool, people = self.crowd, self.crowd.pool, self.crowd.people
        since = pool.rules.repeat_after
        met = ((met.one, met.other) for met in pool.past if since is not None and met.when >= since)
        return {
            Rule.REPORTING_LINE: crowd.lines if pool.rules.reporting_line else crowd.pairs(()),
            Rule.BLOCKED: crowd.pairs_of([one.blocked for one in people]),
            Rule.RATHER_NOT: crowd.pairs_of([one.rather_not for one in people]),
            Rule.NO_REPEAT: crowd.pairs(met),
            Rule.EXCLUDED: crowd.pairs((min(pair), max(pair)) for pair in pool.excluded),
        }

    @cached_property
    def named(self) -> NDArray[np.int64]:
        """Every pair that a rule names, as sorted keys."""
        return sorted_once(np.concatenate(list(self.keys.values())))

    def gap(self, i: Places, j: Places) -> NDArray[np.float64]:
        """Levels that `j` stands above `i`; not a number when one of them has none."""
        gap = self.crowd.level[j] - self.crowd.level[i]
        return np.abs(gap) if self.peers else gap

    def _seniority(self, i: Places, j: Places) -> Mask:
        rules, gap = self.crowd.pool.rules, self.gap(i, j)
        fits = ~np.isnan(gap)
        if rules.least_gap is not None:
            fits &= gap >= rules.least_gap
        if rules.most_gap is not None:
            fits &= gap <= rules.most_gap
        return ~fits

    def _department(self, i: Places, j: Places) -> Mask:
        department = self.crowd.department
        same: Mask = (department[i] == department[j]) & (department[i] >= 0)
        return same

    def _same_manager(self, i: Places, j: Places) -> Mask:
        direct = self.crowd.direct
        same: Mask = (direct[i] == direct[j]) & (direct[i] >= 0)
        return same

    def _apart(self, i: Places, j: Places) -> Mask:
        most = self.crowd.pool.rules.most_hours_apart
        return self.crowd.clocks.apart(i, j) > (np.inf if most is None else most)

    def _hours(self, i: Places, j: Places) -> Mask:
        return self.crowd.clocks.shared(i, j) < self.crowd.pool.rules.least_shared_hours

    def _language(self, i: Places, j: Places) -> Mask:
        of, _, strangers = self.crowd.tongues
        return strangers[of[i], of[j]]


_CLASSES: Final[dict[Rule, Callable[[Bars, Places, Places], Mask]]] = {
    Rule.SENIORITY: Bars._seniority,
    Rule.CROSS_DEPARTMENT: Bars._department,
    Rule.TIME_ZONES: Bars._apart,
    Rule.SHARED_HOURS: Bars._hours,
    Rule.LANGUAGE: Bars._language,
    Rule.SAME_MANAGER: Bars._same_manager,
}


_ALIKE: Final = frozenset({Rule.CROSS_DEPARTMENT, Rule.SAME_MANAGER})
"""Rules that bar two of one known class, and nobody else."""


def _within(keys: NDArray[np.int64], known: NDArray[np.int64]) -> Mask:
    """Whether each key is among the known ones, which are sorted."""
    if not known.size:
        return np.zeros(len(keys), bool)
    at = np.minimum(np.searchsorted(known, keys), known.size - 1)
    return np.equal(known[at], keys)


def count(bars: Bars, rows: Places, columns: Places) -> tuple[int, dict[Rule, int]]:
    """How many pairs there are of a row and a column, and how many each rule bars; peers count once."""
    both = np.intersect1d(rows, columns)
    halves = 2 if bars.peers else 1
    pairs = (rows.size * columns.size - both.size) // halves
    found = {rule: _count(bars, rule, rows, columns, both) // halves for rule in BARRING}
    return pairs, {rule: number for rule, number in found.items() if number}


def _count(bars: Bars, rule: Rule, rows: Places, columns: Places, both: Places) -> int:
    """Ordered pairs that a rule bars: by class where people of one class are all alike to it."""
    keys = bars.keys.get(rule)
    if keys is not None:
        return _count_named(bars, keys, rows, columns)
    if not bars._holds(rule):
        return 0
    classes = classes_of(bars, rule)
    kinds, first = np.unique(classes, return_index=True)
    place = np.searchsorted(kinds, classes)
    left = np.bincount(place[rows], minlength=kinds.size)
    right = np.bincount(place[columns], minlength=kinds.size)
    itself = np.bincount(place[both], minlength=kinds.size)
    if rule in _ALIKE:
        return int(((left * right - itself) * (kinds >= 0)).sum())
    total = 0
    for kind, example in enumerate(first):
        if left[kind]:
            barred = bars.by(rule, np.full(kinds.size, example), first)
            total += int(left[kind] * (right * barred).sum() - itself[kind] * barred[kind])
    return total


def _count_named(bars: Bars, keys: NDArray[np.int64], rows: Places, columns: Places) -> int:
    one, other = np.divmod(keys, max(bars.crowd.size, 1))
    row, column = np.zeros(bars.crowd.size, bool), np.zeros(bars.crowd.size, bool)
    row[rows], column[columns] = True, True
    apart = one != other
    return int((apart & row[one] & column[other]).sum() + (apart & row[other] & column[one]).sum())


def classes_of(bars: Bars, rule: Rule) -> Places:
    """People who are alike to a rule."""
    crowd = bars.crowd
    if rule is Rule.SENIORITY:
        return np.nan_to_num(crowd.level, nan=-(2.0**40)).astype(np.int64)
    if rule is Rule.CROSS_DEPARTMENT:
        return crowd.department
    if rule is Rule.SAME_MANAGER:
        return crowd.direct
    return crowd.tongues[0] if rule is Rule.LANGUAGE else crowd.clocks.of
