"""Snooze: leave me in peace about this until a day."""

from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.people import PersonId
from bot.usecases.nudges import Snooze
from handlers.slack.views import inputs
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State

CALLBACK = Callback.SNOOZE
UNTIL = "until"


def modal(reader: Reader, wait_id: str) -> View:
    """Until which day?"""
    field = Field(UNTIL, reader.plain("Remind me on"), reader.plain("In the morning, on your own clock."))
    return inputs.form(
        reader,
        CALLBACK,
        reader.plain("Remind me later"),
        reader.plain("Remind me then"),
        [inputs.day(field)],
        wait_id,
    )


def parse(values: object, actor_id: PersonId, metadata: str) -> Snooze:
    """Until the day that was chosen; `metadata` is the wait."""
    until = State(values).day(UNTIL)
    if until is None:
        raise errors.Missing(UNTIL)
    return Snooze(person_id=actor_id, wait_id=metadata, until=until)
