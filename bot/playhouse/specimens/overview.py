"""Overview: the App Home, status, help, and what is said when something is refused."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.demo.page.stage import Specimen
from bot.domain import errors
from bot.domain.agreements import Agreement
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account, Shared
from bot.domain.pairings import Part
from bot.domain.people import Person
from bot.domain.requests import Form
from bot.playhouse.specimens import afterwards
from bot.playhouse.specimens.asking import PURPOSE
from bot.playhouse.specimens.showing import (
    ANA,
    BEN,
    CHIDI,
    FREYA,
    HALA,
    MENTOR,
    NOW,
    READER,
    THURSDAY,
    TUESDAY,
    home,
    message,
    modal,
)
from bot.usecases.recaps import Recap
from bot.usecases.status import Paired, Sent, Status, Upcoming, Waiting
from handlers.slack.views import help as helping
from handlers.slack.views import home as homes
from handlers.slack.views import moments, status

GROUP: Final = "Overview"
TODAY: Final = NOW.date()
TOPIC: Final = PURPOSE.topic


def _waiting(number: int, phase: Phase, *about: str) -> Waiting:
    return Waiting(
        wait_id=f"w{number}", phase=phase, subject_id=f"s{number}", about=about, topic=TOPIC, since=NOW
    )


BUSY: Final = Status(
    person=MENTOR,
    waiting=(
        _waiting(1, Phase.ANSWER, ANA),
        _waiting(2, Phase.BOOK, CHIDI),
        _waiting(3, Phase.CHECK_IN, FREYA),
        _waiting(4, Phase.OUTCOME, FREYA),
        _waiting(5, Phase.FIT, HALA),
        _waiting(6, Phase.FLAG, ANA, CHIDI),
        _waiting(7, Phase.AGREE, HALA),
        _waiting(8, Phase.REVIEW, CHIDI),
    ),
    upcoming=(
        Upcoming(meeting_id="m1", with_ids=(ANA,), topic=TOPIC, starts_at=TUESDAY, minutes=15),
        Upcoming(meeting_id="m2", with_ids=(FREYA,), topic="Statistics", starts_at=THURSDAY, minutes=30),
    ),
    sent=(
        Sent(request_id="r1", form=Form.INTRO, topic="Negotiation", asked=(CHIDI,)),
        Sent(request_id="r2", form=Form.FLASH, topic="Budgets", asked=(HALA,), position=2),
    ),
    pairings=(
        Paired(
            pairing_id="p1",
            part=Part.MENTOR,
            across=(ANA,),
            topic=TOPIC,
            ongoing=True,
            agreement=Agreement(workspace="T0DEMOTEAM", pairing_id="p1", points=afterwards.POINTS),
        ),
        Paired(pairing_id="p2", part=Part.MENTEE, across=(FREYA,), topic="Statistics", ongoing=False),
    ),
    recaps=(
        Recap(
            with_ids=(ANA,),
            topic=TOPIC,
            at=NOW,
            outcome_id="o1",
            own=afterwards.ACCOUNT,
            shared=(Shared(from_id=ANA, thanks="Thank you for drawing it on the whiteboard."),),
        ),
        Recap(
            with_ids=(FREYA,),
            topic="Statistics",
            at=NOW - timedelta(days=10),
            outcome_id="o2",
            own=Account(
                happened=True,
                next_step="Try the survey on five people.",
                next_step_on=TODAY - timedelta(days=3),
            ),
        ),
    ),
    free_places=1,
)
EMPTY: Final = Status(person=Person(workspace="T0DEMOTEAM", id=ANA, name="Ana Silva"))
AWAY: Final = replace(BUSY, person=replace(MENTOR, paused_until=date(2026, 3, 30)), waiting=(), upcoming=())


def specimens() -> list[Specimen]:
    """The App Home in its states, status, help and refusals."""
    refusal = READER.error(errors.AskedRecently(person=BEN, after=date(2026, 5, 25)))
    return [
        home(GROUP, "The App Home on a busy day", homes.view(READER, BUSY, TODAY)),
        home(GROUP, "The App Home of somebody new", homes.view(READER, EMPTY, TODAY)),
        home(GROUP, "The App Home during a break", homes.view(READER, AWAY, TODAY)),
        message(GROUP, "Status", status.message(READER, BUSY, TODAY), "`/mentor status`"),
        message(GROUP, "Status with nothing open", status.message(READER, EMPTY, TODAY)),
        message(GROUP, "Help", helping.mentor(READER), "`/mentor help`"),
        message(GROUP, "Help for a mistyped word", helping.mentor(READER, "proflie", "profile")),
        message(GROUP, "Help with intros", helping.intro(READER), "`/intro help`"),
        message(GROUP, "Help with flash chats", helping.flash(READER), "`/flash help`"),
        message(GROUP, "Help with outcomes", helping.outcome(READER), "`/outcome help`"),
        message(GROUP, "A refusal", moments.sentence(refusal), "What is not possible, and why."),
        modal(GROUP, "A refusal in a modal", moments.refused(READER, refusal)),
        home(GROUP, "A refusal on the App Home", moments.home_refused(READER, refusal)),
        message(GROUP, "One moment", moments.one_moment(READER), "While something takes longer."),
        modal(GROUP, "A modal that loads", moments.loading(READER)),
        modal(GROUP, "Done", moments.done(READER)),
    ]
