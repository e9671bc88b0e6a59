"""Flash programs: who is found in them, for whom, with how many places and for how long."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain import errors, notices
from bot.domain.enrolments import Wishes
from bot.domain.forms import Form
from bot.domain.people import Person, Profile
from bot.domain.programs import Program
from bot.domain.requests import AskState
from bot.domain.terms import PRESETS, Terms
from bot.usecases import enrolments, flash, pairings, people, programs
from tests.usecases.office import Office, a_mentor, a_person
from tests.usecases.season import HERE

MENTORS = Wishes(mentors=True, mentored=False, offers=("python packaging",))


@pytest.fixture(autouse=True)
def staff(office: Office) -> None:
    """Ben is nobody's mentor by his profile; Ana and Cem have questions."""
    office.hire(a_person("UADA", admin=True), a_person("UANA"), a_person("UBEN"), a_person("UCEM"))


def started(office: Office, **terms: Any) -> Program:
    """A flash program that runs, of Ana and Cem who ask and of Ben who mentors."""
    known = replace(PRESETS[Form.FLASH], **terms)
    created = programs.Create(person_id="UADA", form=Form.FLASH, channel=HERE, terms=known)
    program = office.run(programs.create, created)
    office.run(programs.announce, programs.Announce(person_id="UADA", program_id=program.id, channel=HERE))
    for person_id, wishes in (("UANA", Wishes()), ("UCEM", Wishes()), ("UBEN", MENTORS)):
        join(office, program, person_id, wishes)
    return office.run(
        programs.launch, programs.Announce(person_id="UADA", program_id=program.id, channel=HERE)
    )


def join(office: Office, program: Program, person_id: str, wishes: Wishes) -> None:
    joining = enrolments.SaveWishes(person_id=person_id, program_id=program.id, belongs=True, wishes=wishes)
    office.run(enrolments.join, joining)


def leave(office: Office, program: Program, person_id: str) -> None:
    office.run(enrolments.leave, enrolments.OfEnrolment(person_id=person_id, program_id=program.id))


def found(office: Office, person_id: str = "UANA", minutes: int = 15) -> list[str]:
    """Whom /flash would show."""
    wanted = flash.FindMentors(
        person_id=person_id, topic="python packaging", question="How?", minutes=minutes
    )
    return [one.person_id for one in office.run(flash.find_mentors, wanted).mentors]


def test_whoever_mentors_in_a_program_is_found_by_its_people_alone(office: Office) -> None:
    """Whatever the profile says; and the chat is one of the program."""
    office.hire(a_person("UEVE"))
    assert found(office) == []
    program = started(office)
    assert found(office) == ["UBEN"]
    assert found(office, "UEVE") == []
    request = office.flash(minutes=15)
    assert office.asks(request) == {"UBEN": AskState.ASKED}
    pairing = office.accept(request).pairing
    assert pairing is not None
    assert (pairing.program_id, pairing.form) == (program.id, Form.FLASH)
    with pytest.raises(errors.NotAMentor):
        office.intro("UCEM", "UBEN")


@pytest.mark.parametrize(
    ("terms", "ana", "ben"),
    [
        ({"cross_department": True}, {"department": "Design"}, {"department": "Design"}),
        ({"most_hours_apart": 3}, {}, {"zone": "America/New_York"}),
        (
            {"shared_language": True},
            {"profile": Profile(languages=("English",))},
            {"profile": Profile(languages=("Deutsch",))},
        ),
        ({}, {"manager_id": "UADA"}, {"manager_id": "UADA"}),
        ({}, {"manager_id": "UBEN"}, {}),
        ({}, {"blocked": ("UBEN",)}, {}),
    ],
)
def test_its_terms_keep_two_apart(
    office: Office, terms: dict[str, Any], ana: dict[str, Any], ben: dict[str, Any]
) -> None:
    started(office, **terms)
    assert found(office) == ["UBEN"]
    office.change("UANA", **ana)
    office.change("UBEN", **ben)
    assert found(office) == []
    with pytest.raises(errors.WhomError):
        office.flash("UANA", "UBEN", minutes=15)


def test_what_somebody_would_rather_not_holds_and_is_not_told(office: Office) -> None:
    program = started(office)
    join(office, program, "UBEN", replace(MENTORS, rather_not=("UANA",)))
    assert (found(office), found(office, "UCEM")) == ([], ["UBEN"])


