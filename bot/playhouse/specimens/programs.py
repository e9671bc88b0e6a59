"""Programs: what a channel and its people read of them, and what their admins set up."""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.demo.page.stage import Specimen
from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.forms import Form
from bot.domain.matching import Rule
from bot.domain.notices import (
    BroughtIn,
    ChannelLost,
    ProgramAnnounced,
    ProgramEnded,
    SponsorNamed,
    TakenOut,
)
from bot.domain.people import Person
from bot.domain.programs import Program, ProgramState
from bot.domain.rounds import Round
from bot.domain.terms import PRESETS
from bot.playhouse.specimens.showing import (
    ANA,
    BEN,
    CHIDI,
    FREYA,
    FRIDAY,
    HALA,
    MENTOR,
    NOW,
    READER,
    Told,
    home,
    message,
    modal,
)
from bot.usecases.enrolments import Mine, Place
from bot.usecases.programs import AtHome, Overview, Seen
from bot.usecases.readiness import Demand, Readiness
from bot.usecases.status import Status
from handlers.slack.views import enrolments, programs, readiness, settings
from handlers.slack.views import home as homes
from handlers.slack.views.settings import Page

GROUP: Final = "Programs"
CHANNEL: Final = "C0MENTORING"
TODAY: Final = NOW.date()
NAME: Final = "Coffee across teams"
ANNOUNCED: Final = ProgramAnnounced(
    program_id="g1",
    form=Form.PEER,
    name=NAME,
    purpose="Meet somebody you would not meet at work.",
    joined=12,
    next_round_at=FRIDAY,
)

NOTICES: Final = (
    Told("A program is announced", ANNOUNCED, "In its channel: numbers only, never names."),
    Told(
        "A program that takes everybody",
        replace(ANNOUNCED, auto=True, welcome="Two chats a month. You can stop at any time."),
    ),
    Told("A program has ended", replace(ANNOUNCED, over=True), "In place of the announcement."),
    Told(
        "Brought in with the channel",
        BroughtIn(program_id="g1", form=Form.PEER, channel_id=CHANNEL, name=NAME, next_round_at=FRIDAY),
        "Only where an admin chose that everybody takes part.",
    ),
    Told(
        "Named as a sponsor",
        SponsorNamed(program_id="g1", form=Form.SHADOW_BOARD, by=HALA, purpose="Hear what others see."),
        "To whom a shadow board is to advise: an admin named them, and they joined nothing.",
    ),
    Told("Out of a program", TakenOut(program_id="g1", form=Form.PEER, channel_id=CHANNEL)),
    Told(
        "The end of a program",
        ProgramEnded(program_id="g1", form=Form.ONE_ON_ONE, closing="It was a joy to watch."),
    ),
    Told("A program has lost its channel", ChannelLost(program_id="g1", form=Form.PEER, channel_id=CHANNEL)),
)


def _program(form: Form, name: str = "") -> Program:
    return Program(
        workspace="T0DEMOTEAM",
        id=f"g-{form}",
        form=form,
        channel_id=CHANNEL,
        name=name,
        terms=PRESETS[form],
        created_by=HALA,
        created_at=NOW,
        zone="Africa/Cairo",
    )


def _running(form: Form, name: str = "") -> Program:
    program = _program(form, name)
    program.state, program.announced_at, program.next_round_at = ProgramState.RUNNING, NOW, FRIDAY
    return program


def _announced(form: Form) -> Program:
    program = _program(form)
    program.announced_at = NOW
    return program


def _ended(form: Form) -> Program:
    program = _running(form)
    program.launched_at = NOW
    program.close(NOW)
    return program


def _place(program: Program, **fields: object) -> Place:
    enrolment = Enrolment(
        workspace="T0DEMOTEAM",
        id="e1",
        program_id=program.id,
        person_id=BEN,
        joined_at=NOW,
        wishes=Wishes(goal="Speak up in large meetings.", asks=("public speaking",)),
        **fields,  # type: ignore[arg-type]  # any of its fields
    )
    return Place(MENTOR, program, enrolment)


