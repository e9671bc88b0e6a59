"""Programs and enrolments in Slack: what forms show comes back as it was, whatever the form of mentoring."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.limits import check_message, check_view
from bot.domain import errors
from bot.domain.enrolments import Wishes
from bot.domain.forms import OF_PROGRAMS, Form
from bot.domain.matching import Rule
from bot.domain.people import Person
from bot.domain.programs import LONGEST_NAME, Program, ProgramState
from bot.domain.rounds import Round
from bot.domain.terms import PRESETS, Joining, Nudges, Terms
from bot.usecases.enrolments import Mine, Place, SaveWishes
from bot.usecases.programs import AtHome, Overview, Seen
from bot.usecases.readiness import Readiness
from bot.usecases.status import Status
from handlers.slack.views import enrolments, forms, home, ids, programs, readiness, settings
from handlers.slack.views.ids import Verb
from handlers.slack.views.reader import PSEUDO, Reader
from handlers.slack.views.settings import Page
from tests.builders import a_mentor, a_person, a_program, an_enrolment
from tests.fakes import MONDAY
from tests.slack.views import reading
from tests.slack.views.submitting import picked, submitted
from tests.slack.views.values import readers, typed

BERLIN = Reader("en-GB", "Europe/Berlin")
TODAY = MONDAY.date()
DRAFT = Round(workspace="T1", id="r1", program_id="p1", number=1, drafted_at=MONDAY)
names = typed.map(lambda text: text[:LONGEST_NAME])
some_programs = st.builds(
    lambda form, name, purpose: a_program(form, name=name, purpose=purpose[:500]),
    st.sampled_from(OF_PROGRAMS),
    names,
    typed,
)


def place(program: Program, **fields: Any) -> Place:
    return Place(a_person(), program, an_enrolment(program.id, **fields))


def submit(program: Program, page: Page, filled: dict[str, Any] | None = None) -> Terms:
    """The terms after a page of the settings was submitted, as it stood or with changes."""
    view = submitted(settings.modal(BERLIN, program, page, names_admins=True), filled)
    return settings.parse(view, "UADA", program).terms


@pytest.mark.parametrize("form", OF_PROGRAMS)
@pytest.mark.parametrize("page", Page)
def test_a_page_of_settings_that_is_only_looked_at_changes_nothing(form: Form, page: Page) -> None:
    program = a_program(form, name="Coffee", purpose="Meet", admins=("UEVE",))
    view = submitted(settings.modal(BERLIN, program, page, names_admins=True))
    assert settings.subject(view) == program.id
    command = settings.parse(view, "UADA", program)
    assert (command.terms, command.name, command.purpose) == (PRESETS[form], "Coffee", "Meet")
    assert command.admins == (("UEVE",) if page is Page.BASICS else None)


def test_every_term_can_be_changed_on_some_page() -> None:
    """Over all forms: no setting is out of an admin's reach."""
    shown: set[str] = set()
    for form in OF_PROGRAMS:
        for page in Page:
            view = submitted(settings.modal(BERLIN, a_program(form), page))
            shown |= set(view["state"]["values"])
    flags = {"cross_department", "shared_language", "preferences", "chemistry_first"}
    assert "rules" in shown
    known = (shown | flags | {"sponsor_id"} if "sponsor" in shown else shown) - {"rules", "sponsor"}
    assert {one.name for one in fields(Terms)} - known == set()


def test_what_is_changed_arrives() -> None:
    terms = submit(
        a_program(Form.GROUP),
        Page.BASICS,
        {
            "cadence": "3",
            "joining": picked(Joining.AUTO),
            "dates": "2026-12-01, 2027-03-01, 2026-12-01",
            "ends_on": "2027-04-01",
            "minutes": picked("90"),
            "sends_itself": [picked("yes")],
        },
    )
    assert (terms.cadence, terms.joining, terms.minutes) == (3, Joining.AUTO, 90)
    assert terms.dates == (date(2026, 12, 1), date(2027, 3, 1))
    assert (terms.ends_on, terms.sends_itself) == (date(2027, 4, 1), True)
    terms = submit(
        a_program(Form.SHADOW_BOARD),
        Page.MATCHING,
        {"least": "5", "rules": [picked("cross_department")], "most_hours_apart": "4", "sponsor": "UCEO"},
    )
    assert (terms.least, terms.cross_department, terms.preferences) == (5, True, False)
    assert (terms.most_hours_apart, terms.sponsor_id) == (4, "UCEO")
    terms = submit(a_program(), Page.WORDS, {"closing": "Bye", "nudges": picked(Nudges.NONE)})
    assert (terms.closing, terms.nudges) == ("Bye", Nudges.NONE)