@pytest.mark.parametrize("says", ["UANA", "UBEN"])
def test_a_question_between_two_goes_on_when_one_would_rather_not(office: Office, says: str) -> None:
    """Both read what they would if Ben mentored no more: nobody learns whose wish it was."""
    program = started(office)
    request = office.flash("UANA", "UBEN", minutes=15)
    other = office.flash("UCEM", "UBEN", minutes=15)
    who, of = (Wishes(), "UBEN") if says == "UANA" else (MENTORS, "UANA")
    join(office, program, says, replace(who, rather_not=(of,)))
    assert office.asks(request) == {"UBEN": AskState.RELEASED}
    assert office.asks(other) == {"UBEN": AskState.ASKED}
    read = [(one.from_id, one.because, one.line) for one in office.notices("UANA", notices.RequestMovedOn)]
    assert read == [("UBEN", AskState.RELEASED, "")]
    assert [one.state for one in office.notices("UBEN", notices.AskSettled)] == [AskState.RELEASED]
    join(office, program, "UBEN", replace(MENTORS, mentors=False, mentored=True))
    assert [one.because for one in office.notices("UCEM", notices.RequestMovedOn)] == [AskState.RELEASED]


def test_an_introduction_is_none_of_what_one_would_rather_not_in_a_program(office: Office) -> None:
    program = started(office)
    office.hire(a_mentor("UDAN"))
    join(office, program, "UDAN", MENTORS)
    request = office.intro("UANA", "UDAN")
    join(office, program, "UANA", Wishes(rather_not=("UDAN",)))
    assert office.asks(request) == {"UDAN": AskState.ASKED}


def test_a_line_moves_up_when_one_of_it_would_rather_not(office: Office) -> None:
    """Ben has one place, and Ana's question has it: Cem is next when she would rather not."""
    program = started(office, capacity=1)
    office.hire(a_person("UEVE"))
    join(office, program, "UEVE", Wishes())
    pairing = office.accept(office.flash("UEVE", "UBEN", minutes=15)).pairing
    assert pairing is not None
    first = office.flash("UANA", "UBEN", minutes=15)
    office.now += timedelta(hours=1)
    second = office.flash("UCEM", "UBEN", minutes=15)
    office.run(pairings.stop, pairings.OfPairing(person_id="UEVE", pairing_id=pairing.id))
    assert [office.asks(one)["UBEN"] for one in (first, second)] == [AskState.ASKED, AskState.WAITING]
    join(office, program, "UANA", Wishes(rather_not=("UBEN",)))
    assert [office.asks(one)["UBEN"] for one in (first, second)] == [AskState.RELEASED, AskState.ASKED]


def goes(office: Office, program: Program, how: str) -> None:
    """Dan takes no more questions in the program."""
    own: dict[str, Any] = {"person_id": "UDAN", "program_id": program.id}
    match how:
        case "leaves":
            office.run(enrolments.leave, enrolments.OfEnrolment(**own))
        case "pauses":
            office.run(enrolments.pause, enrolments.Pause(**own))
        case "asks":
            join(office, program, "UDAN", Wishes())
        case "goes":
            gone = enrolments.OfChannel(person_id="UDAN", channel_id=HERE.id)
            office.run(enrolments.went, gone)
        case _:
            office.run(programs.close, programs.OfProgram(person_id="UADA", program_id=program.id))


WAYS = ("leaves", "pauses", "asks", "goes", "closes")


@pytest.mark.parametrize("how", WAYS)
def test_a_place_beside_the_program_is_offered_to_whoever_waits(office: Office, how: str) -> None:
    """The program gave Dan one place, his profile gives two: the second is free when he is out of it."""
    program = started(office, capacity=1)
    office.hire(a_mentor("UDAN", capacity=2))
    join(office, program, "UDAN", MENTORS)
    office.accept(office.flash("UANA", "UDAN", minutes=15), "UDAN")
    waits = office.flash("UCEM", "UDAN", minutes=15)
    assert office.asks(waits) == {"UDAN": AskState.WAITING}
    goes(office, program, how)
    assert office.asks(waits) == {"UDAN": AskState.ASKED}
    assert office.notices("UCEM", notices.RequestSent)[-1].position is None


@pytest.mark.parametrize("how", WAYS)
def test_who_mentors_in_the_program_alone_keeps_nobody_waiting_without_it(office: Office, how: str) -> None:
    program = started(office)
    office.hire(a_person("UDAN"))
    join(office, program, "UDAN", MENTORS)
    request = office.flash("UANA", "UDAN", minutes=15)
    goes(office, program, how)
    assert office.asks(request)["UDAN"] is AskState.RELEASED


def test_who_leaves_the_program_asks_nobody_in_it_any_more(office: Office) -> None:
    """Ben mentors nobody outside of it: it is as if he could not."""
    program = started(office)
    asked = office.flash("UANA", "UBEN", minutes=15)
    leave(office, program, "UANA")
    assert office.asks(asked) == {"UBEN": AskState.RELEASED}


@pytest.mark.parametrize(("says", "of"), [("UANA", "UDAN"), ("UDAN", "UANA")])
def test_what_somebody_would_rather_not_holds_for_a_profile_as_well(
    office: Office, says: str, of: str
) -> None:
    """Dan mentors everybody: between the two there is no flash chat, and the sentence is a block's."""
    program = started(office)
    office.hire(a_mentor("UDAN"))
    for person_id, wishes in (("UANA", Wishes()), ("UDAN", MENTORS)):
        kept = replace(wishes, rather_not=(of,)) if person_id == says else wishes
        join(office, program, person_id, kept)
    for minutes in (15, 30):
        assert "UDAN" not in found(office, minutes=minutes)
        assert "UDAN" in found(office, "UCEM", minutes=minutes)
        with pytest.raises(errors.NotAMentor):
            office.flash("UANA", "UDAN", minutes=minutes)


