"""Agreements: looked at, proposed, confirmed."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.usecases import agreements
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import agreements as views
from handlers.slack.views.ids import Callback, Verb


async def _look(turn: Turn) -> agreements.Agreed:
    wanted = agreements.Look(person_id=turn.actor_id, pairing_id=turn.pressed.subject)
    return await turn.run(agreements.look, wanted)


async def _open(turn: Turn) -> View:
    found = await _look(turn)
    return views.shown(await turn.reader(), found)


async def _change(turn: Turn) -> View:
    found = await _look(turn)
    return views.form(await turn.reader(), found)


async def _confirm(turn: Turn) -> View:
    pressed = turn.pressed
    confirmed = agreements.Confirm(
        person_id=turn.actor_id, pairing_id=pressed.subject, seen=views.number(pressed.detail)
    )
    found = await turn.run(agreements.confirm, confirmed, once=True)
    return views.kept(await turn.reader(), found)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the buttons and the form."""
    turns.renews(app, Verb.AGREEMENT, _open)
    turns.renews(app, Verb.CHANGE_AGREEMENT, _change)
    turns.renews(app, Verb.AGREE, _confirm)
    turns.submits(app, Callback.AGREEMENT, views.parse, agreements.propose, views.kept)
