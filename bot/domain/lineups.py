"""Lineups: the matches of a draft as they change, each change held to the rules and explained anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations
from typing import Final

from bot.domain import errors, matching
from bot.domain.forms import Form
from bot.domain.matching import LeftOut, Match, Participant, Pool, Rule
from bot.domain.outlines import TRIO, Material, among_the_rest, outline
from bot.domain.people import PersonId
from bot.domain.rounds import Matched, Round, matched_ids

SEATS: Final = 40
"""Matches that are weighed for somebody who joins one: more would cost more than they add."""

KEPT_APART: Final[Mapping[Rule, type[errors.KeptApart]]] = {
    Rule.SENIORITY: errors.KeptApartBySeniority,
    Rule.CROSS_DEPARTMENT: errors.KeptApartByDepartment,
    Rule.TIME_ZONES: errors.KeptApartByClocks,
    Rule.SHARED_HOURS: errors.KeptApartByHours,
    Rule.LANGUAGE: errors.KeptApartByLanguage,
    Rule.REPORTING_LINE: errors.KeptApartByReportingLine,
    Rule.SAME_MANAGER: errors.KeptApartByManager,
    Rule.NO_REPEAT: errors.KeptApartByRepeat,
    Rule.EXCLUDED: errors.KeptApartByAdmin,
}
"""The sentence of each rule. What somebody wished in private shares one that names no rule."""


@dataclass
class Lineup:
    """A round with its matches, and what they were made from.

    Attributes:
        new: matches that were not there before.
        gone: matches that are no more.
    """

    round: Round
    matched: list[Matched]
    material: Material
    new: list[Matched] = field(default_factory=list)
    gone: list[Matched] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Everybody who takes part, by id."""
        self.people = {one.id: one for one in self.material.pool.people}

    def separate(self) -> bool:
        """Part those who sit beside each other in a group and should not; whether there were any.

        The matching weighs mentor and mentee alone.
        """
        found = False
        for place in [one for one in self.open if one.match.mentors]:
            while place in self.matched and (
                barred := next(self._beside(place.members, place.match.mentors), None)
            ):
                found = True
                self.part_from(place, max(barred, key=partial(self._yields, place)))
        return found

    def _yields(self, place: Matched, one: PersonId) -> tuple[int, int]:
        """Of two beside each other who cannot stay, the higher goes: who waited less, then who came later."""
        return -self.people[one].waited if one in self.people else 0, place.members.index(one)

    def part_from(self, place: Matched, one: PersonId) -> None:
        """Let somebody change places, or wait for another match."""
        if not place.turn and self.trade(place, one):
            return
        self.take_out(place, frozenset({one}))
        known = {left.person_id for left in self.round.left_out} | matched_ids(self.open)
        if one not in known:
            self.round.leave_out((*self.round.left_out, LeftOut(one, self.lonely)))

    def trade(self, place: Matched, one: PersonId) -> bool:
        """Let somebody change places with whom it suits best in another match; whether it could be."""
        best = max(self._trades(place, one), key=lambda both: sum(map(_points, both)), default=None)
        if best is None:
            return False
        for match, explained in best:
            match.match = explained
        return True

    def _trades(self, place: Matched, one: PersonId) -> Iterator[tuple[tuple[Matched, Match], ...]]:
        """Both matches as they would be, for everybody with whom somebody might change places."""
        others = [match for match in self.open if match is not place and one not in match.members]
        for there in others[:SEATS]:
            for person in there.members:
                if is_mentor(there, person) != is_mentor(place, one) or person in place.members:
                    continue
                after = (place, instead(place, one, person)), (there, instead(there, person, one))
                if all(self.suits(match, people) for match, people in after):
                    yield tuple((match, self._explained(match.match, people)) for match, people in after)

    @property
    def open(self) -> list[Matched]:
        """Matches that were not brought together yet."""
        return [one for one in self.matched if one.pairing_id is None]

    def fill(self) -> None:
        """Match the rest among themselves; whoever is left then joins others, where the form allows it."""
        if self.material.form is Form.SPEED:
            return  # whoever has nobody in one turn has a break
        left = {one.person_id: one for one in self.round.left_out}
        rest = among_the_rest(self._allowed(), [one.match for one in self.open])
        rest = _only_mentees(rest, frozenset(left))
        found = outline(rest) if rest.pool.people else None
        for match in found.matches if found else ():
            self._add(match)
        placed = matched_ids(self.open)
        free = [one for one in self.open if len(one.members) < self._most]
        for person_id in left:
            if person_id not in placed and person_id not in self.round.excluded:
                self._seat(person_id, free[:SEATS])
        placed = matched_ids(self.open)
        why = {one.person_id: one for one in found.left_out} if found else {}
        self.round.leave_out(
            why.get(person_id, known) for person_id, known in left.items() if person_id not in placed
        )
        self.separate()

    # -- one match

    def match_of(self, person_id: PersonId) -> Matched | None:
        """The person's match, where they have several one in which they are mentored; None without one."""
        own = [one for one in self.matched if person_id in one.members]
        found = min(own, key=lambda one: (is_mentor(one, person_id), one.number), default=None)
        if found is None and person_id not in self.people:
            raise errors.NotInRound(person=person_id)
        return found

    def put(self, place: Matched, members: Sequence[PersonId]) -> None:
        """Let these people be this match, unless a rule bars two of them from each other."""
        mentors = place.match.mentors
        for person_id in members:
            if person_id not in self.people:
                raise errors.NotInRound(person=person_id)
        for barred in self._bars(members, mentors):
            raise barred
        place.match = self._explained(place.match, members)

    def suits(self, place: Matched, members: Sequence[PersonId]) -> bool:
        """Whether all of these people still take part, and no rule keeps them from being this match."""
        return self.people.keys() >= {*members} and not any(self._bars(members, place.match.mentors))

    def _bars(self, members: Sequence[PersonId], mentors: int) -> Iterator[errors.KeptApart]:
        pool = _of(self.material.pool, members)
        sides = (
            [(one, other) for one in members[:mentors] for other in members[mentors:]]
            if mentors
            else [*combinations(members, 2)]
        )
        for one, other in sides:
            if rules := matching.barred(pool, one, other, mentor=bool(mentors)):
                yield KEPT_APART.get(rules[0], errors.KeptApart)(person=one, other=other)
        for one, other in self._beside(members, mentors):
            kept = frozenset({one, other}) in self.material.pool.excluded
            yield (errors.KeptApartByAdmin if kept else errors.KeptApart)(person=one, other=other)
        yield from self._kept_from_sponsor(members)

    def _beside(self, members: Sequence[PersonId], mentors: int) -> Iterator[tuple[PersonId, PersonId]]:
        """Every two of one side who are kept apart, or would not meet."""
        people, excluded = self.people, self.material.pool.excluded
        for side in (members[:mentors], members[mentors:]) if mentors else ():
            for one, other in combinations(side, 2):
                known = one in people and other in people
                if frozenset({one, other}) in excluded or (known and shun(people[one], people[other])):
                    yield one, other

    def _kept_from_sponsor(self, members: Sequence[PersonId]) -> Iterator[errors.KeptApart]:
        """Who may not sit on the sponsor's panel; a panel may be of any level."""
        sponsor = self.material.sponsor
        if sponsor is None:
            return
        for one in members:
            pool = _of(self.material.sponsored, (one, sponsor.id))
            rules = [rule for rule in matching.barred(pool, one, sponsor.id) if rule is not Rule.SENIORITY]
            if rules:
                yield KEPT_APART.get(rules[0], errors.KeptApart)(person=one, other=sponsor.id)

    def _explained(self, before: Match, members: Sequence[PersonId]) -> Match:
        """The match with its arithmetic; what only the form knows (a host, a role) stays."""
        host = before.host if before.host in members or self.material.form is Form.SHADOW_BOARD else None
        if before.host is not None and host is None:
            host = min(members, key=lambda one: (self.material.hosted.get(one, 0), one))
        found = matching.explain(self.material.pool, members, before.mentors)
        return replace(found, host=host, role=before.role)

    def take_out(self, place: Matched, people: frozenset[PersonId]) -> None:
        """Take people out of a match; where the others can't go on without, it is no more."""
        rest = tuple(one for one in place.members if one not in people)
        mentors = sum(one in rest for one in place.members[: place.match.mentors])
        if mentors == place.match.mentors and len(rest) >= self.least:
            place.match = self._explained(place.match, rest)
            return
        self.dissolve(place, but=people)

    def dissolve(self, place: Matched, but: frozenset[PersonId]) -> None:
        """The match is no more: whoever wanted one waits for another."""
        self.matched.remove(place)
        self.new.remove(place) if place in self.new else self.gone.append(place)
        waiting = [one for one in place.members[place.match.mentors :] if one not in but]
        placed = matched_ids(self.open)
        left = (LeftOut(one, self.lonely) for one in waiting if one not in placed)
        self.round.leave_out((*self.round.left_out, *left))

    def _add(self, match: Match) -> None:
        number = 1 + max((one.number for one in (*self.matched, *self.gone)), default=0)
        here = self.round
        added = Matched(workspace=here.workspace, round_id=here.id, number=number, match=match)
        self.matched.append(added)
        self.new.append(added)

    def _seat(self, person_id: PersonId, free: Sequence[Matched]) -> None:
        """Give somebody a place beside others: the odd one makes a trio, a mentee joins a group."""
        if person_id in self.people and not self.people[person_id].mentored:
            return
        seats = []
        for place in free:
            members = (*place.members, person_id)
            if self._room(place) and self.suits(place, members):
                pool = _of(self.material.pool, members)
                seats.append((matching.explain(pool, members, place.match.mentors).points, place, members))
        if seats:
            _, place, members = max(seats, key=lambda seat: seat[0])
            place.match = self._explained(place.match, members)
        elif self.material.form is Form.PEER:
            self._split_a_trio_for(person_id)

    def _split_a_trio_for(self, person_id: PersonId) -> None:
        """With a fourth, a trio becomes two pairs."""
        trios = [
            one for one in self.open if len(one.members) == TRIO and self.people.keys() >= {*one.members}
        ]
        for place in trios[:SEATS]:
            for partner in place.members:
                rest = tuple(one for one in place.members if one != partner)
                if self.least == 2 and not any((*self._bars((partner, person_id), 0), *self._bars(rest, 0))):
                    place.match = self._explained(place.match, rest)
                    self._add(matching.explain(self.material.pool, (partner, person_id)))
                    return

    def _room(self, place: Matched) -> bool:
        """Whether there is a place for one more, also with the mentors of a group."""
        count = len(place.members) - place.match.mentors
        mentors = place.members[: place.match.mentors]
        return len(place.members) < self._most and all(self.people[one].capacity > count for one in mentors)

    def _allowed(self) -> Material:
        """What the round is made from, without those whom an admin took out."""
        pool = self.material.pool
        people = tuple(one for one in pool.people if one.id not in self.round.excluded)
        return replace(self.material, pool=replace(pool, people=people))

    @property
    def lonely(self) -> Rule:
        """Why somebody is without a match whom no rule bars from anybody."""
        if self.material.form.grouped:
            return Rule.GROUP_SIZE
        return Rule.ODD_ONE if self.material.form.equals else Rule.NO_FREE_MENTOR

    @property
    def least(self) -> int:
        """How many a match has at least, its sponsor not counted."""
        least = self.material.bounds[0]
        return least - 1 if self.material.form is Form.SHADOW_BOARD else least

    @property
    def _most(self) -> int:
        if self.material.form is Form.SHADOW_BOARD:
            return self.material.terms.most - 1
        if self.material.form is Form.PEER:
            return min(self.material.terms.most, max(3, self.material.terms.least))
        return self.material.bounds[1]


