"""Revising: what an admin changes in a draft by hand, within the rules."""

from dataclasses import replace

from bot.domain import errors
from bot.domain.forms import Form
from bot.domain.lineups import Lineup, instead, is_mentor
from bot.domain.matching import LeftOut
from bot.domain.mending import places_of
from bot.domain.people import PersonId
from bot.domain.rounds import Matched


def swap(lineup: Lineup, one: PersonId, other: PersonId) -> None:
    """Let two people change places; one of them may have had none."""
    here, there = lineup.match_of(one), lineup.match_of(other)
    if here is there:
        raise errors.SamePlace
    if here is not None and there is not None and is_mentor(here, one) != is_mentor(there, other):
        raise errors.WrongPart
    _check_part(lineup, one, other)
    _check_part(lineup, other, one)
    for place, before, after in ((here, one, other), (there, other, one)):
        if place is not None:
            lineup.put(place, instead(place, before, after))
    _change_of_the_rest(lineup, one, other)


def _check_part(lineup: Lineup, before: PersonId, comes: PersonId) -> None:
    """Refuse to make a mentor or mentee of somebody who is none, or a mentor of one without a free place."""
    place, leaves, person = lineup.match_of(before), lineup.match_of(comes), lineup.people.get(comes)
    if place is None or person is None or not place.match.mentors:
        return
    if not is_mentor(place, before):
        if not person.mentored:
            raise errors.NoMenteeThere(person=comes)
        return
    leads = sum(one not in (place, leaves) and is_mentor(one, comes) for one in lineup.open)
    seated = lineup.material.form is not Form.BOARD or place.match.role in person.roles
    if not (person.mentors and seated and leads < places_of(lineup, comes)):
        raise errors.NoMentorThere(person=comes)


def _change_of_the_rest(lineup: Lineup, one: PersonId, other: PersonId) -> None:
    """Whoever changes places with somebody without one is without one then, for the same reason."""
    left = {entry.person_id: entry for entry in lineup.round.left_out}
    for came, went in ((one, other), (other, one)):
        if came in left:
            known = left.pop(came)
            left[went] = replace(known, person_id=went)
        elif came in lineup.round.excluded:
            lineup.round.excluded = tuple(
                went if person == came else person for person in lineup.round.excluded
            )
        else:
            continue
        break
    lineup.round.leave_out(left.values())


def exclude(lineup: Lineup, person_id: PersonId) -> None:
    """Take somebody out of this round, once. Where the others can't go on, they look for another place."""
    if person_id in lineup.round.excluded:
        return
    lineup.match_of(person_id)
    lineup.round.excluded = (*lineup.round.excluded, person_id)
    lineup.round.leave_out([one for one in lineup.round.left_out if one.person_id != person_id])
    for place in [one for one in lineup.matched if person_id in one.members]:
        lineup.take_out(place, frozenset({person_id}))
    lineup.fill()


def part(lineup: Lineup, one: PersonId, other: PersonId) -> None:
    """Two whom the rules keep apart since: one of them changes places with somebody, or looks for one."""
    for place in [match for match in lineup.open if {one, other} <= {*match.members}]:
        first, last = sorted((one, other), key=place.members.index)
        beside = bool(place.match.mentors) and is_mentor(place, first) == is_mentor(place, last)
        if beside and lineup.trade(place, first):
            continue
        if beside and not _spares(lineup, place, last):
            raise errors.BesideEachOther(person=one, other=other)
        lineup.part_from(place, last)
    lineup.fill()


def take_back(lineup: Lineup, person_id: PersonId) -> None:
    """Let somebody in again whom an admin took out, and find them a place if there is one."""
    if person_id not in lineup.round.excluded:
        raise errors.NotInRound(person=person_id)
    lineup.round.excluded = tuple(one for one in lineup.round.excluded if one != person_id)
    lineup.round.leave_out((*lineup.round.left_out, LeftOut(person_id, lineup.lonely)))
    lineup.fill()


def _spares(lineup: Lineup, place: Matched, one: PersonId) -> bool:
    """Whether the others can go on without somebody."""
    return not is_mentor(place, one) and len(place.members) > lineup.least
