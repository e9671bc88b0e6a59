from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain import errors, notices
from bot.domain.meetings import Attendance
from bot.domain.nudging import Phase
from bot.domain.pairings import Fit, Pairing, PairingState
from bot.usecases import pairings, ratings
from storage import tables
from tests.usecases.office import Office, a_mentor, a_person, at


@pytest.fixture
def office(office: Office) -> Office:
    """Ana and Ben; Cem is nobody's partner."""
    office.hire(a_person("UANA"), a_mentor("UBEN"), a_person("UCEM"))
    return office


@pytest.fixture
def pairing(office: Office) -> Pairing:
    """They met on Tuesday and both say so."""
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.now = at("tuesday", 16)
    for person_id in pairing.people:
        office.check_in(meeting, person_id, Attendance.MET)
    return pairing


def test_one_again_waits_for_the_other(office: Office, pairing: Pairing) -> None:
    """Ana would meet again: nothing is told to Ben, nothing begins before he answers."""
    told = len(office.told("UBEN"))
    office.say_fit(pairing, "UANA", Fit.AGAIN)
    assert len(office.told("UBEN")) == told
    assert not office.pairing(pairing).ongoing
    assert Phase.FIT in office.phases("UBEN")
    assert Phase.FIT not in office.phases("UANA")


def test_once_was_enough_for_one(office: Office, pairing: Pairing) -> None:
    """Ben has had enough: it ends, both read the same words, and nothing tells whose answer it was."""
    office.say_fit(pairing, "UANA", Fit.AGAIN)
    office.say_fit(pairing, "UBEN", Fit.ENOUGH)
    assert office.pairing(pairing).state is PairingState.ENDED
    (ana,), (ben,) = (office.notices(one, notices.PairingEnded) for one in ("UANA", "UBEN"))
    assert (ana.pairing_id, ana.topic) == (ben.pairing_id, ben.topic)
    assert (ana.with_ids, ben.with_ids) == (("UBEN",), ("UANA",))
    with pytest.raises(errors.Gone):
        office.say_fit(pairing, "UANA", Fit.AGAIN)


def test_two_agains_go_on(office: Office, pairing: Pairing) -> None:
    for person_id in pairing.people:
        office.say_fit(pairing, person_id, Fit.AGAIN)
    for person_id in pairing.people:
        assert office.phases(person_id) == {Phase.MEET_AGAIN, Phase.QUALITY, Phase.INACTIVE, Phase.OUTCOME}


def test_a_chat_that_is_booked_already_counts(office: Office, pairing: Pairing) -> None:
    """They booked the next chat before both said again: the three weeks begin with its end."""
    meeting = office.book(pairing, at("tuesday", 10, week=4))
    for person_id in pairing.people:
        office.say_fit(pairing, person_id, Fit.AGAIN)
    assert office.wait("UANA", Phase.MEET_AGAIN).since == meeting.ends_at
    office.wait_until(at("tuesday", 9, week=4))
    assert notices.BookNudge not in dict(office.nudges("UANA"))


def test_either_ends_it_at_any_time(office: Office, pairing: Pairing) -> None:
    """With a chat booked: it is called off, the place is free, all that waited is gone."""
    meeting = office.book(pairing, at("friday", 10))
    office.run(pairings.stop, pairings.OfPairing(person_id="UBEN", pairing_id=pairing.id))
    assert not office.meeting(meeting).booked
    assert [one.by_id for one in office.notices("UANA", notices.MeetingCancelled)] == [None]
    assert not office.told(kind=notices.MeetingSoon)[2:]
    assert not office.read(lambda uow: uow.pairings.places_taken(["UBEN"]))
    assert office.phases("UANA") == {Phase.OUTCOME}
    with pytest.raises(errors.Gone):
        office.run(pairings.stop, pairings.OfPairing(person_id="UANA", pairing_id=pairing.id))


def test_what_has_begun_is_not_called_off(office: Office, pairing: Pairing) -> None:
    """Ben ends it in the middle of a chat: the chat stays as it was, and both are asked about it."""
    meeting = office.book(pairing, at("friday", 10))
    office.now = at("friday", 10, 10)
    office.run(pairings.stop, pairings.OfPairing(person_id="UBEN", pairing_id=pairing.id))
    assert office.meeting(meeting).booked
    assert not office.told(kind=notices.MeetingCancelled)
    assert Phase.CHECK_IN in office.phases("UANA")


