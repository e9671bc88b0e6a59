"""Pairings: open ones, and the places they take."""

from datetime import timedelta

from bot.domain.pairings import Fit, PairingState, Part
from tests.builders import a_group, a_pairing
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
        assert [(one.person_id, one.part, one.fit) for one in found.members] == [
            ("UBEN", Part.MENTOR, Fit.AGAIN),
            ("UANA", Part.MENTEE, None),
        ]
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
        assert uow.pairings.places_taken(["UBEN", "UDAN", "UEVE", "UANA"]) == {"UBEN": 2, "UDAN": 1}
        assert uow.pairings.places_taken([]) == {}


def test_what_lasts_is_found_by_whoever_is_in_it(begin: Begin) -> None:
    with begin() as uow:
        uow.pairings.add(pair := a_pairing("UBEN", "UANA"))
        uow.pairings.add(a_pairing("UBEN", "UANA", once=True))
        uow.pairings.add(ended := a_pairing("UBEN", "UCAT"))
        ended.end(MONDAY)
        uow.pairings.add(a_pairing("UDAN", "UEVE"))
    with begin() as uow:
        assert uow.pairings.lasting_with(["UANA", "UCAT"]) == {pair.id: ("UBEN", "UANA")}
        assert uow.pairings.lasting_with([]) == {}


def test_a_group_takes_one_place_of_each_of_its_mentors(begin: Begin) -> None:
    """However many are mentored in it; peers take none."""
    mentors, peers = (
        (("UBEN", Part.MENTOR), ("UDAN", Part.MENTOR)),
        (("UANA", Part.PEER), ("UBEN", Part.PEER)),
    )
    with begin() as uow:
        uow.pairings.add(a_group(*mentors, ("UANA", Part.MENTEE), ("UCAT", Part.MENTEE)))
        uow.pairings.add(a_group(*peers))
        assert uow.pairings.places_taken(["UBEN", "UDAN", "UANA"]) == {"UBEN": 1, "UDAN": 1}


def test_whoever_left_a_group_has_it_no_more(begin: Begin) -> None:
    """It is over for them from then on, and goes on for the others; a mentor's place is free."""
    with begin() as uow:
        uow.pairings.add(kept := a_group(("UBEN", Part.MENTOR), ("UDAN", Part.MENTOR), ("UANA", Part.MENTEE)))
    with begin() as uow:
        found = uow.pairings.find(kept.id)
        assert found is not None
        found.leave("UDAN", MONDAY + DAY)
    with begin() as uow:
        assert uow.pairings.of("UDAN") == []
        assert [one.id for one in uow.pairings.of("UDAN", ended_since=MONDAY)] == [kept.id]
        assert uow.pairings.of("UDAN", ended_since=MONDAY + 2 * DAY) == []
        (open_one,) = uow.pairings.of("UANA")
        assert (open_one.people, open_one.everyone) == (("UBEN", "UANA"), ("UBEN", "UDAN", "UANA"))
        assert uow.pairings.places_taken(["UBEN", "UDAN"]) == {"UBEN": 1}


def test_it_is_known_what_brought_them_together(begin: Begin) -> None:
    with begin() as uow:
        uow.pairings.add(kept := a_group(program_id="g1", round_id="r1", once=True))
    with begin() as uow:
        found = uow.pairings.find(kept.id)
        assert found is not None
        assert (found.request_id, found.program_id, found.round_id, found.once) == (None, "g1", "r1", True)


MORE_THAN_ONE_QUESTION_HOLDS = [f"x{number}" for number in range(70_000)]
"""PostgreSQL takes 65,535 values in one, SQLite half as many by default."""


def test_what_is_asked_for_by_ids_may_be_of_any_number(begin: Begin) -> None:
    """A round may bring fifty thousand people together."""
    many = MORE_THAN_ONE_QUESTION_HOLDS
    with begin() as uow:
        found = [
            uow.people.several(many),
            uow.pairings.places_taken(many),
            uow.meetings.of_pairings(many),
            uow.glances.pairings(many),
        ]
    assert not any(found)
