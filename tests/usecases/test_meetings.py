from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.meetings import Attendance, Meeting, MeetingState
from bot.domain.nudging import Phase
from bot.domain.pairings import PairingState
from bot.usecases import meetings
from tests.usecases.office import Office, a_mentor, a_person, at


@pytest.fixture
def office(office: Office) -> Office:
    """Ana and Ben; Cem is nobody's partner."""
    office.hire(a_person("UANA"), a_mentor("UBEN", capacity=3), a_person("UCEM"))
    profile = office.read(lambda uow: uow.people.get("UBEN")).profile
    office.change("UBEN", profile=replace(profile, meeting_link="https://meet.example/ben"))
    return office


def move(office: Office, meeting: Meeting, starts_at: datetime, by: str = "UANA") -> Meeting:
    return office.run(meetings.move, meetings.Move(person_id=by, meeting_id=meeting.id, starts_at=starts_at))


def cancel(office: Office, meeting: Meeting, by: str = "UANA") -> Meeting:
    return office.run(meetings.cancel, meetings.Cancel(person_id=by, meeting_id=meeting.id))


def reminders(office: Office, person_id: str) -> list[tuple[datetime, bool]]:
    """When the person will be reminded, and whether it is the last time."""
    return [
        (one.at, one.notice.last)
        for one in office.told(person_id, notices.MeetingSoon)
        if isinstance(one.notice, notices.MeetingSoon)
    ]


def test_booked_by_one_click(office: Office) -> None:
    """Both are told at once, with the link; reminded a working day and ten minutes before; asked after it."""
    pairing = office.pair()
    meeting = office.book(pairing, at("friday", 10))
    for person_id, partner in (("UANA", "UBEN"), ("UBEN", "UANA")):
        (booked,) = office.notices(person_id, notices.MeetingBooked)
        assert (booked.with_ids, booked.starts_at, booked.minutes, booked.sequence) == (
            (partner,),
            at("friday", 10),
            30,
            0,
        )
        assert (booked.link, booked.by_id) == ("https://meet.example/ben", "UANA")
        assert reminders(office, person_id) == [(at("thursday", 10), False), (at("friday", 9, 50), True)]
        assert office.phases(person_id) == {Phase.CHECK_IN, Phase.INACTIVE}
    assert [one.to for one in office.told(kind=notices.TimesSettled)] == [("UBEN", "UANA")]
    assert office.meeting(meeting).booked


def test_reminded_on_the_working_day_before(office: Office) -> None:
    """A chat on Monday morning is announced on Friday, one on the Tuesday after Easter on Thursday."""
    pairing = office.pair()
    first = office.book(pairing, at("monday", 10, week=1))
    assert reminders(office, "UANA")[0] == (at("friday", 10), False)
    cancel(office, first)
    easter_tuesday = at("tuesday", 9, week=5)  # ten o'clock in London, which is on summer time
    office.book(pairing, easter_tuesday)
    assert reminders(office, "UANA")[0] == (at("thursday", 9, week=4), False)


def test_a_chat_this_afternoon_needs_no_reminder_of_yesterday(office: Office) -> None:
    pairing = office.pair()
    office.book(pairing, at("monday", 15))
    assert reminders(office, "UANA") == [(at("monday", 14, 50), True)]


def test_moved(office: Office) -> None:
    """Ben moves it: new confirmations with the next sequence, old reminders taken back, new ones in place."""
    pairing = office.pair()
    meeting = office.book(pairing, at("thursday", 10))
    move(office, meeting, at("friday", 14), by="UBEN")
    for person_id in ("UANA", "UBEN"):
        booked = office.notices(person_id, notices.MeetingBooked)[-1]
        assert (booked.starts_at, booked.sequence, booked.by_id) == (at("friday", 14), 1, "UBEN")
        assert reminders(office, person_id) == [(at("thursday", 14), False), (at("friday", 13, 50), True)]
        (changed,) = office.notices(person_id, notices.MeetingChanged)
        assert (changed.was_at, changed.now_at) == (at("thursday", 10), at("friday", 14))
        assert changed.with_ids == pairing.partners_of(person_id)
        assert office.wait(person_id, Phase.CHECK_IN).since == at("friday", 14, 30)


