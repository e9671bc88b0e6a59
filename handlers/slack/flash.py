"""`/flash`: one short chat on one topic, in two steps."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.models.views import View

from bot.usecases import flash
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import flash as views
from handlers.slack.views import help as manual
from handlers.slack.views.blocks import Message
from handlers.slack.views.ids import Callback, Verb


async def _form(turn: Turn) -> View:
    return views.modal(await turn.reader(), topic=turn.text)


async def _form_from_button(turn: Turn) -> View:
    return views.modal(await turn.reader(), topic=turn.pressed.detail)


async def _help(turn: Turn) -> Message:
    return manual.flash(await turn.reader())


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the command, its button and the two steps of its modal."""

    @app.command("/flash")
    async def command(args: AsyncArgs) -> None:
        turn = turns.of(args)
        if turn.text.casefold() == "help":
            await turn.reply(_help(turn))
        else:
            await turn.open(_form(turn))

    turns.opens(app, Verb.FLASH, _form_from_button)
    turns.submits(app, Callback.FLASH_FIND, views.parse, flash.find_mentors, views.choose, once=False)
    turns.submits(app, Callback.FLASH_ASK, views.parse_choice, flash.ask)
