from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain import errors, notices
from bot.domain.meetings import Attendance
from bot.domain.nudging import Phase
from bot.domain.pairings import PairingState
from bot.domain.requests import AskState, Request
from bot.usecases import flash, pairings, requests
from tests.usecases.office import Office, a_mentor, a_person, at


@pytest.fixture
def office(office: Office) -> Office:
    """Ana asks; four mentors know the topic, more or less."""
    office.hire(
        a_person("UANA"),
        a_mentor("UBEN"),
        a_mentor("UCHIDI", "packaging of python wheels"),
        a_mentor("UDORA", "python", zone="America/Los_Angeles"),
        a_mentor("UEMIL", "packaging"),
    )
    return office


def find(office: Office, **fields: Any) -> flash.Shortlist:
    known = {"person_id": "UANA", "topic": "python packaging", "question": "How?", "minutes": 15}
    return office.run(flash.find_mentors, flash.FindMentors(**{**known, **fields}))


def test_the_three_best_with_reasons(office: Office) -> None:
    """Ben and Chidi share all words, then Emil one; Dora sleeps while Ana works, so she comes last."""
    found = find(office).mentors
    assert [one.person_id for one in found] == ["UBEN", "UCHIDI", "UEMIL"]
    assert (found[0].shared_topics, found[0].shared_hours, found[0].free_places) == (
        ("python packaging",),
        40.0,
        2,
    )


def test_nobody_found_is_told_from_whoever_cannot_be_asked_now(office: Office) -> None:
    """Only Fay offers testing. A block reads as if nobody did; one's own pairing is named."""
    office.hire(a_mentor("UFAY", "testing"))

    def sorry() -> errors.DomainError | None:
        return find(office, topic="testing").sorry

    assert sorry() is None
    assert type(find(office, topic="falconry").sorry) is errors.NobodyFound
    office.change("UFAY", paused_until=at("monday", week=3).date())
    assert type(sorry()) is errors.NobodyToAsk
    office.change("UFAY", blocked=("UANA",))
    assert type(sorry()) is errors.NobodyFound, "nothing tells of a block, not even her break"
    office.change("UFAY", blocked=(), paused_until=None)
    office.pair("UFAY", "UANA")
    paired = sorry()
    assert isinstance(paired, errors.AlreadyPaired)
    assert paired.values == {"person": "UFAY"}
    with pytest.raises(errors.AlreadyPaired):
        office.flash(topic="testing")


def test_who_has_no_place_comes_after_who_has(office: Office) -> None:
    office.change("UBEN", profile=office.read(lambda uow: uow.people.get("UEMIL")).profile)
    for number in range(4):
        office.hire(a_person(f"U{number}"))
        office.pair(("UBEN", "UCHIDI")[number % 2], f"U{number}")
    found = find(office).mentors
    assert [one.free_places for one in found] == [2, 2, 0]


def test_whoever_is_free_first(office: Office) -> None:
    """Three are asked at once. Chidi is first: Ben and Emil are released kindly, Ana reads who said yes."""
    request = office.flash()
    assert office.asks(request) == dict.fromkeys(("UBEN", "UCHIDI", "UEMIL"), AskState.ASKED)
    (sent,) = office.notices("UANA", notices.RequestSent)
    assert set(sent.asked_ids) == {"UBEN", "UCHIDI", "UEMIL"}

    assert office.accept(request, "UCHIDI").pairing is not None
    for released in ("UBEN", "UEMIL"):
        assert office.notices(released, notices.AskSettled)[-1].state is AskState.WITHDRAWN
        assert office.phases(released) == set()
        with pytest.raises(errors.Gone):
            office.accept(request, released)
    assert office.notices("UANA", notices.RequestSettled)[-1].accepted_by == "UCHIDI"


def test_released_mentors_may_be_asked_again(office: Office) -> None:
    """Being second is no answer: the no-repeat window counts for Chidi alone."""
    pairing = office.accept(office.flash(), "UCHIDI").pairing
    assert pairing is not None
    office.run(pairings.stop, pairings.OfPairing(person_id="UANA", pairing_id=pairing.id))
    with pytest.raises(errors.AskedRecently):
        office.flash(mentor_id="UCHIDI")
    assert office.asks(office.flash(mentor_id="UBEN")) == {"UBEN": AskState.ASKED}


def test_two_noes_and_a_yes(office: Office) -> None:
    """A no among three is not reported before it matters: the third says yes and that is what Ana reads."""
    request = office.flash()
    office.decline(request, "UBEN")
    office.decline(request, "UEMIL")
    assert not office.told("UANA", notices.RequestMovedOn)
    assert office.accept(request, "UCHIDI").pairing is not None


def test_three_noes_ask_the_fourth(office: Office) -> None:
    request = office.flash()
    for person_id in ("UBEN", "UEMIL", "UCHIDI"):
        office.decline(request, person_id)
    assert office.asks(request)["UDORA"] is AskState.ASKED
    assert [one.next_id for one in office.notices("UANA", notices.RequestMovedOn)] == ["UDORA"]
    assert office.told("UDORA", notices.Asked)[0].at == at("monday", 17), "nine in Los Angeles"


