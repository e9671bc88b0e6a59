"""Breaks: whoever asks during their own hears why there are no times."""

from datetime import date

import pytest

from bot.domain import notices
from bot.domain.people import Break
from bot.usecases import meetings, people
from tests.usecases.office import Office, a_mentor, a_person, at

BACK = date(2026, 4, 6)
ANAS = Break(person_id="UANA", until=BACK)


@pytest.fixture
def office(office: Office) -> Office:
    """Ana is on a break until April; Ben is there."""
    office.hire(a_person("UANA"), a_mentor("UBEN"))
    office.pause("UANA", BACK)
    return office


def test_who_asks_during_a_break_is_told_so(office: Office) -> None:
    """When they ask and when no times are found; once they are back there are times."""
    pairing = office.flash_pair()
    assert [one.back_on for one in office.notices("UANA", notices.RequestSent)] == [BACK]
    for person_id in pairing.people:
        (offered,) = office.notices(person_id, notices.TimesOffered)
        assert (offered.slots, offered.away) == ((), ANAS)
    shown = meetings.ShowTimes(person_id="UANA", pairing_id=pairing.id)
    assert office.run(meetings.show_times, shown).away == ANAS
    office.run(people.resume, "UANA")
    times = office.run(meetings.show_times, shown)
    assert (times.away, bool(times.slots)) == (None, True)


def test_an_introduction_says_so_too(office: Office) -> None:
    office.pair()
    assert [one.away for one in office.notices("UBEN", notices.Introduced)] == [ANAS]


def test_a_break_that_ends_soon_leaves_times_after_it(office: Office) -> None:
    office.pause("UANA", at("monday", week=1).date())
    office.flash_pair()
    (offered,) = office.notices("UANA", notices.TimesOffered)
    assert offered.away is None
    assert min(offered.slots) >= at("monday", week=1)


def test_who_is_there_is_told_of_no_break(office: Office) -> None:
    office.run(people.resume, "UANA")
    office.flash_pair()
    assert [one.back_on for one in office.notices("UANA", notices.RequestSent)] == [None]
