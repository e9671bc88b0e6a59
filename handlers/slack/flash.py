"""`/flash`: one short chat on one topic, in two steps."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.usecases import flash
from handlers.slack.mentions import as_typed
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import flash as views
from handlers.slack.views import help as manual
from handlers.slack.views.ids import Callback, Verb


async def _form(turn: Turn) -> View:
    return views.modal(await turn.reader(), topic=as_typed(turn.text))


async def _form_from_button(turn: Turn) -> View:
    return views.modal(await turn.reader(), topic=turn.pressed.detail)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the command, its button and the two steps of its modal."""
    turns.command(app, "/flash", _form, manual.flash)
    turns.opens(app, Verb.FLASH, _form_from_button)
    turns.submits(app, Callback.FLASH_FIND, views.parse, flash.find_mentors, views.choose, once=False)
    turns.submits(app, Callback.FLASH_ASK, views.parse_choice, flash.ask)
