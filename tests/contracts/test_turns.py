"""Turns: taken by one, kept, left to another, done."""

from datetime import timedelta

from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

SOON = MONDAY + timedelta(minutes=5)
LATER = MONDAY + timedelta(minutes=9)


def test_a_turn_is_held_until_it_is_given_up_or_done(begin: Begin) -> None:
    with begin() as uow:
        assert uow.turns.take("a", 7, "one", SOON, MONDAY)
    with begin() as uow:
        assert not uow.turns.take("a", 7, "two", LATER, MONDAY)
        assert uow.turns.take("b", 7, "two", LATER, MONDAY)
        assert uow.turns.take("a", 7, "one", SOON, MONDAY), "it is theirs already"
        assert not uow.turns.keep("a", "two", LATER)
    with begin("T2") as uow:
        assert uow.turns.take("a", 7, "two", SOON, MONDAY)
    with begin() as uow:
        assert uow.turns.take("a", 7, "two", LATER, SOON)
        assert not uow.turns.keep("a", "one", LATER)
        assert uow.turns.keep("a", "two", LATER)
        uow.turns.finish("a", 7, "two")
    with begin() as uow:
        assert not uow.turns.take("a", 7, "two", LATER, LATER)
        assert not uow.turns.take("a", 6, "two", LATER, LATER), "a clock that is behind"
        assert uow.turns.take("a", 8, "one", LATER, LATER)
        uow.turns.finish("a", 7, "one")
    with begin() as uow:
        assert uow.turns.take("a", 8, "one", LATER, LATER), "an earlier stretch is no news"


def test_whoever_lost_a_turn_does_not_finish_it_for_the_other(begin: Begin) -> None:
    """The other may yet fail: then it is done by whoever comes next."""
    with begin() as uow:
        assert uow.turns.take("a", 7, "one", SOON, MONDAY)
        assert uow.turns.take("a", 7, "two", LATER, SOON)
        uow.turns.finish("a", 7, "one")
    with begin() as uow:
        assert uow.turns.take("a", 7, "three", LATER, LATER)
        uow.turns.finish("a", 7, "three")
    with begin() as uow:
        assert not uow.turns.take("a", 7, "three", LATER, LATER)
