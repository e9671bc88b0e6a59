"""Passing on: a mentor names someone better placed, an intermediary adds a line to an introduction."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.people import PersonId
from bot.domain.requests import LINE
from bot.usecases.requests import Answer, PassOn
from handlers.slack.views import inputs
from handlers.slack.views.blocks import prose
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State

WHOM, WORDS = "whom", "line"


def suggestion_modal(reader: Reader, ask_id: str) -> View:
    """To a mentor: who would be better placed?"""
    hint = reader.plain("The person you name reads this as you write it.")
    return inputs.form(
        reader,
        Callback.SUGGEST,
        reader.plain("Suggest someone"),
        reader.plain("Pass it on"),
        [inputs.person(Field(WHOM, reader.plain("Who could help better?"))), _line(reader, hint)],
        ask_id,
    )


def line_modal(reader: Reader, ask_id: str) -> View:
    """To an intermediary: a line to go with the introduction."""
    opening = prose(reader.say("A line from you makes an introduction warm."))
    hint = reader.plain("The person you introduce them to reads this as you write it.")
    return inputs.form(
        reader,
        Callback.LINE,
        reader.plain("Introduce them"),
        reader.plain("Introduce them"),
        [opening, _line(reader, hint)],
        ask_id,
    )


def decline_modal(reader: Reader, ask_id: str) -> View:
    """To a mentor: a line to go with a no. None is owed."""
    opening = prose(reader.say("A no needs no reason. A line can make it kinder."))
    hint = reader.plain("Whoever asked reads this as you write it.")
    return inputs.form(
        reader,
        Callback.DECLINE,
        reader.plain("Not this time"),
        reader.plain("Send it"),
        [opening, _line(reader, hint)],
        ask_id,
    )


def parse_decline(view: object, actor_id: PersonId) -> Answer:
    """A no, with a line if there is one."""
    state = State(view)
    return Answer(person_id=actor_id, ask_id=state.subject, line=state.text(WORDS, LINE))


def parse_suggestion(view: object, actor_id: PersonId) -> PassOn:
    """A mentor's suggestion."""
    state = State(view)
    whom = state.person(WHOM)
    if whom is None:
        raise errors.Missing(WHOM)
    return PassOn(person_id=actor_id, ask_id=state.subject, to_id=whom, line=state.text(WORDS, LINE))


def parse_line(view: object, actor_id: PersonId) -> PassOn:
    """An intermediary's line."""
    state = State(view)
    return PassOn(person_id=actor_id, ask_id=state.subject, line=state.text(WORDS, LINE))


def _line(reader: Reader, hint: str) -> Block:
    return inputs.text(Field(WORDS, reader.plain("A line from you"), hint, optional=True), LINE, lines=True)
