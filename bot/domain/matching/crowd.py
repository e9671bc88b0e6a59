"""The crowd: everyone in a pool as columns of arrays, in the order of their ids."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.clocks import Clocks
from bot.domain.matching.corpus import Texts, Topics
from bot.domain.matching.values import Participant, Pool
from bot.domain.people import PersonId

Places = NDArray[np.int64]
"""Places of people in the crowd."""


@dataclass(frozen=True)
class Crowd:
    """A pool in columns. `place` says where somebody stands in all of them."""

    pool: Pool
    people: tuple[Participant, ...]
    place: dict[PersonId, int]

    @classmethod
    def of(cls, pool: Pool) -> "Crowd":
        """Put everyone in the order of their ids: the order in which they came must not matter."""
        people = tuple(sorted(pool.people, key=lambda person: person.id))
        return cls(pool, people, {person.id: place for place, person in enumerate(people)})

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.people)

    @cached_property
    def mentors(self) -> Places:
        """Who may be somebody's mentor and has a free place."""
        return np.array(
            [at for at, one in enumerate(self.people) if one.mentors and one.capacity > 0], np.int64
        )

    @cached_property
    def mentees(self) -> Places:
        """Who may be somebody's mentee."""
        return np.array([at for at, one in enumerate(self.people) if one.mentored], np.int64)

    @cached_property
    def capacity(self) -> Places:
        """Free places as a mentor."""
        return np.array([max(one.capacity, 0) for one in self.people], np.int64)

    @cached_property
    def load(self) -> NDArray[np.float64]:
        """The share of a mentor's places that are taken."""
        taken = np.array([one.load for one in self.people], np.float64)
        return taken / np.maximum(taken + self.capacity, 1)

    @cached_property
    def waited(self) -> Places:
        """Rounds left out in a row."""
        return np.array([one.waited for one in self.people], np.int64)

    @cached_property
    def level(self) -> NDArray[np.float64]:
        """Levels; not a number when nobody knows."""
        return np.array([np.nan if one.level is None else one.level for one in self.people], np.float64)

    @cached_property
    def department(self) -> Places:
        """Departments as numbers; -1 when nobody knows."""
        return numbered([one.department.strip().casefold() or None for one in self.people])

    @cached_property
    def direct(self) -> Places:
        """Direct managers as numbers; -1 for whoever has none."""
        return numbered([one.manager_id for one in self.people])

    @cached_property
    def clocks(self) -> Clocks:
        """Their weeks."""
        return Clocks.among(self.people, self.pool.day)

    @cached_property
    def tongues(self) -> tuple[Places, NDArray[np.bool_], NDArray[np.bool_]]:
        """The set of languages of each person; whether two sets share one; whether they bar two people."""
        sets = [frozenset(map(str.casefold, one.languages)) if one.languages else None for one in self.people]
        of, known = numbered(sets, keep_none=True), list(dict.fromkeys(sets))
        named = sorted({name for one in known if one for name in one})
        speaks = np.array([[name in (one or ()) for name in named] for one in known], np.float32)
        speaks = speaks.reshape(len(known), len(named))
        shares = speaks @ speaks.T > 0
        silent = np.array([one is None for one in known], bool)
        return of, shares, ~shares & ~silent[:, None] & ~silent[None, :]

    @cached_property
    def topics(self) -> Topics:
        """What they ask and offer."""
        return Topics.of([one.asks for one in self.people], [one.offers for one in self.people])

    @cached_property
    def texts(self) -> Texts:
        """What they wrote."""
        return Texts.of([one.goal for one in self.people], [one.words for one in self.people])

    @cached_property
    def preferences(self) -> tuple[Places, NDArray[np.float64]]:
        """Who prefers whom, as sorted keys (first times size plus second); how much: 1, a half, a third."""
        found = {
            at * self.size + self.place[other]: 1 / (1 + rank)
            for at, one in enumerate(self.people)
            for rank, other in enumerate(one.prefers)
            if other in self.place
        }
        keys = np.array(sorted(found), np.int64)
        return keys, np.array([found[key] for key in keys.tolist()], np.float64)

    @cached_property
    def met(self) -> NDArray[np.int64]:
        """Everyone who met before, as sorted keys."""
        return self.pairs((met.one, met.other) for met in self.pool.past)

    @cached_property
    def lines(self) -> NDArray[np.int64]:
        """Everyone and those above and below them, as sorted keys."""
        managers = self._places(one.manager_id for one in self.people)
        direct = self._known(np.arange(self.size), managers)
        return sorted_once(np.concatenate([self.pairs_of([one.line for one in self.people]), direct]))

    def pairs(self, named: Iterable[tuple[PersonId, PersonId]]) -> NDArray[np.int64]:
        """Pairs of people as sorted keys; whoever is not in the crowd is left out."""
        both = self._places(chain.from_iterable(named)).reshape(-1, 2)
        return self._known(both[:, 0], both[:, 1])

    def pairs_of(self, named: Sequence[Collection[PersonId | None]]) -> NDArray[np.int64]:
        """Pairs of each person with those whom they name, in the same way."""
        owners = np.repeat(np.arange(self.size), np.fromiter(map(len, named), np.int64, self.size))
        return self._known(owners, self._places(chain.from_iterable(named)))

    def _places(self, ids: Iterable[PersonId | None]) -> Places:
        """Where they stand; -1 for whoever is not in the crowd."""
        return np.fromiter(map(self.place.get, ids, repeat(-1)), np.int64)  # type: ignore[arg-type]  # no id

    def _known(self, one: Places, other: Places) -> NDArray[np.int64]:
        known = (one >= 0) & (other >= 0)
        return sorted_once(self.keys(one[known], other[known]))

    def keys(self, i: Places, j: Places) -> NDArray[np.int64]:
        """One number for each pair, whichever of the two comes first."""
        return np.minimum(i, j) * self.size + np.maximum(i, j)


def numbered(named: Sequence[Hashable], *, keep_none: bool = False) -> Places:
    """Names as numbers in the order of their appearance; -1 for None unless it shall count as a name."""
    codes: dict[Hashable, int] = {} if keep_none else {None: -1}
    after = 0 if keep_none else 1
    return np.array([codes.setdefault(name, len(codes) - after) for name in named], np.int64)


def sorted_once(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keys in order, none twice. np.unique hashes, which takes 50 ms instead of 5 for 400,000 keys."""
    keys = np.sort(keys)
    return keys[np.diff(keys, prepend=-1) > 0]
