"""A turn: one thing a person did in Slack, and our answer within the three seconds that Slack waits.

When the work takes longer, the person reads "One moment…" and gets the answer as soon as it is there: nothing
is lost, and nobody sees an error of Slack's.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar, cast

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.people import Person, PersonId
from bot.domain.programs import Channel
from bot.ports import TryLater, Undeliverable
from bot.transact import C, R, Redelivered, UseCase
from bot.usecases import people, programs, status, upkeep
from handlers.slack.deps import Deps
from handlers.slack.errors import explain
from handlers.slack.refusals import heard
from handlers.slack.views import home, moments
from handlers.slack.views.blocks import Message
from handlers.slack.views.ids import Pressed, pressed
from handlers.slack.views.reader import Reader

T = TypeVar("T")

log = structlog.get_logger(__name__)

_STRANGERS: Final = 4
"""People of one turn whom we may not have met: its author, and up to three whom a form can name."""


@dataclass(frozen=True)
class Refused:
    """The work ended in an error."""

    error: Exception


class Turn:
    """One command, submission, press or event.

    Args:
        deps: what it needs of the rest.
        args: what Bolt says of it; everything in it came from outside.
        later: takes work that goes on after the acknowledgement.
    """

    def __init__(self, deps: Deps, args: AsyncArgs, later: Callable[[Awaitable[None]], None]) -> None:
        self._deps = deps
        self._body: dict[str, Any] = args.body
        self._client = args.client
        self._ack = args.ack
        self._later = later
        self._noted = False
        self.actor_id: PersonId = args.context.actor_user_id or args.context.user_id or ""

    # -- what was done

    @property
    def text(self) -> str:
        """What was typed after the command."""
        return str(self._body.get("text") or "").strip()

    @property
    def event(self) -> Mapping[str, Any]:
        """The event that Slack tells of."""
        return cast(Mapping[str, Any], self._body["event"])

    @property
    def pressed(self) -> Pressed:
        """What the button or menu says."""
        return pressed(self._body["actions"][0])

    @property
    def view(self) -> object:
        """The modal that was submitted, for its `parse`."""
        return self._body["view"]

    @property
    def delivery(self) -> str:
        """Slack's id of this delivery, the same when it is delivered again."""
        return str(self._body.get("event_id") or self._body.get("trigger_id") or "")

    # -- who did it

    async def reader(self) -> Reader:
        """The person's language and clock."""
        return await self._deps.readers.of(self.actor_id)

    async def _reader_of(self, error: Exception) -> Reader:
        """The reader of a refusal, who knows whom it names."""
        values = error.values if isinstance(error, errors.DomainError) else {}
        named = [str(values[name]) for name in ("person", "other") if values.get(name)]
        return await self._deps.readers.naming(self.actor_id, *named)

    def know(self, person: Person) -> Reader:
        """The reader of a person who was just read: it costs no query."""
        return self._deps.readers.know(person)

    async def channel(self, channel_id: str) -> Channel:
        """A channel as Slack describes it; UnknownChannel when it cannot be seen."""
        channel = await self._deps.channels.fetch(channel_id)
        if channel is None:
            raise errors.UnknownChannel
        return channel

    async def belongs(self, channel_id: str) -> bool:
        """Whether the person is in a channel."""
        return await self._deps.channels.holds(channel_id, self.actor_id)

    async def members(self, channel_id: str) -> frozenset[PersonId]:
        """Everyone in a channel."""
        return await self._deps.channels.members(channel_id)

    def forget_channel(self, channel_id: str) -> None:
        """Somebody came or went there."""
        self._deps.channels.forget(channel_id)

    def today(self, person: Person) -> date:
        """The date on a person's calendar."""
        return person.today(self._deps.clock.now())

    # -- doing it

    async def run(self, use_case: UseCase[C, R], command: C, *, once: bool = False) -> R:
        """Run a use case; `once` for what must not happen again when Slack delivers it again.

        People whom we have not met yet are looked up in the directory first.
        """
        delivery = self.delivery if once else None
        for _ in range(_STRANGERS):
            try:
                return await self._transact(use_case, command, delivery)
            except errors.UnknownPerson as unknown:
                await self._meet(unknown)
        return await self._transact(use_case, command, delivery)

    async def _transact(self, use_case: UseCase[C, R], command: C, delivery: str | None) -> R:
        result = await self._deps.transact(
            use_case, command, workspace=self._deps.workspace, delivery=delivery
        )
        self._noted = self._noted or delivery is not None
        return result

    async def _first_time(self) -> bool:
        """Whether nobody answered this delivery before.

        A refusal takes its record back with everything else, and reading leaves none: they are noted here.
        """
        if self._noted or not self.delivery:
            return True
        try:
            async with asyncio.timeout(self._deps.patience.note):
                await self._transact(upkeep.note_delivery, None, self.delivery)
        except Redelivered:
            return False
        except Exception as error:  # noqa: BLE001 -- an answer that comes twice is better than none
            log.warning("turn.not_noted", error=type(error).__name__)
        return True

    async def _meet(self, unknown: errors.UnknownPerson) -> None:
        person = await self._deps.directory.fetch(unknown.person_id)
        if person is None:
            raise unknown
        await self._transact(people.record, person, None)

    # -- showing where things stand

    async def show_home(self) -> None:
        """Publish the person's App Home as things now stand."""
        self._deps.at_home.add(self.actor_id)
        try:
            standing = await self.run(status.read, self.actor_id)
            joined = await self.run(programs.at_home, self.actor_id)
        except errors.DomainError as refused:
            reader = await self.reader()
            view = moments.home_refused(reader, reader.error(refused))
        else:
            view = home.view(self.know(standing.person), standing, self.today(standing.person), joined)
        await self._client.views_publish(user_id=self.actor_id, view=view)

    def _refresh_home(self) -> None:
        """Whoever looks at their App Home sees at once what their own turn has changed."""
        if self.actor_id in self._deps.at_home:
            self._later(self.show_home())

    # -- answering it

    async def reply(self, work: Awaitable[Message], *, changes: bool = False) -> None:
        """Answer a command to its author alone; one that `changes` something shows in their App Home."""
        task = asyncio.ensure_future(self._told(work))
        if await _in_time(task, self._deps.patience.answer):
            await self._ack(**_ephemeral(task.result()))
        else:
            await self._ack(**_ephemeral(moments.one_moment(await self.reader())))
            self._later(self._say(task))
        if changes:
            self._later(self._home_after(task))

    async def _home_after(self, work: "asyncio.Future[Message | None]") -> None:
        await asyncio.wait({work})
        self._refresh_home()

    async def act(self, work: Awaitable[Message | None]) -> None:
        """Do what a button says; what changes is shown by the outbox, a refusal by a line to this person."""
        await self._ack()
        await self.unhurried(self._say(self._told(work)))
        self._refresh_home()

    async def open(self, work: Awaitable[View]) -> None:
        """Open a modal; a loading one first when its contents take long."""
        await self._ack()
        await self.unhurried(self._open(asyncio.ensure_future(_attempt(work))))

    async def renew(self, work: Awaitable[View]) -> None:
        """Show something in place of the modal in which a button was pressed; elsewhere, open it."""
        shown = self._body.get("view") or {}
        if shown.get("type") != "modal":
            await self.open(work)
            return
        await self._ack()
        await self.unhurried(self._fill(str(shown["id"]), asyncio.ensure_future(_attempt(work))))
        self._refresh_home()

    async def admitted(self, form: "Callable[[Turn], Awaitable[View]]") -> View:
        """The form, for whoever can take part; others are refused before they fill it in."""
        await self.run(people.admit, self.actor_id)
        return await form(self)

    async def unhurried(self, work: Awaitable[None]) -> None:
        """Do what the acknowledgement need not wait for: in time as a rule, else after it."""
        task = asyncio.ensure_future(work)
        if await _in_time(task, self._deps.patience.answer):
            await task
        else:
            self._later(task)

    async def _open(self, task: "asyncio.Future[View | Refused | None]") -> None:
        in_time = await _in_time(task, self._deps.patience.opening)
        if not await self._first_time():
            return
        if not in_time:
            view_id = await self._show(moments.loading(await self.reader()))
            await self._fill(view_id, task)
        elif isinstance(result := task.result(), View):
            await self._show(result)
        else:
            await self._say(self._sentence(result))

    async def _show(self, view: View) -> str:
        """Open a modal and return its id; empty when Slack does not open it, which the person reads."""
        try:
            opened = await heard(
                self._client.views_open(trigger_id=str(self._body.get("trigger_id")), view=view)
            )
        except (TryLater, Undeliverable) as error:
            log.warning("slack.modal_not_opened", reason=error.reason)
            sorry = (await self.reader()).say("Slack could not open the form just now. Please try once more.")
            await self._say(_at_hand(moments.sentence(sorry)))
            return ""
        return str(opened["view"]["id"])

    async def submit(self, work: Awaitable[View | None]) -> None:
        """Answer a submitted modal: close it, show what comes next, or put a refusal on its field."""
        task = asyncio.ensure_future(_attempt(work))
        if not await _in_time(task, self._deps.patience.answer):
            await self._ack(response_action="update", view=moments.loading(await self.reader()))
            self._later(self._fill(self._body["view"]["id"], task))
            return
        self._refresh_home()
        match task.result():
            case Refused(error):
                await self._refuse(error)
            case None:
                await self._ack(response_action="clear")
            case following:
                await self._ack(response_action="update", view=following)

    async def _refuse(self, error: Exception) -> None:
        """A refusal stands on the field that caused it when the modal has that field, else in its place."""
        reader = await self._reader_of(error)
        sentence = explain(error, reader)
        field = error.field if isinstance(error, errors.DomainError) else None
        fields = {block["block_id"] for block in self._body["view"]["blocks"] if block["type"] == "input"}
        if field in fields:
            await self._ack(response_action="errors", errors={str(field): sentence.plain})
        else:
            await self._ack(response_action="update", view=moments.refused(reader, sentence))

    async def _fill(self, view_id: str, work: Awaitable[View | Refused | None]) -> None:
        """Put what came late in the place of the loading modal."""
        result, reader = await work, await self.reader()
        if not view_id:
            return
        if isinstance(result, Refused):
            result = moments.refused(reader, explain(result.error, await self._reader_of(result.error)))
        await self._client.views_update(view_id=view_id, view=result or moments.done(reader))

    async def _told(self, work: Awaitable[Message | None]) -> Message | None:
        """What the work says, or the sentence of its refusal; said once, however often Slack delivers."""
        message = await self._sentence(await _attempt(work))
        return message if message is not None and await self._first_time() else None

    async def _sentence(self, result: Message | Refused | None) -> Message | None:
        if isinstance(result, Refused):
            return moments.sentence(explain(result.error, await self._reader_of(result.error)))
        return result

    async def _say(self, work: "Awaitable[Message | None]") -> None:
        """Say something to this person alone, where they are; from a view, in a message of their own."""
        message = await work
        if message is None:
            return
        if url := self._body.get("response_url"):
            await self._deps.respond(url, message)
        else:
            await self._client.chat_postMessage(channel=self.actor_id, **message.payload())


async def _attempt(work: Awaitable[T]) -> T | Refused | None:
    """The work's result or its error; None when Slack delivered again what was done before."""
    try:
        return await work
    except Redelivered:
        return None
    except Exception as error:  # noqa: BLE001 -- the one translator makes a sentence of whatever it is
        return Refused(error)


def _ephemeral(message: Message | None) -> dict[str, Any]:
    return {"response_type": "ephemeral", **message.payload()} if message else {}


async def _at_hand(message: Message) -> Message:
    return message


async def _in_time(task: "asyncio.Future[T]", seconds: float) -> bool:
    """Whether the work is done so soon; it goes on in any case."""
    await asyncio.wait({task}, timeout=seconds)
    return task.done()
