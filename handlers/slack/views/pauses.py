"""Pauses: a break from mentoring that always has an end."""

from slack_sdk.models.views import View

from bot.domain.people import PAUSE, PersonId
from bot.usecases.people import Pause
from handlers.slack.views import inputs
from handlers.slack.views.blocks import prose
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State

UNTIL = "until"


def modal(reader: Reader) -> View:
    """Until when?"""
    opening = reader.say(
        "While you are away nobody asks you, and I don't nudge you. Chats you booked stay booked, and a yes "
        "to what you asked for still reaches you."
    )
    weeks = PAUSE.days // 7
    hint = reader.plural("Without a day, for {n} week.", "Without a day, for {n} weeks.", weeks)
    field = Field(UNTIL, reader.plain("Your first day back"), hint.plain, optional=True)
    return inputs.form(
        reader,
        Callback.PAUSE,
        reader.plain("Take a break"),
        reader.plain("Start my break"),
        [prose(opening), inputs.day(field)],
    )


def parse(view: object, actor_id: PersonId) -> Pause:
    """Until the day that was chosen, if any."""
    return Pause(person_id=actor_id, until=State(view).day(UNTIL))
