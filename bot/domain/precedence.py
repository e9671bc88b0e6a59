"""Precedence: whoever waited comes before who has not, also when a match falls away after the draft."""

from collections import deque
from collections.abc import Collection, Iterator

from bot.domain.forms import Form
from bot.domain.lineups import Lineup, instead
from bot.domain.matching import LeftOut
from bot.domain.people import PersonId
from bot.domain.rounds import Matched

Seat = tuple[Matched, PersonId]
"""A match, and who sits in it."""


def give_way(lineup: Lineup, lost: Collection[PersonId]) -> bool:
    """Let those of them who waited, and are without a match, sit where somebody does who waited less.

    Directly, or by way of as few as possible who change places. Whoever gives way looks for another place.
    Says whether anybody did. At an event everybody meets several, and a board has roles: there nobody does.
    """
    if lineup.material.form in (Form.SPEED, Form.BOARD):
        return False
    seats = [way for one in _by_wait(lineup, lost) if (way := _give_way(lineup, one))]
    if seats:
        lineup.fill()
    return bool(seats)


def _by_wait(lineup: Lineup, lost: Collection[PersonId]) -> list[PersonId]:
    left = [one.person_id for one in lineup.round.left_out if one.person_id in lost]
    waiting = [one for one in left if one in lineup.people and lineup.people[one].waited]
    return sorted(waiting, key=lambda one: (-lineup.people[one].waited, one))


def _give_way(lineup: Lineup, person_id: PersonId) -> bool:
    seats = _way(lineup, person_id)
    comes = person_id
    for place, sits in seats:
        lineup.put(place, instead(place, sits, comes))
        comes = sits
    if seats:
        left = [one for one in lineup.round.left_out if one.person_id != person_id]
        lineup.round.leave_out((*left, LeftOut(comes, lineup.lonely)))
    return bool(seats)


def _way(lineup: Lineup, start: PersonId) -> list[Seat]:
    """The shortest way to the seat of somebody who waited less: seat by seat, each in a match of its own."""
    least = lineup.people[start].waited
    ways: dict[PersonId, list[Seat]] = {start: []}
    queue, entered = deque([start]), set[int]()
    while queue:
        comes = queue.popleft()
        for place, sits in _seats(lineup, comes):
            if place.number in entered or sits in ways:
                continue
            way = [*ways[comes], (place, sits)]
            if lineup.people[sits].waited < least:
                return way
            entered.add(place.number)
            ways[sits] = way
            queue.append(sits)
    return []


def _seats(lineup: Lineup, comes: PersonId) -> Iterator[Seat]:
    """The seats that somebody could take: mentors keep theirs, and nobody mentors their own mentor."""
    beside = {one for place in lineup.open if comes in place.members for one in place.members}
    for place in lineup.open:
        mentors = place.members[: place.match.mentors]
        if comes in place.members or beside.intersection(mentors):
            continue
        for sits in place.members[place.match.mentors :]:
            if sits in lineup.people and lineup.suits(place, instead(place, sits, comes)):
                yield place, sits
