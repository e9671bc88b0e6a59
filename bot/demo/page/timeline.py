"""What stands in a conversation, day by day in the reader's zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.demo import days
from bot.demo.company import Person
from bot.demo.conversations import Conversation
from bot.demo.messages import Message
from bot.demo.page.reads import moment
from bot.demo.page.rendering import Renderer

AT_ONCE: Final = 100
"""Messages that are shown at first, and more for each time that older ones are asked for."""


@dataclass(frozen=True)
class Day:
    """One day: its ISO date, what it is called, and its messages as HTML."""

    key: str
    name: str
    messages: tuple[Markup, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """Some days in a row. `before` is the timestamp from which older ones can be asked for, if there are."""

    days: tuple[Day, ...]
    before: str = ""


def stretch(renderer: Renderer, where: Conversation, me: Person, before: str = "") -> Stretch:
    """The newest messages that this person sees here, or the newest of those before a timestamp."""
    seen = [one for one in seen_by(where, me) if not before or moment(one.ts) < moment(before)]
    shown = seen[-AT_ONCE:]
    return Stretch(days_of(renderer, shown, me), shown[0].ts if len(seen) > len(shown) else "")


def seen_by(where: Conversation, me: Person) -> list[Message]:
    """What one person sees in a conversation, the oldest first: their own ephemerals and nobody else's."""
    mine = [one for one in where.ephemerals if one.only_for == me.id]
    return sorted(
        (one for one in [*where.messages, *mine] if not one.deleted), key=lambda one: moment(one.ts)
    )


def days_of(renderer: Renderer, messages: Sequence[Message], me: Person) -> tuple[Day, ...]:
    """Messages, grouped by the day on which the reader got them."""
    grouped = groupby(messages, lambda one: day_of(one, me))
    return tuple(
        Day(day.isoformat(), days.named(day), tuple(renderer.message(one, me.id) for one in those))
        for day, those in grouped
    )


def day_of(message: Message, me: Person) -> date:
    """The day of a message where its reader is."""
    return datetime.fromtimestamp(moment(message.ts)[0], UTC).astimezone(ZoneInfo(me.tz)).date()
