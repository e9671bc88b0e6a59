"""Progress: how a round stands, for admins."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.usecases import progress
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import progress as views
from handlers.slack.views.ids import Verb


async def _open(turn: Turn) -> View:
    pressed = turn.pressed
    number = int(pressed.detail) if pressed.detail.isdecimal() and len(pressed.detail) < 6 else None
    wanted = progress.OfRoundNumber(person_id=turn.actor_id, program_id=pressed.subject, number=number)
    return views.modal(await turn.reader(), await turn.run(progress.progress, wanted))


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the button on a program's card, and to those from round to round."""
    turns.renews(app, Verb.PROGRESS, _open)
