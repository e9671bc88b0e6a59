"""A turn: one thing a person did in Slack, and our answer within the three seconds that Slack waits.

When the work takes longer, the person reads "One moment…" and gets the answer as soon as it is there: nothing
is lost, and nobody sees an error of Slack's.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.models.views import View

from bot.domain import errors
from bot.ports import TryLater, Undeliverable
from bot.transact import Redelivered
from bot.usecases import people, programs, status
from handlers.slack.delivered import Delivered
from handlers.slack.deps import Deps
from handlers.slack.errors import explain
from handlers.slack.refusals import heard
from handlers.slack.views import home, moments
from handlers.slack.views.blocks import Message

T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Refused:
    """The work ended in an error."""

    error: Exception


class Turn(Delivered):
    """What was delivered, and how it is answered.

    Args:
        deps: what it needs of the rest.
        args: what Bolt says of it; everything in it came from outside.
        later: takes work that goes on after the acknowledgement.
    """

    def __init__(self, deps: Deps, args: AsyncArgs, later: Callable[[Awaitable[None]], None]) -> None:
        super().__init__(deps, args)
        self._client = args.client
        self._ack = args.ack
        self._later = later

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
        found = (error, *error.also) if isinstance(error, errors.DomainError) else ()
        fields = [block["block_id"] for block in self._body["view"]["blocks"] if block["type"] == "input"]
        places = {name: name for name in fields}
        if fields:
            places[errors.ANY_FIELD] = fields[0]
        marked = {places[one.field]: explain(one, reader).plain for one in found if one.field in places}
        if marked:
            await self._ack(response_action="errors", errors=marked)
        else:
            await self._ack(response_action="update", view=moments.refused(reader, explain(error, reader)))

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
