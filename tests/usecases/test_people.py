from dataclasses import replace
from datetime import date

import pytest

from bot.domain import errors, notices
from bot.domain.nudging import Phase
from bot.domain.pairings import PairingState
from bot.domain.people import Kind, Profile, Window
from bot.domain.requests import AskState, RequestState
from bot.usecases import people
from bot.usecases.directory import Row, import_people
from tests.usecases.office import Office, a_mentor, a_person, at


@pytest.fixture
def office(office: Office) -> Office:
    """Ana asks, Ben and Chidi mentor, Eva knows people."""
    office.hire(a_person("UANA"), a_mentor("UBEN"), a_mentor("UCHIDI", "packaging"), a_person("UEVA"))
    return office


def save(office: Office, profile: Profile, manager_id: str | None = None) -> None:
    office.run(
        people.save_profile, people.SaveProfile(person_id="UANA", profile=profile, manager_id=manager_id)
    )


def test_nobody_is_a_mentor_before_they_opt_in(office: Office) -> None:
    """What Ana offers is found once she ticks the box, and no more once she unticks it."""
    found = people.Find(person_id="UEVA", topic="spanish")
    save(office, Profile(offers=("spanish",)))
    assert office.run(people.find, found).mentors == ()
    save(office, Profile(mentor=True, offers=("spanish",)))
    assert [one.person_id for one in office.run(people.find, found).mentors] == ["UANA"]
    save(office, Profile(offers=("spanish",)))
    assert office.run(people.find, found).mentors == ()


def test_three_are_shown_and_the_rest_counted(office: Office) -> None:
    office.hire(a_mentor("U1"), a_mentor("U2"), a_mentor("U3"))
    found = office.run(people.find, people.Find(person_id="UANA", topic="packaging"))
    assert (len(found.mentors), found.more) == (3, 2)
    with pytest.raises(errors.Missing):
        office.run(people.find, people.Find(person_id="UANA", topic="the"))


def test_a_long_topic_is_named_with_its_length(office: Office) -> None:
    """The sentence says how long the text is, not that it is true."""
    with pytest.raises(errors.TooLong) as refused:
        save(office, Profile(offers=("short", "x" * 76)))
    assert refused.value.values == {"most": 75, "length": 76}
    assert refused.value.field == "offers"


def test_a_profile_that_cannot_be_kept(office: Office) -> None:
    with pytest.raises(errors.TooMany) as many:
        Profile(wants=tuple(map(str, range(21))))
    assert (many.value.field, many.value.values) == ("wants", {"most": 20, "count": 21})
    with pytest.raises(errors.UnknownPerson):
        save(office, Profile(), manager_id="UNOBODY")
    for capacity in (-1, 11):
        with pytest.raises(errors.CapacityOutOfRange):
            Profile(capacity=capacity)
    for link in ("http://meet.example", "https://meet.example/a b", "https://" + "x" * 500):
        with pytest.raises(errors.NotALink):
            Profile(meeting_link=link)
    with pytest.raises(errors.NotAChoice):
        Profile(lengths=(20,))
    with pytest.raises(errors.WindowEndsBeforeStart):
        Window(0, replace(Profile().windows[0]).end, Profile().windows[0].start)


def test_a_manager_is_kept_out_of_matches(office: Office) -> None:
    with pytest.raises(errors.OwnManager):
        save(office, Profile(), manager_id="UANA")
    office.hire(a_person("UAPP", kind=Kind.BOT))
    with pytest.raises(errors.IsABot) as refused:
        save(office, Profile(), manager_id="UAPP")
    assert refused.value.field == "manager"
    save(office, Profile(), manager_id="UBEN")
    with pytest.raises(errors.InReportingLine):
        office.intro()


def test_a_break_moves_open_questions_on(office: Office) -> None:
    """Ben and Eva are asked; both take a break: Chidi is asked for one, the other request ends kindly."""
    flash = office.flash(mentor_id="UBEN")
    via = office.intro(whom="UCHIDI", via="UEVA")
    office.pause("UBEN", at("friday").date())
    office.pause("UEVA")
    assert office.asks(flash)["UBEN"] is AskState.RELEASED
    because = {one.because for one in office.notices("UANA", notices.RequestMovedOn)}
    assert because == {AskState.RELEASED}, "nobody is said to have kept silent"
    assert office.request(via).state is RequestState.EXPIRED
    assert office.phases("UBEN") == office.phases("UEVA") == set()
    with pytest.raises(errors.IsPaused):
        office.intro("UEVA", "UBEN")


