from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.hours import CLOSES, OPENS
from bot.domain.meetings import Attendance
from bot.domain.notices import (
    BookNudge,
    DidYouMeet,
    FitNudge,
    InactiveNudge,
    LastWord,
    OutcomeNudge,
    PairFlagged,
    QualityNudge,
)
from bot.domain.nudging import Phase
from bot.domain.pairings import Fit, PairingState
from bot.domain.terms import Nudges
from bot.usecases import meetings, nudges, pairings, ratings
from tests.builders import a_pairing, a_program, a_wait
from tests.usecases.office import WORKSPACE, Office, a_mentor, a_person, at


@pytest.fixture
def office(office: Office) -> Office:
    """Ana, her mentor Ben, and Ida, who is an admin."""
    office.hire(a_person("UANA"), a_mentor("UBEN", capacity=5), a_person("UIDA", admin=True))
    return office


def test_from_an_intro_to_an_ongoing_pair(office: Office) -> None:
    """Tuesday they meet, Wednesday both say "again" in private; three weeks later, one nudge each."""
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    assert office.phases("UANA") == {Phase.CHECK_IN, Phase.INACTIVE}

    office.wait_until(at("tuesday", 12))  # half past ten, and an hour
    for person_id in pairing.people:
        assert office.nudges(person_id) == [(DidYouMeet, at("tuesday", 11, 30))]
        office.check_in(meeting, person_id, Attendance.MET)
        assert office.phases(person_id) == {Phase.FIT, Phase.OUTCOME, Phase.INACTIVE}

    office.wait_until(at("wednesday", 12))
    for person_id in pairing.people:
        assert office.nudges(person_id)[1:] == [(FitNudge, at("wednesday", 12))]
        office.say_fit(pairing, person_id, Fit.AGAIN)
    assert office.pairing(pairing).ongoing

    office.wait_until(at("wednesday", 11, week=3))
    since = [one for one in office.nudges("UBEN") if one[1] > at("wednesday", 12)]
    assert since == [(OutcomeNudge, at("thursday", 12))]
    office.wait_until(at("wednesday", 12, week=3))
    for person_id in pairing.people:
        nudge = office.notices(person_id, BookNudge)[-1]
        assert office.nudges(person_id)[-1] == (BookNudge, at("wednesday", 12, week=3))
        assert (nudge.again, len(nudge.slots)) == (True, 3)


def test_nobody_books_the_first_chat(office: Office) -> None:
    """Nudges on day 5 (a Saturday, so Monday) and day 10, a last word on day 14; Ida hears of the pair."""
    pairing = office.pair()
    office.wait_until(at("monday", 12, week=5))
    for person_id in pairing.people:
        assert office.nudges(person_id) == [
            (BookNudge, at("monday", week=1)),
            (BookNudge, at("thursday", week=1)),
            (LastWord, at("monday", week=2)),
        ]
        assert all(len(one.slots) == 3 for one in office.notices(person_id, BookNudge))
    assert office.nudges("UIDA") == [(PairFlagged, at("monday", week=2))]
    (flag,) = office.notices("UIDA", PairFlagged)
    assert (flag.people, flag.stalled) == (("UBEN", "UANA"), Phase.BOOK)
    assert office.pairing(pairing).open


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Nudges.USUAL, [BookNudge, BookNudge, LastWord]),
        (Nudges.FEWER, [BookNudge]),
        (Nudges.NONE, []),
    ],
)
def test_a_program_says_how_often_its_people_are_reminded(
    office: Office, wanted: Nudges, said: list[type[notices.Nudge]]
) -> None:
    """Whatever it says, an admin hears of a pair that stalls, and whoever met is asked about it."""
    pairing = office.pair()
    _of_program(office, pairing.id, wanted)
    office.wait_until(at("monday", 12, week=5))
    assert [kind for kind, _ in office.nudges("UANA")] == said
    assert [kind for kind, _ in office.nudges("UIDA")] == [PairFlagged]
    office.book(office.pairing(pairing), at("tuesday", 10, week=5))
    office.wait_until(at("tuesday", 12, week=5))
    assert office.nudges("UANA")[-1][0] is DidYouMeet


