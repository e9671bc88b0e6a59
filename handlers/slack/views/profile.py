"""Profile: what a person says of themselves. Nobody is a mentor before they tick the box."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.people import CAPACITY_RANGE, LENGTHS, Person, PersonId, Profile
from bot.domain.requests import FREE_TEXT
from bot.domain.topics import LONGEST_TOPIC, MOST_TOPICS, listed
from bot.usecases.people import SaveProfile
from handlers.slack.views import hours, inputs, moments
from handlers.slack.views.blocks import option
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State

MENTOR, OFFERS, WANTS, ABOUT, CANNOT = "mentor", "offers", "wants", "about", "cannot"
LANGUAGES, CAPACITY, LENGTHS_FIELD, LINK, LEADER = (
    "languages",
    "capacity",
    "lengths",
    "meeting_link",
    "manager",
)
YES = "yes"
LIST = MOST_TOPICS * (LONGEST_TOPIC + 2)
"""Characters in a list of topics, with commas and spaces between them."""
LONGEST_LINK = 500


def modal(reader: Reader, person: Person) -> View:
    """The profile as it stands."""
    profile = person.profile
    return inputs.form(
        reader,
        Callback.PROFILE,
        reader.plain("Your profile"),
        reader.plain("Save"),
        [
            *_topics(reader, profile),
            *_mentoring(reader, profile),
            *hours.blocks(reader, profile.windows),
            *_practical(reader, person),
        ],
    )


def parse(view: object, actor_id: PersonId) -> SaveProfile:
    """The profile as it shall stand."""
    state = State(view)
    profile = Profile(
        mentor=YES in state.some_of(MENTOR, (YES,)),
        offers=_listed(state, OFFERS),
        wants=_listed(state, WANTS),
        about=state.text(ABOUT),
        cannot=state.text(CANNOT),
        languages=_listed(state, LANGUAGES),
        capacity=state.number(CAPACITY),
        lengths=tuple(sorted(map(int, state.some_of(LENGTHS_FIELD, [str(one) for one in LENGTHS])))),
        windows=hours.parse(state),
        meeting_link=state.text(LINK, LONGEST_LINK).strip(),
    )
    return SaveProfile(person_id=actor_id, profile=profile, manager_id=state.person(LEADER))


def saved(reader: Reader, person: Person) -> View:
    """It is kept, and what follows from it."""
    if person.profile.mentor and person.profile.capacity:
        line = reader.plural(
            "Saved. Colleagues can ask you, {n} at a time.",
            "Saved. Colleagues can ask you, up to {n} at a time.",
            person.profile.capacity,
        )
    else:
        line = reader.say("Saved. Nobody asks you for chats; you can ask whenever you like.")
    return moments.done(reader, line)


def _listed(state: State, field: str) -> tuple[str, ...]:
    return listed(state.text(field, LIST))


def _topics(reader: Reader, profile: Profile) -> list[Block]:
    commas = reader.plain("Separate them by commas.")
    return [
        inputs.text(
            Field(OFFERS, reader.plain("What can you help with?"), commas, optional=True),
            LIST,
            ", ".join(profile.offers),
            example=reader.plain("For example: giving feedback, SQL, moving to management"),
        ),
        inputs.text(
            Field(WANTS, reader.plain("What would you like to learn?"), commas, optional=True),
            LIST,
            ", ".join(profile.wants),
        ),
        inputs.text(
            Field(ABOUT, reader.plain("A few words about you"), optional=True),
            FREE_TEXT,
            profile.about,
            lines=True,
        ),
        inputs.text(
            Field(CANNOT, reader.plain("What can you not help with?"), optional=True),
            FREE_TEXT,
            profile.cannot,
            lines=True,
        ),
    ]


def _mentoring(reader: Reader, profile: Profile) -> list[Block]:
    least, most = CAPACITY_RANGE
    yes = option(reader.plain("Yes, colleagues may ask me for a chat"), YES)
    lengths = [option(reader.plain("{minutes} minutes", minutes=one), str(one)) for one in LENGTHS]
    return [
        inputs.some_of(
            Field(MENTOR, reader.plain("Be a mentor"), optional=True), [yes], [YES] if profile.mentor else []
        ),
        inputs.number(
            Field(CAPACITY, reader.plain("How many mentees at once?")), least, most, profile.capacity
        ),
        inputs.some_of(
            Field(LENGTHS_FIELD, reader.plain("How long may a chat be?"), optional=True),
            lengths,
            [str(one) for one in profile.lengths],
        ),
    ]


def _practical(reader: Reader, person: Person) -> list[Block]:
    profile = person.profile
    return [
        inputs.text(
            Field(
                LANGUAGES, reader.plain("Languages"), reader.plain("Separate them by commas."), optional=True
            ),
            LIST,
            ", ".join(profile.languages),
        ),
        inputs.text(
            Field(LINK, reader.plain("Your meeting link"), optional=True),
            LONGEST_LINK,
            profile.meeting_link,
            example="https://",
        ),
        *_manager(reader, person),
    ]


def _manager(reader: Reader, person: Person) -> list[Block]:
    """Asked only of those of whom the company has not told us."""
    if person.manager_imported:
        return []
    hint = reader.plain("Only so that I never bring you together inside your reporting line.")
    field = Field(LEADER, reader.plain("Your manager"), hint, optional=True)
    return [inputs.person(field, person.manager_id)]
