"""Programs: setting one up, announcing it, beginning, changing and ending it."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.terms import Joining
from bot.usecases import enrolments, programs, readiness
from bot.usecases.programs import OfProgram
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import programs as views
from handlers.slack.views import readiness as ready
from handlers.slack.views import settings
from handlers.slack.views.ids import Callback, Verb
from handlers.slack.views.settings import Page


async def overview(turn: Turn) -> View:
    """The programs that the person may change; where there is none, the form for the first one."""
    found = await turn.run(programs.overview, turn.actor_id)
    reader = turn.know(found.person)
    return views.overview(reader, found) if found.seen or found.ended else views.modal(reader)


async def looks_after(turn: Turn) -> bool:
    """Whether there is anything for this person to look after."""
    try:
        await turn.run(programs.overview, turn.actor_id)
    except errors.DomainError:
        return False
    return True


async def _new(turn: Turn) -> View:
    await turn.run(programs.overview, turn.actor_id)
    return views.modal(await turn.reader())


async def _create(turn: Turn) -> View:
    chosen = views.parse(turn.view, turn.actor_id)
    channel = await turn.channel(chosen.channel_id)
    command = programs.Create(person_id=chosen.person_id, form=chosen.form, channel=channel)
    program = await turn.run(programs.create, command, once=True)
    return await _card_of(turn, program.id)


async def _card(turn: Turn) -> View:
    return await _card_of(turn, turn.pressed.subject)


async def _card_of(turn: Turn, program_id: str, *, announced: bool = False) -> View:
    seen = await turn.run(programs.see, OfProgram(person_id=turn.actor_id, program_id=program_id))
    reader = await turn.reader()
    return views.card(reader, seen, views.announced(reader, seen.program) if announced else None)


async def _channel_of(turn: Turn, program_id: str) -> programs.Announce:
    """The channel as Slack describes it now, with its people where all of them are brought in."""
    program = await turn.run(programs.read, OfProgram(person_id=turn.actor_id, program_id=program_id))
    channel = await turn.channel(program.channel_id)
    everyone = program.terms.joining is Joining.AUTO
    return programs.Announce(
        person_id=turn.actor_id,
        program_id=program.id,
        channel=channel,
        members=tuple(sorted(await turn.members(channel.id))) if everyone else (),
    )


async def _announce(turn: Turn) -> View:
    announced = await turn.run(programs.announce, await _channel_of(turn, turn.pressed.subject), once=True)
    return await _card_of(turn, announced.id, announced=True)


async def _launch(turn: Turn) -> View:
    """A program that nobody has heard of is announced with it."""
    wanted = OfProgram(person_id=turn.actor_id, program_id=turn.pressed.subject)
    known = (await turn.run(programs.read, wanted)).announced_at is not None
    launched = await turn.run(programs.launch, await _channel_of(turn, wanted.program_id), once=True)
    return await _card_of(turn, launched.id, announced=not known)


async def _end(turn: Turn) -> View:
    over = OfProgram(person_id=turn.actor_id, program_id=turn.pressed.subject)
    program = await turn.run(programs.close, over, once=True)
    return await _card_of(turn, program.id)


async def _readiness(turn: Turn) -> View:
    wanted = OfProgram(person_id=turn.actor_id, program_id=turn.pressed.subject)
    return ready.modal(await turn.reader(), await turn.run(readiness.readiness, wanted))


async def _settings(turn: Turn) -> View:
    wanted = OfProgram(person_id=turn.actor_id, program_id=turn.pressed.subject)
    program = await turn.run(programs.read, wanted)
    found = await turn.run(programs.overview, turn.actor_id)
    page = turn.pressed.detail or Page.BASICS
    if page not in frozenset(Page):
        raise errors.NotAChoice("page")
    return settings.modal(turn.know(found.person), program, Page(page), names_admins=found.creates)


async def _configure(turn: Turn) -> View:
    wanted = OfProgram(person_id=turn.actor_id, program_id=settings.subject(turn.view))
    program = await turn.run(programs.read, wanted)
    command = settings.parse(turn.view, turn.actor_id, program)
    await turn.run(programs.configure, command, once=True)
    return await _card_of(turn, program.id)


async def _other_form(turn: Turn) -> View:
    wanted = OfProgram(person_id=turn.actor_id, program_id=turn.pressed.subject)
    return views.form_modal(await turn.reader(), await turn.run(programs.read, wanted))


async def _take_form(turn: Turn) -> View:
    command = views.parse_form(turn.view, turn.actor_id)
    await turn.run(programs.take_form, command, once=True)
    return await _card_of(turn, command.program_id)


async def _came(turn: Turn, bot_id: str | None) -> None:
    """Somebody came into a channel, or our bot did."""
    channel_id = str(turn.event["channel"])
    turn.forget_channel(channel_id)
    if turn.event["user"] == bot_id:
        await turn.run(programs.channel_changed, programs.ChannelChanged(channel_id=channel_id, usable=True))
    else:
        came = enrolments.OfChannel(person_id=str(turn.event["user"]), channel_id=channel_id)
        await turn.run(enrolments.came, came)


async def _went(turn: Turn, bot_id: str | None) -> None:
    """Somebody left a channel, or our bot was taken out."""
    channel_id = str(turn.event["channel"])
    turn.forget_channel(channel_id)
    if turn.event.get("user", bot_id) == bot_id:
        await _lost(turn, channel_id)
    else:
        went = enrolments.OfChannel(person_id=str(turn.event["user"]), channel_id=channel_id)
        await turn.run(enrolments.went, went)


async def _lost(turn: Turn, channel_id: str) -> None:
    lost = programs.ChannelChanged(channel_id=channel_id, usable=False)
    await turn.run(programs.channel_changed, lost)


async def _brought_back(turn: Turn) -> None:
    back = programs.ChannelChanged(channel_id=str(turn.event["channel"]), usable=True)
    await turn.run(programs.channel_changed, back)


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the buttons and forms of admins, and to what becomes of channels."""
    turns.renews(app, Verb.PROGRAMS, overview)
    turns.renews(app, Verb.PROGRAM, _card)
    turns.renews(app, Verb.NEW_PROGRAM, _new)
    turns.renews(app, Verb.ANNOUNCE, _announce)
    turns.renews(app, Verb.LAUNCH, _launch)
    turns.renews(app, Verb.CONFIGURE, _settings)
    turns.renews(app, Verb.TAKE_FORM, _other_form)
    turns.renews(app, Verb.READINESS, _readiness)
    turns.renews(app, Verb.END_PROGRAM, _end)
    turns.filled(app, Callback.CREATE_PROGRAM, _create)
    turns.filled(app, Callback.CONFIGURE_PROGRAM, _configure)
    turns.filled(app, Callback.TAKE_FORM, _take_form)
    _listen_to_channels(app, turns)


def _listen_to_channels(app: AsyncApp, turns: Turns) -> None:
    @app.event("member_joined_channel")
    async def came(args: AsyncArgs) -> None:
        turn = turns.of(args)
        await turn.unhurried(_came(turn, args.context.bot_user_id))

    @app.event("member_left_channel")
    @app.event("channel_left")
    @app.event("group_left")
    async def went(args: AsyncArgs) -> None:
        turn = turns.of(args)
        await turn.unhurried(_went(turn, args.context.bot_user_id))

    @app.event("channel_archive")
    @app.event("group_archive")
    @app.event("channel_deleted")
    @app.event("group_deleted")
    async def lost(args: AsyncArgs) -> None:
        turn = turns.of(args)
        await turn.unhurried(_lost(turn, str(turn.event["channel"])))

    @app.event("channel_unarchive")
    @app.event("group_unarchive")
    async def brought_back(args: AsyncArgs) -> None:
        turn = turns.of(args)
        await turn.unhurried(_brought_back(turn))
