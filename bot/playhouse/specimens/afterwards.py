"""Afterwards: what came of it, whether to go on, and a kind end."""

from datetime import UTC, date, datetime
from typing import Final

from bot.demo.page.stage import Specimen
from bot.domain.agreements import Agreement, Format, Points
from bot.domain.notices import (
    AgreementNudge,
    AgreementProposed,
    AgreementSettled,
    AgreementStands,
    EndNears,
    FitNudge,
    GoesOn,
    InactiveNudge,
    InOneLine,
    LastWord,
    NudgeSettled,
    OutcomeNudge,
    PairFlagged,
    PairingEnded,
    PartingLine,
    QualityNudge,
    ReviewNudge,
    StepNudge,
    TakeawayShared,
    ThankYou,
)
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account, Outcome, Visibility
from bot.domain.pairings import Fit, Pairing, Part
from bot.domain.requests import Form
from bot.domain.reviews import Answers, Goal, Review
from bot.playhouse.specimens.asking import PURPOSE
from bot.playhouse.specimens.showing import (
    ANA,
    BEN,
    CHIDI,
    FRIDAY,
    NOW,
    READER,
    SLOTS,
    TUESDAY,
    Told,
    message,
    modal,
)
from bot.usecases.agreements import Agreed
from bot.usecases.nudges import Snoozed
from bot.usecases.outcomes import Chat
from bot.usecases.reviews import LookingBack
from handlers.slack.views import agreements, outcomes, reviews, snooze, thanks

GROUP: Final = "Afterwards"
TOPIC: Final = PURPOSE.topic
STEP: Final = "Move the report scripts into a package of their own."
ACCOUNT: Final = Account(
    happened=True,
    useful=5,
    takeaway="A package needs one clear entry point; the backend matters less than I thought.",
    visibility=Visibility.US,
    next_step=STEP,
    next_step_on=date(2026, 3, 20),
    thanks="Thank you for drawing it on the whiteboard.",
)
POINTS: Final = Points(
    every=3,
    format=Format.VIDEO,
    between="A message any day; I answer within two.",
    helps="Packaging, and how to put it to your team.",
    cannot="Promotion cases",
    until=date(2026, 9, 30),
)

NOTICES: Final = (
    Told(
        "What came of the chat?",
        OutcomeNudge(wait_id="w1", meeting_id="m1", with_ids=(BEN,), topic=TOPIC),
    ),
    Told(
        "A thank-you",
        ThankYou(meeting_id="m1", from_id=ANA, line="Thank you for drawing it on the whiteboard."),
    ),
    Told(
        "A take-away is shared",
        TakeawayShared(
            meeting_id="m1",
            from_id=ANA,
            takeaway=ACCOUNT.takeaway,
            next_step=STEP,
            next_step_on=ACCOUNT.next_step_on,
        ),
    ),
    Told(
        "The day of a next step",
        StepNudge(
            wait_id="w1",
            outcome_id="o1",
            with_ids=(BEN,),
            topic=TOPIC,
            next_step=STEP,
            next_step_on=ACCOUNT.next_step_on,
        ),
    ),
    Told(
        "Once, or again?",
        FitNudge(wait_id="w1", pairing_id="p1", with_ids=(BEN,), topic=TOPIC),
        "In private, after the first chat.",
    ),
    Told(
        "It goes on",
        GoesOn(pairing_id="p1", with_ids=(BEN,), topic=TOPIC, slots=SLOTS),
        "To all, once each has said in private that they would meet again.",
    ),
    Told(
        "An agreement is proposed",
        AgreementProposed(pairing_id="p1", by_id=BEN, with_ids=(BEN,), topic=TOPIC, points=POINTS, number=1),
        "To each of the others. Nobody else can read it.",
    ),
    Told(
        "A change of the agreement is proposed",
        AgreementProposed(
            pairing_id="p1", by_id=BEN, with_ids=(BEN,), topic=TOPIC, points=POINTS, number=2, change=True
        ),
    ),
    Told("A proposal is confirmed", AgreementSettled(with_ids=(BEN,), confirmed=True, stands=True)),
    Told("A proposal waits for the others", AgreementSettled(with_ids=(BEN, CHIDI), confirmed=True)),
    Told("A proposal no longer stands", AgreementSettled(with_ids=(BEN,))),
    Told(
        "The agreement stands",
        AgreementStands(pairing_id="p1", with_ids=(BEN,), topic=TOPIC, points=POINTS),
    ),
    Told(
        "A proposal waits for its reader",
        AgreementNudge(wait_id="w1", pairing_id="p1", by_id=BEN, with_ids=(BEN,), topic=TOPIC),
    ),
    Told(
        "The planned end is near",
        EndNears(
            wait_id="w1",
            pairing_id="p1",
            with_ids=(BEN,),
            topic=TOPIC,
            ends_at=datetime(2026, 9, 30, 15, tzinfo=UTC),
            ends_on=date(2026, 9, 30),
            slots=SLOTS,
        ),
        "Two weeks before.",
    ),
    Told(
        "How is it going?",
        QualityNudge(wait_id="w1", pairing_id="p1", with_ids=(BEN,), topic=TOPIC),
        "In private, on day 30 and every 60 days.",
    ),
    Told(
        "It has been quiet",
        InactiveNudge(wait_id="w1", pairing_id="p1", with_ids=(BEN,), topic=TOPIC, slots=SLOTS),
    ),
    Told("The last nudge", LastWord(wait_id="w1", pairing_id="p1", with_ids=(BEN,), topic=TOPIC)),
    Told("A private question was answered", NudgeSettled(people=(BEN,))),
    Told("A kind end", PairingEnded(pairing_id="p1", with_ids=(BEN,), topic=TOPIC)),
    Told(
        "The end of what lasted",
        PairingEnded(pairing_id="p1", with_ids=(BEN,), topic=TOPIC, lasted=True),
        "Each looks back on their own.",
    ),
    Told(
        "A look back is still open",
        ReviewNudge(wait_id="w1", pairing_id="p1", with_ids=(BEN,), topic=TOPIC),
    ),
    Told(
        "A line at the end",
        PartingLine(
            pairing_id="p1", from_id=BEN, topic=TOPIC, line="You ask better questions than I did at your age."
        ),
        "Only if its author says so.",
    ),
    Told(
        "A pair may need a hand",
        PairFlagged(wait_id="w1", pairing_id="p1", people=(BEN, CHIDI), stalled=Phase.BOOK),
        "To an admin: where it stalled, never what anyone wrote.",
    ),
    Told(
        "A pair in one reporting line",
        InOneLine(pairing_id="p1", people=(BEN, CHIDI)),
        "To an admin, when a manager has changed. Open questions go on to the next mentor by themselves.",
    ),
)
_CHATS: Final = (
    Chat(pairing_id="p1", meeting_id="m1", with_ids=(BEN,), topic=TOPIC, at=TUESDAY),
    Chat(
        pairing_id="p2",
        meeting_id="m2",
        with_ids=(CHIDI,),
        topic="Portfolios",
        at=FRIDAY,
        account=Account(happened=True, takeaway="Show the process."),
    ),
)
LOOKING_BACK: Final = LookingBack(
    pairing_id="p1", with_ids=(BEN,), topic=TOPIC, goal="Publish my first package."
)
REVIEW: Final = Review(
    workspace="T0DEMOTEAM",
    pairing_id="p1",
    author_id=ANA,
    answers=Answers(goal=Goal.REACHED, recommends=True, line="Thank you for every question.", pass_on=True),
    given_at=NOW,
)


