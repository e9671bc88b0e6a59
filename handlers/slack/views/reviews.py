"""Reviews: the form for a look back, and what is said of it."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.notices import PartingLine, ReviewNudge
from bot.domain.outcomes import SCORES
from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT
from bot.domain.reviews import Answers, Goal, Review
from bot.usecases.reviews import Give, LookingBack
from handlers.slack.views import inputs, moments
from handlers.slack.views.blocks import Message, button, buttons, message, option
from handlers.slack.views.ids import Callback, Verb
from handlers.slack.views.inputs import Field
from handlers.slack.views.phrases import about, later, quotes
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State, needed
from handlers.slack.views.words import Mention

GOAL, HELPED, USEFUL, RECOMMENDS, LINE, PASS_ON = (
    "reached",
    "helped",
    "useful",
    "recommends",
    "line",
    "pass_on",
)
YES, NO = "yes", "no"


def review_nudge(notice: ReviewNudge, reader: Reader) -> Message:
    """A reminder to look back."""
    line = reader.say(
        "Your time with {people} has ended. What came of it? A minute now helps whoever comes after you.",
        people=reader.people(notice.with_ids),
    )
    look = button(reader.plain("Look back"), Verb.REVIEW, notice.pairing_id, main=True)
    return message(*about(reader, notice.topic, line), buttons(look, later(reader, notice.wait_id)))


def parting_line(notice: PartingLine, reader: Reader) -> Message:
    """What one of them writes to the others at the end."""
    person = Mention(notice.from_id)
    line = reader.say("{person} looked back on your time together.", person=person)
    return message(
        *about(reader, notice.topic, line),
        *quotes((notice.line, reader.say("{person} wrote to you:", person=person))),
    )


def modal(reader: Reader, found: LookingBack) -> View:
    """The form, with what was said before; nothing of it is shown to anybody but a line, if one says so."""
    before = found.before
    line = reader.say(
        "Your time with {people}, looking back. Only you see your answers; admins read how many reached "
        "what they set out to do, never who.",
        people=reader.people(found.with_ids),
    )
    return inputs.form(
        reader,
        Callback.REVIEW,
        reader.plain("Look back"),
        reader.plain("Save"),
        [
            *about(reader, found.topic, line),
            *quotes((found.goal, reader.say("You set out to:"))),
            *_what_came(reader, before),
            *_parting(reader, before),
        ],
        found.pairing_id,
    )


def _what_came(reader: Reader, before: Answers | None) -> list[Block]:
    goals = {
        Goal.REACHED: reader.plain("Reached"),
        Goal.PARTLY: reader.plain("Partly reached"),
        Goal.NOT_YET: reader.plain("Not yet"),
        Goal.CHANGED: reader.plain("It changed on the way"),
    }
    reached = Field(GOAL, reader.plain("What came of what you set out to do?"))
    useful = Field(
        USEFUL,
        reader.plain("How much did it help you?"),
        reader.plain("From 1 (not much) to 5 (very)."),
        optional=True,
    )
    helped = Field(HELPED, reader.plain("What helped?"), optional=True)
    return [
        inputs.one_of(
            reached, [option(name, goal) for goal, name in goals.items()], before.goal if before else None
        ),
        inputs.text(helped, FREE_TEXT, before.helped if before else "", lines=True),
        inputs.one_of(useful, [option(str(score), str(score)) for score in SCORES]),
    ]


def _parting(reader: Reader, before: Answers | None) -> list[Block]:
    answers = [option(reader.plain("Yes"), YES), option(reader.plain("No"), NO)]
    said = None if before is None or before.recommends is None else (YES if before.recommends else NO)
    line = Field(LINE, reader.plain("A line to whom you met"), optional=True)
    pass_on = Field(PASS_ON, reader.plain("Who reads that line?"), optional=True)
    tick = [option(reader.plain("Pass it on, as I wrote it"), YES)]
    return [
        inputs.one_of(
            Field(RECOMMENDS, reader.plain("Would you recommend it to a colleague?"), optional=True),
            answers,
            said,
        ),
        inputs.text(line, FREE_TEXT, before.line if before else "", lines=True),
        inputs.some_of(pass_on, tick, [YES] if before is not None and before.pass_on else []),
    ]


def parse(view: object, actor_id: PersonId) -> Give:
    """One person's look back."""
    state = State(view)
    useful = state.one_of(USEFUL, [str(score) for score in SCORES])
    recommends = state.one_of(RECOMMENDS, (YES, NO))
    answers = Answers(
        goal=Goal(needed(state.one_of(GOAL, [str(goal) for goal in Goal]), GOAL)),
        helped=state.text(HELPED),
        recommends=None if recommends is None else recommends == YES,
        line=state.text(LINE),
        pass_on=YES in state.some_of(PASS_ON, (YES,)),
    )
    return Give(
        person_id=actor_id,
        pairing_id=state.subject,
        answers=answers,
        useful=None if useful is None else int(useful),
    )


def given(reader: Reader, review: Review) -> View:
    """It is kept, and who reads what."""
    lines = [reader.say("Saved. Thank you for looking back.")]
    if review.answers.passed_on:
        lines.append(reader.say("Your line is on its way."))
    elif review.answers.line.strip():
        lines.append(reader.say("Your line stays with you."))
    return moments.done(reader, *lines)
