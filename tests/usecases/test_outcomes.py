from datetime import timedelta
from typing import Any

import pytest

from bot.domain import errors, notices
from bot.domain.meetings import Attendance
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account, Outcome, Visibility
from bot.domain.pairings import Pairing, PairingState
from bot.usecases import outcomes
from tests.usecases.office import Office, a_mentor, a_person, at

CANARY = "nobody else may read this"


@pytest.fixture
def office(office: Office) -> Office:
    """Ana and Ben; Cem is nobody's partner."""
    office.hire(a_person("UANA"), a_mentor("UBEN", capacity=3), a_person("UCEM"))
    return office


@pytest.fixture
def pairing(office: Office) -> Pairing:
    """A chat was booked for Tuesday at ten; it is Tuesday noon."""
    pairing = office.pair()
    office.book(pairing, at("tuesday", 10))
    office.now = at("tuesday", 12)
    return pairing


def log(
    office: Office, pairing: Pairing, by: str = "UANA", meeting_id: str | None = None, **account: Any
) -> Outcome:
    """Someone logs the pair's first chat."""
    if meeting_id is None:
        met = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))
        meeting_id = met[-1].id if met else ""
    known = {"happened": True, **account}
    command = outcomes.Log(person_id=by, chat=f"{pairing.id}:{meeting_id}", account=Account(**known))
    return office.run(outcomes.log, command)


def chats(office: Office, person_id: str = "UANA", with_id: str | None = None) -> tuple[outcomes.Chat, ...]:
    return office.run(outcomes.chats_of, outcomes.ShowChats(person_id=person_id, with_id=with_id))


def test_logged(office: Office, pairing: Pairing) -> None:
    """Ana logs: it answers "Did you meet?" for her alone, her nudges about it stop, Ben is thanked."""
    log(office, pairing, useful=5, takeaway=CANARY, thanks="Thank you, Ben")
    (meeting,) = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))
    assert meeting.seat_of("UANA").answer is Attendance.MET
    assert meeting.seat_of("UBEN").answer is None
    assert office.phases("UANA") & {Phase.CHECK_IN, Phase.OUTCOME} == set()
    assert Phase.CHECK_IN in office.phases("UBEN")
    assert [one.line for one in office.notices("UBEN", notices.ThankYou)] == ["Thank you, Ben"]
    office.wait_until(at("monday", 17, week=2))
    kinds = {kind for kind, _ in office.nudges("UANA")}
    assert kinds & {notices.DidYouMeet, notices.OutcomeNudge} == set()


def test_what_is_only_mine_reaches_nobody(office: Office, pairing: Pairing) -> None:
    """A private take-away, its next step and the score are in no message at all."""
    log(office, pairing, useful=1, takeaway=CANARY, next_step=CANARY, next_step_on=at("friday").date())
    assert not office.told(kind=notices.TakeawayShared)
    assert not [one for one in office.told() if CANARY in repr(one.notice)]


@pytest.mark.parametrize("visibility", [Visibility.US, Visibility.SHARED])
def test_what_both_may_read_reaches_the_other(
    office: Office, pairing: Pairing, visibility: Visibility
) -> None:
    friday = at("friday").date()
    log(
        office,
        pairing,
        takeaway="Use a src layout",
        visibility=visibility,
        next_step="Try it",
        next_step_on=friday,
    )
    (shared,) = office.told(kind=notices.TakeawayShared)
    assert shared.to == ("UBEN",)
    (notice,) = office.notices("UBEN", notices.TakeawayShared)
    assert (notice.takeaway, notice.next_step, notice.next_step_on) == ("Use a src layout", "Try it", friday)


def test_logged_twice(office: Office, pairing: Pairing) -> None:
    """The second account replaces the first. What did not change is not said again, what did is."""
    first = log(office, pairing, useful=3, thanks="Thanks", takeaway="One", visibility=Visibility.US)
    office.now += timedelta(hours=1)
    again = log(office, pairing, useful=4, thanks="Thanks", takeaway="One", visibility=Visibility.US)
    assert again.id == first.id
    assert len(office.told("UBEN", notices.ThankYou)) == 1
    assert len(office.told("UBEN", notices.TakeawayShared)) == 1
    (kept,) = office.read(lambda uow: uow.outcomes.about([pairing.id]))
    assert kept.account.useful == 4


def test_what_was_taken_back_before_it_was_read_is_never_sent(office: Office, pairing: Pairing) -> None:
    """Tuesday night Ana shares, then thinks better of it: what waits for Ben's morning is not delivered."""
    office.now = at("tuesday", 22)
    log(office, pairing, takeaway=CANARY, visibility=Visibility.US, thanks="Thnaks")
    assert [one.at for one in office.told("UBEN", notices.TakeawayShared)] == [at("wednesday")]
    log(office, pairing, takeaway=CANARY, visibility=Visibility.ME, thanks="Thanks")
    assert not office.told("UBEN", notices.TakeawayShared)
    assert [one.line for one in office.notices("UBEN", notices.ThankYou)] == ["Thanks"]


def test_it_did_not_take_place(office: Office, pairing: Pairing) -> None:
    """Ana says it did not happen: that is her answer, and both are waited for to book again."""
    log(office, pairing, happened=False)
    (meeting,) = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))
    assert meeting.seat_of("UANA").answer is Attendance.NOT_YET
    assert Phase.BOOK in office.phases("UBEN")


def test_two_accounts_that_disagree_are_both_kept(office: Office, pairing: Pairing) -> None:
    log(office, pairing, "UANA", happened=True, useful=5)
    log(office, pairing, "UBEN", happened=False)
    kept = office.read(lambda uow: uow.outcomes.about([pairing.id]))
    assert {one.author_id: one.account.happened for one in kept} == {"UANA": True, "UBEN": False}