def specimens() -> list[Specimen]:
    """Everything about what follows a chat."""
    pairing = Pairing(
        workspace="T0DEMOTEAM",
        id="p1",
        request_id="r1",
        form=Form.FLASH,
        topic=TOPIC,
        minutes=15,
        opened_at=NOW,
    )
    pairing.join(BEN, Part.MENTOR)
    pairing.join(ANA, Part.MENTEE)
    outcome = Outcome(
        workspace="T0DEMOTEAM",
        id="o1",
        pairing_id="p1",
        meeting_id="m1",
        author_id=ANA,
        account=ACCOUNT,
        logged_at=NOW,
    )
    return [
        *(one.specimen(GROUP) for one in NOTICES),
        modal(GROUP, "Log what came of it", outcomes.modal(READER, _CHATS, "m1"), "`/outcome`"),
        *_agreements(pairing),
        modal(GROUP, "Look back at the end", reviews.modal(READER, LOOKING_BACK), "Each on their own."),
        modal(GROUP, "Looked back", reviews.given(READER, REVIEW)),
        modal(GROUP, "It is kept", outcomes.logged(READER, outcome)),
        message(GROUP, "Thanks for answering: again", thanks.fit(READER, pairing, Fit.AGAIN)),
        message(GROUP, "Thanks for answering: once was enough", thanks.fit(READER, pairing, Fit.ENOUGH)),
        message(GROUP, "Thanks for a rating", thanks.rating(READER)),
        message(GROUP, "It is kept going", thanks.kept(READER, (BEN,))),
        modal(GROUP, "Not now", snooze.modal(READER, "w1"), "Any nudge can be put off to a day."),
        message(GROUP, "It was put off", thanks.snoozed(READER, Snoozed(until=FRIDAY))),
        message(
            GROUP,
            "A question was put off for longer than it waits",
            thanks.snoozed(READER, Snoozed(until=FRIDAY, goes_on_at=TUESDAY)),
        ),
        message(GROUP, "A nudge was waved away", thanks.seen(READER)),
    ]


def _agreements(pairing: Pairing) -> list[Specimen]:
    """An agreement in all its states, as Ana sees it."""

    def seen(**fields: object) -> Agreed:
        agreement = Agreement(workspace="T0DEMOTEAM", pairing_id="p1", **fields)  # type: ignore[arg-type]  # any of its fields
        return Agreed(person_id=ANA, pairing=pairing, agreement=agreement, today=NOW.date(), cannot="Pay")

    asked = seen(proposed=POINTS, proposed_by=BEN, confirmed=(BEN,), number=1)
    proposed = seen(proposed=POINTS, proposed_by=ANA, confirmed=(ANA,), number=1)
    stands = seen(points=POINTS, proposed_by=BEN, confirmed=(BEN, ANA), number=1)
    return [
        modal(GROUP, "Make an agreement", agreements.form(READER, seen()), "From the App Home, too."),
        modal(GROUP, "Look at what is proposed", agreements.shown(READER, asked)),
        modal(GROUP, "Look at one's own proposal", agreements.shown(READER, proposed)),
        modal(GROUP, "Look at the agreement", agreements.shown(READER, stands)),
        modal(GROUP, "Proposed", agreements.kept(READER, proposed)),
        modal(GROUP, "Confirmed", agreements.kept(READER, stands)),
    ]