def configure(office: Office, program: Program, terms: Terms) -> None:
    changed = programs.Configure(
        person_id="UADA", program_id=program.id, seen=program.edition, name="", purpose="", terms=terms
    )
    office.run(programs.configure, changed)


def test_chats_are_no_longer_than_the_program_says(office: Office) -> None:
    program = started(office)
    assert found(office, minutes=30) == []
    longer = replace(program.terms, minutes=30)
    configure(office, program, longer)
    assert found(office, minutes=30) == ["UBEN"]


@pytest.mark.parametrize("minutes", [10, 45])
def test_a_program_promises_no_length_that_nobody_can_ask_for(office: Office, minutes: int) -> None:
    program = started(office)
    other = replace(program.terms, minutes=minutes)
    with pytest.raises(errors.NotAChoice):
        configure(office, program, other)
    with pytest.raises(errors.NotAChoice):
        started(office, minutes=minutes)


def test_its_places_hold_and_whoever_comes_next_waits_in_line(office: Office) -> None:
    """One place in the program, whatever Ben's profile would give; it is offered again when it is free."""
    started(office, capacity=1)
    pairing = office.accept(office.flash("UANA", "UBEN", minutes=15)).pairing
    assert pairing is not None
    second = office.flash("UCEM", "UBEN", minutes=15)
    assert office.asks(second) == {"UBEN": AskState.WAITING}
    office.run(pairings.stop, pairings.OfPairing(person_id="UANA", pairing_id=pairing.id))
    assert office.asks(second) == {"UBEN": AskState.ASKED}


def test_a_profile_that_is_no_mentors_keeps_the_programs_questions(office: Office) -> None:
    """Until Ben leaves the program: then whoever asked goes on to the next mentor."""
    program = started(office)
    office.hire(a_mentor("UDAN"))
    request = office.flash("UANA", "UBEN", minutes=15)
    saved = people.SaveProfile(person_id="UBEN", profile=Profile(), manager_id=None)
    office.run(people.save_profile, saved)
    assert office.asks(request)["UBEN"] is AskState.ASKED
    leave(office, program, "UBEN")
    assert office.asks(request)["UBEN"] is AskState.RELEASED


def test_a_break_of_the_program_or_of_all_hides_a_mentor(office: Office) -> None:
    """And whoever asked before goes on to the next one."""
    program = started(office)
    office.hire(a_mentor("UDAN"))
    request = office.flash("UANA", "UBEN", minutes=15)
    office.run(enrolments.pause, enrolments.Pause(person_id="UBEN", program_id=program.id))
    assert found(office, "UCEM") == ["UDAN"]
    assert office.asks(request)["UBEN"] is AskState.RELEASED


def test_what_a_mentor_takes_in_a_break_from_the_program_is_none_of_it(office: Office) -> None:
    """Dan mentors everybody: in the break his own places count, before and after it the program's."""
    program = started(office, capacity=1)
    office.hire(a_mentor("UDAN", capacity=2))
    join(office, program, "UDAN", MENTORS)
    office.run(enrolments.pause, enrolments.Pause(person_id="UDAN", program_id=program.id))
    own = office.accept(office.flash("UANA", "UDAN", minutes=15), "UDAN").pairing
    assert own is not None
    assert own.program_id is None
    second = office.flash("UCEM", "UDAN", minutes=15)
    assert office.asks(second) == {"UDAN": AskState.ASKED}


def test_a_skipped_round_is_nothing_to_a_flash_program(office: Office) -> None:
    program = started(office)
    office.run(enrolments.skip, enrolments.OfEnrolment(person_id="UBEN", program_id=program.id))
    assert found(office) == ["UBEN"]
    assert office.asks(office.flash("UANA", "UBEN", minutes=15)) == {"UBEN": AskState.ASKED}


def test_a_chat_outside_of_its_terms_is_none_of_the_program(office: Office) -> None:
    """Dan mentors everybody: he may be asked for half an hour, and that is no chat of the program."""
    program = started(office)
    dan: Person = a_mentor("UDAN")
    office.hire(dan)
    join(office, program, "UDAN", MENTORS)
    assert found(office, minutes=30) == ["UDAN"]
    longer = office.accept(office.flash("UANA", "UDAN", minutes=30), "UDAN").pairing
    shorter = office.accept(office.flash("UCEM", "UDAN", minutes=15), "UDAN").pairing
    assert longer is not None
    assert shorter is not None
    assert (longer.program_id, shorter.program_id) == (None, program.id)
