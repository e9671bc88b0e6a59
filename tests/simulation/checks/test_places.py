"""Places: mentors, groups and hours hold only so many."""

from dataclasses import replace

import pytest

from bot.simulation.checks import places
from bot.simulation.chronicle import Chronicle
from bot.simulation.tally import Invariant, Tally
from tests.fakes import MONDAY
from tests.simulation.records import (
    DAY,
    HOUR,
    booked,
    broken,
    brought,
    programs,
)


def test_a_place_too_many_is_noticed(tally: Tally, chronicle: Chronicle) -> None:
    chronicle.places["ANA"] = [(MONDAY - DAY, 1)]
    one = brought("ANA", "BEN", mentors=1, program=None, until=MONDAY + HOUR)
    two = brought("ANA", "CEM", mentors=1, program=None, at=MONDAY + HOUR, id="two")
    places.check_capacity(tally, [one, two], chronicle, {})
    assert broken(tally) == []
    at_once = replace(two, opened_at=MONDAY + HOUR / 2)
    places.check_capacity(tally, [one, at_once], chronicle, {})
    assert broken(tally) == [Invariant.CAPACITY]


@pytest.mark.parametrize("count", [1, 4])
def test_a_group_of_another_size_is_noticed(tally: Tally, count: int) -> None:
    places.check_sizes(tally, [brought(*"ABC"), brought(*"AB")], programs())
    assert broken(tally) == []
    places.check_sizes(tally, [brought(*"ABCD"[:count])], programs())
    assert broken(tally) == [Invariant.GROUP_SIZE]


def test_two_chats_at_one_time_are_noticed(tally: Tally) -> None:
    one, after = booked("ANA", "BEN"), booked("ANA", "CEM", at=MONDAY + HOUR / 2, id="after")
    cancelled = replace(booked("ANA", "CEM", id="cancelled"), cancelled=True)
    places.check_double_bookings(tally, [one, after, cancelled])
    assert broken(tally) == []
    places.check_double_bookings(tally, [one, booked("CEM", "ANA", at=MONDAY + HOUR / 4, id="meanwhile")])
    assert broken(tally) == [Invariant.DOUBLE_BOOKING]


def test_a_short_chat_in_a_long_one_is_noticed_though_another_lies_between(tally: Tally) -> None:
    chats = [
        booked("ANA", "BEN", minutes=90),
        booked("BEN", "CEM", at=MONDAY + 2 * HOUR, id="apart"),
        booked("ANA", "CEM", at=MONDAY + HOUR, id="within"),
    ]
    places.check_double_bookings(tally, chats)
    assert tally.broken[Invariant.DOUBLE_BOOKING] == 1
