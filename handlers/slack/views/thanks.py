"""Thanks: what whoever pressed a button reads at once, when no other message says it."""

from collections.abc import Iterable

from bot.domain.pairings import Fit, Pairing
from bot.domain.people import Person, PersonId
from bot.usecases.nudges import Snoozed
from handlers.slack.views.blocks import Message, button, buttons, message, prose
from handlers.slack.views.ids import Verb
from handlers.slack.views.moments import sentence
from handlers.slack.views.reader import Reader


def snoozed(reader: Reader, put_off: Snoozed) -> Message:
    """I'll be quiet about it; who asked does not wait for ever."""
    if put_off.goes_on_at is not None:
        return sentence(
            reader.say(
                "I'll say no more about this. Without an answer by {time} it goes on without you.",
                time=put_off.goes_on_at,
            )
        )
    return sentence(reader.say("I'll be quiet about this until {time}.", time=put_off.until))


def seen(reader: Reader) -> Message:
    """An admin looks after it."""
    return sentence(reader.say("Thank you. I won't bring this up again."))


def fit(reader: Reader, pairing: Pairing, said: Fit) -> Message:
    """A private answer is kept; only when all would meet again is it told, to all of them."""
    if said is Fit.ENOUGH:
        return sentence(reader.say("Thank you. That stays between you and me."))
    if pairing.group:
        return sentence(reader.say("Thank you. I'll let you know if the others would like to."))
    return sentence(reader.say("Thank you. I'll let you know if you both would like to."))


def rating(reader: Reader) -> Message:
    """A private score is kept."""
    return sentence(reader.say("Thank you. Your answer stays private."))


def kept(reader: Reader, with_ids: Iterable[PersonId]) -> Message:
    """They go on."""
    people = reader.people(with_ids)
    return sentence(reader.say("Good to hear. Your chats with {people} go on.", people=people))


def paused(reader: Reader, person: Person) -> Message:
    """The break has begun."""
    if person.paused_until is None:
        return resumed(reader, person)
    return message(
        prose(
            reader.say(
                "Enjoy your break. You are back on {day}, and I don't nudge you until then.",
                day=person.paused_until,
            )
        ),
        buttons(button(reader.plain("Come back now"), Verb.RESUME)),
    )


def resumed(reader: Reader, person: Person) -> Message:
    """The break is over."""
    if not person.profile.mentor:
        return sentence(reader.say("Good to have you back."))
    return sentence(reader.say("Good to have you back. Colleagues can ask you again."))


def not_away(reader: Reader) -> Message:
    """There was no break to end."""
    return sentence(reader.say("You are not on a break, so all stays as it is."))
