"""Groups: more than two people from the introduction to the end, each with their own say."""

from dataclasses import replace

import pytest

from bot.domain import errors, notices
from bot.domain.meetings import Attendance
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account
from bot.domain.pairings import Fit, Pairing, PairingState, Part
from bot.domain.people import Profile, Window
from bot.domain.requests import Form, Purpose
from bot.usecases import delivery, meetings, outcomes, pairings, people, status
from bot.usecases.pairings import Together
from tests.usecases.office import Office, a_mentor, a_person, at

TRIO = (("UBEN", Part.MENTOR), ("UANA", Part.MENTEE), ("UCEM", Part.MENTEE))
PEERS = tuple((one, Part.PEER) for one in ("UANA", "UCEM", "UBEN"))
TOGETHER = Together(
    form=Form.INTRO,
    members=TRIO,
    purpose=Purpose(topic="python packaging"),
    minutes=30,
    program_id="g1",
    round_id="r1",
)


@pytest.fixture
def office(office: Office) -> Office:
    """Ben mentors; Ana and Cem would like to learn; Dan looks on."""
    office.hire(a_mentor("UBEN", capacity=2), a_person("UANA"), a_person("UCEM"), a_person("UDAN"))
    office.change("UBEN", profile=replace(a_mentor("UBEN").profile, meeting_link="https://meet.example/ben"))
    return office


@pytest.fixture
def trio(office: Office) -> Pairing:
    return office.run(pairings.bring_together, TOGETHER)


def met(office: Office, trio: Pairing) -> None:
    """All three met on Tuesday and say so."""
    meeting = office.book(trio, at("tuesday", 10))
    office.now = at("tuesday", 16)
    for person_id in trio.people:
        office.check_in(meeting, person_id, Attendance.MET)


def stop(office: Office, trio: Pairing, person_id: str) -> None:
    office.run(pairings.stop, pairings.OfPairing(person_id=person_id, pairing_id=trio.id))


def test_they_are_introduced_together(office: Office, trio: Pairing) -> None:
    """One message to all: who is who, and times that suit all three."""
    (told,) = office.told(kind=notices.Introduced)
    assert told.to == ("UBEN", "UANA", "UCEM")
    (said,) = office.notices("UCEM", notices.Introduced)
    assert [(one.person_id, one.part) for one in said.members] == list(TRIO)
    assert said.slots == (at("tuesday"), at("wednesday"), at("thursday"))
    assert (said.outside_ids, said.requester_id) == ((), None)
    for person_id in trio.people:
        assert office.phases(person_id) == {Phase.BOOK, Phase.INACTIVE}


def test_they_read_of_it_in_the_hours_of_all_and_have_from_then_on_to_book(office: Office) -> None:
    """Cem lives in New York: on a Monday morning in London it is his night, and they wait for his nine."""
    office.change("UCEM", zone="America/New_York")
    trio = office.run(pairings.bring_together, TOGETHER)
    (told,) = office.told(kind=notices.Introduced)
    assert told.at == at("monday", 14)
    assert {office.wait(one, Phase.BOOK).since for one in trio.people} == {told.at}
    (said,) = office.notices("UCEM", notices.Introduced)
    assert min(said.slots) > told.at


def test_an_introduction_that_somebody_said_yes_to_leaves_at_once(office: Office) -> None:
    """Whoever has just pressed the button looks at what comes of it, whatever the other's clock says."""
    office.change("UANA", zone="America/New_York")
    office.pair()
    (told,) = office.told(kind=notices.Introduced)
    assert told.at == office.now


def test_whoever_left_before_it_was_said_is_not_introduced(office: Office) -> None:
    """On a Saturday they are brought together, on the same day Ana goes: on Monday the others read of it."""
    office.now = at("saturday")
    trio = office.run(pairings.bring_together, TOGETHER)
    stop(office, trio, "UANA")
    office.now = at("monday", week=1)
    post = office.post("UCEM", notices.Introduced)
    assert post.send_at == office.now
    found = office.read(lambda uow: delivery.recipients(uow, post, office.now))
    assert found is not None
    assert [one.id for one in found] == ["UBEN", "UCEM"]


