"""Mending: a round that was sent, held against who can still take part, and its gaps filled."""

from collections import Counter
from itertools import combinations, product

from bot.domain.forms import Form
from bot.domain.lineups import Lineup, shun
from bot.domain.matching import Rule
from bot.domain.people import PersonId
from bot.domain.precedence import give_way
from bot.domain.rounds import Matched, matched_ids

Gone = frozenset[PersonId]


def mend(lineup: Lineup) -> bool:
    """Take out whoever can take part no more, part those who will not meet any more, and fill the gaps.

    What was brought together already stays; whoever waited, and has lost their match since the draft,
    comes before who has not. Returns whether anything has changed.
    """
    here, gone, settled = lineup.round, _away(lineup), _settled(lineup)
    before, matched = (len(here.left_out), len(here.excluded)), matched_ids(lineup.open)
    here.leave_out([one for one in here.left_out if one.person_id not in gone | settled])
    here.excluded = tuple(one for one in here.excluded if one not in gone)
    parted = _parted(lineup)
    out = {one.number: gone | settled.intersection(_mentees(one)) for one in lineup.open}
    touched = [
        one for one in lineup.open if out[one.number] & {*one.members, one.match.host} or one in parted
    ]
    for place in touched:
        _mend(lineup, place, out[place.number], parted=place in parted)
    full = _overbooked(lineup)
    for place in full:
        lineup.dissolve(place, but=gone)
    lineup.fill()
    gave_way = give_way(lineup, matched)
    return bool(touched or full or gave_way or lineup.new) or before != (
        len(here.left_out),
        len(here.excluded),
    )


def gone_from(lineup: Lineup) -> Gone:
    """Who was in the round and cannot take part any more, or has found a mentor meanwhile."""
    return _away(lineup) | _settled(lineup)


def _away(lineup: Lineup) -> Gone:
    able = {*lineup.people}
    if lineup.material.sponsor is not None:
        able.add(lineup.material.sponsor.id)
    hosts = {one.match.host for one in lineup.open if one.match.host is not None}
    named = {one for place in lineup.open for one in place.members}
    left = {one.person_id for one in lineup.round.left_out}
    return frozenset(named | hosts | left | set(lineup.round.excluded)) - able


def _settled(lineup: Lineup) -> Gone:
    """Mentees who look for no mentor any more; they may be mentors here all the same.

    An event stands, and a board goes on growing. A mentor whom an admin took out is told so.
    """
    if not lineup.material.mentors or lineup.material.form in (Form.BOARD, Form.SPEED):
        return frozenset()
    looked = {one for place in lineup.open for one in _mentees(place)}
    left = {one.person_id: one.rule for one in lineup.round.left_out}
    known = [lineup.people[one] for one in looked | left.keys() if one in lineup.people]
    return frozenset(
        one.id
        for one in known
        if not one.mentored and not (one.mentors and left.get(one.id) is Rule.EXCLUDED)
    )


def _mentees(place: Matched) -> tuple[PersonId, ...]:
    return place.members[place.match.mentors :]


def _mend(lineup: Lineup, place: Matched, gone: Gone, *, parted: bool) -> None:
    sponsored = lineup.material.form is Form.SHADOW_BOARD
    if parted or (sponsored and place.match.host in gone):
        lineup.dissolve(place, but=gone)
    else:
        lineup.take_out(place, gone)


def _overbooked(lineup: Lineup) -> list[Matched]:
    """Matches for which a mentor has no place any more: one was given away since."""
    given: Counter[PersonId] = Counter()
    full = []
    for place in lineup.open:
        mentors = place.members[: place.match.mentors]
        if any(given[one] >= places_of(lineup, one) for one in mentors):
            full.append(place)
        else:
            given.update(mentors)
    return full


def places_of(lineup: Lineup, mentor_id: PersonId) -> int:
    """How many matches a mentor has room for; a group is one, however many it seats.

    None for who does not mentor any more: they may have changed their mind since the draft.
    """
    if not lineup.people[mentor_id].mentors:
        return 0
    if lineup.material.form is Form.SPEED:
        return lineup.material.terms.turns
    capacity = lineup.people[mentor_id].capacity
    return min(capacity, 1) if lineup.material.form is Form.GROUP else capacity


def _parted(lineup: Lineup) -> list[Matched]:
    """Matches of two who would not meet any more: a block or reporting line is new, or they met meanwhile."""
    since, met = lineup.material.pool.rules.repeat_after, set[frozenset[PersonId]]()
    if since is not None and lineup.material.form is not Form.SPEED:  # an event stands among what has been
        met = {frozenset((one.one, one.other)) for one in lineup.material.pool.past if one.when >= since}
    return [one for one in lineup.open if _shun(lineup, one) or met.intersection(_couples(one))]


def _couples(place: Matched) -> list[frozenset[PersonId]]:
    """Every two who are there for each other: mentor and mentee, or peers."""
    mentors, members = place.match.mentors, place.members
    sides = product(members[:mentors], members[mentors:]) if mentors else combinations(members, 2)
    return [frozenset(two) for two in sides]


def _shun(lineup: Lineup, place: Matched) -> bool:
    present = [lineup.people[one] for one in place.members if one in lineup.people]
    if lineup.material.sponsor is not None:
        with_sponsor = {*place.members, lineup.material.sponsor.id}
        present = [one for one in lineup.material.sponsored.people if one.id in with_sponsor]
    return any(shun(one, other) for one, other in combinations(present, 2))
