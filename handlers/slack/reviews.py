"""Reviews: a look back at the end."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.usecases import reviews
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import reviews as views
from handlers.slack.views.ids import Callback, Verb


async def _form(turn: Turn) -> View:
    wanted = reviews.Look(person_id=turn.actor_id, pairing_id=turn.pressed.subject)
    return views.modal(await turn.reader(), await turn.run(reviews.look, wanted))


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the button and the form."""
    turns.opens(app, Verb.REVIEW, _form)
    turns.submits(app, Callback.REVIEW, views.parse, reviews.give, views.given)
