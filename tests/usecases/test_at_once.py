"""What must hold when people press buttons at the same moment: real threads, retried as the bot retries."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from bot.clocks import TurnableClock
from bot.domain import errors, notices
from bot.domain.meetings import Attendance, Meeting
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account
from bot.domain.pairings import Fit, Pairing, Part
from bot.domain.people import Person
from bot.domain.requests import AskState, Form, RequestState
from bot.ports import UnitOfWork
from bot.threads import Threads
from bot.transact import Transactor, UseCase
from bot.usecases import intros, meetings, nudges, outcomes, pairings, people, requests, status
from storage.engine import is_transient, threads_for
from tests.builders import a_group, a_pairing
from tests.usecases.office import WORKSPACE, Office, a_mentor, a_person, at

C = TypeVar("C")
R = TypeVar("R")
MANY = 50


class Crowd:
    """Runs many use cases at once, each in a thread, through the transactor that the bot runs them by."""

    def __init__(self, office: Office, executor: ThreadPoolExecutor) -> None:
        self.office = office
        self._threads = Threads(executor, is_transient, patience=60)

    async def does(self, use_case: UseCase[C, R], commands: Sequence[C]) -> list[R | errors.DomainError]:
        """What each of them got: a result, or a sentence. Anything else fails the test."""
        clock = TurnableClock(self.office.now, runs=False)
        transact = Transactor(self.office.unit_of_work, clock, self._threads, lambda: None)
        running = [transact(use_case, command, workspace=WORKSPACE) for command in commands]
        got: list[R | errors.DomainError] = []
        for one in await asyncio.gather(*running, return_exceptions=True):
            if isinstance(one, BaseException) and not isinstance(one, errors.DomainError):
                raise one
            got.append(one)
        return got


@pytest.fixture
async def crowd(office: Office) -> AsyncIterator[Crowd]:
    """As many threads as the bot has for this database."""
    with ThreadPoolExecutor(threads_for(office.engine)) as executor:
        yield Crowd(office, executor)


def refusals(got: Sequence[object]) -> Counter[type[object]]:
    """How often each sentence was read."""
    return Counter(type(one) for one in got if isinstance(one, errors.DomainError))


async def test_fifty_accepts_of_the_last_place(office: Office, crowd: Crowd) -> None:
    """Fifty ask Ben, who has one place, and all buttons are pressed at once: one pairs, 49 are in line."""
    mentees = [f"U{number:03}" for number in range(MANY)]
    office.hire(a_mentor("UBEN", capacity=1), *(a_person(one) for one in mentees))
    asked = []
    for one in mentees:
        asked.append(office.intro(one))
        office.now += timedelta(seconds=1)

    got = await crowd.does(requests.accept, [office.answer(one) for one in asked])

    paired = [one for one in got if isinstance(one, requests.Accepted) and one.pairing]
    assert (len(paired), len(got)) == (1, MANY)
    states = Counter(office.asks(one)["UBEN"] for one in asked)
    assert states == {AskState.ACCEPTED: 1, AskState.WAITING: MANY - 1}
    assert office.read(lambda uow: uow.pairings.places_taken(["UBEN"])) == {"UBEN": 1}
    line = [ask.requester_id for ask in office.read(lambda uow: uow.requests.waitlist("UBEN"))]
    assert line == [one for one in mentees if one != paired[0].requester_id], "as they came"
    positions = [office.run(status.read, one).sent[0].position for one in line]
    assert positions == list(range(1, MANY))


async def test_fifty_bookings_of_one_slot(office: Office, crowd: Crowd) -> None:
    """Ben has fifty mentees who all want Tuesday at ten: one is booked, the others read that it was taken."""
    mentees = [f"U{number:03}" for number in range(MANY)]
    office.hire(a_mentor("UBEN"), *(a_person(one) for one in mentees))
    pairs = [a_pairing("UBEN", one) for one in mentees]
    with office.unit_of_work(WORKSPACE) as uow:
        for pairing in pairs:
            uow.pairings.add(pairing)
    wanted = [
        meetings.Book(person_id=one.mentees[0], pairing_id=one.id, starts_at=at("tuesday", 10))
        for one in pairs
    ]

    got = await crowd.does(meetings.book, wanted)

    assert len([one for one in got if isinstance(one, Meeting)]) == 1
    assert refusals(got) == {errors.TimeTaken: MANY - 1}
    assert len(office.read(lambda uow: uow.meetings.busy("UBEN", office.now))) == 1
    assert len(office.told("UBEN", notices.MeetingBooked)) == 1


async def test_the_first_of_three_yeses_counts(office: Office, crowd: Crowd) -> None:
    """Three mentors say yes to the same question at once: one has it, two read that it is over."""
    mentors = ("UBEN", "UCHIDI", "UDORA")
    office.hire(a_person("UANA"), *(a_mentor(one) for one in mentors))
    request = office.flash()

    got = await crowd.does(requests.accept, [office.answer(request, one) for one in mentors])

    assert refusals(got) == {errors.Gone: 2}
    assert Counter(office.asks(request).values()) == {AskState.ACCEPTED: 1, AskState.WITHDRAWN: 2}
    assert len(office.read(lambda uow: uow.pairings.of("UANA"))) == 1


async def test_three_noes_at_once_leave_nobody_waiting(office: Office, crowd: Crowd) -> None:
    """All three decline at the same moment: the last of them closes the request, or asks the next mentor."""
    mentors = ("UBEN", "UCHIDI", "UDORA")
    office.hire(a_person("UANA"), *(a_mentor(one) for one in mentors))
    request = office.flash()

    got = await crowd.does(requests.decline, [office.answer(request, one) for one in mentors])

    assert refusals(got) == {}
    assert office.request(request).state is RequestState.DECLINED
    assert len(office.notices("UANA", notices.RequestMovedOn)) == 1


async def test_the_same_button_pressed_ten_times_at_once(office: Office, crowd: Crowd) -> None:
    """One yes, one booking, one cancellation, one word on fit: each counts once, the rest read a sentence."""
    office.hire(a_person("UANA"), a_mentor("UBEN"))
    got = await crowd.does(requests.accept, [office.answer(office.intro())] * 10)
    assert refusals(got) == {errors.AlreadyAnswered: 9}
    (pairing,) = office.read(lambda uow: uow.pairings.of("UANA"))

    booking = meetings.Book(person_id="UANA", pairing_id=pairing.id, starts_at=at("tuesday", 10))
    assert refusals(await crowd.does(meetings.book, [booking] * 10)) == {errors.BookedAlready: 9}
    assert len(office.told("UBEN", notices.MeetingBooked)) == 1
    (meeting,) = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))

    cancel = meetings.Cancel(person_id="UBEN", meeting_id=meeting.id)
    assert refusals(await crowd.does(meetings.cancel, [cancel] * 10)) == {errors.Gone: 9}
    assert len(office.told("UANA", notices.MeetingCancelled)) == 1

    stop = pairings.OfPairing(person_id="UANA", pairing_id=pairing.id)
    assert refusals(await crowd.does(pairings.stop, [stop] * 10)) == {errors.Gone: 9}
    assert len(office.told("UBEN", notices.PairingEnded)) == 1


async def test_two_who_book_different_times_at_once(office: Office, crowd: Crowd) -> None:
    """Ana clicks ten, Ben clicks eleven: one chat is booked, the other one reads when it is."""
    office.hire(a_person("UANA"), a_mentor("UBEN"))
    pairing = office.pair()
    wanted = [
        meetings.Book(person_id="UANA", pairing_id=pairing.id, starts_at=at("tuesday", 10)),
        meetings.Book(person_id="UBEN", pairing_id=pairing.id, starts_at=at("tuesday", 11)),
    ]
    assert refusals(await crowd.does(meetings.book, wanted)) == {errors.AlreadyBooked: 1}


async def test_booked_and_ended_at_once(office: Office, crowd: Crowd) -> None:
    """One of ten pairs books while the other one ends it: nothing stays booked in what has ended."""
    mentees = [f"U{number:03}" for number in range(10)]
    office.hire(a_mentor("UBEN"), *(a_person(one) for one in mentees))
    pairs = [a_pairing("UBEN", one, form=Form.INTRO) for one in mentees]
    with office.unit_of_work(WORKSPACE) as uow:
        for pairing in pairs:
            uow.pairings.add(pairing)

    def book_or_end(
        uow: UnitOfWork, command: meetings.Book | pairings.OfPairing, now: datetime
    ) -> Meeting | Pairing:
        if isinstance(command, meetings.Book):
            return meetings.book(uow, command, now)
        return pairings.stop(uow, command, now)

    commands: list[meetings.Book | pairings.OfPairing] = []
    for hour, pairing in enumerate(pairs):
        book = meetings.Book(
            person_id=pairing.mentees[0], pairing_id=pairing.id, starts_at=at("tuesday", 9 + hour)
        )
        commands += [book, pairings.OfPairing(person_id="UBEN", pairing_id=pairing.id)]
    await crowd.does(book_or_end, commands)

    assert not office.read(lambda uow: uow.pairings.of("UBEN"))
    assert office.read(lambda uow: uow.meetings.busy("UBEN", office.now)) == ()


async def test_the_same_intro_asked_for_ten_times_at_once(office: Office, crowd: Crowd) -> None:
    """A form submitted twice is one request; the others read that Ben was asked already."""
    office.hire(a_person("UANA"), a_mentor("UBEN", capacity=10))
    wanted = intros.AskIntro(person_id="UANA", whom="UBEN", topic="python", why="I publish a wheel")
    assert refusals(await crowd.does(intros.ask, [wanted] * 10)) == {errors.AskedRecently: 9}
    assert len(office.told("UBEN", notices.Asked)) == 1


async def test_both_log_a_chat_that_nobody_booked_at_once(office: Office, crowd: Crowd) -> None:
    """It is one chat: one meeting, two accounts."""
    office.hire(a_person("UANA"), a_mentor("UBEN"))
    pairing = office.pair()
    account = Account(happened=True)
    logs = [outcomes.Log(person_id=one, chat=f"{pairing.id}:", account=account) for one in pairing.people]
    assert refusals(await crowd.does(outcomes.log, logs)) == {}
    (meeting,) = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))
    assert [seat.answer for seat in meeting.seats] == [Attendance.MET, Attendance.MET]
    assert len(office.read(lambda uow: uow.outcomes.about([pairing.id]))) == 2


async def test_both_say_again_at_once(office: Office, crowd: Crowd) -> None:
    """Two times "meet again" at the same moment make an ongoing pairing, with one clock for each."""
    office.hire(a_person("UANA"), a_mentor("UBEN"))
    pairing = office.pair()
    said = [pairings.SayFit(person_id=one, pairing_id=pairing.id, fit=Fit.AGAIN) for one in pairing.people]
    assert refusals(await crowd.does(pairings.say_fit, said)) == {}
    assert office.pairing(pairing).ongoing
    for person_id in pairing.people:
        assert Phase.MEET_AGAIN in office.phases(person_id)


async def test_four_workers_look_at_once(office: Office, crowd: Crowd) -> None:
    """Eight pairs of Ben's and thirty others are due: nothing is said twice, and Ben hears three things."""
    mentees = [f"U{number:03}" for number in range(38)]
    office.hire(a_mentor("UBEN", capacity=8), *(a_mentor(one, "juggling") for one in mentees))
    for one in mentees[:8]:
        office.pair("UBEN", one)
    for one, other in zip(mentees[8:23], mentees[23:], strict=True):
        office.pair(one, other, topic="juggling")
    office.now = at("monday", 10, week=1)

    got = await crowd.does(nudges.look, [nudges.Look(most=10)] * 16)

    assert not [one for one in got if isinstance(one, errors.DomainError)]
    said = Counter(one.to[0] for one in office.told(kind=notices.Nudge))
    assert said == {"UBEN": 3, **dict.fromkeys(mentees, 1)}
    following = office.read(lambda uow: uow.waits.next_look_at())
    assert following is not None
    assert following > office.now