@pytest.mark.parametrize(
    ("field", "page", "filled"),
    [
        ("cadence", Page.BASICS, {"cadence": "0"}),
        ("ends_on", Page.BASICS, {"starts_on": "2026-12-02", "ends_on": "2026-12-01"}),
        ("ends_on", Page.BASICS, {"dates": "2026-12-02", "ends_on": "2026-12-01"}),
        ("dates", Page.BASICS, {"dates": "next moon"}),
        ("most", Page.MATCHING, {"least": "6", "most": "4"}),
        ("most", Page.MATCHING, {"most": "9"}),
        ("no_repeat", Page.MATCHING, {"no_repeat": "999"}),
    ],
)
def test_what_cannot_be_is_refused_on_its_own_field(field: str, page: Page, filled: dict[str, Any]) -> None:
    with pytest.raises(errors.DomainError) as refused:
        submit(a_program(Form.CIRCLE), page, filled)
    assert refused.value.field == field
    assert field in submitted(settings.modal(BERLIN, a_program(Form.CIRCLE), page))["state"]["values"]


def test_two_choices_start_a_program() -> None:
    view = submitted(programs.modal(BERLIN), {"form": picked(Form.CIRCLE), "channel": "C1"})
    assert programs.parse(view, "UADA") == programs.Choice("UADA", Form.CIRCLE, "C1")
    with pytest.raises(errors.Missing) as refused:
        programs.parse(submitted(programs.modal(BERLIN), {"form": picked(Form.PEER)}), "UADA")
    assert refused.value.field == "channel"
    with pytest.raises(errors.NotAChoice):
        programs.parse(submitted(programs.modal(BERLIN), {"form": picked(Form.INTRO), "channel": "C1"}), "U")


@pytest.mark.parametrize("form", OF_PROGRAMS)
def test_wishes_come_back_as_they_were(form: Form) -> None:
    wishes = Wishes(
        mentors=not form.equals,
        mentored=True,
        goal="Grow <!channel>",
        asks=("a", "b"),
        offers=("c",),
        roles=("career",) if form is Form.BOARD else (),
        prefers=("UBEN", "UCAT"),
        rather_not=("UDAN",),
    )
    program = a_program(form)
    view = submitted(enrolments.modal(BERLIN, place(program, wishes=wishes)))
    assert enrolments.parse(view, "UANA") == SaveWishes(
        person_id="UANA", program_id=program.id, belongs=False, wishes=wishes
    )


def test_parts_are_asked_where_there_are_mentors_and_preferences_where_they_count() -> None:
    for form in OF_PROGRAMS:
        shown = submitted(enrolments.modal(BERLIN, place(a_program(form))))["state"]["values"]
        assert ("part" in shown) is not form.equals
    none = a_program(terms=replace(PRESETS[Form.PEER], preferences=False))
    shown = submitted(enrolments.modal(BERLIN, place(none)))["state"]["values"]
    assert not {"prefers", "rather_not"} & set(shown)


def test_a_submission_never_says_itself_that_somebody_belongs() -> None:
    """Whether the person is in the channel is asked of Slack, whatever a form says."""
    view = submitted(enrolments.modal(BERLIN, Place(a_mentor(), a_program())))
    view["state"]["values"]["belongs"] = {"belongs": {"value": "true"}}
    assert not enrolments.parse(view, "UANA").belongs


def test_a_form_to_join_starts_with_the_profile() -> None:
    view = submitted(enrolments.modal(BERLIN, Place(a_mentor("UBEN", "python"), a_program(Form.ONE_ON_ONE))))
    wishes = enrolments.parse(view, "UBEN").wishes
    assert wishes == Wishes(mentors=True, offers=("python",))


@given(readers, some_programs, st.integers(0, 9), st.booleans(), st.sampled_from([None, DRAFT]))
def test_slack_takes_every_view_of_a_program(
    reader: Reader, program: Program, joined: int, announced: bool, draft: Round | None
) -> None:
    if announced:
        program.announce(MONDAY)
    person, seen = a_person(), Seen(program, joined, draft)
    views = [
        programs.card(reader, seen),
        programs.overview(reader, Overview(person, (seen,) * 30, True, ended=(program,) * 9)),
        enrolments.modal(reader, place(program)),
        enrolments.joined(reader, place(program)),
        *(settings.modal(reader, program, page, names_admins=True) for page in Page),
        home.view(reader, Status(person=person), TODAY, at_home(program, person)),
    ]
    for view in views:
        assert check_view(view.to_dict()) == []
        assert reading.rings_somebody(view.to_dict()) == []
    said = enrolments.programs(reader, Mine(person, (place(program),) * 30, (program,) * 30), TODAY)
    assert check_message(said.payload()) == []


@pytest.mark.parametrize("form", OF_PROGRAMS)
def test_every_sentence_about_programs_is_translated(form: Form) -> None:
    program = a_program(form, name="", purpose="")
    person, seen = a_person(), Seen(program, 3, DRAFT)
    written: set[object] = {*program.terms.roles}
    shown = [
        programs.card(PSEUDO, seen).to_dict(),
        programs.modal(PSEUDO).to_dict(),
        programs.overview(PSEUDO, Overview(person, (seen,), True, ended=(program,))).to_dict(),
        enrolments.modal(PSEUDO, place(program)).to_dict(),
        *(settings.modal(PSEUDO, program, page, names_admins=True).to_dict() for page in Page),
    ]
    assert [text for one in shown for text in reading.untranslated(one, written)] == []


