"""Programs: who may, what the channel reads, and what follows from a launch and an end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.forms import OF_PROGRAMS, Form
from bot.domain.people import Kind, PersonId
from bot.domain.programs import Channel, Program, ProgramState
from bot.domain.terms import PRESETS, Joining, Seniority
from bot.ports import UnitOfWork
from bot.usecases import enrolments, programs
from bot.usecases.delivery import recipients
from tests.builders import a_program
from tests.usecases.office import Office, a_person, at

HERE = Channel("CMENTORING", "mentoring")
PEOPLE = ("UANA", "UBEN", "UCEM")


@pytest.fixture(autouse=True)
def staff(office: Office) -> None:
    """Ada is an admin of the workspace, the others are not."""
    office.hire(a_person("UADA", admin=True), a_person("UEVE"), *map(a_person, PEOPLE))


def create(office: Office, form: Form = Form.PEER, by: PersonId = "UADA", **fields: object) -> Program:
    command = programs.Create(person_id=by, form=form, channel=HERE, **fields)  # type: ignore[arg-type]  # any of its fields
    return office.run(programs.create, command)


def announce(
    office: Office, program: Program, by: PersonId = "UADA", members: tuple[PersonId, ...] = ()
) -> Program:
    command = programs.Announce(person_id=by, program_id=program.id, channel=HERE, members=members)
    return office.run(programs.announce, command)


def launch(office: Office, program: Program, by: PersonId = "UADA") -> Program:
    command = programs.Announce(person_id=by, program_id=program.id, channel=HERE)
    return office.run(programs.launch, command)


def configure(office: Office, program: Program, by: PersonId = "UADA", **fields: object) -> Program:
    seen = now(office, program).edition
    known = {"name": program.name, "purpose": program.purpose, "terms": program.terms, "seen": seen}
    command = programs.Configure(person_id=by, program_id=program.id, **{**known, **fields})  # type: ignore[arg-type]  # as above
    return office.run(programs.configure, command)


def join(office: Office, program: Program, *people: PersonId) -> None:
    for person_id in people:
        joining = enrolments.SaveWishes(person_id=person_id, program_id=program.id, belongs=True)
        office.run(enrolments.join, joining)


def now(office: Office, program: Program) -> Program:
    return office.read(lambda uow: uow.programs.get(program.id))


def in_channel(office: Office) -> list[notices.ProgramAnnounced]:
    """What the channel was told, in order."""
    return [one.notice for one in office.told(kind=notices.ProgramAnnounced) if not one.to]  # type: ignore[misc]  # of this kind


def test_an_admin_starts_with_a_form_and_a_channel(office: Office) -> None:
    """All else is the form's preset; nobody hears of it before it is announced."""
    for form in OF_PROGRAMS:
        program = now(office, create(office, form))
        assert (program.terms, program.state) == (PRESETS[form], ProgramState.DRAFT)
        assert program.zone == "Europe/London"
    assert office.told() == []


@pytest.mark.parametrize(
    "channel", [replace(HERE, archived=True), replace(HERE, member=False)], ids=["archived", "not in it"]
)
def test_a_channel_in_which_nothing_can_be_said_is_refused_on_its_field(
    office: Office, channel: Channel
) -> None:
    command = programs.Create(person_id="UADA", form=Form.PEER, channel=channel)
    with pytest.raises(errors.ChannelError) as refused:
        office.run(programs.create, command)
    assert refused.value.field == "channel"
    assert office.read(lambda uow: uow.programs.open()) == []


