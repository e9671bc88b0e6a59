"""Readiness and pools: what a round now would see of a program, in numbers that give nobody away."""

from dataclasses import replace

import pytest

from bot.domain import errors
from bot.domain.enrolments import Wishes
from bot.domain.forms import Form
from bot.domain.matching import Rule
from bot.domain.people import PersonId
from bot.domain.programs import Channel, Program
from bot.domain.terms import PRESETS, Seniority, Terms
from bot.usecases import enrolments, programs
from bot.usecases.pools import participants, rules_of, taking_part
from bot.usecases.readiness import Demand, Readiness, readiness
from tests.usecases.office import MONDAY, Office, a_mentor, a_person

HERE = Channel("CMENTORING", "mentoring")
MENTEES = tuple(f"UMENTEE{n}" for n in range(6))


@pytest.fixture(autouse=True)
def staff(office: Office) -> None:
    office.hire(a_person("UADA", admin=True), a_mentor("UBEN", "python", level=5), a_person("UCEM", level=4))
    office.hire(*(a_person(one, level=2, manager_id="UCEM") for one in MENTEES))


def started(office: Office, form: Form = Form.ONE_ON_ONE, **changes: object) -> Program:
    terms: Terms = replace(PRESETS[form], **changes)  # type: ignore[arg-type]  # any of its fields
    command = programs.Create(person_id="UADA", form=form, channel=HERE, terms=terms)
    program = office.run(programs.create, command)
    return office.run(
        programs.announce, programs.Announce(person_id="UADA", program_id=program.id, channel=HERE)
    )


def join(office: Office, program: Program, person_id: PersonId, **wishes: object) -> None:
    wished = Wishes(**wishes) if wishes else None  # type: ignore[arg-type]  # as above
    office.run(
        enrolments.join,
        enrolments.SaveWishes(person_id=person_id, program_id=program.id, belongs=True, wishes=wished),
    )


def ready(office: Office, program: Program, by: PersonId = "UADA") -> Readiness:
    return office.run(readiness, programs.OfProgram(person_id=by, program_id=program.id))


def test_two_mentors_for_many_are_told_before_the_launch(office: Office) -> None:
    program = started(office)
    join(office, program, "UBEN", mentors=True, mentored=False, offers=("python",))
    for one in MENTEES:
        join(office, program, one, asks=("Python packaging",))
    found = ready(office, program)
    assert (found.joined, found.counted, found.mentors, found.mentees) == (7, 7, 1, 6)
    assert found.places == 2
    assert found.demand == (Demand("python packaging", 6, 2),)
    assert found.seniority_known


def test_a_topic_that_few_ask_for_is_not_named(office: Office) -> None:
    program = started(office)
    for one in MENTEES[:4]:
        join(office, program, one, asks=("my burnout",))
    found = ready(office, program)
    assert (found.demand, found.rare) == ((), 1)
    assert "burnout" not in repr(found)


def test_whoever_nobody_fits_is_named_with_the_rule_that_is_why(office: Office) -> None:
    """Cem manages the mentees, so he can mentor none of them."""
    program = started(office)
    join(office, program, "UCEM", mentors=True, mentored=False, offers=("python",))
    join(office, program, MENTEES[0])
    found = ready(office, program)
    assert found.alone[MENTEES[0]] is Rule.REPORTING_LINE
    assert found.barred[Rule.REPORTING_LINE] == 1


def test_what_was_said_in_confidence_goes_by_a_neutral_name(office: Office) -> None:
    program = started(office)
    join(office, program, "UBEN", mentors=True, mentored=False, offers=("python",))
    join(office, program, MENTEES[0], rather_not=("UBEN",))
    found = ready(office, program)
    assert set(found.alone.values()) == {Rule.NO_FREE_MENTOR}
    assert Rule.RATHER_NOT not in found.barred


def test_whoever_rests_or_skips_is_not_counted(office: Office) -> None:
    program = started(office, Form.PEER)
    for one in MENTEES[:4]:
        join(office, program, one)
    skip = enrolments.OfEnrolment(person_id=MENTEES[0], program_id=program.id)
    office.run(enrolments.skip, skip)
    office.run(enrolments.pause, enrolments.Pause(person_id=MENTEES[1], program_id=program.id))
    office.pause(MENTEES[2])
    found = ready(office, program)
    assert (found.joined, found.counted) == (4, 1)


def test_only_admins_read_it(office: Office) -> None:
    program = started(office)
    with pytest.raises(errors.NotAnAdmin):
        ready(office, program, "UBEN")


def test_people_whose_clocks_are_a_day_apart_are_counted(office: Office) -> None:
    program = started(office, Form.PEER)
    for one in MENTEES[:3]:
        join(office, program, one)
    office.change(MENTEES[0], zone="Pacific/Auckland")
    found = ready(office, program)
    assert (found.zones, found.far) == (2, 1)


def test_seniority_decides_only_where_enough_levels_are_known() -> None:
    """A company whose directory names no levels still gets its people matched."""
    day, above = MONDAY.date(), Terms(seniority=Seniority.ABOVE)
    levelled, unknown = a_person("U1", level=3), a_person("U2")
    assert rules_of(above, [levelled, unknown], day).least_gap == 1
    assert rules_of(above, [levelled, unknown, unknown], day).least_gap is None
    assert rules_of(above, [], day).least_gap is None
    assert rules_of(Terms(seniority=Seniority.BELOW), [levelled], day).most_gap == -1
    assert rules_of(Terms(no_repeat=0), [], day).repeat_after is None


def test_a_participant_is_all_that_matching_needs(office: Office) -> None:
    program = started(office, capacity=1)
    join(office, program, "UBEN", mentors=True, offers=("python",), prefers=("UCEM",))
    join(office, program, MENTEES[0], rather_not=("UBEN",))
    office.change("UBEN", blocked=("UCEM",), department="Data")
    without = programs.Configure(
        person_id="UADA",
        program_id=program.id,
        seen=program.edition,
        name="",
        purpose="",
        terms=replace(program.terms, preferences=False),
    )
    program = office.run(programs.configure, without)
    with office.unit_of_work("T1") as uow:
        taking = taking_part(uow, uow.enrolments.active(program.id), office.now)
        ben, mentee = sorted(participants(uow, program, taking), key=lambda one: one.id)
    assert (ben.mentors, ben.mentored, ben.capacity, ben.offers) == (True, True, 1, ("python",))
    assert (ben.department, ben.blocked, ben.level) == ("Data", frozenset({"UCEM"}), 5)
    assert ben.prefers == (), "where wishes do not count, whom one would like does not either"
    assert mentee.rather_not == frozenset({"UBEN"}), "but whom one would rather not meet always does"
    assert (mentee.line, mentee.manager_id) == (frozenset({"UCEM"}), "UCEM")
