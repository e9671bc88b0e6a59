from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain import errors, notices
from bot.domain.nudging import Phase
from bot.domain.requests import AskState, Request
from bot.usecases import pairings, people, requests, status
from tests.usecases.office import Office, a_mentor, a_person, at

MENTEES = ("UANA", "UCEM", "UDAN", "UEVA", "UFAY")


@pytest.fixture
def office(office: Office) -> Office:
    """Five colleagues, and Ben, who has one place."""
    office.hire(*(a_person(one) for one in MENTEES), a_mentor("UBEN", capacity=1))
    return office


def ask_in_turn(office: Office, *people: str) -> dict[str, Request]:
    """One intro an hour."""
    asked = {}
    for person_id in people:
        asked[person_id] = office.intro(person_id)
        office.now += timedelta(hours=1)
    return asked


def position(office: Office, person_id: str) -> int | None:
    """What the person reads in their status."""
    return office.run(status.read, person_id).sent[0].position


def save(office: Office, **changes: Any) -> None:
    """Ben changes his profile."""
    profile = office.read(lambda uow: uow.people.get("UBEN")).profile
    command = people.SaveProfile(person_id="UBEN", profile=replace(profile, **changes))
    office.run(people.save_profile, command)


def test_first_come_first_served(office: Office) -> None:
    """Ben's place is taken: Cem, Dan and Eva wait in the order they came; a freed place goes to the first."""
    pairing = office.pair()
    asked = ask_in_turn(office, "UCEM", "UDAN", "UEVA")
    assert not [one for one in office.told("UBEN", notices.Asked) if one.key.endswith(asked["UCEM"].id)]
    assert [position(office, one) for one in asked] == [1, 2, 3]
    assert [office.notices(one, notices.RequestSent)[-1].position for one in asked] == [1, 2, 3]
    assert Phase.ANSWER not in office.phases("UBEN")

    office.run(pairings.stop, pairings.OfPairing(person_id="UANA", pairing_id=pairing.id))
    assert [office.asks(one)["UBEN"] for one in asked.values()] == [
        AskState.ASKED,
        AskState.WAITING,
        AskState.WAITING,
    ]
    assert [position(office, one) for one in asked] == [None, 1, 2]
    assert office.notices("UCEM", notices.RequestSent)[-1].position is None


def test_whoever_was_asked_when_the_last_place_went_waits(office: Office) -> None:
    """Three ask, Ben says yes to the second: the others are in line in the order they came, and are told."""
    asked = ask_in_turn(office, "UCEM", "UDAN", "UEVA")
    assert office.accept(asked["UDAN"]).pairing is not None
    assert (position(office, "UCEM"), position(office, "UEVA")) == (1, 2)
    assert office.notices("UEVA", notices.RequestSent)[-1].position == 2
    settled = {one.requester_id: one.state for one in office.notices("UBEN", notices.AskSettled)}
    assert settled == {"UCEM": AskState.WAITING, "UDAN": AskState.ACCEPTED, "UEVA": AskState.WAITING}


@pytest.mark.parametrize("ends", ["declined", "withdrawn", "expired", "passed on", "left"])
def test_a_place_that_was_offered_in_vain_goes_to_the_next_in_line(office: Office, ends: str) -> None:
    """Cem's turn came and came to nothing: Dan is next, by himself."""
    office.hire(a_mentor("UZOE"))
    pairing = office.pair()
    asked = ask_in_turn(office, "UCEM", "UDAN", "UEVA")
    office.run(pairings.stop, pairings.OfPairing(person_id="UBEN", pairing_id=pairing.id))
    if ends == "declined":
        office.decline(asked["UCEM"])
    elif ends == "withdrawn":
        office.run(requests.withdraw, requests.Withdraw(person_id="UCEM", request_id=asked["UCEM"].id))
    elif ends == "expired":
        office.wait_until(at("thursday", 13))
    elif ends == "passed on":
        office.pass_on(asked["UCEM"], "UBEN", "UZOE")
    else:
        office.run(people.record, a_person("UCEM", active=False))
    assert office.asks(asked["UCEM"])["UBEN"] not in (AskState.ASKED, AskState.WAITING)
    assert office.asks(asked["UDAN"])["UBEN"] is AskState.ASKED
    assert position(office, "UEVA") == 1


