"""`/outcome`: what came of a chat."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.usecases import outcomes
from handlers.slack.mentions import mention_in
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import help as manual
from handlers.slack.views import outcomes as views
from handlers.slack.views.ids import Callback, Verb


async def _form(turn: Turn) -> View:
    wanted = outcomes.ShowChats(person_id=turn.actor_id, with_id=mention_in(turn.text)[0])
    return views.modal(await turn.reader(), await turn.run(outcomes.chats_of, wanted))


async def _form_from_button(turn: Turn) -> View:
    chats = await turn.run(outcomes.chats_of, outcomes.ShowChats(person_id=turn.actor_id))
    return views.modal(await turn.reader(), chats, meeting_id=turn.pressed.subject)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the command, its button and its modal."""
    turns.command(app, "/outcome", _form, manual.outcome)
    turns.opens(app, Verb.LOG, _form_from_button)
    turns.submits(app, Callback.OUTCOME, views.parse, outcomes.log, views.logged)
