from datetime import timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.nudging import Phase
from bot.domain.requests import AskState, RequestState
from bot.transact import UseCase
from bot.usecases import people, requests
from tests.usecases.office import Office, a_mentor, a_person, at


@pytest.fixture
def office(office: Office) -> Office:
    """Ana asks; Ben, Chidi and Dora mentor; Eva knows people."""
    office.hire(
        a_person("UANA"),
        a_mentor("UBEN"),
        a_mentor("UCHIDI", "packaging"),
        a_mentor("UDORA", "docker"),
        a_person("UEVA"),
    )
    return office


def test_nobody_answers_for_three_business_days(office: Office) -> None:
    """Monday Ana asks, Wednesday Ben is reminded, Thursday Chidi is asked and Ben reads a kind line."""
    request = office.flash(mentor_id="UBEN")
    office.wait_until(at("thursday", 8))
    assert office.nudges("UBEN") == [(notices.AnswerNudge, at("wednesday"))]
    assert not office.told("UCHIDI")

    office.wait_until(at("thursday", 9))
    assert office.asks(request) == {"UBEN": AskState.EXPIRED, "UCHIDI": AskState.ASKED}
    assert [one.at for one in office.told("UCHIDI", notices.Asked)] == [at("thursday")]
    settled = office.told("UBEN", notices.AskSettled)
    assert [
        (one.edits, one.notice.state) for one in settled if isinstance(one.notice, notices.AskSettled)
    ] == [(f"ask:{office.ask_id(request, 'UBEN')}", AskState.EXPIRED)]
    (moved,) = office.notices("UANA", notices.RequestMovedOn)
    assert (moved.from_id, moved.because, moved.next_id) == ("UBEN", AskState.EXPIRED, "UCHIDI")
    assert office.phases("UBEN") == set()
    assert office.phases("UCHIDI") == {Phase.ANSWER}


def test_the_reminder_offers_times(office: Office) -> None:
    """Each nudge names concrete times, in the days after it."""
    office.flash(mentor_id="UBEN")
    office.wait_until(at("wednesday", 9))
    (nudge,) = office.notices("UBEN", notices.AnswerNudge)
    assert nudge.slots == (at("thursday"), at("friday"), at("monday", week=1))


def test_a_weekend_takes_no_time_to_answer(office: Office) -> None:
    """Friday evening Ana asks: Ben reads it on Monday, and the three days run until Thursday."""
    office.now = at("friday", 20)
    request = office.flash(mentor_id="UBEN")
    assert [one.at for one in office.told("UBEN", notices.Asked)] == [at("monday", week=1)]
    office.wait_until(at("thursday", 8, week=1))
    assert office.asks(request) == {"UBEN": AskState.ASKED}
    office.wait_until(at("thursday", 9, week=1))
    assert office.asks(request)["UBEN"] is AskState.EXPIRED


def test_holidays_take_no_time_to_answer(office: Office) -> None:
    """Asked the day before Good Friday: the three days are Tuesday, Wednesday and Thursday after Easter."""
    office.now = at("thursday", 10, week=4) - timedelta(hours=1)  # London went on summer time: it is 10
    request = office.flash(mentor_id="UBEN")
    office.wait_until(at("thursday", 8, week=5))
    assert office.asks(request) == {"UBEN": AskState.ASKED}
    office.wait_until(at("thursday", 9, week=5))
    assert office.asks(request)["UBEN"] is AskState.EXPIRED


def test_a_no_owes_no_reason_and_asks_the_next_one(office: Office) -> None:
    """Ben declines with a line: Ana reads it as written, Chidi is asked, nothing waits for Ben."""
    request = office.flash(mentor_id="UBEN")
    office.decline(request, line="Chidi wrote the guide <3")
    (moved,) = office.notices("UANA", notices.RequestMovedOn)
    assert (moved.because, moved.line, moved.next_id) == (
        AskState.DECLINED,
        "Chidi wrote the guide <3",
        "UCHIDI",
    )
    assert office.phases("UBEN") == set()
    assert office.request(request).open


