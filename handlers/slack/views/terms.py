"""Terms: what comes with a program, in a few words each."""

from bot.domain.forms import Form
from bot.domain.programs import Program
from bot.domain.terms import FLASH_MINUTES, Joining, Terms
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Channel, Sentence, joined

_BETWEEN = " · "


def joining(reader: Reader, terms: Terms) -> Sentence:
    """Who takes part."""
    if terms.joining is Joining.AUTO:
        return reader.say("Everyone of the channel takes part, and may leave")
    return reader.say("People join by themselves")


def rounds(reader: Reader, terms: Terms) -> Sentence:
    """How often there is a round."""
    if terms.dates:
        days = len(terms.dates)
        return reader.plural("{n} round on a day of its own", "{n} rounds on days of their own", days)
    return reader.plural("A round every week", "A round every {n} weeks", terms.cadence)


def chats(reader: Reader, program: Program) -> Sentence:
    """How long a chat is, or may be where people ask for it themselves."""
    minutes = program.terms.minutes
    if program.form is Form.FLASH and minutes > min(FLASH_MINUTES):
        return reader.say("Chats of up to {minutes} minutes", minutes=minutes)
    return reader.say("Chats of {minutes} minutes", minutes=minutes)


def in_short(reader: Reader, program: Program, *, ahead: bool = False) -> Sentence:
    """Who it is for and how long it takes, in one line; `ahead`: and when the next round is."""
    terms = program.terms
    parts = [
        reader.say("For the people of {channel}", channel=Channel(program.channel_id)),
        chats(reader, program),
    ]
    if program.form is not Form.FLASH:
        parts.append(rounds(reader, terms))
    if ahead and program.next_round_at is not None:
        parts.append(reader.say("The next one on {time}", time=program.next_round_at))
    return joined(parts, _BETWEEN)
