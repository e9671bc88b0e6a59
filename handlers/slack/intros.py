"""`/intro`: a first short chat with one person, straight or through someone who knows both."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.usecases import intros
from handlers.slack.mentions import mention_in
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import help as manual
from handlers.slack.views import intros as views
from handlers.slack.views.ids import Callback, Verb


async def _form(turn: Turn) -> View:
    whom, topic = mention_in(turn.text)
    return views.modal(await turn.reader(), whom=whom, topic=topic)


async def _form_from_button(turn: Turn) -> View:
    chosen = turn.pressed
    return views.modal(await turn.reader(), whom=chosen.subject or None, topic=chosen.detail)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the command, its button and its modal."""
    turns.command(app, "/intro", _form, manual.intro)
    turns.opens(app, Verb.INTRO, _form_from_button)
    turns.submits(app, Callback.INTRO, views.parse, intros.ask)