def test_cancelled(office: Office) -> None:
    """Ana calls it off: both read so, no reminder is left, and they are nudged to book again five days on."""
    pairing = office.pair()
    meeting = office.book(pairing, at("thursday", 10))
    cancel(office, meeting)
    for person_id in ("UANA", "UBEN"):
        (cancelled,) = office.notices(person_id, notices.MeetingCancelled)
        assert (cancelled.sequence, cancelled.by_id) == (1, "UANA")
        assert reminders(office, person_id) == []
        assert office.phases(person_id) == {Phase.BOOK, Phase.INACTIVE}
    assert office.book(pairing, at("friday", 10)).booked


def test_who_goes_on_meeting_hears_of_a_cancelled_chat_in_weeks(office: Office) -> None:
    """An ongoing pair calls a chat off: no daily nagging, the three weeks begin anew."""
    pairing = office.ongoing_pair()
    meeting = office.book(pairing, at("friday", 10))
    cancel(office, meeting)
    assert Phase.BOOK not in office.phases("UANA")
    assert office.wait("UANA", Phase.MEET_AGAIN).since == office.now


def test_an_unanswered_check_in_of_an_ongoing_pair(office: Office) -> None:
    """Nobody says whether they met the second time: three weeks later they are offered times all the same."""
    pairing = office.ongoing_pair()
    office.book(pairing, at("friday", 10))
    office.wait_until(at("friday", 17, week=3))
    assert [kind for kind, _ in office.nudges("UANA")][-1] is notices.BookNudge
    assert office.pairing(pairing).ongoing


@pytest.mark.parametrize(
    ("starts_at", "refusal"),
    [
        (at("monday", 8), errors.TimePassed),
        (at("monday", week=53), errors.TooFarAhead),
        (at("tuesday", 10), errors.BookedAlready),
        (at("tuesday", 11), errors.AlreadyBooked),
    ],
)
def test_what_cannot_be_booked(
    office: Office, starts_at: datetime, refusal: type[errors.DomainError]
) -> None:
    pairing = office.pair()
    office.book(pairing, at("tuesday", 10))
    told = len(office.told())
    with pytest.raises(refusal):
        office.book(pairing, starts_at)
    assert len(office.told()) == told


def test_a_time_that_another_pair_took(office: Office) -> None:
    """Cem has Ben from ten to half past: Ana cannot start in between, but right after."""
    office.book(office.pair(mentee_id="UCEM"), at("tuesday", 10), by="UCEM")
    pairing = office.pair()
    for minute in (0, 15):
        with pytest.raises(errors.TimeTaken):
            office.book(pairing, at("tuesday", 10, minute))
    assert office.book(pairing, at("tuesday", 10, 30)).booked


def test_strangers_and_ends(office: Office) -> None:
    """Cem touches nothing of Ana's and Ben's; after the end nothing is booked, moved or cancelled."""
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    for attempt in (
        lambda: office.book(pairing, at("friday", 10), by="UCEM"),
        lambda: move(office, meeting, at("friday", 10), by="UCEM"),
        lambda: cancel(office, meeting, by="UCEM"),
        lambda: office.check_in(meeting, "UCEM", Attendance.MET),
        lambda: office.run(meetings.show_times, meetings.ShowTimes(person_id="UCEM", pairing_id=pairing.id)),
    ):
        with pytest.raises(errors.NotYours):
            attempt()
    cancel(office, meeting)
    for attempt in (
        lambda: move(office, meeting, at("friday", 10)),
        lambda: cancel(office, meeting),
        lambda: office.check_in(meeting, "UANA", Attendance.MET),
        lambda: office.run(meetings.show_times, meetings.ShowTimes(person_id="UANA", meeting_id=meeting.id)),
        lambda: office.run(meetings.show_times, meetings.ShowTimes(person_id="UANA", pairing_id="gone")),
    ):
        with pytest.raises(errors.Gone):
            attempt()