def at_home(program: Program, person: Person) -> AtHome:
    return AtHome((place(program),) * 20, Overview(person, (Seen(program, 3),) * 20, True))


def test_a_round_that_waits_for_a_look_is_one_press_away_from_wherever_one_looks() -> None:
    person, seen = a_person(), Seen(a_program(), 3, DRAFT)
    overview = Overview(person, (seen,), True)
    views = [
        programs.card(BERLIN, seen),
        programs.overview(BERLIN, overview),
        home.view(BERLIN, Status(person=person), TODAY, AtHome(overview=overview)),
    ]
    for view in views:
        pressed = [ids.pressed(one) for one in reading.nodes(view.to_dict()) if one.get("type") == "button"]
        assert [one.subject for one in pressed if one.verb is Verb.ROUND] == ["r1"]
    assert "Nothing waits for you. Enjoy the day." not in reading.literal(views[-1].to_dict())


def test_setting_up_another_program_stands_before_all_there_are() -> None:
    shown = programs.overview(BERLIN, Overview(a_person(), (Seen(a_program(), 3),) * 13, True)).to_dict()
    verbs = [ids.pressed(one).verb for one in reading.nodes(shown) if one.get("type") == "button"]
    assert verbs == [Verb.NEW_PROGRAM] + [Verb.PROGRAM] * 13


def test_a_program_can_be_set_up_where_all_have_ended() -> None:
    over = a_program(state=ProgramState.CLOSED, closed_at=MONDAY)
    shown = programs.overview(BERLIN, Overview(a_person(), (), True, ended=(over,))).to_dict()
    verbs = [ids.pressed(one).verb for one in reading.nodes(shown) if one.get("type") == "button"]
    assert verbs[0] is Verb.NEW_PROGRAM


def test_each_program_says_for_whom_it_is_when_and_how_long() -> None:
    """One line each; the next round stands once, with the state or with the rest."""
    at = datetime(2026, 3, 6, 9, tzinfo=UTC)
    running = a_program(state=ProgramState.RUNNING, announced_at=MONDAY, next_round_at=at)
    mine = Mine(a_person(), (place(running), place(running, skips_next=True)), (running,))
    shown = enrolments.programs(BERLIN, mine, TODAY).payload()
    short = "For the people of <#CMENTORING> · Chats of 30 minutes · A round every 2 weeks"
    ahead = f"{short} · The next one on Fri 6 Mar, 10:00 (Berlin)"
    lines = [line for line in reading.paragraphs(shown) if line.startswith("For the people")]
    assert lines == [short, ahead, ahead]


def test_every_form_has_a_name_and_a_line_that_fits_a_list() -> None:
    assert set(forms.called(BERLIN)) == set(Form)
    assert set(forms.explained(BERLIN)) == set(OF_PROGRAMS)
    assert max(len(line.plain) for line in forms.explained(BERLIN).values()) <= 75


@pytest.mark.parametrize(
    ("enrolment", "offered"),
    [
        ({}, {Verb.JOIN, Verb.SKIP, Verb.TAKE_A_BREAK, Verb.LEAVE}),
        ({"skips_next": True}, {Verb.JOIN, Verb.COME_BACK, Verb.LEAVE}),
        ({"paused_until": date(2026, 3, 9)}, {Verb.JOIN, Verb.COME_BACK, Verb.LEAVE}),
        ({"paused_until": TODAY}, {Verb.JOIN, Verb.SKIP, Verb.TAKE_A_BREAK, Verb.LEAVE}),
    ],
    ids=["in", "skips", "rests", "back"],
)
def test_what_one_can_do_fits_how_one_stands(enrolment: dict[str, Any], offered: set[Verb]) -> None:
    said = enrolments.programs(BERLIN, Mine(a_person(), (place(a_program(), **enrolment),)), TODAY).payload()
    assert {ids.pressed(node).verb for node in reading.nodes(said) if "action_id" in node} == offered


def test_an_admin_sees_only_numbers_and_rules() -> None:
    """And nothing of what was said in confidence: that goes by the name of a neutral rule."""
    assert readiness.ruled(BERLIN)[Rule.BLOCKED] == readiness.ruled(BERLIN)[Rule.NO_FREE_MENTOR]
    assert set(readiness.ruled(BERLIN)) == set(Rule)
    ready = Readiness(
        program=a_program(Form.ONE_ON_ONE, name=""),
        joined=2,
        counted=1,
        mentors=1,
        mentees=3,
        places=2,
        zones=2,
        far=1,
        unlevelled=0,
        seniority_known=False,
        alone={f"U{n}": Rule.SENIORITY for n in range(30)},
    )
    payload = readiness.modal(BERLIN, ready).to_dict()
    assert check_view(payload) == []
    said = " ".join(reading.paragraphs(payload) + reading.markup(payload))
    assert "There is not room for everybody yet" in said
    assert "One group takes 2" in said
    assert "And 20 more." in said
    assert reading.untranslated(readiness.modal(PSEUDO, ready).to_dict(), set()) == []
