"""Finding mentors: name a topic, see who fits and why, ask one."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.people import PersonId
from bot.domain.topics import LONGEST_TOPIC
from bot.usecases.people import Find, Found
from handlers.slack.views import inputs, moments
from handlers.slack.views.blocks import Message, bullets, button, buttons, footnote, message, prose
from handlers.slack.views.ids import Callback, Verb
from handlers.slack.views.inputs import Field
from handlers.slack.views.mentors import reasons
from handlers.slack.views.reader import Reader
from handlers.slack.views.requests import ask_person
from handlers.slack.views.state import State
from handlers.slack.views.words import Sentence

TOPIC = "topic"


def modal(reader: Reader, topic: str = "") -> View:
    """Which topic?"""
    field = Field(TOPIC, reader.plain("Topic"))
    example = reader.plain("For example: giving feedback")
    return inputs.form(
        reader,
        Callback.FIND,
        reader.plain("Find a mentor"),
        reader.plain("Find"),
        [inputs.text(field, LONGEST_TOPIC, topic, example=example)],
    )


def parse(view: object, actor_id: PersonId) -> Find:
    """The topic."""
    return Find(person_id=actor_id, topic=State(view).needed_text(TOPIC, LONGEST_TOPIC).strip())


def render(found: Found, reader: Reader) -> Message:
    """Who fits and why, with a button each."""
    if found.sorry is not None:
        again = button(reader.plain("Look again"), Verb.FIND)
        return message(prose(reader.error(found.sorry)), buttons(again))
    blocks: list[Block] = [prose(reader.say("These mentors fit “{topic}” best:", topic=found.topic))]
    for number, mentor in enumerate(found.mentors):
        ask = ask_person(reader.plain("Ask them"), mentor.person_id, found.topic, number=number)
        blocks += [bullets(reasons(reader, mentor)), buttons(ask)]
    return message(*blocks, *(footnote(line) for line in _more(reader, found.more)))


def shown(reader: Reader, found: Found) -> View:
    """The same in the modal that asked for the topic."""
    return moments.told(reader, render(found, reader))


def _more(reader: Reader, more: int) -> list[Sentence]:
    if more <= 0:
        return []
    return [
        reader.plural(
            "{n} more mentor offers something near this. Name the topic more closely to see others.",
            "{n} more mentors offer something near this. Name the topic more closely to see others.",
            more,
        )
    ]