def test_who_was_named_is_not_replaced_without_asking(office: Office) -> None:
    """Ana asked for Ben himself; he declines: Chidi is only suggested, and one tap asks him."""
    request = office.intro()
    office.decline(request)
    (moved,) = office.notices("UANA", notices.RequestMovedOn)
    assert (moved.next_id, moved.suggested_id) == (None, "UCHIDI")
    assert office.request(request).state is RequestState.DECLINED
    assert not office.told("UCHIDI")

    again = office.run(
        requests.ask_next, requests.AskNext(person_id="UANA", request_id=request.id, mentor_id="UCHIDI")
    )
    assert office.asks(again) == {"UCHIDI": AskState.ASKED}
    assert again.purpose == request.purpose
    with pytest.raises(errors.AskedRecently):
        office.run(
            requests.ask_next, requests.AskNext(person_id="UANA", request_id=request.id, mentor_id="UCHIDI")
        )


def test_the_last_no_closes_the_request(office: Office) -> None:
    """Ben and Chidi decline: nobody else knows the topic, Ana reads so, the request ends."""
    request = office.flash(mentor_id="UBEN")
    office.decline(request, "UBEN")
    office.decline(request, "UCHIDI")
    last = office.notices("UANA", notices.RequestMovedOn)[-1]
    assert (last.next_id, last.suggested_id) == (None, None)
    assert office.request(request).state is RequestState.DECLINED


def test_a_mentor_passes_it_on(office: Office) -> None:
    """Ben names Dora, Dora names Chidi: each hears who passed it on, Ana reads where it is."""
    request = office.intro()
    office.pass_on(request, "UBEN", "UDORA", "She did this last year")
    (asked,) = office.notices("UDORA", notices.Asked)
    assert (asked.via_id, asked.line) == ("UBEN", "She did this last year")
    office.pass_on(request, "UDORA", "UCHIDI")
    assert office.asks(request) == {
        "UBEN": AskState.PASSED_ON,
        "UDORA": AskState.PASSED_ON,
        "UCHIDI": AskState.ASKED,
    }
    moved = office.notices("UANA", notices.RequestMovedOn)
    assert [(one.from_id, one.because, one.next_id) for one in moved] == [
        ("UBEN", AskState.PASSED_ON, "UDORA"),
        ("UDORA", AskState.PASSED_ON, "UCHIDI"),
    ]
    settled = office.notices("UBEN", notices.AskSettled)[-1]
    assert (settled.state, settled.to_id) == (AskState.PASSED_ON, "UDORA")
    pairing = office.accept(request, "UCHIDI").pairing
    assert pairing is not None
    (introduced,) = office.notices("UANA", notices.Introduced)
    assert introduced.via_id == "UDORA"


@pytest.mark.parametrize("to_id", ["UANA", "UBEN", "UEVA", "UBOSS", "UGUEST"])
def test_passing_on_tells_nothing_of_the_requester(office: Office, to_id: str) -> None:
    """To Ana herself, in a circle, to her manager, to a guest: the same sentence, and nothing has changed."""
    office.hire(a_mentor("UBOSS"), a_mentor("UGUEST", kind="guest"))
    office.change("UANA", manager_id="UBOSS")
    request = office.intro()
    with pytest.raises(errors.CannotPassOn):
        office.pass_on(request, "UBEN", to_id)
    assert office.asks(request) == {"UBEN": AskState.ASKED}


def test_others_stay_asked_when_one_passes_it_on(office: Office) -> None:
    """Ben and Chidi are asked at once, Ben names Dora: Chidi may still say yes first."""
    request = office.flash()
    office.pass_on(request, "UBEN", "UDORA")
    assert office.asks(request) == {
        "UBEN": AskState.PASSED_ON,
        "UCHIDI": AskState.ASKED,
        "UDORA": AskState.ASKED,
    }
    assert office.accept(request, "UCHIDI").pairing is not None
    assert office.asks(request)["UDORA"] is AskState.WITHDRAWN


def test_withdrawn(office: Office) -> None:
    """Ana no longer needs it: Ben's buttons go, nothing waits, and she may ask him again at any time."""
    request = office.intro()
    office.run(requests.withdraw, requests.Withdraw(person_id="UANA", request_id=request.id))
    assert office.request(request).state is RequestState.WITHDRAWN
    assert office.notices("UBEN", notices.AskSettled)[-1].state is AskState.WITHDRAWN
    assert office.notices("UANA", notices.RequestSettled)[-1].accepted_by is None
    assert office.phases("UBEN") == set()
    assert office.asks(office.intro()) == {"UBEN": AskState.ASKED}


