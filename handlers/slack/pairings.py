"""Pairings: what each person says in private of how it goes."""

from slack_bolt.async_app import AsyncApp

from bot.domain import errors
from bot.domain.pairings import Fit
from bot.usecases import pairings, ratings
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import thanks
from handlers.slack.views.blocks import Message
from handlers.slack.views.ids import Verb


async def _say_fit(turn: Turn) -> Message | None:
    pressed = turn.pressed
    if pressed.detail not in frozenset(Fit):
        raise errors.NotAChoice("fit")
    said = pairings.SayFit(person_id=turn.actor_id, pairing_id=pressed.subject, fit=Fit(pressed.detail))
    pairing = await turn.run(pairings.say_fit, said, once=True)
    if pairing.ongoing:  # whoever was the last to say so reads that like all of them
        return None
    return thanks.fit(await turn.reader(), pairing, Fit(pressed.detail))


async def _rate(turn: Turn) -> Message:
    pressed = turn.pressed
    if not pressed.detail.isdecimal():
        raise errors.NotAChoice("score")
    rated = ratings.Rate(person_id=turn.actor_id, pairing_id=pressed.subject, score=int(pressed.detail))
    await turn.run(ratings.rate, rated, once=True)
    return thanks.rating(await turn.reader())


async def _keep(turn: Turn) -> Message:
    kept = pairings.OfPairing(person_id=turn.actor_id, pairing_id=turn.pressed.subject)
    pairing = await turn.run(pairings.keep_going, kept, once=True)
    return thanks.kept(await turn.reader(), pairing.partners_of(turn.actor_id))


async def _close(turn: Turn) -> None:
    stopped = pairings.OfPairing(person_id=turn.actor_id, pairing_id=turn.pressed.subject)
    await turn.run(pairings.stop, stopped, once=True)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the private answers of a pair."""
    turns.on(app, Verb.FIT, _say_fit)
    turns.on(app, Verb.RATE, _rate)
    turns.on(app, Verb.KEEP, _keep)
    turns.on(app, Verb.CLOSE, _close)
