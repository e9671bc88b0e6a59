"""Enrolments: joining a program, a break from it, and what stands in one's own list of programs."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.domain.enrolments import Wishes
from bot.domain.forms import Form
from bot.domain.people import PAUSE, PersonId
from bot.domain.programs import Program
from bot.domain.requests import FREE_TEXT
from bot.domain.topics import LONGEST_TOPIC, MOST_TOPICS, listed
from bot.usecases.enrolments import Mine, Pause, Place, SaveWishes, SkipOne
from handlers.slack.views import inputs, moments, terms
from handlers.slack.views.announcements import leaving
from handlers.slack.views.blocks import Message, button, buttons, footnote, message, option, prose
from handlers.slack.views.forms import explained, titled
from handlers.slack.views.ids import Callback, Pressed, Verb, stamp
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State, needed
from handlers.slack.views.words import Sentence

PART, GOAL, ASKS, OFFERS, ROLES, PREFERS, RATHER_NOT, UNTIL = (
    "part",
    "goal",
    "asks",
    "offers",
    "roles",
    "prefers",
    "rather_not",
    "until",
)
MENTEE, MENTOR, BOTH = "mentee", "mentor", "both"
PARTS = (MENTEE, MENTOR, BOTH)
LIST = MOST_TOPICS * (LONGEST_TOPIC + 2)
"""Characters in a list of topics, with commas and spaces between them."""
SHOWN = 8
"""Programs in one answer: nobody is in more at once."""


def modal(reader: Reader, place: Place) -> View:
    """What somebody wants of a program, as it stands; joining takes one press."""
    program = place.program
    joined = place.enrolment is not None and place.enrolment.active
    opening = explained(reader).get(program.form, reader.say("Say what you would like."))
    return inputs.form(
        reader,
        Callback.JOIN,
        reader.plain("What you'd like"),
        reader.plain("Save") if joined else reader.plain("Join"),
        [
            prose(
                reader.say("*{program}*", program=titled(reader, program.form, program.name)),
                opening,
                reader.say("Everything here is optional. Admins see none of it."),
            ),
            *_part(reader, program, place.wishes),
            *_topics(reader, program, place.wishes),
            *_preferences(reader, program, place.wishes),
        ],
        subject=program.id,
    )


def _part(reader: Reader, program: Program, wishes: Wishes) -> list[Block]:
    if program.form.equals:
        return []
    chosen = BOTH if wishes.mentors and wishes.mentored else MENTOR if wishes.mentors else MENTEE
    options = [
        option(reader.plain("I'd like a mentor"), MENTEE),
        option(reader.plain("I'd like to mentor"), MENTOR),
        option(reader.plain("Both"), BOTH),
    ]
    return [inputs.one_of(Field(PART, reader.plain("Your part")), options, chosen)]


def _topics(reader: Reader, program: Program, wishes: Wishes) -> list[Block]:
    commas = reader.plain("Separate them by commas.")
    goal = Field(
        GOAL,
        reader.plain("What would you like to reach?"),
        reader.plain("Whoever I bring you together with reads this."),
        optional=True,
    )
    asks = Field(ASKS, reader.plain("What would you like help with?"), commas, optional=True)
    offers = Field(OFFERS, reader.plain("What can you help with?"), commas, optional=True)
    blocks: list[Block] = [
        inputs.text(goal, FREE_TEXT, wishes.goal, lines=True),
        inputs.text(asks, LIST, ", ".join(wishes.asks)),
        inputs.text(offers, LIST, ", ".join(wishes.offers)),
    ]
    if program.form is Form.BOARD and program.terms.roles:
        seats = [option(role, role) for role in program.terms.roles[:10]]
        field = Field(ROLES, reader.plain("Which seats could you take as an advisor?"), optional=True)
        blocks.append(inputs.some_of(field, seats, wishes.roles))
    return blocks


def _preferences(reader: Reader, program: Program, wishes: Wishes) -> list[Block]:
    if not program.terms.preferences:
        return []
    secret = reader.plain("Confidential: nobody ever sees this, admins included.")
    best = reader.plain("The dearest first. Confidential: nobody ever sees this.")
    return [
        inputs.people(
            Field(PREFERS, reader.plain("Whom would you like best?"), best, optional=True), wishes.prefers
        ),
        inputs.people(
            Field(RATHER_NOT, reader.plain("Whom would you rather not meet here?"), secret, optional=True),
            wishes.rather_not,
        ),
    ]


def parse(view: object, actor_id: PersonId) -> SaveWishes:
    """What was wished for. Whether the person is in the channel is for others to say."""
    state = State(view)
    part = needed(state.one_of(PART, PARTS), PART) if state.has(PART) else MENTEE
    wishes = Wishes(
        mentors=part in (MENTOR, BOTH),
        mentored=part in (MENTEE, BOTH),
        goal=state.text(GOAL),
        asks=listed(state.text(ASKS, LIST)),
        offers=listed(state.text(OFFERS, LIST)),
        roles=state.some_of(ROLES),
        prefers=state.people(PREFERS),
        rather_not=state.people(RATHER_NOT),
    )
    return SaveWishes(person_id=actor_id, program_id=state.subject, belongs=False, wishes=wishes)


def joined(reader: Reader, place: Place) -> View:
    """They are in, and what comes next."""
    title = titled(reader, place.program.form, place.program.name)
    return moments.done(
        reader, reader.say("You take part in *{program}*.", program=title), _next(reader, place)
    )


def break_modal(reader: Reader, program_id: str) -> View:
    """Until when?"""
    opening = reader.say("Rounds of this program go by without you until then. Everything else goes on.")
    weeks = PAUSE.days // 7
    hint = reader.plural("Without a day, for {n} week.", "Without a day, for {n} weeks.", weeks)
    field = Field(UNTIL, reader.plain("Your first day back"), hint.plain, optional=True)
    return inputs.form(
        reader,
        Callback.TAKE_A_BREAK,
        reader.plain("A break"),
        reader.plain("Start my break"),
        [prose(opening), inputs.day(field)],
        subject=program_id,
    )


def parse_break(view: object, actor_id: PersonId) -> Pause:
    """Until the day that was chosen, if any."""
    state = State(view)
    return Pause(person_id=actor_id, program_id=state.subject, until=state.day(UNTIL))


# --- answers ------------------------------------------------------------------------------------


def on_break(reader: Reader, place: Place) -> View:
    """The break has begun."""
    return moments.done(reader, _standing(reader, place, None))


def left(reader: Reader, place: Place) -> Message:
    """They have left."""
    title = titled(reader, place.program.form, place.program.name)
    return message(
        prose(reader.say("You have left *{program}*. You are welcome back at any time.", program=title))
    )


def skipped(reader: Reader, place: Place) -> Message:
    """They sit out the next round, or the one before it, whose draft still waits."""
    if place.enrolment is not None and not place.enrolment.skips_next:
        now = reader.say("That round goes by without you.")
        return message(prose(now, _standing(reader, place, None)), buttons(*deeds(reader, place, None)))
    return _told(reader, place)


def parse_skip(pressed: Pressed, actor_id: PersonId) -> SkipOne:
    """Which round: the one that was shown."""
    at = pressed.time if pressed.detail else None
    return SkipOne(person_id=actor_id, program_id=pressed.subject, round_at=at)


def back(reader: Reader, place: Place) -> Message:
    """They are back."""
    return _told(reader, place)


def _told(reader: Reader, place: Place) -> Message:
    return message(prose(_standing(reader, place, None)), buttons(*deeds(reader, place, None)))


# --- lists --------------------------------------------------------------------------------------


def programs(reader: Reader, mine: Mine, today: date) -> Message:
    """One's own programs, and those one might join, each with its buttons."""
    blocks = [*own(reader, mine.places[:SHOWN], today, full=True), *_others(reader, mine.others[:SHOWN])]
    if not blocks:
        none = reader.say("There is no program in your channels yet. An admin can set one up.")
        return message(prose(none))
    return message(*blocks)