def _of_program(office: Office, pairing_id: str, wanted: Nudges) -> None:
    """Let a pairing be one of a program that reminds its people so often."""
    program = a_program()
    program.terms = replace(program.terms, nudges=wanted)
    with office.unit_of_work(WORKSPACE) as uow:
        uow.programs.add(program)
        pairing = uow.pairings.find(pairing_id)
        assert pairing is not None
        pairing.program_id = program.id


def test_what_is_booked_is_not_nudged_about(office: Office) -> None:
    """Booked on day 6 for day 15: no second nudge, no last word, no flag."""
    pairing = office.pair()
    office.wait_until(at("monday", 10, week=1))
    office.book(pairing, at("tuesday", 10, week=2))
    office.wait_until(at("tuesday", 11, week=2))
    assert office.nudges("UANA") == [(BookNudge, at("monday", week=1))]
    assert not office.nudges("UIDA")


def test_a_pair_that_stops_meeting(office: Office) -> None:
    """Three nudges, a last word, Ida hears of it; after 90 days both are asked, a week later it ends."""
    pairing = office.ongoing_pair()
    office.wait_until(at("tuesday", 17, week=14))
    told = [
        kind
        for kind, _ in office.nudges("UANA")
        if kind not in (QualityNudge, OutcomeNudge, DidYouMeet, FitNudge)
    ]
    assert told == [BookNudge, BookNudge, BookNudge, LastWord, InactiveNudge]
    days = [(when - at("tuesday", 16)).days for kind, when in office.nudges("UANA") if kind is BookNudge]
    assert days == [21, 28, 35]
    assert [one.stalled for one in office.notices("UIDA", PairFlagged)] == [Phase.MEET_AGAIN]
    assert office.pairing(pairing).state is PairingState.ENDED
    ended = office.told("UBEN", notices.PairingEnded)
    assert len(ended) == 1
    assert office.phases("UANA") == office.phases("UBEN") == {Phase.REVIEW}, "both may look back"


def test_a_word_keeps_a_quiet_pair(office: Office) -> None:
    """Asked after 90 days, Ana would like to keep going: it goes on, and the clock of silence starts anew."""
    pairing = office.ongoing_pair()
    office.wait_until(at("tuesday", 17, week=13))
    assert InactiveNudge in dict(office.nudges("UANA"))
    office.run(pairings.keep_going, pairings.OfPairing(person_id="UANA", pairing_id=pairing.id))
    office.wait_until(at("tuesday", 17, week=15))
    assert office.pairing(pairing).open


def test_how_it_goes_is_asked_after_30_days_and_every_60(office: Office) -> None:
    """30 days are over at Easter, so Tuesday; 60 days later is a Saturday, so Monday; and so on."""
    pairing = office.ongoing_pair()
    for week in range(2, 25, 2):
        office.book(pairing, at("tuesday", 11, week=week))
        office.wait_until(at("tuesday", 13, week=week))
        meeting = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))[0]
        for person_id in pairing.people:
            office.check_in(meeting, person_id, Attendance.MET)
    asked = [when for kind, when in office.nudges("UANA") if kind is QualityNudge]
    assert [when.date() for when in asked] == [date(2026, 4, 7), date(2026, 6, 8), date(2026, 8, 7)]
    office.run(ratings.rate, ratings.Rate(person_id="UANA", pairing_id=pairing.id, score=5))
    with pytest.raises(errors.NotAChoice):
        office.run(ratings.rate, ratings.Rate(person_id="UANA", pairing_id=pairing.id, score=6))
    with pytest.raises(errors.NotYours):
        office.run(ratings.rate, ratings.Rate(person_id="UIDA", pairing_id=pairing.id, score=1))


def test_three_unprompted_messages_a_week(office: Office) -> None:
    """Five pairs of Ben's are due in one look: he hears of three, of the others a week later, never more."""
    for number in range(5):
        office.hire(a_person(f"U{number}"))
        office.pair("UBEN", f"U{number}")
    office.now = at("monday", 10, week=1)
    assert office.look() == 10
    assert len(office.nudges("UBEN")) == 3
    assert all(len(office.nudges(f"U{number}")) == 1 for number in range(5))

    office.wait_until(at("friday", 17, week=8))
    times = [when for _, when in office.nudges("UBEN")]
    assert len(times) > 6
    for moment in times:
        week = [one for one in times if moment - timedelta(days=7) < one <= moment]
        assert len(week) <= 3
    assert len({one.key for one in office.told()}) == len(office.told())


