"""What a person does in Slack, in their own words: commands, buttons, forms; and what they then see."""

import asyncio
import inspect
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.demo import facts
from bot.demo.acks import Ack
from bot.demo.company import Person
from bot.demo.conversations import Conversation
from bot.demo.errors import Impossible
from bot.demo.feed import Happening
from bot.demo.forms import Home, Modal
from bot.demo.interactions import Outcome
from bot.demo.messages import File
from bot.demo.seen import Answer, SeenMessage

if TYPE_CHECKING:
    from bot.demo.server import LocalSlack

QUIET = 0.03


class Colleague:
    """One person, to act as and to look over the shoulder of."""

    def __init__(self, slack: "LocalSlack", user: str) -> None:
        self.slack = slack
        self.id = user
        self.offered: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        self._read = 0

    def __repr__(self) -> str:
        """Their handle, for failing tests."""
        return f"<{self.person.handle}>"

    @property
    def person(self) -> Person:
        """Who they are now."""
        return self.slack.workspace.people[self.id]

    # -- doing

    async def slash(
        self, line: str, channel: str | None = None, *, wait: float | None = None, thread: bool = False
    ) -> Answer:
        """Type a command such as `/flash python`, in the app's direct messages or in a channel.

        `wait` is how many seconds to wait for something to be seen after the acknowledgement (default: as
        long as a trigger lives). Impossible when Slack would not send it: unknown command, in a thread, not a
        member.
        """
        if thread:
            raise Impossible("commands of apps do not work in threads")
        since = self.mark()
        outcome = await self.slack.interactions.slash(self.person, line, self._where(channel))
        return await self.answered(since, outcome, wait)

    async def say(self, text: str, channel: str | None = None) -> Ack | None:
        """Write a message to the app or into a channel; the app hears of it if its manifest subscribes."""
        where = self._where(channel)
        message = self.slack.workspace.post(where, {"text": text}, user=self.id)
        kind = {"im": "im", "mpim": "mpim", "private": "group"}.get(where.kind, "channel")
        event = {
            "type": "message",
            "user": self.id,
            "text": text,
            "ts": message.ts,
            "channel": where.id,
            "channel_type": kind,
        }
        return await self.slack.interactions.emit(event, {"group": "message.groups"}.get(kind, _plural(kind)))

    async def open_home(self, *, wait: float | None = None) -> Home:
        """Open the app's home; Impossible if nothing is ever published there."""
        since = self.mark()
        existing = self.home
        outcome = await self.slack.interactions.open_home(self.person)
        # Whatever became of the first try: an event is sent again.
        await self.answered(since, Outcome(outcome.ack), 0 if existing and wait is None else wait)
        home = self.home
        if home is None:
            raise Impossible("the app has published no home")
        return home

    # -- seeing

    @property
    def inbox(self) -> list[SeenMessage]:
        """What the app has sent to this person directly, oldest first."""
        return self._received("im")

    @property
    def group_messages(self) -> list[SeenMessage]:
        """What the app has sent to groups of people with this one among them."""
        return self._received("mpim")

    def channel_messages(self, name: str) -> list[SeenMessage]:
        """What stands in a channel of which this person is a member."""
        where = self._where(name)
        return [SeenMessage(self, one) for one in where.messages if not one.deleted]

    @property
    def ephemerals(self) -> list[SeenMessage]:
        """What only this person was shown, in all places, oldest first."""
        everywhere = [
            one for where in self.slack.workspace.conversations.values() for one in where.ephemerals
        ]
        mine = [one for one in everywhere if one.only_for == self.id and not one.deleted]
        return [SeenMessage(self, one) for one in sorted(mine, key=lambda one: one.ts)]

    @property
    def files(self) -> list[File]:
        """Files shared with this person."""
        return [file for one in [*self.inbox, *self.group_messages] for file in one.files]

    @property
    def modal(self) -> Modal | None:
        """The modal before them."""
        view = self.slack.workspace.modals.top(self.id)
        return Modal(self, view) if view else None

    @property
    def home(self) -> Home | None:
        """The app's home as it stands, without opening it anew."""
        view = self.slack.workspace.modals.homes.get(self.id)
        return Home(self, view) if view else None

    # -- waiting

    async def wait_for(self, condition: Callable[[], Any], timeout: float = 5.0) -> Any:  # noqa: ASYNC109 - how patient they are; nothing is cancelled
        """Wait until `condition()` is true and return it.

        TimeoutError after `timeout` seconds. May be async.
        """
        deadline = time.monotonic() + timeout
        while True:
            found = condition()
            if inspect.isawaitable(found):
                found = await found
            if found:
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{self!r} waited {timeout} s; inbox: {self.inbox[-3:]}")
            await self.slack.workspace.feed.changed(min(left, 0.05))

    async def next_message(self, timeout: float = 5.0) -> SeenMessage:  # noqa: ASYNC109 - see wait_for
        """The oldest direct or group message not yet taken by this call; TimeoutError when none comes."""

        def received() -> list[SeenMessage]:
            return sorted([*self.inbox, *self.group_messages], key=lambda one: one.ts)

        await self.wait_for(lambda: len(received()) > self._read, timeout)
        self._read += 1
        return received()[self._read - 1]

    # -- how answers come about

    def mark(self) -> int:
        """Where the feed stands now."""
        return self.slack.workspace.feed.number

    def happenings(self, since: int) -> list[Happening]:
        """What this person has seen happen since a mark."""
        return self.slack.workspace.feed.since(since, self.id)

    def nothing_sent(self) -> Answer:
        """The answer to something that never left the client."""
        answer = Answer(self, self.mark(), Outcome(Ack(0)))
        answer.sent = False
        return answer

    async def answered(self, since: int, outcome: Outcome, wait: float | None) -> Answer:
        """The answer, once something was seen and the app has gone quiet, or the wait is over."""
        lifetime = self.slack.patience * facts.figure("interactivity", "trigger_id_lifetime")
        patience = lifetime if wait is None else wait
        deadline = time.monotonic() + (0 if outcome.trouble else patience)
        while not self.happenings(since) and time.monotonic() < deadline:
            await self.slack.workspace.feed.changed(min(0.05, deadline - time.monotonic()))
        while (  # noqa: ASYNC110 - quiet is the absence of events: there is none to wait for
            self.happenings(since) and self._busy() and time.monotonic() < deadline
        ):
            await asyncio.sleep(QUIET / 3)
        return Answer(self, since, outcome)

    def _busy(self) -> bool:
        api = self.slack.api
        return api.in_flight > 0 or time.monotonic() - api.last_call < QUIET

    def _where(self, channel: str | None) -> Conversation:
        workspace = self.slack.workspace
        if channel is None:
            return workspace.direct(self.id)
        where = workspace.channel(channel)
        if self.id not in where.members:
            raise Impossible(f"{self.person.handle} is not in {channel}")
        return where

    def _received(self, kind: str) -> list[SeenMessage]:
        workspace = self.slack.workspace
        places = [
            one for one in workspace.conversations.values() if one.kind == kind and self.id in one.members
        ]
        found = [
            one
            for where in places
            for one in where.messages
            if one.user == workspace.bot.id and not one.deleted
        ]
        return [SeenMessage(self, one) for one in sorted(found, key=lambda one: one.ts)]


def _plural(kind: str) -> str:
    return {"channel": "message.channels"}.get(kind, f"message.{kind}")
