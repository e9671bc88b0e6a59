"""Whether a queued notice is still worth saying when its turn comes."""

from dataclasses import replace

import pytest

from bot.domain import notices
from bot.domain.meetings import Attendance
from bot.domain.notices import Notice
from bot.domain.outcomes import Account
from bot.ports import Post
from bot.usecases import meetings, outcomes, pairings, requests
from bot.usecases.delivery import recipients
from tests.usecases.office import Office, a_mentor, a_person, at


@pytest.fixture
def office(office: Office) -> Office:
    """Ana, her mentor Ben, Chidi, Eva who introduces, and Ida, who is an admin."""
    office.hire(
        a_person("UANA"),
        a_mentor("UBEN", capacity=5),
        a_mentor("UCHIDI"),
        a_person("UEVA"),
        a_person("UIDA", admin=True),
    )
    return office


def holds(office: Office, post: Post) -> bool:
    return office.run(recipients, post) is not None


def last(office: Office, person_id: str, kind: type[Notice]) -> Post:
    """The latest of its kind, which holds as long as nothing has changed."""
    post = office.post(person_id, kind)
    assert holds(office, post)
    return post


def test_a_question_holds_until_it_is_answered(office: Office) -> None:
    request, via = office.intro(), office.intro(whom="UCHIDI", via="UEVA")
    asked, to_introduce = last(office, "UBEN", notices.Asked), last(office, "UEVA", notices.AskedToIntroduce)
    office.run(requests.withdraw, requests.Withdraw(person_id="UANA", request_id=request.id))
    office.decline(via, "UEVA")
    assert not holds(office, asked)
    assert not holds(office, to_introduce)


def test_a_question_does_not_reach_a_waitlist(office: Office) -> None:
    """Asked in the night, Ben's places are gone by the morning: the question is not put."""
    office.now = at("monday", 22)
    office.intro()
    asked = last(office, "UBEN", notices.Asked)
    office.change(
        "UBEN", profile=replace(office.read(lambda uow: uow.people.get("UBEN")).profile, capacity=1)
    )
    office.pair(mentee_id="UEVA")
    assert not holds(office, asked)


def test_a_step_on_the_way_is_not_told_after_the_end(office: Office) -> None:
    """In the night Ben declines and Chidi says yes: in the morning Ana reads the yes. A line is kept."""
    office.now = at("monday", 22)
    request = office.flash(mentor_id="UBEN")
    office.decline(request)
    moved = last(office, "UANA", notices.RequestMovedOn)
    office.accept(request, "UCHIDI")
    assert not holds(office, moved)
    assert isinstance(moved.notice, notices.RequestMovedOn)
    assert holds(office, replace(moved, notice=replace(moved.notice, line="Good luck")))


def test_the_last_word_on_a_request_is_told(office: Office) -> None:
    request = office.intro(whom="UCHIDI", topic="")
    office.decline(request, "UCHIDI")
    last(office, "UANA", notices.RequestMovedOn)


def test_times_hold_while_the_pair_does(office: Office) -> None:
    intro, flash = office.pair(), office.flash_pair("UCHIDI")
    introduced = last(office, "UANA", notices.Introduced)
    offered = last(office, "UANA", notices.TimesOffered)
    for pairing in (intro, flash):
        office.run(pairings.stop, pairings.OfPairing(person_id="UANA", pairing_id=pairing.id))
    assert not holds(office, introduced)
    assert not holds(office, offered)
    last(office, "UANA", notices.PairingEnded)


def test_a_reminder_holds_for_this_time_only(office: Office) -> None:
    """Not after the chat was moved, not once it has begun."""
    meeting = office.book(office.pair(), at("thursday", 10))
    soon = last(office, "UANA", notices.MeetingSoon)
    last(office, "UANA", notices.MeetingBooked)
    move = meetings.Move(person_id="UANA", meeting_id=meeting.id, starts_at=at("friday", 10))
    office.run(meetings.move, move)
    assert not holds(office, soon)
    moved = last(office, "UANA", notices.MeetingSoon)
    last(office, "UANA", notices.MeetingChanged)
    office.now = at("friday", 10)
    assert not holds(office, moved)


