"""Asking: an intro, a flash chat, and what everybody reads until somebody has answered."""

from datetime import date
from typing import Final

from bot.demo.page.stage import Specimen
from bot.domain import errors
from bot.domain.flash import Candidate
from bot.domain.notices import (
    AnswerNudge,
    Asked,
    AskedToIntroduce,
    AskSettled,
    RequestMovedOn,
    RequestSent,
    RequestSettled,
)
from bot.domain.requests import AskState, Form, Purpose
from bot.playhouse.specimens.showing import ANA, BEN, CHIDI, FREYA, READER, SLOTS, Told, message, modal
from bot.usecases.flash import FindMentors, Shortlist
from handlers.slack.views import asks, flash, intros, pass_on

GROUP: Final = "Asking"

PURPOSE: Final = Purpose(
    topic="Python packaging",
    why="I maintain our reporting scripts and would like to ship them as a package.",
    tried="I followed the packaging guide, and got lost between build backends.",
    time="Half an hour, any afternoon.",
)
BEST: Final = (
    Candidate(
        BEN, ("Python packaging",), 12.0, 1, 2, "Staff engineer. I like questions that begin with “why”."
    ),
    Candidate(FREYA, ("Python",), 6.5, 0, 2, "Research lead", "Code on short notice", ("English", "Swedish")),
    Candidate(CHIDI, (), 14.0, 2, 2),
)

NOTICES: Final = (
    Told(
        "A mentor is asked for a flash chat",
        Asked(
            ask_id="a1",
            form=Form.FLASH,
            requester_id=ANA,
            purpose=PURPOSE,
            minutes=15,
            earliest=date(2026, 3, 3),
            latest=date(2026, 3, 13),
        ),
        "A direct message to the mentor.",
    ),
    Told(
        "A mentor is asked, with an introduction",
        Asked(
            ask_id="a2",
            form=Form.INTRO,
            requester_id=ANA,
            purpose=PURPOSE,
            minutes=30,
            via_id=CHIDI,
            line="Ana asks good questions. You two would enjoy half an hour.",
        ),
        "Somebody who knows both has passed it on, with a line.",
    ),
    Told(
        "A mentor thought of somebody else",
        Asked(
            ask_id="a3",
            form=Form.INTRO,
            requester_id=ANA,
            purpose=Purpose(topic="Python packaging"),
            minutes=30,
            via_id=FREYA,
            suggested=True,
        ),
    ),
    Told(
        "An intermediary is asked to introduce two",
        AskedToIntroduce(ask_id="a4", requester_id=ANA, target_id=BEN, purpose=PURPOSE),
    ),
    Told(
        "A question is accepted",
        AskSettled(ask_id="a1", requester_id=ANA, topic="Python packaging", state=AskState.ACCEPTED),
        "It stands in place of the question and its buttons.",
    ),
    Told(
        "A question is declined",
        AskSettled(ask_id="a1", requester_id=ANA, topic="Python packaging", state=AskState.DECLINED),
    ),
    Told(
        "A question is passed on",
        AskSettled(
            ask_id="a1", requester_id=ANA, topic="Python packaging", state=AskState.PASSED_ON, to_id=FREYA
        ),
    ),
    Told(
        "A request is on its way",
        RequestSent(request_id="r1", topic="Python packaging", asked_ids=(BEN,)),
    ),
    Told(
        "A request waits in line",
        RequestSent(
            request_id="r1", topic="Python packaging", asked_ids=(BEN,), position=2, named=True, free_id=FREYA
        ),
        "The mentor has no free place; somebody else has.",
    ),
    Told(
        "A request moves on by itself",
        RequestMovedOn(
            request_id="r1",
            topic="Python packaging",
            from_id=BEN,
            because=AskState.DECLINED,
            line="I am on leave until April.",
            next_id=FREYA,
        ),
        "After a no, or after three working days without an answer.",
    ),
    Told(
        "A request asks whom to ask next",
        RequestMovedOn(
            request_id="r1",
            topic="Python packaging",
            from_id=BEN,
            because=AskState.EXPIRED,
            suggested_id=FREYA,
        ),
        "Nobody takes the place of a person who was asked by name without a tap.",
    ),
    Told(
        "A request was accepted",
        RequestSettled(request_id="r1", topic="Python packaging", accepted_by=BEN),
    ),
    Told("A request has ended", RequestSettled(request_id="r1", topic="Python packaging")),
    Told(
        "A nudge to answer",
        AnswerNudge(wait_id="w1", ask_id="a1", requester_id=ANA, topic="Python packaging", slots=SLOTS),
    ),
    Told(
        "A nudge to introduce two",
        AnswerNudge(wait_id="w2", ask_id="a4", requester_id=ANA, topic="Python packaging", introduce_to=BEN),
    ),
)


def specimens() -> list[Specimen]:
    """Everything about asking."""
    wanted = FindMentors(person_id=ANA, topic=PURPOSE.topic, question=PURPOSE.why, minutes=30)
    return [
        modal(GROUP, "Ask for an intro", intros.modal(READER, BEN, "Python packaging"), "`/intro @ben`"),
        modal(
            GROUP,
            "Ask for a flash chat",
            flash.modal(READER, "Python packaging"),
            "`/flash python packaging`",
        ),
        modal(GROUP, "Choose a mentor", flash.choose(READER, Shortlist(wanted, BEST)), "With the reasons."),
        *(
            modal(GROUP, title, flash.choose(READER, Shortlist(wanted, (), sorry)))
            for title, sorry in (
                ("Nobody is found", errors.NobodyFound(topic=PURPOSE.topic)),
                ("Nobody can be asked now", errors.NobodyToAsk(topic=PURPOSE.topic)),
                ("Whoever offers it is met already", errors.AlreadyPaired(person=BEN)),
            )
        ),
        *(one.specimen(GROUP) for one in NOTICES),
        modal(GROUP, "Say no with a line", pass_on.decline_modal(READER, "a1")),
        modal(GROUP, "Suggest someone else", pass_on.suggestion_modal(READER, "a1")),
        modal(GROUP, "Introduce with a line", pass_on.line_modal(READER, "a4")),
        message(GROUP, "No free place left", asks.no_place_left(READER, ANA)),
    ]