def test_strangers_have_no_say(office: Office, pairing: Pairing) -> None:
    for use_case in (pairings.stop, pairings.keep_going):
        with pytest.raises(errors.NotYours):
            office.run(use_case, pairings.OfPairing(person_id="UCEM", pairing_id=pairing.id))
    with pytest.raises(errors.NotYours):
        office.say_fit(pairing, "UCEM", Fit.ENOUGH)
    with pytest.raises(errors.Gone):
        office.run(pairings.stop, pairings.OfPairing(person_id="UANA", pairing_id="gone"))
    assert office.pairing(pairing).open


def edits(office: Office, person_id: str, kind: type[notices.Notice]) -> list[str | None]:
    """In whose place these stand."""
    return [one.edits for one in office.told(person_id, kind)]


def test_a_private_question_is_settled_by_its_answer_alone(office: Office, pairing: Pairing) -> None:
    """Asked whether to meet again, Ana books a chat: the question stands until she answers it."""
    office.wait_until(at("wednesday", 16))
    asked = office.told("UANA", notices.FitNudge)
    office.book(pairing, at("friday", 10))
    booked = edits(office, "UANA", notices.TimesSettled)
    assert asked
    assert f"pairing:{pairing.id}" in booked
    assert not any(one and one.startswith("fit:") for one in booked)
    office.say_fit(pairing, "UANA", Fit.AGAIN)
    assert edits(office, "UANA", notices.NudgeSettled) == [f"fit:{pairing.id}:UANA"]


def test_an_old_answer_ends_nothing_that_goes_on(office: Office, pairing: Pairing) -> None:
    """Both go on; in summer Ana presses "Once was enough" in an old message: it has no effect."""
    for person_id in pairing.people:
        office.say_fit(pairing, person_id, Fit.AGAIN)
    with pytest.raises(errors.Gone):
        office.say_fit(pairing, "UANA", Fit.ENOUGH)
    assert office.pairing(pairing).ongoing


def test_a_score_takes_its_buttons(office: Office, pairing: Pairing) -> None:
    for person_id in pairing.people:
        office.say_fit(pairing, person_id, Fit.AGAIN)
    office.wait_until(at("monday", 17, week=8))
    assert office.notices("UANA", notices.QualityNudge)
    office.run(ratings.rate, ratings.Rate(person_id="UANA", pairing_id=pairing.id, score=4))
    assert f"quality:{pairing.id}:UANA" in edits(office, "UANA", notices.NudgeSettled)


def test_a_second_score_soon_after_takes_the_place_of_the_first(office: Office, pairing: Pairing) -> None:
    """Within a month it is a change of mind; Ben's score and the next asking's are their own."""
    for person_id in pairing.people:
        office.say_fit(pairing, person_id, Fit.AGAIN)
    began = office.now
    for days, person_id, score in ((30, "UANA", 2), (31, "UBEN", 3), (32, "UANA", 4), (92, "UANA", 5)):
        office.now = began + timedelta(days=days)
        office.run(ratings.rate, ratings.Rate(person_id=person_id, pairing_id=pairing.id, score=score))
    with office.engine.begin() as connection:
        kept = connection.execute(
            select(tables.ratings.c.person_id, tables.ratings.c.score).order_by(tables.ratings.c.rated_at)
        )
        assert [tuple(row) for row in kept] == [("UBEN", 3), ("UANA", 4), ("UANA", 5)]


def test_what_lasted_is_looked_back_on_and_a_single_chat_is_not(office: Office, pairing: Pairing) -> None:
    office.wait_until(at("wednesday", 16))
    for person_id in pairing.people:
        office.say_fit(pairing, person_id, Fit.AGAIN)
    office.run(pairings.stop, pairings.OfPairing(person_id="UBEN", pairing_id=pairing.id))
    with pytest.raises(errors.Gone):
        office.run(ratings.rate, ratings.Rate(person_id="UANA", pairing_id=pairing.id, score=5))
    other = office.pair("UBEN", "UCEM")
    office.run(pairings.stop, pairings.OfPairing(person_id="UBEN", pairing_id=other.id))
    ended = [one.notice for one in office.told("UBEN", notices.PairingEnded)]
    assert [isinstance(one, notices.PairingEnded) and one.lasted for one in ended] == [True, False]
