"""Pauses: a break from mentoring that always has an end."""

from slack_sdk.models.views import View

from bot.domain.people import PAUSE, Person, PersonId
from bot.usecases.people import Pause
from handlers.slack.views import inputs
from handlers.slack.views.blocks import Message, button, buttons, message, prose
from handlers.slack.views.ids import Callback, Verb
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State

CALLBACK = Callback.PAUSE
UNTIL = "until"


def modal(reader: Reader) -> View:
    """Until when?"""
    opening = reader.say("While you are away nobody asks you and I stay quiet. Chats you booked stay booked.")
    weeks = PAUSE.days // 7
    hint = reader.plural("Without a day, for {n} week.", "Without a day, for {n} weeks.", weeks)
    field = Field(UNTIL, reader.plain("Your first day back"), hint.plain, optional=True)
    return inputs.form(
        reader,
        CALLBACK,
        reader.plain("Take a break"),
        reader.plain("Start my break"),
        [prose(opening), inputs.day(field)],
    )


def parse(values: object, actor_id: PersonId) -> Pause:
    """Until the day that was chosen, if any."""
    return Pause(person_id=actor_id, until=State(values).day(UNTIL))


def paused(reader: Reader, person: Person) -> Message:
    """The break has begun."""
    if person.paused_until is None:
        return resumed(reader)
    return message(
        prose(
            reader.say(
                "Enjoy your break. You are back on {day}, and I stay quiet until then.",
                day=person.paused_until,
            )
        ),
        buttons(button(reader.plain("Come back now"), Verb.RESUME)),
    )


def resumed(reader: Reader) -> Message:
    """The break is over."""
    return message(prose(reader.say("Good to have you back. Colleagues can ask you again.")))
