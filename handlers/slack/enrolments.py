"""Enrolments: joining a program, breaks, skipped rounds and leaving."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.usecases import enrolments
from bot.usecases.enrolments import Look, OfEnrolment
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import enrolments as views
from handlers.slack.views.blocks import Message
from handlers.slack.views.ids import Callback, Verb


async def programs(turn: Turn, _rest: str) -> Message:
    """One's own programs, and those of one's channels that one might join."""
    found = await turn.run(enrolments.with_others, turn.actor_id)
    channels = {one.channel_id for one in found.others}
    within = {channel_id for channel_id in channels if await turn.belongs(channel_id)}
    return views.programs(turn.know(found.person), found.within(within), turn.today(found.person))


async def _form(turn: Turn) -> View:
    program_id = turn.pressed.subject
    looking = Look(person_id=turn.actor_id, program_id=program_id, belongs=await _belongs(turn, program_id))
    place = await turn.run(enrolments.look, looking)
    return views.modal(turn.know(place.person), place)


async def _belongs(turn: Turn, program_id: str) -> bool:
    return await turn.belongs(await turn.run(enrolments.channel_of, program_id))


async def _join(turn: Turn) -> View:
    wished = views.parse(turn.view, turn.actor_id)
    joining = replace(wished, belongs=await _belongs(turn, wished.program_id))
    return views.joined(await turn.reader(), await turn.run(enrolments.join, joining, once=True))


def _own(turn: Turn) -> OfEnrolment:
    return OfEnrolment(person_id=turn.actor_id, program_id=turn.pressed.subject)


async def _leave(turn: Turn) -> Message:
    place = await turn.run(enrolments.leave, _own(turn), once=True)
    return views.left(await turn.reader(), place)


async def _skip(turn: Turn) -> Message:
    place = await turn.run(enrolments.skip_one, views.parse_skip(turn.pressed, turn.actor_id), once=True)
    return views.skipped(await turn.reader(), place)


async def _come_back(turn: Turn) -> Message:
    place = await turn.run(enrolments.resume, _own(turn), once=True)
    return views.back(await turn.reader(), place)


async def _break_form(turn: Turn) -> View:
    return views.break_modal(await turn.reader(), turn.pressed.subject)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the buttons and forms of whoever takes part."""
    turns.opens(app, Verb.JOIN, _form)
    turns.opens(app, Verb.TAKE_A_BREAK, _break_form)
    turns.on(app, Verb.LEAVE, _leave)
    turns.on(app, Verb.SKIP, _skip)
    turns.on(app, Verb.COME_BACK, _come_back)
    turns.filled(app, Callback.JOIN, _join)
    turns.submits(app, Callback.TAKE_A_BREAK, views.parse_break, enrolments.pause, views.on_break)