def test_what_a_round_says_of_a_match_is_told(office: Office) -> None:
    together = replace(TOGETHER, opening="Welcome", icebreaker=3, agenda=("A wheel of yours",))
    office.run(pairings.bring_together, together)
    (said,) = office.notices("UANA", notices.Introduced)
    assert (said.opening, said.icebreaker, said.agenda) == ("Welcome", 3, ("A wheel of yours",))


def test_times_that_suit_most_say_for_whom_they_do_not(office: Office) -> None:
    """Cem works on Sundays only: the others are offered times, and all read that they are not his."""
    sundays = Profile(windows=(replace(WINDOW, weekday=6),))
    office.change("UCEM", profile=sundays)
    trio = office.run(pairings.bring_together, TOGETHER)
    (said,) = office.notices("UCEM", notices.Introduced)
    assert said.slots == (at("tuesday"), at("wednesday"), at("thursday"))
    assert said.outside_ids == ("UCEM",)
    shown = office.run(meetings.show_times, meetings.ShowTimes(person_id="UANA", pairing_id=trio.id))
    assert (len(shown.slots), shown.outside_ids, shown.with_ids) == (12, ("UCEM",), ("UBEN", "UCEM"))


def test_one_tap_books_it_for_all(office: Office, trio: Pairing) -> None:
    """Each is told in their own hours, with everyone's name for the calendar and the mentor's link."""
    office.book(trio, at("tuesday", 10), by="UCEM")
    for person_id in trio.people:
        (booked,) = office.notices(person_id, notices.MeetingBooked)
        assert booked.with_ids == trio.partners_of(person_id)
        assert (booked.by_id, booked.link) == ("UCEM", "https://meet.example/ben")
        assert sorted(booked.names) == ["Ana", "Ben", "Cem"]
        assert office.phases(person_id) == {Phase.CHECK_IN, Phase.INACTIVE}
    assert [one.to for one in office.told(kind=notices.TimesSettled)] == [("UBEN", "UANA", "UCEM")]


def test_nobody_is_in_two_places_at_once(office: Office, trio: Pairing) -> None:
    """Cem's other chat is in the way of the group's."""
    office.book(trio, at("tuesday", 10))
    pair = office.run(pairings.bring_together, replace(TOGETHER, members=TRIO[::2]))
    with pytest.raises(errors.TimeTaken):
        office.book(pair, at("tuesday", 10, 15), by="UCEM")


def test_met_not_yet_and_silence_are_kept_apart(office: Office, trio: Pairing) -> None:
    """One says they met, one not yet, one nothing: it counts as held, and the rest stays as it was said."""
    meeting = office.book(trio, at("tuesday", 10))
    office.wait_until(at("tuesday", 16))
    office.check_in(meeting, "UANA", Attendance.MET)
    office.check_in(meeting, "UBEN", Attendance.NOT_YET)
    kept = office.meeting(meeting)
    assert [(one.person_id, one.answer) for one in kept.seats] == [
        ("UBEN", Attendance.NOT_YET),
        ("UANA", Attendance.MET),
        ("UCEM", None),
    ]
    assert kept.held is True
    (settled,) = office.notices("UBEN", notices.CheckInSettled)
    assert (settled.with_ids, bool(settled.slots)) == (("UANA", "UCEM"), True)
    assert Phase.FIT in office.phases("UANA")
    assert Phase.CHECK_IN in office.phases("UCEM")
    assert office.pairing(trio).open


def test_who_leaves_before_a_group_is_introduced_is_not_introduced_with_it(office: Office) -> None:
    """Cem has heard of nothing, and reads of no end; the two others hear of each other alone."""
    office.delivers = False
    trio = office.run(pairings.bring_together, TOGETHER)
    stop(office, trio, "UCEM")
    (said,) = office.told(kind=notices.Introduced)
    assert said.to == ("UBEN", "UANA")
    assert isinstance(said.notice, notices.Introduced)
    assert [one.person_id for one in said.notice.members] == ["UBEN", "UANA"]
    assert office.told("UCEM", notices.PairingEnded) == []
    assert office.pairing(trio).open


