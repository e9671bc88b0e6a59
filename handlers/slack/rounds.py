"""Rounds: looked at, changed and sent by those who may."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.usecases import rounds
from bot.usecases.rounds import OfRound
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import moments
from handlers.slack.views import rounds as views
from handlers.slack.views.ids import Callback, Verb


def _pressed(turn: Turn) -> OfRound:
    return OfRound(person_id=turn.actor_id, round_id=turn.pressed.subject)


async def _open(turn: Turn) -> View:
    page = turn.pressed.detail
    preview = await turn.run(rounds.preview, _pressed(turn))
    return views.modal(await turn.reader(), preview, int(page) if page.isdecimal() else 0)


async def _send(turn: Turn) -> View:
    """The second of two reads who was first: that is an answer like any other."""
    await turn.run(rounds.send, _pressed(turn), once=True)
    reader = await turn.reader()
    return moments.done(
        reader,
        reader.say("It is on its way. Whoever has no match is told kindly, and comes first next time."),
    )


async def _drop(turn: Turn) -> View:
    await turn.run(rounds.drop, _pressed(turn), once=True)
    reader = await turn.reader()
    return moments.done(
        reader,
        reader.say(
            "This round does not take place, and everybody in it is told. The next one comes as planned."
        ),
    )


async def _keeping_apart(turn: Turn) -> View:
    await turn.run(rounds.preview, _pressed(turn))
    return views.keeping_apart(await turn.reader(), turn.pressed.subject)


async def _letting_meet(turn: Turn) -> View:
    await turn.run(rounds.preview, _pressed(turn))
    return views.letting_meet(await turn.reader(), turn.pressed.subject)


async def _swapping(turn: Turn) -> View:
    await turn.run(rounds.preview, _pressed(turn))
    return views.swapping(await turn.reader(), turn.pressed.subject)


async def _taking_out(turn: Turn) -> View:
    await turn.run(rounds.preview, _pressed(turn))
    return views.taking_out(await turn.reader(), turn.pressed.subject)


async def _taking_back(turn: Turn) -> View:
    await turn.run(rounds.preview, _pressed(turn))
    return views.taking_back(await turn.reader(), turn.pressed.subject)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the buttons and forms of admins."""
    turns.renews(app, Verb.ROUND, _open)
    turns.renews(app, Verb.SEND_ROUND, _send)
    turns.renews(app, Verb.DROP_ROUND, _drop)
    turns.renews(app, Verb.SWAP, _swapping)
    turns.renews(app, Verb.KEEP_APART, _keeping_apart)
    turns.renews(app, Verb.LET_MEET, _letting_meet)
    turns.renews(app, Verb.TAKE_OUT, _taking_out)
    turns.renews(app, Verb.TAKE_BACK, _taking_back)
    turns.submits(app, Callback.SWAP, views.parse_swap, rounds.swap, views.modal)
    turns.submits(app, Callback.KEEP_APART, views.parse_apart, rounds.keep_apart, views.modal)
    turns.submits(app, Callback.LET_MEET, views.parse_apart, rounds.let_meet, views.modal)
    turns.submits(app, Callback.TAKE_OUT, views.parse_one, rounds.exclude, views.modal)
    turns.submits(app, Callback.TAKE_BACK, views.parse_one, rounds.take_back, views.modal)