def test_nobody_is_nudged_out_of_hours(office: Office) -> None:
    """Over a whole life of nudges each one comes on a workday between nine and five, holidays left out."""
    office.pair()
    office.hire(a_person("UCEM", zone="America/Los_Angeles"), a_mentor("UDORA", zone="Asia/Kolkata"))
    office.pair("UDORA", "UCEM")
    office.wait_until(at("friday", 17, week=16))
    zones = {one.id: one for one in office.read(lambda uow: uow.people.everyone())}
    told = office.told(kind=notices.Nudge)
    assert len(told) >= 14
    for one in told:
        local = zones[one.to[0]].local(one.at)
        assert (local.weekday() < 5, OPENS <= local.time() < CLOSES) == (True, True)
        assert one.to[0].startswith(("UCEM", "UDORA")) or local.date() not in {
            date(2026, 4, 3),
            date(2026, 4, 6),
        }


@pytest.mark.parametrize("away", ["UANA", "UBEN"])
def test_nobody_is_nudged_about_someone_who_is_away(office: Office, away: str) -> None:
    """One of the two takes three weeks off on Thursday: neither is nudged before that person is back."""
    office.pair()
    office.now = at("thursday", 10)
    back = at("thursday", week=3).date()
    office.pause(away, back)
    office.wait_until(at("friday", 17, week=3))
    for person_id in ("UANA", "UBEN"):
        assert office.nudges(person_id) == [(BookNudge, at("thursday", week=3))]


@pytest.mark.parametrize("away", ["UANA", "UBEN"])
def test_nobody_is_asked_how_it_goes_with_someone_who_is_away(office: Office, away: str) -> None:
    """Day 30 falls into Ben's break of five weeks: Ana is asked when he is back."""
    office.ongoing_pair()
    office.now = at("wednesday", 10)
    office.pause(away, at("wednesday", week=6).date())
    office.wait_until(at("tuesday", 17, week=6))
    assert not [kind for kind, _ in office.nudges("UANA") if kind is not OutcomeNudge]
    office.wait_until(at("friday", 17, week=6))
    assert QualityNudge in dict(office.nudges("UANA"))


def test_snoozed_until_a_morning(office: Office) -> None:
    """Nudged on Monday, Ana snoozes until Friday of the next week: nothing comes before nine that day."""
    office.pair()
    office.wait_until(at("monday", 10, week=1))
    wait = office.wait("UANA", Phase.BOOK)
    friday = at("friday", week=2)
    snooze = nudges.Snooze(person_id="UANA", wait_id=wait.id, until=friday.date())
    assert office.run(nudges.snooze, snooze) == nudges.Snoozed(until=friday)
    office.wait_until(at("friday", 12, week=2))
    assert [when for _, when in office.nudges("UANA")] == [at("monday", week=1), friday]
    assert len(office.nudges("UBEN")) == 3


def test_a_snooze_does_not_hold_up_the_one_who_asks(office: Office) -> None:
    """Ben snoozes the question for two weeks: on the third business day it goes on all the same."""
    request = office.intro()
    office.wait_until(at("wednesday"))
    wait = office.wait("UBEN", Phase.ANSWER)
    later = nudges.Snooze(person_id="UBEN", wait_id=wait.id, until=at("monday", week=2).date())
    assert office.run(nudges.snooze, later).goes_on_at == at("thursday")
    office.wait_until(at("thursday"))
    assert not office.request(request).open