def test_more_places_are_offered_at_once(office: Office) -> None:
    """Ben raises his capacity from 1 to 3: the first two of the line are put to him, the third is first."""
    office.pair()
    asked = ask_in_turn(office, "UCEM", "UDAN", "UEVA")
    save(office, capacity=3)
    states = [office.asks(one)["UBEN"] for one in asked.values()]
    assert states == [AskState.ASKED, AskState.ASKED, AskState.WAITING]
    assert position(office, "UEVA") == 1


def test_fewer_places_keep_everyone_s_turn(office: Office) -> None:
    """From 2 to 1 with Cem's turn just come: Ben's yes puts him back where he was, at the head of it."""
    save(office, capacity=2)
    first = office.pair(mentee_id="UANA")
    second = office.pair(mentee_id="UFAY")
    asked = ask_in_turn(office, "UCEM", "UDAN")
    office.run(pairings.stop, pairings.OfPairing(person_id="UANA", pairing_id=first.id))
    assert office.asks(asked["UCEM"])["UBEN"] is AskState.ASKED
    save(office, capacity=1)
    assert office.accept(asked["UCEM"]).pairing is None
    assert (position(office, "UCEM"), position(office, "UDAN")) == (1, 2)
    assert office.notices("UCEM", notices.RequestSent)[-1].position == 1
    assert office.pairing(second).open

    office.run(pairings.stop, pairings.OfPairing(person_id="UFAY", pairing_id=second.id))
    assert office.asks(asked["UCEM"])["UBEN"] is AskState.ASKED
    assert office.accept(asked["UCEM"]).pairing is not None


def test_a_yes_out_of_turn_changes_nothing(office: Office) -> None:
    """All wait, and Ben presses an old button of Dan's: the line stays as it is, nobody is told twice."""
    office.pair()
    asked = ask_in_turn(office, "UCEM", "UDAN")
    told = len(office.told())
    assert office.accept(asked["UDAN"]).pairing is None
    assert len(office.told()) == told
    assert position(office, "UDAN") == 2


def test_introducing_others_takes_no_place(office: Office) -> None:
    """Ben is asked to introduce Fay to Zoe: his free place is still offered to Cem."""
    office.hire(a_mentor("UZOE"))
    pairing = office.pair()
    asked = ask_in_turn(office, "UCEM")
    office.intro("UFAY", "UZOE", via="UBEN")
    office.run(pairings.stop, pairings.OfPairing(person_id="UBEN", pairing_id=pairing.id))
    assert office.asks(asked["UCEM"])["UBEN"] is AskState.ASKED


@pytest.mark.parametrize("changes", [{"mentor": False}, {"capacity": 0}])
def test_who_stops_mentoring_keeps_nobody_waiting(office: Office, changes: dict[str, object]) -> None:
    """Ben opts out: whoever waited or was just asked reads so, kindly, and goes on without him."""
    office.pair()
    asked = ask_in_turn(office, "UCEM", "UDAN")
    save(office, **changes)
    for person_id, request in asked.items():
        assert not office.request(request).open
        assert len(office.notices(person_id, notices.RequestMovedOn)) == 1


def test_a_break_keeps_nobody_waiting(office: Office) -> None:
    """Ben takes four weeks off: whoever was in line reads a kind word and goes on without him."""
    office.pair()
    asked = ask_in_turn(office, "UCEM", "UDAN")
    office.pause("UBEN")
    assert not any(office.request(one).open for one in asked.values())