def test_a_cancelled_chat_is_not_reminded_of(office: Office) -> None:
    meeting = office.book(office.pair(), at("thursday", 10))
    soon = last(office, "UANA", notices.MeetingSoon)
    office.run(meetings.cancel, meetings.Cancel(person_id="UBEN", meeting_id=meeting.id))
    assert not holds(office, soon)
    last(office, "UANA", notices.MeetingCancelled)


def test_a_nudge_holds_while_it_waits(office: Office) -> None:
    """Booked, answered, logged: the nudge that was on its way is not said."""
    pairing = office.pair()
    office.wait_until(at("monday", 10, week=1))
    nudge = last(office, "UANA", notices.BookNudge)
    meeting = office.book(pairing, at("tuesday", 10, week=1))
    assert not holds(office, nudge)

    office.wait_until(at("tuesday", 12, week=1))
    asked = last(office, "UANA", notices.DidYouMeet)
    office.check_in(meeting, "UANA", Attendance.MET)
    assert not holds(office, asked)
    last(office, "UANA", notices.CheckInSettled)

    office.wait_until(at("monday", 16, week=2))  # three a week: the outcome is asked for in the next one
    fit, outcome = last(office, "UANA", notices.FitNudge), last(office, "UANA", notices.OutcomeNudge)
    account = Account(happened=True, thanks="Thanks")
    office.run(
        outcomes.log, outcomes.Log(person_id="UANA", chat=f"{pairing.id}:{meeting.id}", account=account)
    )
    assert not holds(office, outcome)
    assert holds(office, fit)
    last(office, "UBEN", notices.ThankYou)


def test_a_nudge_comes_in_working_hours(office: Office) -> None:
    """The messenger was away until the evening: nothing is said then, in a break or on a holiday."""
    office.pair()
    office.wait_until(at("monday", 10, week=1))
    nudge = last(office, "UANA", notices.BookNudge)
    office.now = at("monday", 19, week=1)
    assert not holds(office, nudge)
    office.now = at("friday", 12, week=4)
    assert not holds(office, nudge)
    office.now = at("wednesday", 12, week=1)
    assert holds(office, nudge)
    office.pause("UANA")
    assert not holds(office, nudge)


def test_last_words_and_flags_hold(office: Office) -> None:
    office.pair()
    office.wait_until(at("monday", 12, week=2))
    last(office, "UANA", notices.LastWord)
    last(office, "UIDA", notices.PairFlagged)


def test_nobody_hears_of_anything_after_they_have_left(office: Office) -> None:
    """A message to one who left is dropped; to two of whom one left, it reaches the other."""
    office.pair()
    introduced, sent = office.post("UANA", notices.Introduced), office.post("UANA", notices.RequestSettled)
    office.change("UANA", active=False)
    assert holds(office, introduced)
    assert not holds(office, sent)
    assert not holds(office, replace(sent, to=("UNOBODY",)))


def test_a_late_last_word_comes_in_the_morning(office: Office) -> None:
    """The messenger was away until the evening: what nothing would say again is said at nine, once."""
    office.pair()
    office.wait_until(at("monday", 12, week=2))
    for person_id, kind in (("UANA", notices.LastWord), ("UIDA", notices.PairFlagged)):
        late = last(office, person_id, kind)
        office.now = at("monday", 19, week=2)
        for _ in range(2):
            assert office.run(recipients, late) is None
        assert [one.at for one in office.told(person_id, kind)][1:] == [at("tuesday", 9, week=2)]
        office.now = at("tuesday", 9, week=2)
        assert last(office, person_id, kind).notice == late.notice
        office.now = at("monday", 12, week=2)


def test_a_message_to_two_goes_to_the_one_who_remains(office: Office) -> None:
    office.change("UANA", active=False)
    ended = notices.PairingEnded(pairing_id="p", with_ids=("UANA",), topic="python")
    post = Post(to=("UANA", "UBEN"), notice=ended, key="k", send_at=office.now)
    assert [person.id for person in office.run(recipients, post) or ()] == ["UBEN"]