def test_a_break_ends_by_itself(office: Office) -> None:
    """Without a day it is four weeks; the day named is the first day back."""
    office.pause("UBEN")
    assert office.read(lambda uow: uow.people.get("UBEN")).paused_until == date(2026, 3, 30)
    office.now = at("monday", 9, week=4)
    assert office.asks(office.intro()) == {"UBEN": AskState.ASKED}


def test_back_before_the_break_is_over(office: Office) -> None:
    office.pause("UBEN")
    office.run(people.resume, "UBEN")
    assert office.asks(office.intro()) == {"UBEN": AskState.ASKED}


def test_a_break_has_an_end_in_reach(office: Office) -> None:
    for until, refusal in (
        (at("monday").date(), errors.PauseInThePast),
        (date.max, errors.PauseTooLong),
    ):
        with pytest.raises(refusal):
            office.pause("UBEN", until)
    assert office.read(lambda uow: uow.people.get("UBEN")).paused_until is None


def test_a_block_is_confidential(office: Office) -> None:
    """Ana blocks Ben: neither finds the other, Ben reads what he would of anyone who takes no requests."""
    office.hire(a_mentor("UDORA", "python"))
    office.run(people.block, people.Block(person_id="UANA", blocked=("UBEN", "UANA")))
    assert office.read(lambda uow: uow.people.get("UANA")).blocked == ("UBEN",)
    save(office, Profile(mentor=True, offers=("spanish",)))
    with pytest.raises(errors.NotAMentor):
        office.intro("UBEN", "UANA", topic="spanish")
    with pytest.raises(errors.NotAMentor):
        office.intro("UANA", "UBEN")
    assert office.run(people.find, people.Find(person_id="UBEN", topic="spanish")).mentors == ()
    assert not office.told()


def test_someone_leaves_the_company(office: Office) -> None:
    """Ben's account is closed: his mentee reads who else could help, the chat is off, questions go on."""
    pairing = office.pair()
    meeting = office.book(pairing, at("friday", 10))
    asked = office.flash("UEVA", "UBEN")
    own = office.intro("UBEN", "UCHIDI")
    office.run(people.record, a_mentor("UBEN", active=False))

    assert office.pairing(pairing).state is PairingState.ENDED
    assert not office.meeting(meeting).booked
    assert [one.suggested_id for one in office.notices("UANA", notices.RequestMovedOn)] == ["UCHIDI"]
    assert len(office.notices("UANA", notices.MeetingCancelled)) == 1
    assert not office.told(kind=notices.PairingEnded), "nothing had begun that could come to an end"
    assert office.asks(asked) == {"UBEN": AskState.RELEASED, "UCHIDI": AskState.ASKED}
    assert office.request(own).state is RequestState.WITHDRAWN
    assert office.phases("UBEN") == set()
    assert office.phases("UANA") == set()
    with pytest.raises(errors.IsDeactivated):
        office.intro("UEVA", "UBEN")


def test_a_mentor_leaves_before_the_chat_and_the_next_one_is_asked(office: Office) -> None:
    """Whoever is free first was Ben: without him the same wish goes to Chidi, who can say yes to it."""
    request = office.flash()
    pairing = office.accept(request).pairing
    assert pairing is not None
    office.run(people.record, a_mentor("UBEN", active=False))
    assert office.pairing(pairing).state is PairingState.ENDED
    assert office.asks(request)["UBEN"] is AskState.RELEASED
    (moved,) = office.notices("UANA", notices.RequestMovedOn)
    assert (moved.from_id, moved.next_id) == ("UBEN", "UCHIDI")
    assert office.accept(request, "UCHIDI").pairing is not None


@pytest.mark.parametrize("gone", ["UBEN", "UANA"])
def test_a_pair_that_has_met_ends_kindly_and_asks_nobody_else(office: Office, gone: str) -> None:
    """Whichever of the two leaves, the other reads a kind end; the one who left reads nothing."""
    pairing = office.ongoing_pair()
    office.run(people.record, a_person(gone, active=False))
    assert office.pairing(pairing).state is PairingState.ENDED
    assert len(office.notices(pairing.partners_of(gone)[0], notices.PairingEnded)) == 1
    assert not office.told(gone, notices.PairingEnded)
    assert not office.told(kind=notices.RequestMovedOn)