def test_what_cannot_be_snoozed(office: Office) -> None:
    """By someone else, until today, for ever, after it is done: a sentence, and nothing changes."""
    pairing = office.pair()
    wait = office.wait("UANA", Phase.BOOK)
    soon = at("friday").date()
    snooze = nudges.Snooze(person_id="UANA", wait_id=wait.id, until=soon)
    for command, refusal in (
        (replace(snooze, person_id="UBEN"), errors.NotYours),
        (replace(snooze, until=office.now.date()), errors.SnoozeInThePast),
        (replace(snooze, until=date.max), errors.PauseTooLong),
        (replace(snooze, wait_id="gone"), errors.Gone),
    ):
        with pytest.raises(refusal):
            office.run(nudges.snooze, command)
    office.book(pairing, at("tuesday", 10))
    with pytest.raises(errors.Gone):
        office.run(nudges.snooze, snooze)


def test_a_flag_that_was_seen_goes(office: Office) -> None:
    office.pair()
    office.wait_until(at("monday", 12, week=2))
    wait = office.wait("UIDA", Phase.FLAG)
    with pytest.raises(errors.NotYours):
        office.run(nudges.dismiss, nudges.Dismiss(person_id="UANA", wait_id=wait.id))
    office.run(nudges.dismiss, nudges.Dismiss(person_id="UIDA", wait_id=wait.id))
    assert office.phases("UIDA") == set()
    (settled,) = office.told("UIDA", notices.NudgeSettled)
    assert settled.edits == f"flag:{wait.subject_id}:UIDA"
    assert settled.notice == notices.NudgeSettled(people=("UBEN", "UANA"))
    with pytest.raises(errors.Gone):
        office.run(nudges.dismiss, nudges.Dismiss(person_id="UIDA", wait_id=wait.id))


def test_a_flag_that_was_waved_away_does_not_come_back_for_the_same_stall(office: Office) -> None:
    """Ben's break puts off his last word: by then Ida has waved the flag away. A new stall is a new flag."""
    pairing = office.pair()
    office.wait_until(at("friday", week=1))
    ana, ben = office.wait("UANA", Phase.BOOK), office.wait("UBEN", Phase.BOOK)
    thursday = at("thursday", week=2).date()
    office.run(nudges.snooze, nudges.Snooze(person_id="UBEN", wait_id=ben.id, until=thursday))
    office.wait_until(at("monday", 12, week=2))
    flag = office.wait("UIDA", Phase.FLAG)
    office.run(nudges.dismiss, nudges.Dismiss(person_id="UIDA", wait_id=flag.id))
    office.wait_until(at("friday", week=4))
    assert LastWord in dict(office.nudges("UBEN"))
    assert len(office.notices("UIDA", PairFlagged)) == 1

    meeting = office.book(pairing, at("monday", 10, week=5))
    office.run(meetings.cancel, meetings.Cancel(person_id="UANA", meeting_id=meeting.id))
    assert office.wait("UANA", Phase.BOOK).id != ana.id
    office.wait_until(at("friday", week=8))
    assert len(office.notices("UIDA", PairFlagged)) == 2


def test_what_must_be_answered_cannot_be_waved_away(office: Office) -> None:
    office.intro()
    wait = office.wait("UBEN", Phase.ANSWER)
    with pytest.raises(errors.Gone):
        office.run(nudges.dismiss, nudges.Dismiss(person_id="UBEN", wait_id=wait.id))
    assert office.phases("UBEN") == {Phase.ANSWER}


def test_no_fit_answer_ends_it_kindly_unless_a_chat_is_booked(office: Office) -> None:
    """Both met and neither says whether to go on: after two weeks it closes, but not over a booked chat."""
    office.hire(a_person("UCEM"))
    quiet, busy = office.pair(), office.pair(mentee_id="UCEM")
    for pairing, hour in ((quiet, 10), (busy, 14)):
        meeting = office.book(pairing, at("tuesday", hour), by="UBEN")
        office.now = at("tuesday", hour + 1)
        for person_id in pairing.people:
            office.check_in(meeting, person_id, Attendance.MET)
    ahead = office.book(busy, at("monday", 10, week=6), by="UCEM")
    office.wait_until(at("monday", 12, week=5))
    assert office.pairing(quiet).state is PairingState.ENDED
    assert office.pairing(busy).open
    assert office.meeting(ahead).booked


