"""Rounds: warned of, drafted, looked at, changed, sent, closed."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.demo.fernhill import fernhill
from bot.demo.page.stage import Specimen
from bot.domain.forms import Form
from bot.domain.matching import LeftOut, Match, Reason, Rule, Term
from bot.domain.notices import (
    NoMentee,
    NotThisTime,
    RoundAhead,
    RoundAnnounced,
    RoundCalledOff,
    RoundDrafted,
    RoundEmpty,
    RoundMended,
    RoundResults,
    RoundSettled,
    Sitting,
    Timetable,
)
from bot.domain.programs import Program, ProgramState
from bot.domain.reviews import Goal
from bot.domain.rounds import Matched, Round, RoundState
from bot.domain.terms import PRESETS
from bot.playhouse.specimens.showing import ANA, BEN, CHIDI, FREYA, FRIDAY, HALA, NOW, READER, Told, modal
from bot.usecases.closing import Results
from bot.usecases.progress import Group, Progress, Turnout
from bot.usecases.rounds import Preview
from handlers.slack.views import progress, rounds

GROUP: Final = "Rounds"
NAME: Final = "Coffee across teams"
DRAFTED: Final = RoundDrafted(
    round_id="r1",
    program_id="g1",
    form=Form.PEER,
    name=NAME,
    number=3,
    matches=6,
    people=13,
    left_out=2,
    unstable=1,
    rules=(Rule.NO_REPEAT, Rule.TIME_ZONES),
)
SORRY: Final = NotThisTime(
    program_id="g1", form=Form.PEER, name=NAME, rule=Rule.TIME_ZONES, next_round_at=FRIDAY
)
EMPTY: Final = RoundEmpty(
    program_id="g1",
    form=Form.CROSS_DEPARTMENT,
    number=1,
    people=4,
    rules=(Rule.CROSS_DEPARTMENT,),
    next_round_at=FRIDAY,
)
SETTLED: Final = RoundSettled(form=Form.PEER, name=NAME, number=3, sent_by=HALA, sent_at=NOW)

NOTICES: Final = (
    Told(
        "A round is near",
        RoundAhead(wait_id="w9", program_id="g1", form=Form.PEER, name=NAME, round_at=FRIDAY),
        "Three days before, so that anybody can skip it.",
    ),
    Told("A round is drafted", DRAFTED, "To the admins of its program."),
    Told("A round was sent by another admin", SETTLED, "In place of the draft."),
    Told("A round has sent itself", replace(SETTLED, sent_by=None)),
    Told("A draft has made room", replace(SETTLED, sent_by=None, sent_at=None)),
    Told("A draft was not sent before the end", replace(SETTLED, sent_by=None, sent_at=None, over=True)),
    Told("A draft was dropped", replace(SETTLED, sent_by=None, sent_at=None, dropped_by=HALA)),
    Told(
        "A round does not take place",
        RoundCalledOff(program_id="g1", form=Form.PEER, name=NAME, next_round_at=FRIDAY),
        "To whoever takes part and has heard of it.",
    ),
    Told("A round of nobody", EMPTY, "Never an empty round: the rule is named."),
    Told("Nobody takes part", replace(EMPTY, people=0, rules=(), next_round_at=None)),
    Told(
        "A round has changed since the draft",
        RoundMended(program_id="g1", form=Form.PEER, name=NAME, number=3, gone=(ANA,), matched=1, left_out=1),
    ),
    Told(
        "A round has left",
        RoundAnnounced(
            program_id="g1", form=Form.PEER, name=NAME, matches=6, people=13, next_round_at=FRIDAY
        ),
        "In the channel: numbers only.",
    ),
    Told(
        "What became of a round",
        RoundResults(
            program_id="g1", form=Form.PEER, name=NAME, introduced=6, booked=5, met=4, did_not=1, unknown=1
        ),
        "In the channel: numbers only, and none of fewer than five matches.",
    ),
    Told("No match this time", SORRY, "The reason, and what comes next."),
    Told(
        "No free mentor this time",
        replace(SORRY, form=Form.ONE_ON_ONE, name="", rule=Rule.NO_FREE_MENTOR, next_round_at=None),
    ),
    Told(
        "No mentee this time",
        NoMentee(program_id="g1", form=Form.ONE_ON_ONE, next_round_at=FRIDAY),
        "To a mentor who kept a place: it is told, and there is nothing to do.",
    ),
    Told(
        "A timetable",
        Timetable(
            program_id="g1",
            form=Form.SPEED,
            minutes=10,
            sittings=(
                Sitting(starts_at=FRIDAY, with_id=BEN, table=1),
                Sitting(starts_at=FRIDAY + timedelta(minutes=12), with_id=CHIDI, table=4),
                Sitting(starts_at=FRIDAY + timedelta(minutes=24)),
            ),
            opening="Bring your coffee along.",
        ),
        "Speed mentoring: one message instead of one for each chat.",
    ),
)

PROGRAM: Final = Program(
    workspace="T0DEMOTEAM",
    id="g1",
    form=Form.PEER,
    channel_id="C0MENTORING",
    name=NAME,
    terms=PRESETS[Form.PEER],
    created_by=HALA,
    created_at=NOW,
    zone="Africa/Cairo",
    state=ProgramState.RUNNING,
)


def _round(**fields: object) -> Round:
    return Round(
        workspace="T0DEMOTEAM",
        id="r1",
        program_id="g1",
        number=3,
        drafted_at=NOW,
        left_out=(LeftOut(FREYA, Rule.TIME_ZONES, 4),),
        blocked={Rule.NO_REPEAT: 9, Rule.SAME_MANAGER: 2, Rule.RATHER_NOT: 1},
        pairs=78,
        unstable=1,
        **fields,  # type: ignore[arg-type]  # any of its fields
    )


def _match(number: int, *members: str, **fields: object) -> Matched:
    reasons = (
        Reason(Term.TOPICS, 310_000, ("public speaking",)),
        Reason(Term.PREFERENCE, 150_000),
        Reason(Term.HOURS, 120_000, amount=21),
        Reason(Term.DEPARTMENT, 50_000),
    )
    match = Match(members, reasons)
    return Matched(workspace="T0DEMOTEAM", round_id="r1", number=number, match=match, **fields)  # type: ignore[arg-type]  # as above


MATCHED: Final = (_match(1, ANA, BEN), _match(2, CHIDI, HALA, FREYA))
_ELSE: Final = [
    one.id
    for one in fernhill().people
    if not (one.is_bot or one.deleted or one.is_restricted) and one.id not in _round().without
]
MANY: Final = tuple(
    _match(number, *pair) for number, pair in enumerate(zip(_ELSE[::2], _ELSE[1::2], strict=False), 1)
)

PROGRESS: Final = Progress(
    program=PROGRAM,
    round=_round(state=RoundState.SENT, sent_by=HALA, sent_at=NOW),
    earlier=1,
    later=3,
    results=Results(introduced=12, booked=10, met=8, did_not=1),
    turnout=Turnout(sessions=14, there=31, not_there=4, unknown=9),
    groups=(
        Group(people=7, held=2, sessions=(Turnout(at=NOW, there=4, not_there=1, unknown=2),)),
        Group(people=4, held=1),
    ),
    asked=11,
    goals={Goal.REACHED: 4, Goal.PARTLY: 2},
)


def specimens() -> list[Specimen]:
    """Everything about rounds."""
    sent = _round(state=RoundState.SENT, sent_by=HALA, sent_at=NOW)
    empty = replace(_round(), unstable=0)
    event = tuple(_match(number, ANA, BEN, turn=number, seat=2) for number in (1, 2))
    return [
        *(one.specimen(GROUP) for one in NOTICES),
        modal(
            GROUP,
            "Look at a round",
            rounds.modal(READER, Preview(PROGRAM, _round(excluded=(CHIDI,)), MATCHED)),
            "Who with whom and why; never what anyone wrote or wished.",
        ),
        modal(GROUP, "A round that matches nobody", rounds.modal(READER, Preview(PROGRAM, empty, (), (), 2))),
        modal(GROUP, "A page of a large round", rounds.modal(READER, Preview(PROGRAM, _round(), MANY), 1)),
        modal(GROUP, "A round that was sent", rounds.modal(READER, Preview(PROGRAM, sent, MATCHED))),
        modal(GROUP, "An event", rounds.modal(READER, Preview(PROGRAM, _round(), event))),
        modal(GROUP, "How a round goes", progress.modal(READER, PROGRESS), "To admins: counts only."),
        modal(GROUP, "No round was sent yet", progress.modal(READER, Progress(program=PROGRAM))),
        modal(GROUP, "Swap two people", rounds.swapping(READER, "r1")),
        modal(
            GROUP,
            "Two are kept apart",
            rounds.modal(READER, Preview(replace(PROGRAM, apart=((ANA, CHIDI),)), _round(), MATCHED)),
        ),
        modal(GROUP, "Keep two apart", rounds.keeping_apart(READER, "r1")),
        modal(GROUP, "Let two meet again", rounds.letting_meet(READER, "r1")),
        modal(GROUP, "Take somebody out of a round", rounds.taking_out(READER, "r1")),
        modal(GROUP, "Take somebody back into a round", rounds.taking_back(READER, "r1")),
    ]
