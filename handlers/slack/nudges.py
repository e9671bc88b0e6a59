"""Nudges: snooze one, or say that it was seen."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.models.views import View

from bot.domain import errors
from bot.usecases import nudges, people
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import snooze, thanks
from handlers.slack.views.blocks import Message
from handlers.slack.views.ids import Callback, Later, Verb


async def _for_a_while(turn: Turn) -> Message:
    person = await turn.run(people.read, turn.actor_id)
    until = snooze.until(turn.pressed.detail, turn.today(person))
    if until is None:
        raise errors.NotAChoice("until")
    snoozed = nudges.Snooze(person_id=turn.actor_id, wait_id=turn.pressed.subject, until=until)
    put_off = await turn.run(nudges.snooze, snoozed, once=True)
    return thanks.snoozed(await turn.reader(), put_off)


async def _until_a_day(turn: Turn) -> View:
    return snooze.modal(await turn.reader(), turn.pressed.subject)


async def _dismiss(turn: Turn) -> Message:
    dismissed = nudges.Dismiss(person_id=turn.actor_id, wait_id=turn.pressed.subject)
    await turn.run(nudges.dismiss, dismissed, once=True)
    return thanks.seen(await turn.reader())


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the snooze menu, its modal for a day, and "Seen"."""

    @app.action(Verb.SNOOZE.pattern)
    async def chosen(args: AsyncArgs) -> None:
        turn = turns.of(args)
        if turn.pressed.detail == Later.DAY:
            await turn.open(turn.admitted(_until_a_day))
        else:
            await turn.act(_for_a_while(turn))

    turns.on(app, Verb.DISMISS, _dismiss)
    turns.submits(app, Callback.SNOOZE, snooze.parse, nudges.snooze)
