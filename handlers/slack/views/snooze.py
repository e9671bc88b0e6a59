"""Snooze: leave me in peace about this until a day."""

from datetime import date, timedelta

from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.people import PersonId
from bot.usecases.nudges import Snooze
from handlers.slack.views import inputs
from handlers.slack.views.ids import Callback, Later
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State

UNTIL = "until"


def modal(reader: Reader, wait_id: str) -> View:
    """Until which day?"""
    field = Field(UNTIL, reader.plain("Remind me on"), reader.plain("In the morning, on your own clock."))
    return inputs.form(
        reader,
        Callback.SNOOZE,
        reader.plain("Remind me later"),
        reader.plain("Remind me then"),
        [inputs.day(field)],
        wait_id,
    )


def parse(view: object, actor_id: PersonId) -> Snooze:
    """Until the day that was chosen."""
    state = State(view)
    until = state.day(UNTIL)
    if until is None:
        raise errors.Missing(UNTIL)
    return Snooze(person_id=actor_id, wait_id=state.subject, until=until)


def until(detail: str, today: date) -> date | None:
    """The day that a choice in the menu means; None asks for the modal. `today` is the person's own."""
    if detail == Later.TOMORROW:
        return today + timedelta(days=1)
    if detail == Later.NEXT_WEEK:
        return today + timedelta(days=7 - today.weekday())
    if detail != Later.DAY:
        raise errors.NotAChoice(UNTIL)
    return None
