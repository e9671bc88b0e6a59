"""Don't pair me with: a list that only its owner ever sees."""

from slack_sdk.models.views import View

from bot.domain.people import Person, PersonId
from bot.usecases.people import Block
from handlers.slack.views import inputs
from handlers.slack.views.blocks import prose
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State

BLOCKED = "blocked"


def modal(reader: Reader, person: Person) -> View:
    """The list as it stands."""
    opening = reader.say(
        "I'll never bring you together with them. This is confidential: nobody else sees it."
    )
    field = Field(BLOCKED, reader.plain("Don't pair me with"), optional=True)
    return inputs.form(
        reader,
        Callback.BLOCKED,
        reader.plain("Don't pair me with…"),
        reader.plain("Save"),
        [prose(opening), inputs.people(field, person.blocked)],
    )


def parse(view: object, actor_id: PersonId) -> Block:
    """The list as it shall stand."""
    return Block(person_id=actor_id, blocked=State(view).people(BLOCKED))