def test_a_chat_that_nobody_booked(office: Office) -> None:
    """They met in the corridor: it is entered as held, no time is nudged for any more, Ben is asked too."""
    pairing = office.pair()
    (chat,) = chats(office)
    assert (chat.id, chat.at) == (f"{pairing.id}:", None)
    log(office, pairing)
    (meeting,) = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))
    assert [seat.answer for seat in meeting.seats] == [None, Attendance.MET]
    assert office.phases("UBEN") == {Phase.CHECK_IN, Phase.INACTIVE}
    office.wait_until(at("wednesday"))
    asked = office.notices("UBEN", notices.DidYouMeet)
    assert [one.starts_at for one in asked] == [None], "it was planned for no time"
    log(office, pairing, "UBEN", meeting_id="")
    assert len(office.read(lambda uow: uow.meetings.of_pairing(pairing.id))) == 1


def test_a_chat_that_nobody_booked_and_that_did_not_take_place(office: Office) -> None:
    """No meeting is made up: Ben is not asked about one, and both are still nudged to book."""
    pairing = office.pair()
    outcome = log(office, pairing, happened=False, thanks="Sorry, another time")
    assert outcome.meeting_id is None
    assert not office.read(lambda uow: uow.meetings.of_pairing(pairing.id))
    assert office.phases("UBEN") == {Phase.BOOK, Phase.INACTIVE}
    assert office.told("UBEN", notices.ThankYou)
    assert log(office, pairing, happened=False).id == outcome.id


def test_a_chat_of_an_ongoing_pair_starts_the_weeks_anew(office: Office) -> None:
    """They meet in the third week and log it: until three weeks later nobody is nudged to meet again."""
    pairing = office.ongoing_pair()
    meeting = office.book(pairing, at("tuesday", 10, week=2))
    office.now = at("wednesday", 10, week=2)
    log(office, pairing, meeting_id=meeting.id)
    office.wait_until(at("tuesday", 9, week=5))
    assert notices.BookNudge not in dict(office.nudges("UANA"))


def test_which_chats_can_be_logged(office: Office, pairing: Pairing) -> None:
    """What has begun, latest first; with someone, only theirs; flash chats that are done, for ninety days."""
    office.hire(a_mentor("UDORA", "python"))
    flash = office.flash_pair("UDORA")
    meeting = office.book(flash, at("wednesday", 10))
    assert [one.with_ids for one in chats(office)] == [("UBEN",)]
    office.now = at("wednesday", 12)
    office.check_in(meeting, "UANA", Attendance.MET)
    assert office.pairing(flash).state is PairingState.ENDED
    assert [one.with_ids for one in chats(office)] == [("UDORA",), ("UBEN",)]
    assert [one.with_ids for one in chats(office, with_id="UBEN")] == [("UBEN",)]
    with pytest.raises(errors.NoChatsWith):
        chats(office, with_id="UCEM")
    with pytest.raises(errors.NoChats):
        chats(office, "UCEM")
    office.now += timedelta(days=91)
    assert [one.with_ids for one in chats(office)] == [("UBEN",)]


def test_a_forged_or_late_account_is_refused(office: Office, pairing: Pairing) -> None:
    """By a stranger, of a chat to come, of nothing, of one that was cancelled: a sentence, nothing kept."""
    ahead = office.book(pairing, at("friday", 10))
    for by, chat, refusal in (
        ("UCEM", f"{pairing.id}:", errors.NotYours),
        ("UANA", f"{pairing.id}:{ahead.id}", errors.NotMetYet),
        ("UANA", f"{pairing.id}:gone", errors.Gone),
        ("UANA", "gone:", errors.Gone),
        ("UANA", "", errors.Gone),
    ):
        with pytest.raises(refusal):
            office.run(outcomes.log, outcomes.Log(person_id=by, chat=chat, account=Account(happened=True)))
    with pytest.raises(errors.StepInThePast):
        log(office, pairing, next_step_on=at("monday").date())
    assert not office.read(lambda uow: uow.outcomes.about([pairing.id]))


def test_what_an_account_may_hold() -> None:
    for fields, refusal in (
        ({"useful": 0}, errors.NotAChoice),
        ({"useful": 6}, errors.NotAChoice),
        ({"takeaway": "x" * 3001}, errors.TooLong),
        ({"thanks": "x" * 3001}, errors.TooLong),
    ):
        with pytest.raises(refusal):
            Account(happened=True, **fields)


def test_who_logs_again_begins_from_what_they_wrote(office: Office, pairing: Pairing) -> None:
    """Each reads their own account alone, and may keep a next step whose day has passed."""
    log(office, pairing, takeaway=CANARY, visibility=Visibility.US, next_step_on=office.now.date())
    office.now += timedelta(days=2)
    (mine,) = office.run(outcomes.chats_of, outcomes.ShowChats(person_id="UANA"))
    (theirs,) = office.run(outcomes.chats_of, outcomes.ShowChats(person_id="UBEN"))
    assert mine.account is not None
    assert (mine.account.takeaway, theirs.account) == (CANARY, None)
    office.run(outcomes.log, outcomes.Log(person_id="UANA", chat=mine.id, account=mine.account))


def test_who_logged_is_asked_no_more_by_an_old_button(office: Office, pairing: Pairing) -> None:
    """Having met asks what came of it in place of the question; logging takes the place of that."""
    (meeting,) = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))
    office.look()
    office.check_in(meeting, "UANA", Attendance.MET)
    log(office, pairing, takeaway="Use a src layout")
    (asked,) = office.told("UANA", notices.CheckInSettled)
    settled = office.told("UANA", notices.NudgeSettled)[-1]
    assert asked.about == settled.edits == f"outcome:{meeting.id}:UANA"