def test_a_whole_flash_chat(office: Office) -> None:
    """Accepted, one click books, both met: it is done, Ben's place is free, nobody is asked for more."""
    pairing = office.flash_pair()
    (offered,) = office.notices("UBEN", notices.TimesOffered)
    assert (offered.with_ids, offered.minutes, len(offered.slots)) == (("UANA",), 30, 3)
    assert offered.slots == office.notices("UANA", notices.TimesOffered)[0].slots
    meeting = office.book(pairing, offered.slots[1], by="UBEN")
    office.wait_until(at("thursday", 12))
    for person_id in pairing.people:
        office.check_in(meeting, person_id, Attendance.MET)
        assert office.phases(person_id) == {Phase.OUTCOME}
    assert office.pairing(pairing).state is PairingState.ENDED
    assert not office.told(kind=notices.PairingEnded)
    assert not office.read(lambda uow: uow.pairings.places_taken(["UBEN"]))


def test_a_flash_chat_nobody_tells_of(office: Office) -> None:
    """Asked twice each, then it stays unknown: it ends without a word and gives its place back."""
    pairing = office.flash_pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.wait_until(at("monday", 12, week=2))
    for person_id in pairing.people:
        assert [kind for kind, _ in office.nudges(person_id)] == [notices.DidYouMeet] * 2
    assert office.pairing(pairing).state is PairingState.ENDED
    assert not office.told(kind=notices.PairingEnded)
    assert [seat.answer for seat in office.meeting(meeting).seats] == [None, None]


def test_times_on_the_days_that_were_wished(office: Office) -> None:
    thursday, friday = at("thursday").date(), at("friday").date()
    request = office.flash(mentor_id="UBEN", earliest=thursday, latest=friday)
    office.accept(request)
    slots = office.notices("UANA", notices.TimesOffered)[0].slots
    assert {slot.date() for slot in slots} == {thursday, friday}
    assert len(slots) == 3


def test_only_days_that_were_named_are_told(office: Office) -> None:
    """Nothing named: no window is made up for Ben."""
    office.flash(mentor_id="UBEN")
    (asked,) = office.notices("UBEN", notices.Asked)
    assert (asked.earliest, asked.latest) == (None, None)


def test_a_window_that_begins_before_it_is_read(office: Office) -> None:
    """Friday evening Ana wishes for Saturday to Tuesday; Ben reads on Monday: until Tuesday."""
    office.now = at("friday", 20)
    tuesday = at("tuesday", week=1).date()
    office.flash(mentor_id="UBEN", earliest=at("saturday").date(), latest=tuesday)
    (asked,) = office.notices("UBEN", notices.Asked)
    assert (asked.earliest, asked.latest) == (None, tuesday)


def test_a_yes_after_the_wished_days_offers_later_ones(office: Office) -> None:
    """Ana wished for Monday or Tuesday, Ben says yes on Wednesday: times from Thursday on, not none."""
    request = office.flash(mentor_id="UBEN", latest=at("tuesday").date())
    office.now = at("wednesday", 12)
    office.accept(request)
    assert office.notices("UANA", notices.TimesOffered)[0].slots[0] == at("thursday")


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"topic": "the"}, errors.Missing),
        ({"topic": "falconry"}, errors.NobodyFound),
        ({"question": " "}, errors.Missing),
        ({"minutes": 45}, errors.NotAChoice),
        ({"earliest": date(2026, 3, 1)}, errors.DayInThePast),
        ({"earliest": date(2026, 3, 5), "latest": date(2026, 3, 4)}, errors.EndBeforeStart),
        ({"latest": date(2027, 3, 4)}, errors.TooFarAhead),
        ({"mentor_id": "UANA"}, errors.Oneself),
        ({"mentor_id": "UNOBODY"}, errors.UnknownPerson),
    ],
)
def test_refused_with_a_sentence_and_nothing_kept(
    office: Office, fields: dict[str, Any], refusal: type[errors.DomainError]
) -> None:
    with pytest.raises(refusal):
        office.flash(**fields)
    assert not office.told()


def test_withdrawn_from_all_three(office: Office) -> None:
    request: Request = office.flash()
    office.run(requests.withdraw, requests.Withdraw(person_id="UANA", request_id=request.id))
    assert set(office.asks(request).values()) == {AskState.WITHDRAWN}


def test_who_did_not_press_reads_it_in_the_morning(office: Office) -> None:
    """Ben says yes in the night: he may book at once, Ana reads the times when her day begins."""
    request = office.flash(mentor_id="UBEN")
    office.now = at("monday", 23)
    office.accept(request)
    assert office.told("UBEN", notices.TimesOffered)[-1].at == office.now
    assert office.told("UANA", notices.TimesOffered)[-1].at == at("tuesday")


def test_only_mentors_who_have_time_for_the_length(office: Office) -> None:
    """Who takes quarter hours alone is not asked for half an hour; who names no length minds none."""
    office.change("UBEN", profile=replace(a_mentor("UBEN").profile, lengths=(15,)))
    office.change("UCHIDI", profile=replace(a_mentor("UCHIDI").profile, lengths=()))
    assert "UBEN" in [one.person_id for one in find(office, minutes=15).mentors]
    half_hours = [one.person_id for one in find(office, minutes=30).mentors]
    assert "UBEN" not in half_hours
    assert "UCHIDI" in half_hours