def test_a_circle_whose_host_leaves_before_it_is_introduced_has_another_host(office: Office) -> None:
    office.delivers = False
    circle = office.run(pairings.bring_together, replace(TOGETHER, form=Form.CIRCLE, members=PEERS))
    host = circle.host_of(0)
    assert host is not None
    stop(office, circle, host)
    ((_, said),) = [(one.to, one.notice) for one in office.told(kind=notices.Introduced)]
    assert isinstance(said, notices.Introduced)
    assert said.host_id in circle.people
    assert said.host_id != host


def test_the_group_goes_on_when_all_would(office: Office, trio: Pairing) -> None:
    met(office, trio)
    for person_id in ("UBEN", "UANA"):
        office.say_fit(trio, person_id, Fit.AGAIN)
        assert not office.pairing(trio).ongoing
    office.say_fit(trio, "UCEM", Fit.AGAIN)
    assert office.pairing(trio).ongoing
    assert all(Phase.MEET_AGAIN in office.phases(one) for one in trio.people)


def test_whoever_has_enough_leaves_and_nobody_is_told(office: Office, trio: Pairing) -> None:
    """The two who would meet again go on, and read nothing of it; Cem reads kind words."""
    met(office, trio)
    for person_id in ("UBEN", "UANA"):
        office.say_fit(trio, person_id, Fit.AGAIN)
    heard = len(office.told("UBEN")), len(office.told("UANA"))
    office.say_fit(trio, "UCEM", Fit.ENOUGH)
    assert (len(office.told("UBEN")), len(office.told("UANA"))) == heard
    (ended,) = office.notices("UCEM", notices.PairingEnded)
    assert ended.with_ids == ("UBEN", "UANA")
    kept = office.pairing(trio)
    assert (kept.state, kept.people) == (PairingState.ONGOING, ("UBEN", "UANA"))
    assert Phase.MEET_AGAIN in office.phases("UBEN")
    assert office.phases("UCEM") == {Phase.OUTCOME}


def test_without_the_only_mentor_it_ends_for_all(office: Office, trio: Pairing) -> None:
    met(office, trio)
    office.say_fit(trio, "UBEN", Fit.ENOUGH)
    assert office.pairing(trio).state is PairingState.ENDED
    assert all(len(office.notices(one, notices.PairingEnded)) == 1 for one in trio.people)


def test_two_peers_of_three_go_on(office: Office) -> None:
    """Nobody's part is missed among peers, until only one would be left."""
    peers = office.run(pairings.bring_together, replace(TOGETHER, members=PEERS))
    stop(office, peers, "UBEN")
    assert office.pairing(peers).people == ("UANA", "UCEM")
    stop(office, peers, "UCEM")
    assert not office.pairing(peers).open


def test_the_booked_chat_takes_place_without_whoever_left(office: Office, trio: Pairing) -> None:
    """Cem's calendar is told and his time is free; the others' chat stands, and he is not asked about it."""
    meeting = office.book(trio, at("friday", 10))
    office.now = at("tuesday", 16)
    stop(office, trio, "UCEM")
    (cancelled,) = office.notices("UCEM", notices.MeetingCancelled)
    assert (cancelled.sequence, cancelled.by_id, cancelled.pairing_id) == (1, None, "")
    assert office.meeting(meeting).people == ("UBEN", "UANA")
    assert not office.notices("UANA", notices.MeetingCancelled)
    assert not office.read(lambda uow: uow.meetings.busy("UCEM", office.now))
    office.wait_until(at("friday", 12))
    assert office.notices("UANA", notices.DidYouMeet)[0].with_ids == ("UBEN",)
    assert not office.notices("UCEM", notices.DidYouMeet)
    with pytest.raises(errors.NotYours):
        office.book(trio, at("friday", 14), by="UCEM")


def test_those_who_stay_read_no_list_with_a_gap(office: Office, trio: Pairing) -> None:
    """In the group's own message, which whoever left still sees, nobody is named any more."""
    stop(office, trio, "UCEM")
    office.book(trio, at("friday", 10))
    (settled,) = [one for one in office.told(kind=notices.TimesSettled) if len(one.to) == 3]
    assert isinstance(settled.notice, notices.TimesSettled)
    assert (settled.to, settled.notice.people) == (("UBEN", "UANA", "UCEM"), ())


