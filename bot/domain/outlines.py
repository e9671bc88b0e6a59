"""Outlines: who would be matched with whom in a round, by the form of its program. Pure, and slow."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

from bot.domain import matching
from bot.domain.forms import Form
from bot.domain.matching import Draft, LeftOut, Match, Participant, Pool, Rule, Timetable
from bot.domain.people import PersonId
from bot.domain.rounds import Outline
from bot.domain.terms import Terms

TRIO: Final = 3


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a round is drafted from.

    Attributes:
        pool: who takes part, with their free places, and the rules between them.
        taken: the roles that a mentee's board of advisors has filled.
        hosted: how often each has hosted a circle.
        sponsor: whom a shadow board advises.
    """

    program_id: str
    number: int
    form: Form
    terms: Terms
    pool: Pool
    taken: Mapping[PersonId, frozenset[str]] = field(default_factory=dict)
    hosted: Mapping[PersonId, int] = field(default_factory=dict)
    sponsor: Participant | None = None

    @property
    def sponsored(self) -> Pool:
        """Everybody, and last the sponsor: of those below them only direct reports are kept from the panel.

        A panel that speaks to the head of a company is no mentoring by the boss, and else could have nobody.
        A sponsor who has joined the program as well would rather not meet whom they named there.
        """
        sponsor = self.sponsor
        if sponsor is None:
            return self.pool
        rather_not = [one.rather_not for one in self.pool.people if one.id == sponsor.id]
        sponsor = replace(sponsor, rather_not=sponsor.rather_not.union(*rather_not))
        people = (
            replace(one, line=one.line - {sponsor.id}) for one in self.pool.people if one.id != sponsor.id
        )
        return replace(self.pool, people=(*people, sponsor))

    @property
    def mentors(self) -> int:
        """Mentors in one match; 0 where all are alike."""
        if self.form is Form.GROUP:
            return self.terms.mentors
        return 0 if self.form.equals else 1

    @property
    def bounds(self) -> tuple[int, int]:
        """How many people a match has, mentors included, and a panel's sponsor."""
        if self.form.grouped or self.form is Form.PEER:
            return self.terms.least, self.terms.most
        return 2, 2


def outline(material: Material) -> Outline:
    """Match everybody as the form says."""
    if not material.pool.people:
        return Outline()
    if material.form is Form.SPEED:
        return _event(material)
    draft = _FORMS.get(material.form, _mentors)(material)
    found = {one for match in draft.matches for one in match.members}
    advised = {one for one, roles in material.taken.items() if roles}
    return Outline(
        matches=draft.matches,
        # A board with a free seat is no reason to come first next time.
        left_out=tuple(one for one in draft.left_out if one.person_id not in found | advised),
        blocked=draft.blocked,
        pairs=draft.pairs,
        unstable=draft.unstable,
    )


def _mentors(material: Material) -> Draft:
    return matching.mentors(material.pool)


def _peers(material: Material) -> Draft:
    """Pairs; circles where an admin wants more than two at least."""
    if material.terms.least > 2:
        return _circles(material)
    return matching.peers(material.pool, trios=material.terms.most >= TRIO)


def _groups(material: Material) -> Draft:
    terms, team = material.terms, material.terms.mentors
    least, most = max(terms.least - team, 1), max(terms.most - team, 1)
    if team > 1:
        return matching.team_groups(material.pool, team, least, most)
    return matching.groups(material.pool, least, most)


def _circles(material: Material) -> Draft:
    terms = material.terms
    return matching.circles(material.pool, terms.least, terms.most, material.hosted)


def _board(material: Material) -> Draft:
    return matching.board(material.pool, material.terms.roles, material.taken)


def _panel(material: Material) -> Draft:
    """The largest panel that there are people for: the sponsor is one of the group."""
    if material.sponsor is None:
        return Draft()
    pool = material.sponsored
    sponsor = pool.people[-1]
    most = min(material.terms.most - 1, len(material.pool.people))
    sizes = range(most, max(material.terms.least - 1, 1) - 1, -1)
    draft = Draft(left_out=tuple(LeftOut(one.id, Rule.GROUP_SIZE) for one in material.pool.people))
    for size in sizes:
        draft = matching.panel(pool, size, sponsor)
        if draft.matches:
            break
    return draft


_FORMS: Final[Mapping[Form, Callable[[Material], Draft]]] = {
    Form.PEER: _peers,
    Form.GROUP: _groups,
    Form.CIRCLE: _circles,
    Form.BOARD: _board,
    Form.SHADOW_BOARD: _panel,
}
"""Every other form brings one mentor and one mentee together."""


def _event(material: Material) -> Outline:
    """An event of short chats: who sits where, turn by turn."""
    timetable = matching.speed(material.pool, material.terms.turns)
    turns = tuple(
        tuple((seat.table, _chat(material.pool, seat.one, seat.other)) for seat in seats)
        for seats in timetable.rounds
    )
    return Outline(
        turns=tuple(turn for turn in turns if turn),
        left_out=tuple(_unseated(material.pool, timetable)),
        blocked=timetable.blocked,
        pairs=timetable.pairs,
    )


def _chat(pool: Pool, one: PersonId, other: PersonId) -> Match:
    return Match((one, other), mentors=1 if _has_mentors(pool) else 0)


def _unseated(pool: Pool, timetable: Timetable) -> Iterable[LeftOut]:
    seated = {one for turn in timetable.rounds for seat in turn for one in (seat.one, seat.other)}
    why = {one.person_id: one for one in matching.why_not(pool, peers=not _has_mentors(pool))}
    for person in pool.people:
        if person.id not in seated:
            yield why.get(person.id, LeftOut(person.id, Rule.ODD_ONE))


def _has_mentors(pool: Pool) -> bool:
    return any(one.mentors and one.capacity > 0 for one in pool.people)


def among_the_rest(material: Material, matches: Sequence[Match]) -> Material:
    """What is left to match beside these matches: who has none, and the places that they leave free."""
    given: dict[PersonId, int] = {}
    placed: set[PersonId] = set()
    for match in matches:
        for mentor in match.members[: match.mentors]:
            given[mentor] = given.get(mentor, 0) + max(1, len(match.members) - match.mentors)
        placed.update(match.members[match.mentors :])
    once = material.form is Form.GROUP  # whoever leads a group leads no second one
    people = (
        _beside(one, given.get(one.id, 0), placed=one.id in placed, once=once) for one in material.pool.people
    )
    apart = frozenset(frozenset(pair) for match in matches for pair in combinations(match.members, 2))
    rest = tuple(one for one in people if one.mentored or (one.mentors and one.capacity > 0))
    if not material.mentors:
        rest = tuple(one for one in material.pool.people if one.id not in placed)
    excluded = material.pool.excluded | apart  # nobody mentors their own mentor
    return replace(material, pool=replace(material.pool, people=rest, excluded=excluded))


def _beside(one: Participant, given: int, *, placed: bool, once: bool) -> Participant:
    free = 0 if once and given else max(0, one.capacity - given)
    return replace(one, capacity=free, load=one.load + given, mentored=one.mentored and not placed)
