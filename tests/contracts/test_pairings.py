"""Pairings: open ones, and the places they take."""

from datetime import timedelta

from bot.domain.pairings import Fit, PairingState
from tests.builders import a_pairing
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

DAY = timedelta(days=1)


def test_a_pairing_comes_back_as_it_was_left(begin: Begin) -> None:
    with begin() as uow:
        uow.pairings.add(kept := a_pairing("UBEN", "UANA"))
        kept.say_fit("UBEN", Fit.AGAIN)
    with begin() as uow:
        found = uow.pairings.find(kept.id)
        assert found is not None
        assert (found.people, found.mentor_fit, found.mentee_fit) == (("UBEN", "UANA"), Fit.AGAIN, None)
        found.say_fit("UANA", Fit.AGAIN)
        assert uow.pairings.find("nothing") is None
    with begin() as uow:
        assert [one.state for one in uow.pairings.of("UANA")] == [PairingState.ONGOING]


def test_open_pairings_of_either_side_come_newest_first(begin: Begin) -> None:
    with begin() as uow:
        uow.pairings.add(first := a_pairing("UBEN", "UANA"))
        uow.pairings.add(second := a_pairing("UANA", "UCAT", opened_at=MONDAY + DAY))
        uow.pairings.add(ended := a_pairing("UDAN", "UANA", opened_at=MONDAY - DAY))
        uow.pairings.add(a_pairing("UBEN", "UCAT"))
        ended.end(MONDAY)
    with begin() as uow:
        assert [one.id for one in uow.pairings.of("UANA")] == [second.id, first.id]
        with_ended = uow.pairings.of("UANA", ended_since=MONDAY)
        assert [one.id for one in with_ended] == [second.id, first.id, ended.id]
        assert len(uow.pairings.of("UANA", ended_since=MONDAY + DAY)) == 2


def test_open_pairings_take_places_of_the_mentor(begin: Begin) -> None:
    with begin() as uow:
        for mentee in ("UANA", "UCAT"):
            uow.pairings.add(a_pairing("UBEN", mentee))
        uow.pairings.add(a_pairing("UDAN", "UBEN"))
        uow.pairings.add(ended := a_pairing("UEVE", "UANA"))
        ended.end(MONDAY)
        assert uow.pairings.mentees(["UBEN", "UDAN", "UEVE", "UANA"]) == {"UBEN": 2, "UDAN": 1}
        assert uow.pairings.mentees([]) == {}
