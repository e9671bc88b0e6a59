"""Times: choose one of the times that suit both, or name another."""

from datetime import datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.errors import DomainError
from bot.domain.people import PersonId
from bot.domain.slots import SLOTS
from bot.usecases.meetings import Book, Move, Times
from handlers.slack.views import ids, inputs, phrases
from handlers.slack.views.blocks import Message, message, option, prose
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.phrases import about, no_times, no_times_for_you
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State
from handlers.slack.views.words import Sentence

SLOT, STARTS_AT = "slot", "starts_at"


def modal(reader: Reader, times: Times) -> View:
    """Free times of all as a list, and any other time."""
    opening = reader.say(
        "When would {minutes} minutes with {people} suit you?",
        minutes=times.minutes,
        people=reader.people(times.with_ids),
    )
    return inputs.form(
        reader,
        Callback.MOVE if times.moving else Callback.BOOK,
        reader.plain("Choose a time"),
        reader.plain("Move it") if times.moving else reader.plain("Book it"),
        [
            *about(reader, times.topic, opening, *_break(reader, times)),
            *_slots(reader, times),
            _other(reader),
        ],
        times.subject_id,
    )


def parse_book(view: object, actor_id: PersonId) -> Book:
    """A first time for the chat."""
    state = State(view)
    return Book(person_id=actor_id, pairing_id=state.subject, starts_at=_chosen(state))


def parse_move(view: object, actor_id: PersonId) -> Move:
    """Another time for the chat."""
    state = State(view)
    return Move(person_id=actor_id, meeting_id=state.subject, starts_at=_chosen(state))


def _chosen(state: State) -> datetime:
    """The time that was named, else the one that was chosen from the list."""
    named, listed = state.moment(STARTS_AT), state.one_of(SLOT)
    if named is not None:
        return named
    if listed is None:
        raise errors.Missing(STARTS_AT)
    return ids.moment(listed, SLOT)


def instead(reader: Reader, times: Times, refused: DomainError) -> Message:
    """Why a time cannot be had, and others in its place."""
    slots = times.slots[:SLOTS]
    return message(
        prose(reader.error(refused)),
        *phrases.offer(reader, times.subject_id, slots, times.outside_ids),
    )


def _break(reader: Reader, times: Times) -> list[Sentence]:
    if times.away is None:
        return []
    if times.away.person_id in times.with_ids:
        return [no_times(reader, times.away)]
    return [no_times_for_you(reader, times.away.until)]


def _slots(reader: Reader, times: Times) -> list[Block]:
    if not times.slots:
        return []
    options = [option(reader.time(slot), ids.stamp(slot)) for slot in times.slots]
    return [inputs.from_list(Field(SLOT, _suiting(reader, times), optional=True), options)]


def _suiting(reader: Reader, times: Times) -> str:
    if times.outside_ids:
        return reader.plain("Outside the hours of {people}", people=reader.people(times.outside_ids))
    if len(times.with_ids) > 1:
        return reader.plain("Times that suit you all")
    return reader.plain("Times that suit you both")


def _other(reader: Reader) -> Block:
    field = Field(
        STARTS_AT,
        reader.plain("Another time"),
        reader.plain("On your own clock. If you fill this in, I use it instead of the list."),
        optional=True,
    )
    return inputs.moment(field)