def own(reader: Reader, places: Sequence[Place], today: date | None, *, full: bool = False) -> list[Block]:
    """Two blocks for each program that somebody is in; `full`: with a line of what it is between them."""
    blocks: list[Block] = []
    for place in places:
        blocks += [
            prose(_standing(reader, place, today)),
            *([footnote(terms.in_short(reader, place.program, ahead=_away(place, today)))] if full else []),
            buttons(*deeds(reader, place, today)),
        ]
    return blocks


def _others(reader: Reader, programs: Sequence[Program]) -> list[Block]:
    if not programs:
        return []
    blocks: list[Block] = [footnote(reader.say("Programs that you can join:"))]
    for program in programs:
        title = titled(reader, program.form, program.name)
        what = explained(reader).get(program.form, Sentence())
        join = button(reader.plain("Join"), Verb.JOIN, program.id, main=True)
        blocks += [
            prose(reader.say("*{program}*", program=title), what),
            footnote(terms.in_short(reader, program, ahead=True)),
            buttons(join),
        ]
    return blocks


def deeds(reader: Reader, place: Place, today: date | None) -> list[ButtonElement]:
    """What somebody can do about their own place."""
    program_id = place.program.id
    edit = button(reader.plain("What I'd like"), Verb.JOIN, program_id)
    leave = button(reader.plain("Leave"), Verb.LEAVE, program_id, sure=leaving(reader))
    if place.program.form is Form.FLASH:
        return [button(reader.plain("Ask for a chat"), Verb.FLASH, main=True), edit, leave]
    if _away(place, today):
        return [button(reader.plain("Take part after all"), Verb.COME_BACK, program_id), edit, leave]
    at = stamp(place.program.next_round_at) if place.program.next_round_at else ""
    return [
        edit,
        button(reader.plain("Skip the next round"), Verb.SKIP, program_id, at),
        button(reader.plain("Take a break"), Verb.TAKE_A_BREAK, program_id),
        leave,
    ]


def _standing(reader: Reader, place: Place, today: date | None) -> Sentence:
    """How somebody stands in a program, in a line."""
    title = titled(reader, place.program.form, place.program.name)
    if day := _back_on(place, today):
        return reader.say("*{program}*: you are on a break until {day}.", program=title, day=day)
    if place.enrolment is not None and place.enrolment.skips_next:
        return reader.say("*{program}*: the next round goes by without you.", program=title)
    if place.program.next_round_at is not None:
        at = place.program.next_round_at
        return reader.say("*{program}*: the next round is on {time}.", program=title, time=at)
    return reader.say("*{program}*: you take part.", program=title)


def _next(reader: Reader, place: Place) -> Sentence:
    at = place.program.next_round_at
    if at is not None:
        return reader.say("The next round is on {time}. You can skip it until then.", time=at)
    return reader.say("I'll let you know before the first round, so that you can skip it.")


def _away(place: Place, today: date | None) -> bool:
    """Whether the next round goes by without them."""
    skips = place.enrolment is not None and place.enrolment.skips_next
    return skips or _back_on(place, today) is not None


def _back_on(place: Place, today: date | None) -> date | None:
    """The day after a break, while it lasts."""
    day = place.enrolment.paused_until if place.enrolment else None
    return None if day is None or (today is not None and day <= today) else day
