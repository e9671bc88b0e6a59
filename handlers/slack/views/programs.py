"""Programs: setting one up in two choices, how it stands, and what its admins can do."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, InputBlock
from slack_sdk.models.views import View

from bot.domain.forms import OF_PROGRAMS, Form
from bot.domain.people import PersonId
from bot.domain.programs import Program, ProgramState
from bot.domain.terms import Joining
from bot.usecases.programs import Overview, Seen, TakeForm
from handlers.slack.views import inputs, rounds
from handlers.slack.views import terms as brought
from handlers.slack.views.blocks import (
    bullets,
    button,
    buttons,
    confirm,
    footnote,
    option,
    plain,
    prose,
)
from handlers.slack.views.forms import called, explained, titled
from handlers.slack.views.ids import Callback, Verb
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.settings import Page, pages
from handlers.slack.views.state import State, needed
from handlers.slack.views.words import Channel, Sentence

FORM, CHANNEL = "form", "channel"
SHOWN = 20
"""Programs on one list."""
ENDED = 5
"""Those of them that have ended."""


@dataclass(frozen=True)
class Choice:
    """What an admin starts a program with."""

    person_id: PersonId
    form: Form
    channel_id: str


def modal(reader: Reader) -> View:
    """Two choices; everything else has a default."""
    return inputs.form(
        reader,
        Callback.CREATE_PROGRAM,
        reader.plain("A new program"),
        reader.plain("Set it up"),
        [
            prose(reader.say("Two choices, and you can start. Nobody hears of it before you announce it.")),
            _forms(reader, Form.PEER),
            inputs.channel(
                Field(
                    CHANNEL,
                    reader.plain("Channel"),
                    reader.plain("Its people can join. I have to be in it: add me with /invite."),
                )
            ),
        ],
    )


def _forms(reader: Reader, chosen: Form) -> InputBlock:
    names, lines = called(reader), explained(reader)
    forms = [option(names[form].plain, form, lines[form].plain) for form in OF_PROGRAMS]
    return inputs.from_list(Field(FORM, reader.plain("Form")), forms, chosen)


def form_modal(reader: Reader, program: Program) -> View:
    """Another form, as long as nobody has heard of the program."""
    line = reader.say(
        "It gets what the new form starts with. What you have changed stays where it still fits."
    )
    return inputs.form(
        reader,
        Callback.TAKE_FORM,
        reader.plain("Change the form"),
        reader.plain("Change it"),
        [prose(line), _forms(reader, program.form)],
        subject=program.id,
    )


def parse_form(view: object, actor_id: PersonId) -> TakeForm:
    """Which form."""
    state = State(view)
    form = needed(state.one_of(FORM, OF_PROGRAMS), FORM)
    return TakeForm(person_id=actor_id, program_id=state.subject, form=Form(form))


def parse(view: object, actor_id: PersonId) -> Choice:
    """The two choices."""
    state = State(view)
    form = needed(state.one_of(FORM, OF_PROGRAMS), FORM)
    return Choice(person_id=actor_id, form=Form(form), channel_id=state.channel(CHANNEL))


def overview(reader: Reader, found: Overview) -> View:
    """The programs that somebody may change, in the order in which they want a look."""
    blocks: list[Block] = []
    if found.creates and (found.seen or found.ended):
        blocks.append(_new(reader))
    if len(found.seen) > 1:
        order = reader.say("First what waits for your look, then whose round is next.")
        blocks.append(footnote(order))
    for number, one in enumerate(found.seen[:SHOWN]):
        see = button(reader.plain("See the program"), Verb.PROGRAM, one.program.id, number=number)
        look = [rounds.look(reader, one.draft, number)] if one.draft else []
        blocks += [prose(*_summary(reader, one)), buttons(*look, see)]
    blocks += _ended(reader, found.ended[:ENDED])
    if not blocks:
        blocks.append(prose(reader.say("There is no program yet. Setting one up takes two choices.")))
        blocks += [_new(reader)] if found.creates else []
    return _told(reader, reader.plain("Programs"), blocks)


def _ended(reader: Reader, programs: Sequence[Program]) -> list[Block]:
    blocks: list[Block] = []
    for number, program in enumerate(programs, SHOWN):
        title = titled(reader, program.form, program.name)
        day = (program.closed_at or program.created_at).astimezone(reader.clock).date()
        line = reader.say("*{program}* ended on {day}.", program=title, day=day)
        see = button(reader.plain("See the program"), Verb.PROGRAM, program.id, number=number)
        blocks += [prose(line), buttons(see, *_went(reader, program, number))]
    return blocks


def _new(reader: Reader) -> Block:
    return buttons(button(reader.plain("Set up a program"), Verb.NEW_PROGRAM))


def card(reader: Reader, seen: Seen, news: Sentence | None = None) -> View:
    """How a program stands, and the one thing to do next; `news`: what has just been done."""
    program = seen.program
    return _told(
        reader,
        reader.plain("Program"),
        [
            *([prose(news)] if news else []),
            prose(*_summary(reader, seen)),
            *_rules(reader, program),
            *_steps(reader, seen),
            *_settings(reader, program),
            *_words(reader, program),
        ],
    )


def announced(reader: Reader, program: Program) -> Sentence:
    """That the channel has just heard of it."""
    channel = Channel(program.channel_id)
    if program.terms.joining is Joining.AUTO:
        return reader.say("It is announced in {channel}, and everyone there takes part.", channel=channel)
    return reader.say("It is announced in {channel}, with a button to join.", channel=channel)


def _summary(reader: Reader, seen: Seen) -> list[Sentence]:
    program = seen.program
    title = titled(reader, program.form, program.name)
    place = Channel(program.channel_id)
    lines = [
        reader.say(
            "*{program}* in {channel}: {state}.", program=title, channel=place, state=_state(reader, program)
        ),
        reader.plural("{n} person takes part.", "{n} people take part.", seen.joined),
    ]
    if seen.draft is not None:
        lines.append(reader.say("Round {number} waits for your look.", number=seen.draft.number))
    if program.next_round_at is not None and seen.draft is not None:
        lines.append(reader.say("The one after it is on {time}.", time=program.next_round_at))
    elif program.next_round_at is not None:
        lines.append(reader.say("The next round is on {time}.", time=program.next_round_at))
    if program.lost_at is not None:
        lines.append(reader.say("I can't say anything in its channel. Add me with `/invite`."))
    return lines


def _state(reader: Reader, program: Program) -> Sentence:
    if program.state is ProgramState.RUNNING:
        return reader.say("running")
    if program.state is ProgramState.CLOSED:
        return reader.say("ended")
    if program.announced_at is not None:
        return reader.say("open for joining, no rounds yet")
    return reader.say("a draft that nobody else sees")


def _rules(reader: Reader, program: Program) -> list[Block]:
    """What was chosen, or comes with the form, in a few lines."""
    terms = program.terms
    lines = [
        brought.joining(reader, terms),
        brought.rounds(reader, terms),
        brought.chats(reader, program),
        reader.plural(
            "The same people again after a week at the earliest",
            "The same people again after {n} weeks at the earliest",
            terms.no_repeat,
        ),
    ]
    if terms.least > 2:
        lines.append(reader.say("{least} to {most} people together", least=terms.least, most=terms.most))
    if program.apart:
        lines.append(
            reader.plural(
                "{n} pair of people is kept apart", "{n} pairs of people are kept apart", len(program.apart)
            )
        )
    if terms.ends_on is not None:
        lines.append(reader.say("It ends on {day}", day=terms.ends_on))
    return [bullets(*lines)]


def _steps(reader: Reader, seen: Seen) -> list[Block]:
    program = seen.program
    announced, running = program.announced_at is not None, program.running
    enough = running or seen.joined >= program.terms.least
    if not program.open:
        return [buttons(*_went(reader, program), button(reader.plain("All programs"), Verb.PROGRAMS))]
    elements = [rounds.look(reader, seen.draft)] if seen.draft else []
    if not announced:
        elements.append(button(reader.plain("Announce it"), Verb.ANNOUNCE, program.id, main=True))
    if not running:
        start = button(reader.plain("Start the rounds"), Verb.LAUNCH, program.id, main=announced and enough)
        elements.append(start)
    ready = button(reader.plain("Are we ready?"), Verb.READINESS, program.id, main=announced and not enough)
    elements.append(ready)
    if running:
        elements.append(button(reader.plain("How it goes"), Verb.PROGRESS, program.id))
    elements.append(button(reader.plain("End the program"), Verb.END_PROGRAM, program.id, sure=_sure(reader)))
    return [buttons(*elements)]


def _went(reader: Reader, program: Program, number: int | None = None) -> list[ButtonElement]:
    """How the rounds of a program were: asked for most when it is over."""
    if program.launched_at is None or program.form is Form.FLASH:
        return []
    return [button(reader.plain("How it went"), Verb.PROGRESS, program.id, number=number)]


def _settings(reader: Reader, program: Program) -> list[Block]:
    if not program.open:
        return []
    named = pages(reader)
    elements = [
        button(named[page], Verb.CONFIGURE, program.id, page, number=number)
        for number, page in enumerate(Page)
    ]
    if program.announced_at is None:
        elements.append(button(reader.plain("Change the form"), Verb.TAKE_FORM, program.id))
    return [buttons(*elements, button(reader.plain("All programs"), Verb.PROGRAMS))]


def _words(reader: Reader, program: Program) -> list[Block]:
    if program.announced_at is not None or not program.open:
        return []
    note = reader.say("Announcing posts one message in the channel, with a button to join.")
    return [footnote(note)]


def _sure(reader: Reader) -> ConfirmObject:
    return confirm(
        reader.plain("End the program?"),
        reader.plain(
            "There are no more rounds, and everybody reads a kind word. What people have agreed goes on."
        ),
        reader.plain("End it"),
        reader.plain("Keep it"),
    )


def _told(reader: Reader, title: str, blocks: list[Block]) -> View:
    return View(
        type="modal",
        title=plain(title, View.title_max_length),
        close=plain(reader.plain("Close"), View.close_max_length),
        blocks=blocks,
    )
