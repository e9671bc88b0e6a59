"""`/mentor`: profile, find, status, programs, pause, resume, help, and whom not to be paired with."""

from collections.abc import Awaitable, Callable, Mapping
from difflib import get_close_matches
from typing import Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.models.views import View

from bot.usecases import people, status
from handlers.slack import enrolments, programs
from handlers.slack.days import day_in
from handlers.slack.mentions import as_typed
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns
from handlers.slack.views import blocked, found, pauses, profile, thanks
from handlers.slack.views import help as manual
from handlers.slack.views import status as status_view
from handlers.slack.views.blocks import Message
from handlers.slack.views.ids import Callback, Verb

CLOSE: Final = 0.6
"""How alike a word and a subcommand are before one is taken for the other, 0 to 1 (difflib's own)."""


async def _status(turn: Turn, _rest: str) -> Message:
    standing = await turn.run(status.read, turn.actor_id, once=True)  # noted as answered where it is read
    return status_view.message(turn.know(standing.person), standing, turn.today(standing.person))


async def _help(turn: Turn, _rest: str) -> Message:
    return manual.mentor(await turn.reader(), admin=await programs.looks_after(turn))


async def _unknown(turn: Turn, word: str) -> Message:
    nearest = get_close_matches(word.casefold(), [*REPLIES, *FORMS], n=1, cutoff=CLOSE)
    reader, admin = await turn.reader(), await programs.looks_after(turn)
    return manual.mentor(reader, word, next(iter(nearest), None), admin=admin)


async def _found(turn: Turn, topic: str) -> Message:
    found_mentors = await turn.run(people.find, people.Find(person_id=turn.actor_id, topic=topic))
    return found.render(found_mentors, await turn.reader())


async def _pause(turn: Turn, until: str) -> Message:
    person = await turn.run(people.read, turn.actor_id)
    day = day_in(until, turn.today(person), person.locale) if until else None
    person = await turn.run(people.pause, people.Pause(person_id=person.id, until=day), once=True)
    return thanks.paused(await turn.reader(), person)


async def _resume(turn: Turn, _rest: str = "") -> Message:
    person = await turn.run(people.read, turn.actor_id)
    if person.paused_until is None or person.paused_until <= turn.today(person):
        return thanks.not_away(await turn.reader())
    return thanks.resumed(await turn.reader(), await turn.run(people.resume, person.id, once=True))


async def _profile_form(turn: Turn) -> View:
    person = await turn.run(people.read, turn.actor_id)
    return profile.modal(turn.know(person), person)


async def _blocked_form(turn: Turn) -> View:
    return blocked.modal(await turn.reader(), await turn.run(people.read, turn.actor_id))


async def _pause_form(turn: Turn) -> View:
    return pauses.modal(await turn.reader())


async def _find_form(turn: Turn) -> View:
    return found.modal(await turn.reader())


REPLIES: Final[Mapping[str, Callable[[Turn, str], Awaitable[Message]]]] = {
    "status": _status,
    "help": _help,
    "find": _found,
    "pause": _pause,
    "resume": _resume,
    "programs": enrolments.programs,
}
"""Subcommands that are answered with a line."""
FORMS: Final[Mapping[str, Callable[[Turn], Awaitable[View]]]] = {
    "profile": _profile_form,
    "block": _blocked_form,
    "admin": programs.overview,
}
"""Subcommands that open a form."""
CHANGING: Final = frozenset({"pause", "resume"})
"""Subcommands after which the App Home says something else."""


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the command, its forms and its buttons."""

    @app.command("/mentor")
    async def mentor(args: AsyncArgs) -> None:
        turn = turns.of(args)
        word, _, rest = (as_typed(turn.text) or "help").partition(" ")
        name = word.casefold()
        if name == "find" and not rest.strip():
            await turn.open(turn.admitted(_find_form))
        elif form := FORMS.get(name):
            await turn.open(turn.admitted(form))
        elif reply := REPLIES.get(name):
            await turn.reply(reply(turn, rest.strip()), changes=name in CHANGING)
        else:
            await turn.reply(_unknown(turn, word))

    turns.opens(app, Verb.PROFILE, _profile_form)
    turns.opens(app, Verb.BLOCKED, _blocked_form)
    turns.opens(app, Verb.PAUSE, _pause_form)
    turns.opens(app, Verb.FIND, _find_form)
    turns.on(app, Verb.RESUME, _resume)
    turns.submits(app, Callback.PROFILE, profile.parse, people.save_profile, profile.saved)
    turns.submits(app, Callback.BLOCKED, blocked.parse, people.block)
    turns.submits(app, Callback.PAUSE, pauses.parse, people.pause)
    turns.submits(app, Callback.FIND, found.parse, people.find, found.shown, once=False)