def test_one_met_and_the_other_never_answers(office: Office) -> None:
    """Ana would meet again, Ben is silent: after a week he is asked whether he would, then it ends kindly."""
    pairing = office.pair()
    meeting = office.book(pairing, at("tuesday", 10))
    office.wait_until(at("tuesday", 12))
    office.check_in(meeting, "UANA", Attendance.MET)
    office.say_fit(pairing, "UANA", Fit.AGAIN)
    office.wait_until(at("wednesday", 12, week=1))
    assert Phase.FIT in office.phases("UBEN")
    assert [kind for kind, _ in office.nudges("UBEN")][:2] == [DidYouMeet, DidYouMeet]
    office.wait_until(at("monday", 12, week=5))
    assert [kind for kind, _ in office.nudges("UBEN")] == [DidYouMeet, DidYouMeet, FitNudge, FitNudge]
    assert office.pairing(pairing).state is PairingState.ENDED
    assert office.meeting(meeting).seat_of("UBEN").answer is None


def test_what_another_look_put_to_rest_is_not_said(office: Office) -> None:
    """Ben's account is closed and nobody told us: Ana hears that it ended, and no nudge about him."""
    office.pair()
    office.change("UBEN", active=False)
    office.now = at("monday", 10, week=1)
    office.look()
    assert office.nudges("UANA") == []
    assert len(office.told("UANA", notices.PairingEnded)) == 1


def test_one_wait_that_fails_holds_up_no_other(office: Office) -> None:
    """A hundred are due, and one is of somebody nobody knows: 99 are nudged, the one is tried hourly."""
    office.hire(*(a_person(f"U{number:03}") for number in range(99)))
    with office.unit_of_work(WORKSPACE) as uow:
        for number in range(99):
            uow.pairings.add(pairing := a_pairing("UBEN", f"U{number:03}"))
            uow.waits.add(a_wait(pairing.mentees[0], phase=Phase.BOOK, subject_id=pairing.id))
        uow.waits.add(a_wait("UNOBODY", id="lost", phase=Phase.BOOK, subject_id="p"))
    office.now = at("monday", 12, week=1)
    looked = office.run(nudges.look, nudges.Look(most=100))
    assert looked.due == 100
    assert [(one.wait_id, type(one.error)) for one in looked.failed] == [("lost", errors.UnknownPerson)]
    assert len(office.told(kind=notices.Nudge)) == 99
    assert office.run(nudges.look, nudges.Look()).due == 0
    office.now += nudges.AFTER_A_FAILURE
    looked = office.run(nudges.look, nudges.Look())
    assert (looked.due, [one.wait_id for one in looked.failed]) == (1, ["lost"])


def test_the_admins_share_the_flags(office: Office) -> None:
    """Ivo and Ida are admins: each stalled pair is for one of the two."""
    office.hire(a_person("UIVO", admin=True), *(a_person(f"U{number}") for number in range(4)))
    flags: dict[str, int] = {}
    for number in range(4):
        office.pair("UBEN", f"U{number}")
    office.wait_until(at("friday", 17, week=6))
    for admin in ("UIDA", "UIVO"):
        for flag in office.notices(admin, PairFlagged):
            flags[flag.pairing_id] = flags.get(flag.pairing_id, 0) + 1
    assert list(flags.values()) == [1, 1, 1, 1]


def test_asked_again_the_older_question_has_no_buttons(office: Office) -> None:
    """The question takes the place of what moves the chat; asked again, that of its older buttons."""
    meeting = office.book(office.pair(), at("tuesday", 10))
    office.wait_until(at("friday", 17))
    asked = office.told("UANA", DidYouMeet)
    assert len(asked) == 2
    again = office.told("UANA", notices.NudgeSettled)
    assert {one.edits for one in again} == {one.about for one in asked}
    assert all(isinstance(one.notice, notices.NudgeSettled) and one.notice.again for one in again)
    (booked,) = office.told("UANA", notices.MeetingBooked)
    over = office.told("UANA", notices.MeetingChanged)[0]
    assert isinstance(over.notice, notices.MeetingChanged)
    assert (over.notice.over, over.notice.was_at) == (True, meeting.starts_at)
    assert over.edits == booked.about
