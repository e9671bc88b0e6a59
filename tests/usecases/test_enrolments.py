"""Enrolments: joining, breaks, skipped rounds and leaving, each by the person alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.forms import Form
from bot.domain.people import Kind, PersonId
from bot.domain.programs import Channel, Program
from bot.domain.terms import PRESETS, Joining
from bot.usecases import enrolments, people, programs
from bot.usecases.enrolments import OfChannel, OfEnrolment
from tests.usecases.office import MONDAY, Office, a_mentor, a_person

HERE = Channel("CMENTORING", "mentoring")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def staff(office: Office) -> None:
    """Ada is an admin, Ben mentors, Gus is a guest."""
    office.hire(
        a_person("UADA", admin=True),
        a_person("UANA"),
        a_mentor("UBEN", "python"),
        a_person("UGUS", kind=Kind.GUEST),
    )


def started(office: Office, form: Form = Form.PEER, joining: Joining = Joining.OPT_IN) -> Program:
    """A program that people know of."""
    terms = replace(PRESETS[form], joining=joining)
    program = office.run(
        programs.create, programs.Create(person_id="UADA", form=form, channel=HERE, terms=terms)
    )
    return office.run(
        programs.announce, programs.Announce(person_id="UADA", program_id=program.id, channel=HERE)
    )


def join(
    office: Office,
    program: Program,
    person_id: PersonId = "UANA",
    wishes: Wishes | None = None,
    *,
    belongs: bool = True,
) -> enrolments.Place:
    command = enrolments.SaveWishes(
        person_id=person_id, program_id=program.id, belongs=belongs, wishes=wishes
    )
    return office.run(enrolments.join, command)


def of(program: Program, person_id: PersonId = "UANA") -> OfEnrolment:
    return OfEnrolment(person_id=person_id, program_id=program.id)


def found(office: Office, program: Program, person_id: PersonId = "UANA") -> Enrolment:
    one = office.read(lambda uow: uow.enrolments.find(program.id, person_id))
    assert one is not None
    return one


def test_joining_keeps_what_a_person_wants_and_again_changes_it(office: Office) -> None:
    program = started(office)
    join(office, program, wishes=Wishes(goal="Learn to delegate", rather_not=("UBEN",)))
    first = found(office, program)
    assert (first.active, first.auto, first.joined_at) == (True, False, MONDAY)
    office.now += DAY
    join(office, program, wishes=Wishes(goal="Learn to listen"))
    again = found(office, program)
    assert (again.wishes.goal, again.joined_at) == ("Learn to listen", MONDAY)


def test_preferences_that_do_not_count_now_are_kept_for_when_they_do(office: Office) -> None:
    """The form asks for none of them meanwhile, which takes none of them back."""
    program = started(office)
    join(office, program, wishes=Wishes(prefers=("UADA",), rather_not=("UBEN",)))
    without = programs.Configure(
        person_id="UADA",
        program_id=program.id,
        seen=program.edition,
        name="",
        purpose="",
        terms=replace(program.terms, preferences=False),
    )
    office.run(programs.configure, without)
    join(office, program, wishes=Wishes(goal="Listen"))
    kept = found(office, program).wishes
    assert (kept.goal, kept.prefers, kept.rather_not) == ("Listen", ("UADA",), ("UBEN",))


def test_nobody_sees_what_somebody_wants(office: Office) -> None:
    """Neither the channel nor anybody else is told a word of it."""
    program = started(office)
    join(office, program, wishes=Wishes(goal="CANARY", prefers=("UCANARY",), rather_not=("UADA",)))
    assert "CANARY" not in str(office.told())
    seen = office.run(programs.overview, "UADA")
    assert "CANARY" not in repr(seen)


def test_without_a_word_a_mentor_offers_what_their_profile_says(office: Office) -> None:
    program = started(office, Form.ONE_ON_ONE)
    assert join(office, program, "UBEN").wishes == Wishes(mentors=True, offers=("python",))
    with pytest.raises(errors.NothingOffered) as refused:
        join(office, program, "UANA", Wishes(mentors=True))
    assert refused.value.field == "offers"


@pytest.mark.parametrize("person_id", ["UGUS", "UGONE"])
def test_guests_and_those_who_have_gone_cannot_join(office: Office, person_id: PersonId) -> None:
    office.hire(a_person("UGONE", active=False))
    program = started(office)
    with pytest.raises(errors.GuestsCannotTakePart):
        join(office, program, person_id)


def test_only_the_people_of_the_channel_come_in_and_whoever_is_in_may_stay(office: Office) -> None:
    program = started(office)
    with pytest.raises(errors.NotOfTheChannel):
        join(office, program, belongs=False)
    join(office, program)
    join(office, program, wishes=Wishes(goal="Stay"), belongs=False)
    assert found(office, program).wishes.goal == "Stay"


def test_a_program_that_nobody_was_told_of_cannot_be_joined(office: Office) -> None:
    draft = office.run(programs.create, programs.Create(person_id="UADA", form=Form.PEER, channel=HERE))
    with pytest.raises(errors.Gone):
        join(office, draft)
    with pytest.raises(errors.Gone):
        office.run(enrolments.leave, OfEnrolment(person_id="UANA", program_id="forged"))


@pytest.mark.parametrize("deed", [enrolments.leave, enrolments.resume, enrolments.skip])
def test_whoever_is_not_in_it_has_nothing_to_change(office: Office, deed: object) -> None:
    """A forged press of somebody who never joined changes nobody's place."""
    program = started(office)
    join(office, program)
    with pytest.raises(errors.NotEnrolled):
        office.run(deed, of(program, "UBEN"))  # type: ignore[arg-type]  # one of the use cases
    assert found(office, program).active