def test_only_ana_withdraws_and_only_once(office: Office) -> None:
    request = office.intro()
    with pytest.raises(errors.NotYours):
        office.run(requests.withdraw, requests.Withdraw(person_id="UBEN", request_id=request.id))
    office.run(requests.withdraw, requests.Withdraw(person_id="UANA", request_id=request.id))
    with pytest.raises(errors.Gone):
        office.run(requests.withdraw, requests.Withdraw(person_id="UANA", request_id=request.id))
    with pytest.raises(errors.Gone):
        office.run(requests.withdraw, requests.Withdraw(person_id="UANA", request_id="nowhere"))


@pytest.mark.parametrize("use_case", [requests.accept, requests.decline])
def test_an_answer_counts_once_and_only_from_whom_it_was_sent_to(
    office: Office, use_case: UseCase[requests.Answer, object]
) -> None:
    """Chidi presses Ben's button, or Ben his own twice: a sentence, and nothing is said or changed."""
    request = office.intro()
    answer = office.answer(request)
    told = len(office.told())
    with pytest.raises(errors.NotYours):
        office.run(use_case, requests.Answer(person_id="UCHIDI", ask_id=answer.ask_id))
    with pytest.raises(errors.Gone):
        office.run(use_case, requests.Answer(person_id="UBEN", ask_id="forged"))
    assert len(office.told()) == told

    office.run(use_case, answer)
    told = len(office.told())
    for late in (requests.accept, requests.decline):
        with pytest.raises(errors.AlreadyAnswered):
            office.run(late, answer)
    assert len(office.told()) == told


def test_an_answer_a_month_later(office: Office) -> None:
    """The ask ran out on Thursday; in April Ben presses the old button: a sentence, and nothing changes."""
    request = office.flash(mentor_id="UBEN")
    answer = office.answer(request)
    office.wait_until(at("thursday", 9))
    office.wait_until(at("monday", week=4), looks=False)
    for use_case in (requests.accept, requests.decline):
        with pytest.raises(errors.Gone):
            office.run(use_case, answer)
    assert office.asks(request) == {"UBEN": AskState.EXPIRED, "UCHIDI": AskState.ASKED}


def test_a_line_that_is_too_long_is_refused(office: Office) -> None:
    request = office.intro()
    with pytest.raises(errors.TooLong):
        office.decline(request, line="x" * 501)
    assert office.asks(request) == {"UBEN": AskState.ASKED}


def test_a_block_between_asking_and_answering(office: Office) -> None:
    """Ana asks Ben, then blocks him: he reads what anyone reads whose ask moved on; they are not paired."""
    request = office.flash(mentor_id="UBEN")
    answer = office.answer(request)
    office.run(people.block, people.Block(person_id="UANA", blocked=("UBEN",)))
    assert office.asks(request) == {"UBEN": AskState.RELEASED, "UCHIDI": AskState.ASKED}
    with pytest.raises(errors.Gone):
        office.run(requests.accept, answer)


def test_whom_a_request_never_reaches(office: Office) -> None:
    """Managers, reports, blocks in either direction, breaks, leavers and guests are not even suggested."""
    office.hire(
        a_mentor("U1", manager_id=None),
        a_person("U2", manager_id="U1"),
        a_mentor("U3", manager_id="UANA"),
        a_mentor("U4"),
        a_mentor("U5", blocked=("UANA",)),
        a_mentor("U6", paused_until=at("monday", week=2).date()),
        a_mentor("U7", active=False),
        a_mentor("U8", kind="guest"),
    )
    office.change("UANA", manager_id="U2", blocked=("U4",))
    office.change("UCHIDI", active=False)
    request = office.flash(mentor_id="UBEN")
    office.decline(request)
    (moved,) = office.notices("UANA", notices.RequestMovedOn)
    assert (moved.next_id, moved.suggested_id) == (None, None)


def test_not_asked_twice_within_twelve_weeks(office: Office) -> None:
    """Ben declined on Monday. Eleven weeks later he is not asked again, twelve weeks later he may be."""
    office.decline(office.intro())
    office.wait_until(at("friday", week=11), looks=False)
    with pytest.raises(errors.AskedRecently):
        office.intro()
    office.wait_until(at("monday", week=12), looks=False)
    assert office.asks(office.intro()) == {"UBEN": AskState.ASKED}


def test_a_mentor_who_has_become_the_manager_is_not_paired(office: Office) -> None:
    request = office.intro()
    office.change("UANA", manager_id="UBEN")
    with pytest.raises(errors.Gone):
        office.accept(request)