def is_mentor(place: Matched, person_id: PersonId) -> bool:
    """Whether somebody is a mentor in a match."""
    return person_id in place.members[: place.match.mentors]


def shun(one: Participant, other: Participant) -> bool:
    """Whether two are not matched, whatever the program's rules."""
    return other.id in _shunned(one) or one.id in _shunned(other)


def _shunned(one: Participant) -> frozenset[PersonId]:
    return one.blocked | one.rather_not | one.line | frozenset(filter(None, (one.manager_id,)))


def _points(trade: tuple[Matched, Match]) -> int:
    return trade[1].points


def instead(place: Matched, one: PersonId, other: PersonId) -> tuple[PersonId, ...]:
    """The people of a match, with another one in somebody's place."""
    return tuple(other if person == one else person for person in place.members)


def _of(pool: Pool, members: Sequence[PersonId]) -> Pool:
    """The same pool with only these people: rules between them need nobody else."""
    return replace(pool, people=tuple(one for one in pool.people if one.id in members))


def _only_mentees(rest: Material, waiting: frozenset[PersonId]) -> Material:
    """Of those who wait for a match, only these: a mentor of others may be free all the same."""
    people = tuple(
        replace(one, mentored=one.mentored and one.id in waiting)
        for one in rest.pool.people
        if one.id in waiting or (rest.mentors and one.mentors and one.capacity > 0)
    )
    return replace(rest, pool=replace(rest.pool, people=people))