def test_leaving_and_coming_back(office: Office) -> None:
    program = started(office)
    join(office, program, wishes=Wishes(rather_not=("UBEN",)))
    office.run(enrolments.skip, of(program))
    office.run(enrolments.leave, of(program))
    assert not found(office, program).active
    assert office.run(enrolments.mine, "UANA").places == ()
    with pytest.raises(errors.NotEnrolled):
        office.run(enrolments.leave, of(program))
    join(office, program)
    back = found(office, program)
    assert (back.active, back.skips_next, back.wishes.rather_not) == (True, False, ("UBEN",))


def test_a_break_and_a_skipped_round_are_of_one_program_alone(office: Office) -> None:
    one, other = started(office), started(office, Form.CIRCLE)
    join(office, one)
    join(office, other)
    pause = enrolments.Pause(person_id="UANA", program_id=one.id)
    office.run(enrolments.pause, pause)
    assert found(office, one).paused_until == MONDAY.date() + 28 * DAY
    assert found(office, other).paused_until is None
    with pytest.raises(errors.PauseInThePast):
        office.run(enrolments.pause, replace(pause, until=MONDAY.date()))
    office.run(enrolments.skip, of(other))
    assert (found(office, one).skips_next, found(office, other).skips_next) == (False, True)
    for program in (one, other):
        office.run(enrolments.resume, of(program))
        assert found(office, program).takes_part(a_person(), office.now)


def test_people_see_their_programs_and_others_only_within_their_channels(office: Office) -> None:
    one, other = started(office), started(office, Form.CIRCLE)
    join(office, one)
    mine = office.run(enrolments.with_others, "UANA")
    assert [place.program.id for place in mine.places] == [one.id]
    assert [program.id for program in mine.within({HERE.id}).others] == [other.id]
    assert mine.within(()).others == ()
    office.run(programs.close, programs.OfProgram(person_id="UADA", program_id=other.id))
    assert office.run(enrolments.with_others, "UANA").others == ()


def test_whoever_leaves_the_channel_leaves_its_programs_and_is_told(office: Office) -> None:
    program = started(office)
    join(office, program)
    went = OfChannel(person_id="UANA", channel_id=HERE.id)
    assert [office.run(enrolments.went, went) for _ in range(2)] == [1, 0]
    assert not found(office, program).active
    [told] = office.notices("UANA", notices.TakenOut)
    assert (told.program_id, told.channel_id) == (program.id, HERE.id)


def test_whoever_comes_into_a_channel_joins_only_what_takes_everybody(office: Office) -> None:
    opt_in, auto = started(office), started(office, Form.CIRCLE, Joining.AUTO)
    came = OfChannel(person_id="UANA", channel_id=HERE.id)
    assert [office.run(enrolments.came, came) for _ in range(2)] == [1, 0]
    assert office.read(lambda uow: uow.enrolments.find(opt_in.id, "UANA")) is None
    assert found(office, auto).auto
    assert len(office.notices("UANA", notices.BroughtIn)) == 1
    assert office.run(enrolments.came, replace(came, person_id="UGUS")) == 0


def test_a_closed_account_is_in_no_program_any_more(office: Office) -> None:
    program = started(office)
    join(office, program)
    office.run(people.record, a_person("UANA", active=False))
    assert not found(office, program).active
    last = office.told(kind=notices.ProgramAnnounced)[-1].notice
    assert isinstance(last, notices.ProgramAnnounced)
    assert last.joined == 0
