import pytest

from bot.domain import errors
from bot.domain.meetings import Attendance
from bot.domain.nudging import Phase
from bot.domain.pairings import Part
from bot.usecases import status
from tests.usecases.office import Office, a_mentor, a_person, at


@pytest.fixture
def office(office: Office) -> Office:
    """Ana, Ben with one place, Cem, and Ida, who is an admin."""
    office.hire(
        a_person("UANA"), a_mentor("UBEN", capacity=1), a_person("UCEM"), a_person("UIDA", admin=True)
    )
    return office


def read(office: Office, person_id: str = "UANA") -> status.Status:
    return office.run(status.read, person_id)


def test_nothing_stands_open(office: Office) -> None:
    standing = read(office)
    assert (standing.waiting, standing.upcoming, standing.sent, standing.pairings) == ((), (), (), ())
    assert standing.free_places is None
    assert read(office, "UBEN").free_places == 1


def test_asked_and_waiting(office: Office) -> None:
    """Ana reads whom she asked, Ben that Ana waits, Cem that he is first in line."""
    request = office.intro()
    (sent,) = read(office).sent
    assert (sent.request_id, sent.asked, sent.position) == (request.id, ("UBEN",), None)
    (waiting,) = read(office, "UBEN").waiting
    assert (waiting.phase, waiting.about, waiting.topic) == (Phase.ANSWER, ("UANA",), "python packaging")
    office.accept(request)
    office.intro("UCEM")
    assert read(office, "UCEM").sent[0].position == 1
    assert read(office, "UBEN").free_places == 0
    assert read(office).sent == ()


def test_a_question_of_the_weekend_shows_on_monday(office: Office) -> None:
    office.now = at("saturday", 12)
    office.intro()
    assert read(office, "UBEN").waiting == ()
    office.now = at("monday", week=1)
    assert [one.phase for one in read(office, "UBEN").waiting] == [Phase.ANSWER]


def test_from_booking_to_logging(office: Office) -> None:
    """To book, then coming up, then "did you meet", then fit and outcome: each at its time."""
    pairing = office.pair()
    (pair,) = read(office).pairings
    assert (pair.pairing_id, pair.part, pair.across, pair.ongoing) == (
        pairing.id,
        Part.MENTEE,
        ("UBEN",),
        False,
    )
    assert [one.phase for one in read(office).waiting] == [Phase.BOOK]

    meeting = office.book(pairing, at("tuesday", 10))
    (upcoming,) = read(office, "UBEN").upcoming
    assert (upcoming.meeting_id, upcoming.with_ids, upcoming.starts_at) == (
        meeting.id,
        ("UANA",),
        at("tuesday", 10),
    )
    assert read(office).waiting == ()

    office.now = at("tuesday", 12)
    assert [one.phase for one in read(office).waiting] == [Phase.CHECK_IN]
    assert read(office).upcoming == ()
    office.check_in(meeting, "UANA", Attendance.MET)
    assert {one.phase for one in read(office).waiting} == {Phase.FIT, Phase.OUTCOME}
    assert {one.about for one in read(office).waiting} == {("UBEN",)}


def test_an_admin_reads_which_pair_stalled_and_not_what_about(office: Office) -> None:
    office.pair()
    office.wait_until(at("monday", 12, week=2))
    (flag,) = read(office, "UIDA").waiting
    assert (flag.phase, flag.about, flag.topic) == (Phase.FLAG, ("UBEN", "UANA"), "")


def test_guests_have_no_status(office: Office) -> None:
    office.hire(a_person("UGUEST", kind="guest"))
    with pytest.raises(errors.GuestsCannotTakePart):
        read(office, "UGUEST")


def test_a_pair_is_shown_as_booked_while_a_chat_is_ahead(office: Office) -> None:
    pairing = office.pair()
    assert [one.booked for one in office.run(status.read, "UANA").pairings] == [False]
    office.book(pairing, at("tuesday", 10))
    assert [one.booked for one in office.run(status.read, "UANA").pairings] == [True]