async def test_an_account_closed_and_a_yes_at_once(office: Office, crowd: Crowd) -> None:
    """Ben's yes and the end of his account cross: either they meet and it ends, or it goes on without him."""
    office.hire(a_person("UANA"), a_mentor("UBEN"), a_mentor("UCHIDI"))
    request = office.flash(mentor_id="UBEN")
    answer = office.answer(request)
    gone = a_person("UBEN", active=False)

    def answer_or_leave(
        uow: UnitOfWork, command: requests.Answer | Person, now: datetime
    ) -> requests.Accepted | Person:
        if isinstance(command, requests.Answer):
            return requests.accept(uow, command, now)
        return people.record(uow, command, now)

    pressed: list[requests.Answer | Person] = [answer, gone]
    await crowd.does(answer_or_leave, pressed)
    assert not [one for one in office.read(lambda uow: uow.pairings.of("UANA")) if "UBEN" in one.mentors]


async def test_whoever_joins_is_recorded_ten_times_at_once(office: Office, crowd: Crowd) -> None:
    """The directory is read while the newcomer types a command: whoever comes second finds them."""
    assert refusals(await crowd.does(people.record, [a_person("UNEW") for _ in range(10)])) == {}
    assert [one.id for one in office.read(lambda uow: uow.people.everyone())] == ["UNEW"]


