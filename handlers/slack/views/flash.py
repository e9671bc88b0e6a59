"""Flash mentoring: name a topic, then choose among the three best mentors or whoever is free first."""

from slack_sdk.models.blocks import Block, Option
from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.flash import MINUTES
from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT
from bot.domain.topics import LONGEST_TOPIC
from bot.usecases.flash import AskFlash, FindMentors, Shortlist
from handlers.slack.views import inputs
from handlers.slack.views.blocks import bullets, divider, option, prose
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.mentors import reasons
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State, needed
from handlers.slack.views.words import Mention

TOPIC, QUESTION, MINUTES_FIELD, EARLIEST, LATEST = "topic", "question", "minutes", "earliest", "latest"
MENTOR, WHOEVER = "mentor", "*"


def modal(reader: Reader, topic: str = "") -> View:
    """Step one: what would you like to talk about?"""
    wanted = FindMentors(person_id="", topic=topic, question="", minutes=MINUTES[0])
    return inputs.form(
        reader,
        Callback.FLASH_FIND,
        reader.plain("Flash mentoring"),
        reader.plain("Find mentors"),
        [prose(reader.say("One short chat on one topic.")), *_fields(reader, wanted)],
    )


def choose(reader: Reader, shortlist: Shortlist) -> View:
    """Step two: the best mentors with the reasons above the same fields, or a kind word without any."""
    fields = _fields(reader, shortlist.wanted)
    title = reader.plain("Flash mentoring")
    if shortlist.sorry is not None:
        blocks: list[Block] = [prose(reader.error(shortlist.sorry)), *fields]
        return inputs.form(reader, Callback.FLASH_FIND, title, reader.plain("Look again"), blocks)
    field = Field(MENTOR, reader.plain("Whom shall I ask?"))
    return inputs.form(
        reader,
        Callback.FLASH_ASK,
        title,
        reader.plain("Ask"),
        [
            prose(reader.say("These mentors fit best:")),
            bullets(*(reasons(reader, mentor) for mentor in shortlist.mentors)),
            inputs.one_of(field, _choices(reader, shortlist), WHOEVER),
            divider(),
            *fields,
        ],
    )


def parse(view: object, actor_id: PersonId) -> FindMentors:
    """Step one."""
    state = State(view)
    return FindMentors(
        person_id=actor_id,
        topic=state.needed_text(TOPIC, LONGEST_TOPIC).strip(),
        question=state.needed_text(QUESTION),
        minutes=int(
            needed(state.one_of(MINUTES_FIELD, [str(minutes) for minutes in MINUTES]), MINUTES_FIELD)
        ),
        earliest=state.day(EARLIEST),
        latest=state.day(LATEST),
    )


def parse_choice(view: object, actor_id: PersonId) -> AskFlash:
    """Step two."""
    wanted = parse(view, actor_id)
    chosen = needed(State(view).one_of(MENTOR), MENTOR)
    if chosen != WHOEVER and not Mention(chosen).genuine:
        raise errors.NotAChoice(MENTOR)
    return AskFlash(
        person_id=actor_id,
        topic=wanted.topic,
        question=wanted.question,
        minutes=wanted.minutes,
        earliest=wanted.earliest,
        latest=wanted.latest,
        mentor_id=None if chosen == WHOEVER else chosen,
    )


def _choices(reader: Reader, shortlist: Shortlist) -> list[Option]:
    named = [option(reader.show(Mention(one.person_id)), one.person_id) for one in shortlist.mentors]
    return [option(reader.plain("Whoever is free first"), WHOEVER), *named]


def _fields(reader: Reader, wanted: FindMentors) -> list[Block]:
    lengths = [
        option(reader.plain("{minutes} minutes", minutes=minutes), str(minutes)) for minutes in MINUTES
    ]
    return [
        inputs.text(
            Field(TOPIC, reader.plain("Topic")),
            LONGEST_TOPIC,
            wanted.topic,
            example=reader.plain("For example: reviewing a design"),
        ),
        inputs.text(
            Field(
                QUESTION,
                reader.plain("Your question"),
                reader.plain("The mentor reads this as you write it."),
            ),
            FREE_TEXT,
            wanted.question,
            lines=True,
        ),
        inputs.one_of(Field(MINUTES_FIELD, reader.plain("How long?")), lengths, str(wanted.minutes)),
        inputs.day(Field(EARLIEST, reader.plain("Earliest day"), optional=True), wanted.earliest),
        inputs.day(Field(LATEST, reader.plain("Latest day"), optional=True), wanted.latest),
    ]