def test_times_to_choose_from(office: Office) -> None:
    """Twelve free times of both, from tomorrow on, none of which is taken."""
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 9))
    times = office.run(meetings.show_times, meetings.ShowTimes(person_id="UBEN", meeting_id=meeting.id))
    assert (times.with_ids, times.moving, len(times.slots)) == (("UANA",), True, 12)
    assert at("tuesday", 9) not in times.slots
    assert all(slot >= at("tuesday") for slot in times.slots)


@pytest.mark.parametrize("starts_at", [at("friday", 10), at("tuesday", 9)])
def test_did_you_meet_no_we_moved_it(office: Office, starts_at: datetime) -> None:
    """Wednesday Ana says that it was moved: to Friday (asked again then), or they met an hour earlier."""
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.wait_until(at("wednesday", 10))
    move(office, meeting, starts_at)
    stands = office.meeting(meeting)
    assert stands.starts_at == starts_at
    if starts_at > office.now:
        assert [seat.answer for seat in stands.seats] == [None, None]
        assert office.notices("UANA", notices.CheckInSettled)[-1].answer is Attendance.MOVED
    else:
        assert stands.seat_of("UANA").answer is Attendance.MET
        assert stands.seat_of("UBEN").answer is None
        assert Phase.CHECK_IN in office.phases("UBEN")


def test_a_chat_is_not_moved_before_its_pair_existed(office: Office) -> None:
    office.now = at("monday", 12)
    meeting = office.book(office.pair(), at("tuesday", 10))
    office.now = at("wednesday", 10)
    with pytest.raises(errors.TimePassed):
        move(office, meeting, at("monday", 9))
    assert office.meeting(meeting).seat_of("UANA").answer is None


def test_not_asked_before_it_was(office: Office) -> None:
    meeting = office.book(office.pair(), at("tuesday", 10))
    with pytest.raises(errors.NotMetYet):
        office.check_in(meeting, "UANA", Attendance.MET)


def test_two_answers_that_disagree_are_both_kept(office: Office) -> None:
    """Ana says they met, Ben says not yet: neither changes the other's, nobody is pushed to book."""
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.wait_until(at("tuesday", 12))
    office.check_in(meeting, "UANA", Attendance.MET)
    office.check_in(meeting, "UBEN", Attendance.NOT_YET)
    stands = office.meeting(meeting)
    assert stands.seat_of("UANA").answer is Attendance.MET
    assert stands.seat_of("UBEN").answer is Attendance.NOT_YET
    assert Phase.BOOK not in office.phases("UANA") | office.phases("UBEN")
    assert {one.answer for one in office.notices("UANA", notices.CheckInSettled)} == {Attendance.MET}


def test_not_yet_offers_times_and_starts_to_wait_again(office: Office) -> None:
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.wait_until(at("tuesday", 12))
    office.check_in(meeting, "UBEN", Attendance.NOT_YET)
    (settled,) = office.notices("UBEN", notices.CheckInSettled)
    assert len(settled.slots) == 3
    assert office.phases("UANA") == {Phase.BOOK, Phase.CHECK_IN, Phase.INACTIVE}
    office.check_in(meeting, "UANA", Attendance.MET)
    assert Phase.BOOK not in office.phases("UANA") | office.phases("UBEN")


def test_it_will_not_happen(office: Office) -> None:
    """Ana says so: it ends, both read the same kind words, and Ben may still say what he knows."""
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.now = at("tuesday", 12)
    office.check_in(meeting, "UANA", Attendance.WONT_HAPPEN)
    assert office.pairing(pairing).state is PairingState.ENDED
    ana, ben = office.notices("UANA", notices.PairingEnded), office.notices("UBEN", notices.PairingEnded)
    assert [(one.with_ids, one.topic) for one in (*ana, *ben)] == [
        (("UBEN",), "python packaging"),
        (("UANA",), "python packaging"),
    ]
    office.check_in(meeting, "UBEN", Attendance.MET)
    assert office.meeting(meeting).seat_of("UBEN").answer is Attendance.MET


