"""Meetings: booked, moved, cancelled, coming up; thanks and take-aways."""

from collections.abc import Iterable
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.notices import (
    MeetingBooked,
    MeetingCancelled,
    MeetingChanged,
    MeetingSoon,
    TakeawayShared,
    ThankYou,
)
from bot.domain.people import PersonId
from handlers.slack.views.blocks import Message, button, buttons, confirm, footnote, message, prose, quote
from handlers.slack.views.ids import Verb
from handlers.slack.views.phrases import about, quotes
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Link, Mention, Sentence


def meeting_booked(notice: MeetingBooked, reader: Reader) -> Message:
    """Confirmation, or that it was moved."""
    return message(
        *about(
            reader,
            notice.topic,
            _booked(notice, reader),
            *_hosted(notice, reader),
            *_where(reader, notice.link),
        ),
        buttons(*changes(reader, notice.meeting_id)),
    )


def _hosted(notice: MeetingBooked, reader: Reader) -> list[Sentence]:
    """In a circle: whose turn it is to host."""
    if notice.host_id is None:
        return []
    if notice.host_id in notice.with_ids:
        return [reader.say("{person} hosts this time.", person=Mention(notice.host_id))]
    return [reader.say("You host this time: you open the talk, and see that everybody has their turn.")]


def meeting_cancelled(notice: MeetingCancelled, reader: Reader) -> Message:
    """It will not take place."""
    if notice.by_id in notice.with_ids:
        ending = reader.say(
            "{person} had to cancel your chat of {time}.",
            person=Mention(notice.by_id),
            time=notice.starts_at,
        )
    else:
        ending = reader.say(
            "Your chat with {people} of {time} is cancelled.",
            people=reader.people(notice.with_ids),
            time=notice.starts_at,
        )
    return message(
        *about(reader, notice.topic, ending),
        *_again(notice, reader),
    )


def meeting_changed(notice: MeetingChanged, reader: Reader) -> Message:
    """In place of an earlier confirmation."""
    people = reader.people(notice.with_ids)
    if notice.over:
        line = reader.say(
            "Your chat with {people} was planned for {time}.", people=people, time=notice.was_at
        )
    elif notice.now_at is None:
        line = reader.say(
            "Your chat with {people} of {time} was cancelled.", people=people, time=notice.was_at
        )
    else:
        line = reader.say(
            "Your chat with {people} of {time} was moved to {other}.",
            people=people,
            time=notice.was_at,
            other=notice.now_at,
        )
    return message(*about(reader, notice.topic, line))


def meeting_soon(notice: MeetingSoon, reader: Reader) -> Message:
    """Reminder of a booked chat."""
    opening = _soon(reader, notice.with_ids, notice.starts_at, notice.minutes, last=notice.last)
    lines = about(reader, notice.topic, opening, *_where(reader, notice.link))
    if notice.last:
        return message(*lines)
    tip = reader.say("A question or two sent ahead makes for a better chat.")
    return message(*lines, buttons(*changes(reader, notice.meeting_id)), footnote(tip))


def thank_you(notice: ThankYou, reader: Reader) -> Message:
    """A thank-you line from one person to the others."""
    person = Mention(notice.from_id)
    if not notice.line.strip():
        return message(prose(reader.say("{person} says thank you.", person=person)))
    return message(quote(notice.line, reader.say("{person} says thank you:", person=person)))


def takeaway_shared(notice: TakeawayShared, reader: Reader) -> Message:
    """A take-away that its author shows to the others."""
    label = reader.say("{person} shares this with you from your chat:", person=Mention(notice.from_id))
    takeaway = reader.say("Their take-away:")
    if notice.next_step_on is None:
        step = reader.say("Their next step:")
    else:
        step = reader.say("Their next step, by {day}:", day=notice.next_step_on)
    return message(prose(label), *quotes((notice.takeaway, takeaway), (notice.next_step, step)))


def changes(reader: Reader, meeting_id: str, *, number: int | None = None) -> list[ButtonElement]:
    """Move a booked chat, or cancel it."""
    sure = confirm(
        reader.plain("Cancel this chat?"),
        reader.plain("Whoever you meet is told at once. No reason is needed."),
        reader.plain("Cancel it"),
        reader.plain("Keep it"),
    )
    return [
        button(reader.plain("Move it"), Verb.MOVE, meeting_id, number=number),
        button(reader.plain("Cancel it"), Verb.CANCEL, meeting_id, number=number, sure=sure),
    ]


def _booked(notice: MeetingBooked, reader: Reader) -> Sentence:
    people = reader.people(notice.with_ids)
    at, minutes = notice.starts_at, notice.minutes
    if notice.sequence == 0:
        return reader.say(
            "Your chat with {people} is booked: {time}, {minutes} minutes.",
            people=people,
            time=at,
            minutes=minutes,
        )
    if notice.by_id in notice.with_ids:
        return reader.say(
            "{person} moved your chat to {time}, {minutes} minutes.",
            person=Mention(notice.by_id),
            time=at,
            minutes=minutes,
        )
    return reader.say(
        "Your chat with {people} is moved to {time}, {minutes} minutes.",
        people=people,
        time=at,
        minutes=minutes,
    )


def _again(notice: MeetingCancelled, reader: Reader) -> tuple[Block, ...]:
    if not notice.pairing_id:
        return ()
    return (buttons(button(reader.plain("Choose another time"), Verb.TIMES, notice.pairing_id)),)


def _soon(
    reader: Reader, with_ids: Iterable[PersonId], at: datetime, minutes: int, *, last: bool
) -> Sentence:
    people = reader.people(with_ids)
    if last:
        return reader.say(
            "Your chat with {people} begins in a few minutes: {time}, {minutes} minutes.",
            people=people,
            time=at,
            minutes=minutes,
        )
    return reader.say(
        "Coming up: your chat with {people}, {time}, {minutes} minutes.",
        people=people,
        time=at,
        minutes=minutes,
    )


def _where(reader: Reader, link: str) -> tuple[Sentence, ...]:
    return (reader.say("Where: {link}", link=Link(link)),) if link.strip() else ()
