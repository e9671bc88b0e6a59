"""Recaps: what came of a chat, as one person may read it again."""

from slack_sdk.models.blocks import Block

from bot.domain.outcomes import Account, Shared
from bot.usecases.recaps import Recap
from handlers.slack.views.blocks import bullets, button, buttons, prose, together
from handlers.slack.views.ids import Verb
from handlers.slack.views.reader import Reader
from handlers.slack.views.standing import on
from handlers.slack.views.words import Mention, Sentence


def recap(reader: Reader, chat: Recap, *, stands_above: bool = False) -> list[Block]:
    """The chat, one's own account of it and what the others share; a step that is open can be done.

    `stands_above`: the step waits elsewhere in the same view, with its button.
    """
    lines = _own(reader, chat.own) if chat.own else []
    lines += [line for one in chat.shared for line in _shared(reader, one)]
    block = together(prose(_chat(reader, chat)), *([bullets(*lines)] if lines else []))
    return [block] if stands_above or not chat.open_step else [block, _done(reader, chat)]


def due_step(reader: Reader, chat: Recap) -> list[Block]:
    """A next step whose day has come, and the button for it."""
    return [prose(open_step(reader, chat)), _done(reader, chat)]


def _done(reader: Reader, chat: Recap) -> Block:
    return buttons(button(reader.plain("Done"), Verb.DONE, chat.outcome_id))


def open_step(reader: Reader, chat: Recap) -> Sentence:
    """A next step that has yet to be done, in a sentence."""
    own, people = chat.own or Account(happened=True), reader.listed(map(Mention, chat.with_ids))
    if own.next_step_on is None:
        return reader.say("{step} (after your chat with {people})", step=own.next_step, people=people)
    return reader.say(
        "By {day}: {step} (after your chat with {people})",
        day=own.next_step_on,
        step=own.next_step,
        people=people,
    )


def _chat(reader: Reader, chat: Recap) -> Sentence:
    people = reader.listed(map(Mention, chat.with_ids))
    day = chat.at.astimezone(reader.clock).date()
    return on(reader, reader.say("{day}: your chat with {people}.", day=day, people=people), chat.topic)


def _own(reader: Reader, own: Account) -> list[Sentence]:
    lines = []
    if own.takeaway.strip():
        lines.append(reader.say("You take away: {text}", text=own.takeaway))
    if own.next_step.strip():
        lines.append(_step(reader, own))
    if own.thanks.strip():
        lines.append(reader.say("Your thank-you: {text}", text=own.thanks))
    return lines


def _step(reader: Reader, own: Account) -> Sentence:
    if own.step_done_on is not None:
        return reader.say("Done on {day}: {text}", day=own.step_done_on, text=own.next_step)
    if own.next_step_on is not None:
        return reader.say("Your next step, by {day}: {text}", day=own.next_step_on, text=own.next_step)
    return reader.say("Your next step: {text}", text=own.next_step)


def _shared(reader: Reader, other: Shared) -> list[Sentence]:
    person, lines = Mention(other.from_id), []
    if other.thanks.strip():
        lines.append(reader.say("{person} thanks you: {text}", person=person, text=other.thanks))
    if other.takeaway.strip():
        lines.append(reader.say("{person} takes away: {text}", person=person, text=other.takeaway))
    if other.next_step.strip():
        lines.append(reader.say("{person} plans: {text}", person=person, text=other.next_step))
    return lines