def test_one_chat_less_does_not_end_what_goes_on(office: Office) -> None:
    """An ongoing pair's second chat won't happen: the pair stays, and hears again in three weeks."""
    pairing = office.ongoing_pair()
    meeting = office.book(pairing, at("thursday", 10))
    office.now = at("thursday", 12)
    office.check_in(meeting, "UANA", Attendance.WONT_HAPPEN)
    assert office.pairing(pairing).ongoing
    assert office.wait("UBEN", Phase.MEET_AGAIN).since == office.now


def test_the_same_answer_twice(office: Office) -> None:
    meeting = office.book(office.pair(), at("tuesday", 10))
    office.now = at("tuesday", 12)
    office.check_in(meeting, "UANA", Attendance.MET)
    with pytest.raises(errors.AlreadyAnswered):
        office.check_in(meeting, "UANA", Attendance.MET)


def test_a_chat_that_ended_early_stays_held(office: Office) -> None:
    """Ten minutes into their flash chat Ana says they met: it is over and done, not cancelled."""
    pairing = office.flash_pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.now = at("tuesday", 10, 10)
    office.check_in(meeting, "UANA", Attendance.MET)
    assert office.meeting(meeting).state is MeetingState.BOOKED
    assert not office.told(kind=notices.MeetingCancelled)
    assert office.pairing(pairing).state is PairingState.ENDED
    with pytest.raises(errors.Gone):
        cancel(office, meeting)


def test_after_an_early_end_the_next_chat_can_be_booked(office: Office) -> None:
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.now = at("tuesday", 10, 10)
    office.check_in(meeting, "UANA", Attendance.MET)
    assert office.book(pairing, at("tuesday", 10) + timedelta(weeks=2)).booked


def test_we_moved_it_leaves_what_the_other_said(office: Office) -> None:
    """Ben says they met, Ana that it was moved: his word stays, and the new time is a chat of its own."""
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.now = at("tuesday", 12)
    office.check_in(meeting, "UBEN", Attendance.MET)
    again = move(office, meeting, at("friday", 10))
    assert again.id != meeting.id
    stands = office.meeting(meeting)
    assert stands.starts_at == at("tuesday", 10)
    assert stands.seat_of("UBEN").answer is Attendance.MET
    assert stands.seat_of("UANA").answer is Attendance.MOVED
    assert Phase.CHECK_IN not in {
        wait.phase for wait in office.waits("UANA") if wait.subject_id == meeting.id
    }


def test_we_moved_it_settles_the_question_to_both(office: Office) -> None:
    meeting = office.book(office.pair(), at("tuesday", 10))
    office.wait_until(at("wednesday", 10))
    move(office, meeting, at("friday", 10))
    for person_id in ("UANA", "UBEN"):
        (settled,) = office.told(person_id, notices.CheckInSettled)
        assert settled.edits == f"check-in:{meeting.id}:{person_id}"


@pytest.mark.parametrize(
    ("starts_at", "told_at"),
    [
        (at("wednesday", 15), at("wednesday", 9)),
        (at("wednesday", 9), at("wednesday", 8)),
    ],
)
def test_who_did_not_book_is_not_woken(office: Office, starts_at: datetime, told_at: datetime) -> None:
    """Ana books and calls off in the night: Ben hears in the morning, but an hour before at the latest."""
    pairing = office.pair()
    office.now = at("tuesday", 23)
    meeting = office.book(pairing, starts_at)
    assert office.told("UANA", notices.MeetingBooked)[-1].at == office.now
    assert office.told("UBEN", notices.MeetingBooked)[-1].at == told_at
    cancel(office, meeting)
    assert not [one for one in office.told("UBEN", notices.MeetingBooked) if one.at > office.now]
    assert office.told("UANA", notices.MeetingCancelled)[-1].at == office.now
    assert office.told("UBEN", notices.MeetingCancelled)[-1].at == told_at


def test_not_yet_after_the_end_offers_nothing(office: Office) -> None:
    """Ana says they met, so the flash chat is done; Ben's "not yet" leads to no button that is of no use."""
    meeting = office.book(office.flash_pair(), at("tuesday", 10))
    office.wait_until(at("tuesday", 12))
    office.check_in(meeting, "UANA", Attendance.MET)
    office.check_in(meeting, "UBEN", Attendance.NOT_YET)
    assert not office.notices("UBEN", notices.CheckInSettled)[-1].open
