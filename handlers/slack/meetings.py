"""Meetings: book, move, cancel, and "Did you meet?"."""

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.meetings import Attendance
from bot.usecases import meetings
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import times
from handlers.slack.views.blocks import Message
from handlers.slack.views.ids import Callback, Verb


async def _book(turn: Turn) -> Message | None:
    chosen = turn.pressed
    booking = meetings.Book(person_id=turn.actor_id, pairing_id=chosen.subject, starts_at=chosen.time)
    try:
        await turn.run(meetings.book, booking, once=True)
    except (errors.TimePassed, errors.TimeTaken) as refused:
        wanted = meetings.ShowTimes(person_id=turn.actor_id, pairing_id=chosen.subject)
        return times.instead(await turn.reader(), await turn.run(meetings.show_times, wanted), refused)
    return None


async def _cancel(turn: Turn) -> None:
    cancelled = meetings.Cancel(person_id=turn.actor_id, meeting_id=turn.pressed.subject)
    await turn.run(meetings.cancel, cancelled, once=True)


async def _check_in(turn: Turn) -> None:
    said = turn.pressed
    if said.detail not in frozenset(Attendance):
        raise errors.NotAChoice("answer")
    answer = meetings.CheckIn(
        person_id=turn.actor_id, meeting_id=said.subject, answer=Attendance(said.detail)
    )
    await turn.run(meetings.check_in, answer, once=True)


async def _times_to_book(turn: Turn) -> View:
    wanted = meetings.ShowTimes(person_id=turn.actor_id, pairing_id=turn.pressed.subject)
    return times.modal(await turn.reader(), await turn.run(meetings.show_times, wanted))


async def _times_to_move(turn: Turn) -> View:
    wanted = meetings.ShowTimes(person_id=turn.actor_id, meeting_id=turn.pressed.subject)
    return times.modal(await turn.reader(), await turn.run(meetings.show_times, wanted))


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the buttons of a chat, and to the modal for choosing a time."""
    turns.on(app, Verb.BOOK, _book)
    turns.on(app, Verb.CANCEL, _cancel)
    turns.on(app, Verb.CHECK_IN, _check_in)
    turns.opens(app, Verb.TIMES, _times_to_book)
    turns.opens(app, Verb.MOVE, _times_to_move)
    turns.submits(app, Callback.BOOK, times.parse_book, meetings.book)
    turns.submits(app, Callback.MOVE, times.parse_move, meetings.move)
