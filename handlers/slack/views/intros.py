"""Intros: the form that asks for a first short chat, with its first sentence drafted."""

from slack_sdk.models.views import View

from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT, LINE
from bot.domain.topics import LONGEST_TOPIC
from bot.usecases.intros import AskIntro
from handlers.slack.views import inputs
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State

WHOM, TOPIC, WHY, TRIED, TIME, VIA = "whom", "topic", "why", "tried", "time", "via"


def modal(reader: Reader, whom: PersonId | None = None, topic: str = "") -> View:
    """The form, with the person or the topic filled in when they are known."""
    return inputs.form(
        reader,
        Callback.INTRO,
        reader.plain("Ask for an intro"),
        reader.plain("Ask"),
        [
            inputs.person(
                Field(
                    WHOM,
                    reader.plain("Whom would you like to meet?"),
                    reader.plain("Leave this empty and name a topic, and I'll look for someone."),
                    optional=True,
                ),
                whom,
            ),
            inputs.text(
                Field(TOPIC, reader.plain("Topic"), optional=True),
                LONGEST_TOPIC,
                topic,
                example=reader.plain("For example: giving feedback"),
            ),
            inputs.text(
                Field(
                    WHY,
                    reader.plain("What you would like to ask"),
                    reader.plain("Whoever I ask reads this as you write it."),
                ),
                FREE_TEXT,
                draft(reader, topic),
                lines=True,
            ),
            inputs.text(
                Field(TRIED, reader.plain("What have you tried so far?"), optional=True),
                FREE_TEXT,
                lines=True,
            ),
            inputs.text(
                Field(TIME, reader.plain("How much time can you give?"), optional=True),
                LINE,
                example=reader.plain("For example: half an hour every two weeks"),
            ),
            inputs.person(
                Field(
                    VIA,
                    reader.plain("Who could introduce you?"),
                    reader.plain("Someone who knows you both. I'd ask them first, and nobody else yet."),
                    optional=True,
                )
            ),
        ],
    )


def draft(reader: Reader, topic: str) -> str:
    """The first sentence of a small ask."""
    ask = reader.plain("Would you be open to a short chat about your experience with this?")
    if topic.strip():
        work = reader.plain("I'm working on {topic}.", topic=topic)
    else:
        work = reader.plain("I'm working on …")
    return f"{work} {ask}"


def parse(view: object, actor_id: PersonId) -> AskIntro:
    """What was asked for."""
    state = State(view)
    topic = state.text(TOPIC, LONGEST_TOPIC).strip()
    why = state.needed_text(WHY)
    if topic and state.untouched(WHY):  # the gap of our own draft is not for the mentor to read
        why = why.replace("…", f"{topic}.", 1)
    return AskIntro(
        person_id=actor_id,
        whom=state.person(WHOM),
        topic=topic,
        why=why,
        tried=state.text(TRIED),
        time=state.text(TIME, LINE),
        via=state.person(VIA),
    )
