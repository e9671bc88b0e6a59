"""Breaks: whoever asks during their own hears why there are no times."""

from datetime import date, datetime

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


def test_a_yes_to_what_one_asked_for_comes_during_a_break(office: Office) -> None:
    """In their hours: somebody waits for them."""
    office.now = at("saturday", 20)
    office.flash_pair()
    assert [one.at for one in office.told("UANA", notices.TimesOffered)] == [at("monday", week=1)]


def test_what_waits_for_the_end_of_a_break_comes_when_that_ends_sooner(office: Office) -> None:
    """Ended, or replaced by a shorter one; never later than it was."""
    office.pair()
    office.run(people.block, people.Block(person_id="UBEN", blocked=("UANA",)))
    assert ended(office) == at("tuesday", 8, week=5)  # summer time
    office.pause("UANA", at("thursday", week=1).date())
    assert ended(office) == at("thursday", week=1)
    office.pause("UANA", BACK)
    assert ended(office) == at("thursday", week=1)
    office.pause("UANA", at("wednesday", week=1).date())
    office.now = at("saturday", 20)
    office.run(people.resume, "UANA")
    assert ended(office) == at("monday", week=1)


def ended(office: Office) -> datetime:
    """When Ana reads that it is over."""
    (told,) = office.told("UANA", notices.PairingEnded)
    return told.at


def test_whoever_is_back_sooner_is_nudged_again(office: Office) -> None:
    """What was looked at during the break, and put off to its end."""
    office.pair()
    office.wait_until(at("thursday", week=1))
    assert not office.nudges("UANA")
    office.run(people.resume, "UANA")
    office.look()
    assert [kind for kind, _ in office.nudges("UANA")] == [notices.BookNudge]


def test_a_reminder_keeps_its_time(office: Office) -> None:
    """It comes in time for its chat, however early somebody is back."""
    office.run(people.resume, "UANA")
    office.book(office.pair(), at("wednesday", 8, week=1))
    office.pause("UANA", at("tuesday", week=1).date())
    reminders = [one.at for one in office.told("UANA", notices.MeetingSoon)]
    assert at("tuesday", week=1) in reminders
    office.run(people.resume, "UANA")
    assert [one.at for one in office.told("UANA", notices.MeetingSoon)] == reminders