def test_a_mentor_leaves_once_the_chat_has_begun_and_it_ends_kindly(office: Office) -> None:
    """Who has had their chat is asked for nothing more, whether or not anybody said that it took place."""
    pairing = office.pair()
    office.book(pairing, at("tuesday", 10))
    office.now = at("tuesday", 10, 5)
    office.run(people.record, a_mentor("UBEN", active=False))
    assert len(office.notices("UANA", notices.PairingEnded)) == 1
    assert not office.told(kind=notices.RequestMovedOn)


def test_a_mentee_leaves_before_the_chat_and_nobody_is_asked_for_them(office: Office) -> None:
    pairing = office.pair()
    office.run(people.record, a_person("UANA", active=False))
    assert office.pairing(pairing).state is PairingState.ENDED
    assert len(office.notices("UBEN", notices.PairingEnded)) == 1
    assert not office.told("UCHIDI")


def test_someone_becomes_a_guest(office: Office) -> None:
    """Guests take no part: it is as if Ben had left."""
    request = office.flash(mentor_id="UBEN")
    office.run(people.record, a_mentor("UBEN", kind=Kind.GUEST))
    assert office.asks(request) == {"UBEN": AskState.RELEASED, "UCHIDI": AskState.ASKED}


def test_the_directory_keeps_what_people_said_of_themselves(office: Office) -> None:
    office.run(people.record, a_person("UBEN", name="Benjamin", zone="Asia/Tokyo", title="Lead"))
    ben = office.read(lambda uow: uow.people.get("UBEN"))
    assert (ben.name, ben.zone, ben.title, ben.profile.mentor) == ("Benjamin", "Asia/Tokyo", "Lead", True)
    office.run(people.record, a_person("UNEW"))
    assert office.run(people.read, "UNEW").id == "UNEW"


@pytest.mark.parametrize("account", [{"kind": Kind.GUEST}, {"kind": Kind.BOT}, {"active": False}])
def test_who_takes_no_part_is_refused_everywhere(office: Office, account: dict[str, object]) -> None:
    office.hire(a_person("UOUT", **account))
    for attempt in (
        lambda: office.run(people.read, "UOUT"),
        lambda: office.pause("UOUT"),
        lambda: office.flash("UOUT"),
        lambda: office.run(people.block, people.Block(person_id="UOUT", blocked=())),
        lambda: office.run(people.find, people.Find(person_id="UOUT", topic="python")),
        lambda: office.run(people.save_profile, people.SaveProfile(person_id="UOUT", profile=Profile())),
    ):
        with pytest.raises(errors.GuestsCannotTakePart):
            attempt()


def test_a_question_to_someone_who_left_unnoticed_runs_out(office: Office) -> None:
    """The directory never told us: on the third day the question goes on, and nothing was said to Ben."""
    request = office.flash(mentor_id="UBEN")
    office.change("UBEN", active=False)
    office.wait_until(at("thursday"))
    assert office.asks(request)["UCHIDI"] is AskState.ASKED
    assert office.nudges("UBEN") == []
    assert Phase.ANSWER not in office.phases("UBEN")


def test_a_block_ends_what_is_between_the_two(office: Office) -> None:
    """They are paired and a chat is booked when Ana blocks Ben: both read the same kind end, nothing more."""
    pairing = office.pair()
    meeting = office.book(pairing, at("thursday", 10))
    office.run(people.block, people.Block(person_id="UANA", blocked=("UBEN",)))
    assert office.pairing(pairing).state is PairingState.ENDED
    assert not office.meeting(meeting).booked
    assert [len(office.notices(one, notices.PairingEnded)) for one in pairing.people] == [1, 1]
    assert office.phases("UANA") == office.phases("UBEN") == set()


def test_an_imported_manager_is_not_one_s_own_to_change(office: Office) -> None:
    """The company's file says who leads Ana; her profile, without a manager or with another, does not."""
    office.run(import_people, [Row(line=2, person="UANA", manager="UBEN")])
    save(office, Profile())
    assert office.read(lambda uow: uow.people.get("UANA").manager_id) == "UBEN"
    save(office, Profile(), manager_id="UCHIDI")
    assert office.read(lambda uow: uow.people.get("UANA").manager_id) == "UBEN"