def test_a_draft_takes_another_form_and_keeps_what_was_chosen(office: Office) -> None:
    """Half an hour became an hour and stays so; how many are a group means nothing to two."""
    program = create(office, Form.GROUP)
    chosen = replace(program.terms, minutes=90, least=4, most=5, welcome="Hi", seniority=Seniority.ABOVE)
    configure(office, program, terms=chosen)
    command = programs.TakeForm(person_id="UADA", program_id=program.id, form=Form.ONE_ON_ONE)
    office.run(programs.take_form, command)
    changed = now(office, program)
    preset = PRESETS[Form.ONE_ON_ONE]
    assert (changed.form, changed.terms) == (Form.ONE_ON_ONE, replace(preset, minutes=90, welcome="Hi"))
    with pytest.raises(errors.NotAChoice):
        office.run(programs.take_form, replace(command, form=Form.INTRO))
    with pytest.raises(errors.NotAnAdmin):
        office.run(programs.take_form, replace(command, person_id="UEVE"))
    announce(office, program)
    with pytest.raises(errors.FormIsKnown):
        office.run(programs.take_form, command)


def test_an_intro_is_no_program(office: Office) -> None:
    with pytest.raises(errors.NotAChoice):
        create(office, Form.INTRO)


DEEDS: dict[str, Callable[[Office, Program, PersonId], object]] = {
    "read": lambda office, program, by: office.run(
        programs.read, programs.OfProgram(person_id=by, program_id=program.id)
    ),
    "announce": announce,
    "launch": launch,
    "configure": configure,
    "close": lambda office, program, by: office.run(
        programs.close, programs.OfProgram(person_id=by, program_id=program.id)
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_only_admins_and_whom_they_named_may(office: Office, deed: str) -> None:
    """A demoted admin's old buttons are refused, though the program was theirs."""
    program = create(office)
    announce(office, program)
    join(office, program, "UANA", "UBEN")
    configure(office, program, admins=("UEVE",))
    with pytest.raises(errors.NotAnAdmin):
        DEEDS[deed](office, program, "UANA")
    office.change("UADA", admin=False)
    with pytest.raises(errors.NotAnAdmin):
        DEEDS[deed](office, program, "UADA")
    DEEDS[deed](office, program, "UEVE")


@pytest.mark.parametrize("deed", DEEDS)
def test_a_forged_program_is_gone(office: Office, deed: str) -> None:
    with pytest.raises(errors.Gone):
        DEEDS[deed](office, a_program(id="forged"), "UADA")


def test_only_workspace_admins_set_up_programs_and_name_admins(office: Office) -> None:
    program = create(office)
    configure(office, program, admins=("UEVE",))
    with pytest.raises(errors.NotAnAdmin):
        create(office, by="UEVE")
    with pytest.raises(errors.NotAnAdmin):
        configure(office, program, by="UEVE", admins=("UEVE", "UANA"))
    configure(office, program, by="UEVE", admins=("UEVE",), name="Coffee")
    assert (now(office, program).name, now(office, program).admins) == ("Coffee", ("UEVE",))


def test_each_admin_sees_the_programs_they_may_change(office: Office) -> None:
    first, second = create(office), create(office, Form.CIRCLE)
    configure(office, second, admins=("UEVE",))
    for by, expected, creates in (("UADA", [first.id, second.id], True), ("UEVE", [second.id], False)):
        found = office.run(programs.overview, by)
        assert sorted(one.program.id for one in found.seen) == sorted(expected)
        assert found.creates is creates
    with pytest.raises(errors.NotAnAdmin):
        office.run(programs.overview, "UANA")


def test_a_program_that_ended_can_be_looked_at_for_half_a_year(office: Office) -> None:
    """Also by whoever has no other one."""
    program = create(office)
    configure(office, program, admins=("UEVE",))
    office.run(programs.close, programs.OfProgram(person_id="UEVE", program_id=program.id))
    found = office.run(programs.overview, "UEVE")
    assert ([one.id for one in found.ended], found.seen) == ([program.id], ())
    office.now += timedelta(weeks=27)
    with pytest.raises(errors.NotAnAdmin):
        office.run(programs.overview, "UEVE")


def test_whom_a_menu_offers_beside_colleagues_is_refused_at_its_field(office: Office) -> None:
    """Slack's menus of people list apps and guests as well."""
    office.hire(a_person("UBOT", kind=Kind.BOT), a_person("UGUEST", kind=Kind.GUEST))
    board = create(office, Form.SHADOW_BOARD)
    with pytest.raises(errors.IsABot) as refused:
        configure(office, board, admins=("UEVE", "UBOT"))
    assert refused.value.field == "admins"
    with pytest.raises(errors.IsAGuest) as refused_too:
        configure(office, board, terms=replace(board.terms, sponsor_id="UGUEST"))
    assert refused_too.value.field == "sponsor"
    assert now(office, board).admins == ()


def test_programs_stand_in_the_order_of_their_next_rounds(office: Office) -> None:
    """Whatever the order in which they were set up; those without a round come last."""
    draft, late, soon = create(office), create(office), create(office)
    for program, weeks in ((late, 9), (soon, 2)):
        terms = replace(program.terms, starts_on=office.now.date() + timedelta(weeks=weeks))
        configure(office, program, terms=terms)
        announce(office, program)
        join(office, program, "UANA", "UBEN")
        launch(office, program)
    found = office.run(programs.overview, "UADA")
    assert [one.program.id for one in found.seen] == [soon.id, late.id, draft.id]
    joinable = office.run(enrolments.with_others, "UCEM").others
    assert [one.id for one in joinable] == [soon.id, late.id]


def test_the_channel_is_told_once_and_reads_numbers_only(office: Office) -> None:
    program = create(office, name="Coffee")
    announce(office, program)
    announce(office, program)
    [said] = in_channel(office)
    assert (said.name, said.joined) == ("Coffee", 0)
    join(office, program, "UANA", "UBEN")
    again = in_channel(office)[-1]
    assert again.joined == 2
    assert not {"UANA", "UBEN"} & set(map(str, vars(again).values()))


def test_a_launch_plans_the_first_round_and_says_so(office: Office) -> None:
    program = create(office)
    announce(office, program)
    with pytest.raises(errors.GroupTooLarge):
        launch(office, program)
    join(office, program, "UANA", "UBEN")
    launched = launch(office, program)
    assert launched.state is ProgramState.RUNNING
    assert launched.next_round_at == at("monday", 9, week=1)
    assert in_channel(office)[-1].next_round_at == launched.next_round_at
    with pytest.raises(errors.AlreadyRunning):
        launch(office, program)


def test_two_admins_who_launch_at_once_launch_once(office: Office) -> None:
    program = create(office)
    announce(office, program)
    join(office, program, "UANA", "UBEN")
    launch(office, program)
    round_at = now(office, program).next_round_at
    office.now += timedelta(days=3)
    with pytest.raises(errors.AlreadyRunning):
        launch(office, program)
    assert now(office, program).next_round_at == round_at


def test_everybody_is_brought_in_only_where_the_admin_said_so_and_each_is_told(office: Office) -> None:
    office.hire(a_person("UGUS", active=False))
    everyone = ("UANA", "UBEN", "UGUS", "UADA", "UNKNOWN")
    opt_in = create(office)
    announce(office, opt_in, members=everyone)
    assert office.read(lambda uow: uow.enrolments.active(opt_in.id)) == []
    auto = create(office, terms=replace(PRESETS[Form.PEER], joining=Joining.AUTO))
    announce(office, auto, members=everyone)
    brought = office.read(lambda uow: uow.enrolments.active(auto.id))
    assert [(one.person_id, one.auto) for one in brought] == [
        ("UADA", True),
        ("UANA", True),
        ("UBEN", True),
    ]
    for one in brought:
        [told] = office.notices(one.person_id, notices.BroughtIn)
        assert told.program_id == auto.id


def test_a_sponsor_hears_that_they_are_named_and_by_whom_once_others_hear_of_the_program(
    office: Office,
) -> None:
    board = create(office, Form.SHADOW_BOARD)
    configure(office, board, terms=replace(board.terms, sponsor_id="UEVE"))
    assert office.notices("UEVE", notices.SponsorNamed) == []
    for _ in range(2):
        announce(office, board)
        configure(office, board, name="The panel")
    assert [one.by for one in office.notices("UEVE", notices.SponsorNamed)] == ["UADA"]
    office.now = at("friday", 20)
    for sponsor_id in ("UANA", "UBEN"):
        terms = replace(now(office, board).terms, sponsor_id=sponsor_id)
        configure(office, board, terms=terms)
        office.now += timedelta(minutes=1)
    assert office.notices("UANA", notices.SponsorNamed) == [], "another one was named before she read of it"
    assert len(office.notices("UBEN", notices.SponsorNamed)) == 1
    office.run(programs.close, programs.OfProgram(person_id="UADA", program_id=board.id))
    assert office.notices("UBEN", notices.SponsorNamed) == []


def test_who_has_left_is_not_brought_back(office: Office) -> None:
    auto = create(office, terms=replace(PRESETS[Form.PEER], joining=Joining.AUTO))
    announce(office, auto, members=PEOPLE)
    leaving = enrolments.OfEnrolment(person_id="UANA", program_id=auto.id)
    office.run(enrolments.leave, leaving)
    announce(office, auto, members=PEOPLE)
    office.run(enrolments.came, enrolments.OfChannel(person_id="UANA", channel_id=HERE.id))
    active = office.read(lambda uow: uow.enrolments.active(auto.id))
    assert [one.person_id for one in active] == ["UBEN", "UCEM"]
    assert len(office.notices("UBEN", notices.BroughtIn)) == 1


def test_an_end_takes_leave_of_everybody_kindly(office: Office) -> None:
    program = create(office, terms=replace(PRESETS[Form.PEER], closing="It was a joy."))
    announce(office, program)
    join(office, program, *PEOPLE)
    office.change("UCEM", active=False)
    office.run(programs.close, programs.OfProgram(person_id="UADA", program_id=program.id))
    assert now(office, program).state is ProgramState.CLOSED
    assert [one.closing for one in office.notices("UANA", notices.ProgramEnded)] == ["It was a joy."]
    assert office.notices("UCEM", notices.ProgramEnded) == []
    assert office.read(lambda uow: uow.enrolments.active(program.id)) == []
    assert in_channel(office)[-1].over
    with pytest.raises(errors.ProgramClosed):
        join(office, program, "UANA")


def test_a_lost_channel_is_told_to_its_admins_once(office: Office) -> None:
    program = create(office)
    configure(office, program, admins=("UEVE",))
    lost = programs.ChannelChanged(channel_id=HERE.id, usable=False)
    for _ in range(2):
        assert office.run(programs.channel_changed, lost) == 1
        office.now += timedelta(minutes=1)
    for person_id in ("UADA", "UEVE"):
        assert len(office.notices(person_id, notices.ChannelLost)) == 1
    assert office.notices("UANA", notices.ChannelLost) == []
    office.run(programs.channel_changed, replace(lost, usable=True))
    assert now(office, program).lost_at is None
    assert office.run(programs.channel_changed, replace(lost, channel_id="COTHER")) == 0


def test_when_nobody_near_may_care_any_more_the_workspace_admins_do(office: Office) -> None:
    office.hire(a_person("UBOSS", admin=True))
    program = create(office)
    office.change("UADA", admin=False)

    def cared_for_by(uow: UnitOfWork) -> list[PersonId]:
        return [person.id for person in programs.admins_of(uow, uow.programs.get(program.id))]

    assert office.read(cared_for_by) == ["UBOSS"]


def test_the_channel_reads_in_the_language_of_who_set_it_up(office: Office) -> None:
    """And hears nothing of a program that has ended but that."""
    program = create(office)
    announce(office, program)
    post = office.post_to_channel()
    assert [person.id for person in office.run(recipients, post) or ()] == ["UADA"]
    office.run(programs.close, programs.OfProgram(person_id="UADA", program_id=program.id))
    assert not office.run(recipients, post)
    assert office.run(recipients, office.post_to_channel())


def test_settings_that_another_admin_changed_meanwhile_are_not_overwritten(office: Office) -> None:
    program = create(office)
    configure(office, program, name="Coffee")
    with pytest.raises(errors.ChangedMeanwhile):
        configure(office, program, name="Tea", seen=program.edition)
    assert now(office, program).name == "Coffee"
    configure(office, program, name="Tea")
    assert now(office, program).name == "Tea"