def test_an_account_that_was_closed_leaves_the_group(office: Office, trio: Pairing) -> None:
    office.run(people.record, a_person("UCEM", zone="Europe/London", active=False))
    assert office.pairing(trio).people == ("UBEN", "UANA")
    assert not office.told(kind=notices.PairingEnded)


def test_a_block_takes_the_one_who_blocks_out_of_the_group(office: Office, trio: Pairing) -> None:
    office.run(people.block, people.Block(person_id="UANA", blocked=("UCEM",)))
    assert office.pairing(trio).people == ("UBEN", "UCEM")
    assert len(office.notices("UANA", notices.PairingEnded)) == 1


def test_one_on_a_break_holds_up_no_group(office: Office, trio: Pairing) -> None:
    """With one away the others are nudged; with all the others away nobody is."""
    office.pause("UCEM")
    office.wait_until(at("monday", 16, week=1))
    assert office.notices("UANA", notices.BookNudge)
    assert not office.notices("UCEM", notices.BookNudge)
    office.pause("UBEN")
    heard = len(office.nudges("UANA"))
    office.wait_until(at("thursday", 16, week=2))
    assert len(office.nudges("UANA")) == heard


def test_a_group_takes_one_place_of_its_mentor(office: Office, trio: Pairing) -> None:
    """And bars nobody in it from asking somebody else in it for a chat of their own."""
    assert office.run(status.read, "UBEN").free_places == 1
    pair = office.pair(mentee_id="UANA")
    assert pair.people == ("UBEN", "UANA")


def test_status_says_who_is_what_to_whom(office: Office, trio: Pairing) -> None:
    (ben,), (ana,) = (office.run(status.read, one).pairings for one in ("UBEN", "UANA"))
    assert (ben.part, ben.across, ben.beside) == (Part.MENTOR, ("UANA", "UCEM"), ())
    assert (ana.part, ana.across, ana.beside) == (Part.MENTEE, ("UBEN",), ("UCEM",))
    (wait,) = office.run(status.read, "UCEM").waiting
    assert (wait.phase, wait.about) == (Phase.BOOK, ("UBEN", "UANA"))


def test_thanks_and_takeaways_reach_all_the_others(office: Office, trio: Pairing) -> None:
    """Also of somebody who has left since: they were there."""
    met(office, trio)
    stop(office, trio, "UCEM")
    (chat,) = office.run(outcomes.chats_of, outcomes.ShowChats(person_id="UCEM", with_id="UANA"))
    assert chat.with_ids == ("UBEN", "UANA")
    account = Account(happened=True, thanks="Thank you, you two")
    office.run(outcomes.log, outcomes.Log(person_id="UCEM", chat=chat.id, account=account))
    for person_id in ("UBEN", "UANA"):
        assert [one.line for one in office.notices(person_id, notices.ThankYou)] == ["Thank you, you two"]


def test_one_chat_of_a_round_is_done_when_they_met(office: Office) -> None:
    trio = office.run(pairings.bring_together, replace(TOGETHER, once=True))
    met(office, trio)
    assert office.pairing(trio).state is PairingState.ENDED
    assert not office.told(kind=notices.PairingEnded)
    assert office.phases("UCEM") == {Phase.OUTCOME}


def test_a_silent_member_is_waited_for_no_longer_than_the_question_stands(
    office: Office, trio: Pairing
) -> None:
    """Two would meet again, Cem never says: after two weeks the two go on without him."""
    met(office, trio)
    for person_id in ("UBEN", "UANA"):
        office.say_fit(trio, person_id, Fit.AGAIN)
    office.wait_until(at("friday", 16, week=3))
    kept = office.pairing(trio)
    assert (kept.people, kept.ongoing) == (("UBEN", "UANA"), True)


def test_the_admin_hears_of_all_of_them(office: Office, trio: Pairing) -> None:
    office.hire(a_person("UIDA", admin=True))
    office.wait_until(at("tuesday", 16, week=2))
    (flag,) = office.notices("UIDA", notices.PairFlagged)
    assert flag.people == ("UBEN", "UANA", "UCEM")


WINDOW = Window(0, *(at("monday", hour).time() for hour in (9, 17)))