COFFEE: Final = _place(_running(Form.PEER, NAME))
ENDED: Final = _ended(Form.GROUP)
SKIPPED: Final = _place(_running(Form.CIRCLE), skips_next=True)
RESTING: Final = _place(_running(Form.ONE_ON_ONE), paused_until=date(2026, 3, 30))
READY: Final = Readiness(
    program=_announced(Form.ONE_ON_ONE),
    joined=24,
    counted=22,
    mentors=7,
    mentees=16,
    places=14,
    zones=5,
    far=1,
    unlevelled=2,
    seniority_known=True,
    demand=(Demand("public speaking", 9, 4), Demand("negotiation", 5, 6)),
    rare=11,
    pairs=112,
    barred={Rule.SENIORITY: 18, Rule.SAME_MANAGER: 4},
    alone={FREYA: Rule.SENIORITY, CHIDI: Rule.NO_FREE_MENTOR},
)
DRAFT: Final = Round(workspace="T0DEMOTEAM", id="r1", program_id="g1", number=3, drafted_at=NOW)
OVERVIEW: Final = Overview(
    MENTOR, (Seen(COFFEE.program, 12, DRAFT), Seen(_program(Form.SHADOW_BOARD), 0)), True
)


def specimens() -> list[Specimen]:
    """Everything about programs."""
    return [*(one.specimen(GROUP) for one in NOTICES), *_of_people(), *_of_admins()]


def _of_people() -> list[Specimen]:
    newcomer = Place(Person(workspace="T0DEMOTEAM", id=ANA, name="Ana Silva"), _announced(Form.ONE_ON_ONE))
    mine = Mine(MENTOR, (COFFEE, SKIPPED, RESTING), (_announced(Form.BOARD),))
    board = replace(newcomer, program=_announced(Form.BOARD))
    return [
        modal(GROUP, "Join a program", enrolments.modal(READER, newcomer), "With the button in its channel."),
        modal(GROUP, "Join a board of advisors", enrolments.modal(READER, board)),
        modal(GROUP, "What I'd like of a program", enrolments.modal(READER, COFFEE)),
        modal(GROUP, "Joined", enrolments.joined(READER, COFFEE)),
        modal(GROUP, "A break from a program", enrolments.break_modal(READER, "g1")),
        modal(GROUP, "A break from a program begins", enrolments.on_break(READER, RESTING)),
        message(GROUP, "My programs", enrolments.programs(READER, mine, TODAY), "`/mentor programs`"),
        message(GROUP, "No programs", enrolments.programs(READER, Mine(MENTOR, ()), TODAY)),
        message(GROUP, "The next round without me", enrolments.skipped(READER, SKIPPED)),
        message(GROUP, "Back in a program", enrolments.back(READER, COFFEE)),
        message(GROUP, "A program is left", enrolments.left(READER, COFFEE)),
        home(
            GROUP,
            "The App Home with programs",
            homes.view(READER, Status(person=MENTOR), TODAY, AtHome((COFFEE, SKIPPED), OVERVIEW)),
        ),
    ]


def _of_admins() -> list[Specimen]:
    board = _program(Form.SHADOW_BOARD)
    draft, running = Seen(_program(Form.PEER), 0), Seen(COFFEE.program, 12)
    return [
        modal(GROUP, "Set up a program", programs.modal(READER), "`/mentor admin`: two choices are enough."),
        modal(GROUP, "A program before it is announced", programs.card(READER, draft)),
        modal(GROUP, "Another form", programs.form_modal(READER, draft.program), "Before it is announced."),
        modal(
            GROUP,
            "A program that has just been announced",
            programs.card(READER, Seen(READY.program, 0), programs.announced(READER, READY.program)),
        ),
        modal(GROUP, "A program that can be joined", programs.card(READER, Seen(READY.program, 24))),
        modal(GROUP, "A program that runs", programs.card(READER, running)),
        modal(
            GROUP,
            "A program with a round to look at",
            programs.card(READER, replace(running, draft=DRAFT)),
        ),
        modal(GROUP, "All programs", programs.overview(READER, OVERVIEW), "`/mentor admin`"),
        modal(GROUP, "A program that has ended", programs.card(READER, Seen(ENDED, 0))),
        modal(
            GROUP, "Programs that have ended", programs.overview(READER, replace(OVERVIEW, ended=(ENDED,)))
        ),
        modal(GROUP, "Readiness", readiness.modal(READER, READY), "Before the first round."),
        *(
            modal(
                GROUP,
                f"Settings: {settings.pages(READER)[page]}",
                settings.modal(READER, board, page, names_admins=True),
            )
            for page in Page
        ),
    ]
