"""Next steps: done."""

from slack_bolt.async_app import AsyncApp

from bot.usecases import steps
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views.ids import Verb


async def _finish(turn: Turn) -> None:
    finished = steps.Finish(person_id=turn.actor_id, outcome_id=turn.pressed.subject)
    await turn.run(steps.finish, finished, once=True)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the button that says so."""
    turns.on(app, Verb.DONE, _finish)