def test_a_full_mentor_does_not_hold_up_the_others(office: Office) -> None:
    """Cem asks whoever is free first. Ben fills up meanwhile: Zoe is still asked, Cem hears nothing of it."""
    office.hire(a_mentor("UZOE"))
    request = office.flash("UCEM")
    pairing = office.pair()
    assert office.asks(request) == {"UBEN": AskState.WAITING, "UZOE": AskState.ASKED}
    assert len(office.notices("UCEM", notices.RequestSent)) == 1
    office.now += timedelta(hours=1)
    office.run(pairings.stop, pairings.OfPairing(person_id="UANA", pairing_id=pairing.id))
    assert office.asks(request) == {"UBEN": AskState.ASKED, "UZOE": AskState.ASKED}
    assert len(office.notices("UCEM", notices.RequestSent)) == 1, "what they read last is so again"
    assert office.accept(request, "UZOE").pairing is not None
    assert office.asks(request)["UBEN"] is AskState.WITHDRAWN


def test_who_waits_for_a_season_is_not_asked_a_second_time(office: Office) -> None:
    """Ana waits for Ben since 13 weeks: a search leads past him, and asking him says why not."""
    office.hire(a_mentor("UCHIDI"))
    office.pair(mentee_id="UCEM")
    request = office.intro("UANA", "UBEN")
    office.now = at("monday", week=13)
    assert office.asks(request) == {"UBEN": AskState.WAITING}
    with pytest.raises(errors.StillAsked):
        office.intro("UANA", "UBEN")
    assert office.asks(office.flash("UANA")) == {"UCHIDI": AskState.ASKED}


def test_who_is_asked_to_introduce_is_not_asked_as_a_mentor_too(office: Office) -> None:
    office.hire(a_mentor("UCHIDI"))
    office.intro("UANA", "UBEN", via="UCHIDI")
    with pytest.raises(errors.StillAsked):
        office.intro("UANA", "UCHIDI")


def test_a_question_for_the_morning_is_put_once(office: Office) -> None:
    """Asked in the night, on the waitlist before the morning, asked again: one question, not two."""
    office.now = at("monday", 22)
    office.intro("UANA")
    pairing = office.pair(mentee_id="UCEM")
    assert not [one for one in office.notices("UBEN", notices.Asked) if one.requester_id == "UANA"]
    office.now += timedelta(hours=1)
    office.run(pairings.stop, pairings.OfPairing(person_id="UCEM", pairing_id=pairing.id))
    asked = [one for one in office.notices("UBEN", notices.Asked) if one.requester_id == "UANA"]
    assert len(asked) == 1


def test_days_that_have_passed_on_the_waitlist_are_not_asked_for(office: Office) -> None:
    """Ana wished for this week; a place is free in the next one: Ben reads no days that are over."""
    pairing = office.pair(mentee_id="UCEM")
    request = office.flash("UANA", "UBEN", earliest=at("tuesday").date(), latest=at("friday").date())
    office.now = at("monday", week=1)
    office.run(pairings.stop, pairings.OfPairing(person_id="UCEM", pairing_id=pairing.id))
    assert office.asks(request) == {"UBEN": AskState.ASKED}
    asked = office.notices("UBEN", notices.Asked)[-1]
    assert (asked.earliest, asked.latest) == (None, None)


def test_somebody_free_is_asked_instead_of_waiting(office: Office) -> None:
    """Who would rather not wait leaves the line; whoever stood behind them moves up."""
    office.pair()
    office.hire(a_mentor("UGIL"))
    asked = ask_in_turn(office, "UCEM", "UDAN")
    assert office.notices("UCEM", notices.RequestSent)[-1].free_id == "UGIL"
    instead = requests.AskNext(person_id="UCEM", request_id=asked["UCEM"].id, mentor_id="UGIL")
    office.run(requests.ask_next, instead)
    assert office.asks(asked["UCEM"]) == {"UBEN": AskState.WITHDRAWN, "UGIL": AskState.ASKED}
    assert position(office, "UDAN") == 1
    said = office.notices("UCEM", notices.RequestSent)[-1]
    assert (said.asked_ids, said.position, said.free_id) == (("UGIL",), None, None)
    with pytest.raises(errors.Gone):
        office.run(requests.ask_next, instead)


def test_nobody_is_named_instead_when_nobody_is_free(office: Office) -> None:
    office.pair()
    ask_in_turn(office, "UCEM")
    assert office.notices("UCEM", notices.RequestSent)[-1].free_id is None
