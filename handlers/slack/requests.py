"""Requests: what whoever is asked, and whoever asks, can press."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.usecases import requests
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import asks, pass_on
from handlers.slack.views.blocks import Message
from handlers.slack.views.ids import Callback, Verb


async def _accept(turn: Turn) -> Message | None:
    answer = requests.Answer(person_id=turn.actor_id, ask_id=turn.pressed.subject)
    accepted = await turn.run(requests.accept, answer, once=True)
    if accepted.pairing is None:
        return asks.no_place_left(await turn.reader(), accepted.requester_id)
    return None


async def _decline(turn: Turn) -> None:
    answer = requests.Answer(person_id=turn.actor_id, ask_id=turn.pressed.subject)
    await turn.run(requests.decline, answer, once=True)


async def _introduce(turn: Turn) -> None:
    passed = requests.PassOn(person_id=turn.actor_id, ask_id=turn.pressed.subject)
    await turn.run(requests.pass_on, passed, once=True)


async def _withdraw(turn: Turn) -> None:
    withdrawn = requests.Withdraw(person_id=turn.actor_id, request_id=turn.pressed.subject)
    await turn.run(requests.withdraw, withdrawn, once=True)


async def _ask_next(turn: Turn) -> None:
    chosen = turn.pressed
    following = requests.AskNext(person_id=turn.actor_id, request_id=chosen.subject, mentor_id=chosen.detail)
    await turn.run(requests.ask_next, following, once=True)


async def _suggestion(turn: Turn) -> View:
    return pass_on.suggestion_modal(await turn.reader(), turn.pressed.subject)


async def _line_with_a_no(turn: Turn) -> View:
    return pass_on.decline_modal(await turn.reader(), turn.pressed.subject)


async def _line(turn: Turn) -> View:
    return pass_on.line_modal(await turn.reader(), turn.pressed.subject)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the buttons of a request, and to the modals that pass it on."""
    turns.on(app, Verb.ACCEPT, _accept)
    turns.on(app, Verb.DECLINE, _decline)
    turns.on(app, Verb.INTRODUCE, _introduce)
    turns.on(app, Verb.WITHDRAW, _withdraw)
    turns.on(app, Verb.NEXT, _ask_next)
    turns.opens(app, Verb.SUGGEST, _suggestion)
    turns.opens(app, Verb.ADD_LINE, _line)
    turns.opens(app, Verb.DECLINE_LINE, _line_with_a_no)
    turns.submits(app, Callback.SUGGEST, pass_on.parse_suggestion, requests.pass_on)
    turns.submits(app, Callback.DECLINE, pass_on.parse_decline, requests.decline)
    turns.submits(app, Callback.LINE, pass_on.parse_line, requests.pass_on)
