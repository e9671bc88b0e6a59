"""Status: what stands open, in a few lines."""

from collections.abc import Sequence
from datetime import date

from bot.usecases.status import Paired, Status
from handlers.slack.views import recaps, standing
from handlers.slack.views.blocks import Message, RichText, bullets, prose
from handlers.slack.views.blocks import message as of_blocks
from handlers.slack.views.matches import why
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence, joined

SHOWN = 5
"""Lines of one kind; the App Home has the rest."""


def message(reader: Reader, status: Status, today: date | None = None) -> Message:
    """What waits, what is coming up, what was asked for. `today` is the person's own."""
    due = standing.due_steps(status, today)
    about_me = (standing.break_until(reader, status.person, today), standing.places(reader, status))
    lists = [
        *_list(
            reader,
            reader.say("*Waiting for you*"),
            [
                *(standing.waiting(reader, one) for one in status.waiting if one.about),
                *(recaps.open_step(reader, one) for one in due),
            ],
        ),
        *_list(
            reader, reader.say("*Coming up*"), [standing.upcoming(reader, one) for one in status.upcoming]
        ),
        *_list(reader, reader.say("*Your requests*"), [standing.sent(reader, one) for one in status.sent]),
        *_list(reader, reader.say("*Your pairings*"), [_paired(reader, one) for one in status.pairings]),
        *_list(
            reader,
            reader.say("*Your next steps*"),
            [recaps.open_step(reader, one) for one in status.recaps if one.open_step and one not in due],
        ),
    ]
    if not lists:
        lists = [prose(reader.say("Nothing is open. `/intro` or `/flash` is a good start."))]
    me = [line for line in about_me if line is not None]
    return of_blocks(*lists, *([prose(*me)] if me else []))


def _paired(reader: Reader, pairing: Paired) -> Sentence:
    """An open pairing, and what spoke most for it."""
    return joined((standing.paired(reader, pairing), *why(reader, pairing.reasons)[:1]), " ")


def _list(reader: Reader, title: Sentence, lines: Sequence[Sentence]) -> list[RichText]:
    if not lines:
        return []
    shown = list(lines[:SHOWN])
    if more := len(lines) - len(shown):
        shown.append(reader.plural("{n} more in the App Home", "{n} more in the App Home", more))
    return [prose(title), bullets(*shown)]
