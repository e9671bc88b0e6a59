"""Phrases that several notices and views share: what a chat is about, times to click, later."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, StaticSelectElement

from bot.domain.outcomes import SCORES
from bot.domain.people import Break, PersonId
from handlers.slack.views import ids
from handlers.slack.views.blocks import (
    Choices,
    RichText,
    bullets,
    button,
    confirm,
    menu,
    option,
    prose,
    quote,
)
from handlers.slack.views.ids import Later, Verb
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import INLINE, Mention, Sentence, Shared


def about(reader: Reader, topic: str, *sentences: Sentence) -> tuple[RichText, ...]:
    """Sentences, and under them what it is about: in full, however long."""
    if not topic.strip():
        return (prose(*sentences),)
    if len(topic) > INLINE:
        return prose(*sentences), quote(topic, reader.say("About:"))
    return (prose(*sentences, reader.say("About: {topic}", topic=topic)),)


def scores(pairing_id: str) -> list[ButtonElement]:
    """A button for each score that a pairing can be given."""
    return [button(str(score), Verb.RATE, pairing_id, str(score), number=score) for score in SCORES]


def quotes(*typed: tuple[str, Sentence]) -> tuple[RichText, ...]:
    """What someone typed under a line each; what was left empty is left out."""
    return tuple(quote(text, label) for text, label in typed if text.strip())


def times(
    reader: Reader,
    slots: Iterable[datetime],
    outside_ids: Collection[PersonId] = (),
    *,
    shared: bool = False,
) -> tuple[RichText, ...]:
    """Times in words, and for whom they are outside their hours.

    `shared` ones are read by several people: Slack shows each their own clock.
    """
    lines = [reader.show(Shared(slot) if shared else slot) for slot in slots]
    if not lines:
        return ()
    if not outside_ids:
        return (bullets(*lines),)
    return bullets(*lines), prose(_outside(reader, outside_ids))


def _outside(reader: Reader, outside_ids: Collection[PersonId]) -> Sentence:
    people = reader.people(outside_ids)
    return reader.say("Nothing suits everyone: these lie outside the usual hours of {people}.", people=people)


def offer(
    reader: Reader,
    pairing_id: str,
    slots: Sequence[datetime],
    outside_ids: Collection[PersonId] = (),
    *more: ButtonElement,
) -> tuple[Block, ...]:
    """Times to click, for whom they are outside their hours, and what else one can do."""
    buttons = Choices([*slot_buttons(reader, pairing_id, slots), *more], [reader.times(one) for one in slots])
    return (prose(_outside(reader, outside_ids)), buttons) if slots and outside_ids else (buttons,)


def slot_buttons(reader: Reader, pairing_id: str, slots: Iterable[datetime]) -> list[ButtonElement]:
    """A button per time, and one for another time."""
    chosen = [
        button(reader.times(slot), Verb.BOOK, pairing_id, ids.stamp(slot), number=number)
        for number, slot in enumerate(slots)
    ]
    other = reader.plain("Another time") if chosen else reader.plain("Choose a time")
    return [*chosen, button(other, Verb.TIMES, pairing_id, main=not chosen)]


def no_times(reader: Reader, away: Break) -> Sentence:
    """Why there are no times: somebody is on a break."""
    person = Mention(away.person_id)
    return reader.say(
        "{person} is on a break until {day}. Agree on a time after that.", person=person, day=away.until
    )


def no_times_for_you(reader: Reader, until: date) -> Sentence:
    """Why there are no times: the reader is on a break."""
    return reader.say("You are on a break until {day}: I offer no times before.", day=until)


def come_back(reader: Reader) -> ButtonElement:
    """Ends one's own break."""
    return button(reader.plain("Come back now"), Verb.RESUME)


def later(reader: Reader, wait_id: str) -> StaticSelectElement:
    """Leave me in peace about this for a while."""
    labels = {
        Later.TOMORROW: reader.plain("Tomorrow"),
        Later.NEXT_WEEK: reader.plain("Next week"),
        Later.DAY: reader.plain("Choose a date"),
    }
    choices = [option(label, ids.value(wait_id, choice)) for choice, label in labels.items()]
    return menu(reader.plain("Remind me later"), Verb.SNOOZE, choices)


def ending(reader: Reader, *, group: bool) -> str:
    """What it is called to go: of two, it ends; a group goes on."""
    return reader.plain("Leave the group") if group else reader.plain("Wrap it up")


def closing(reader: Reader, *, group: bool) -> ConfirmObject:
    """Asks once more before it ends for somebody."""
    if group:
        return confirm(
            reader.plain("Leave this group?"),
            reader.plain("The others go on. They are not told, and no reason is asked of you."),
            reader.plain("Leave it"),
            reader.plain("Stay in it"),
        )
    return confirm(
        reader.plain("Close this?"),
        reader.plain(
            "Both of you read the same kind words, and no reason is given. A chat ahead of you is called off."
        ),
        reader.plain("Close it"),
        reader.plain("Keep it"),
    )