async def test_the_same_account_logged_five_times_at_once(office: Office, crowd: Crowd) -> None:
    """A form submitted twice is one account."""
    office.hire(a_person("UANA"), a_mentor("UBEN"))
    pairing = office.pair()
    office.now = at("wednesday", 10)
    account = Account(happened=True)
    logs = [outcomes.Log(person_id="UANA", chat=f"{pairing.id}:", account=account) for _ in range(5)]
    assert refusals(await crowd.does(outcomes.log, logs)) == {}
    assert len(office.read(lambda uow: uow.outcomes.about([pairing.id]))) == 1


async def test_all_of_a_group_leave_at_once(office: Office, crowd: Crowd) -> None:
    """Three peers press at the same moment: the first leaves the others, the next one ends it for both."""
    office.hire(a_person("UANA"), a_person("UBEN"), a_person("UDAN"))
    trio = a_group(*((one, Part.PEER) for one in ("UANA", "UBEN", "UDAN")))
    with office.unit_of_work(WORKSPACE) as uow:
        uow.pairings.add(trio)
    pressed = [pairings.OfPairing(person_id=one, pairing_id=trio.id) for one in trio.people]
    got = await crowd.does(pairings.stop, pressed)
    assert refusals(got) == {errors.Gone: 1}
    assert not office.pairing(trio).open
    ended = [office.notices(one, notices.PairingEnded) for one in trio.people]
    assert sorted(len(one.with_ids) for (one,) in ended) == [1, 1, 2]
