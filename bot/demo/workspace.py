"""The workspace itself: who is here and what has been said. It knows no HTTP and no tokens."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.demo import facts
from bot.demo.clock import Clock, RealClock
from bot.demo.company import Company, Person
from bot.demo.conversations import Conversation
from bot.demo.feed import Feed
from bot.demo.ids import Ids
from bot.demo.messages import File, Message
from bot.demo.modals import Modals
from bot.demo.reading import Reader
from bot.demo.views import first_values


class Workspace:
    """People, conversations, messages, files, modals and homes, and a feed of what changes."""

    def __init__(self, company: Company, clock: Clock | None = None) -> None:
        self.company = company
        self.clock: Clock = clock or RealClock()
        self.ids = Ids()
        self.feed = Feed()
        self.bot = company.bot_user
        self.people: dict[str, Person] = {one.id: one for one in (*company.people, company.bot_user)}
        self.conversations: dict[str, Conversation] = {}
        self.files: dict[str, File] = {}
        self.modals = Modals(self.ids, self.feed)
        for channel in company.channels:
            members = {self.person(handle).id for handle in channel.members}
            members |= {self.bot.id} if channel.has_bot else set()
            kind = "private" if channel.is_private else "channel"
            self.conversations[channel.id] = Conversation(channel.id, channel.name, kind, members)

    def now(self) -> datetime:
        """The workspace's time, aware and in UTC."""
        return self.clock.now().astimezone(UTC)

    def person(self, who: str) -> Person:
        """Somebody by handle, id or full name. KeyError if nobody is called that."""
        for one in self.people.values():
            if who in (one.id, one.handle, one.real_name):
                return one
        raise KeyError(f"nobody here is called {who!r}")

    def change(self, who: str, **fields: Any) -> Person:
        """Change somebody, for example `deleted=True`, and say so in the feed."""
        changed = replace(self.person(who), **fields)
        self.people[changed.id] = changed
        self.feed.publish("person_changed", (changed.id,), changed)
        return changed

    def join(self, person: Person) -> Person:
        """Somebody new."""
        self.people[person.id] = person
        self.feed.publish("person_changed", (person.id,), person)
        return person

    def reader(self, user: str) -> Reader:
        """How this person sees texts."""
        return Reader(self.people[user].tz, self.name_of, self.now())

    def name_of(self, some_id: str) -> str | None:
        """The name shown for a user or channel id."""
        if some_id in self.people:
            return self.people[some_id].real_name
        found = self.conversations.get(some_id)
        return found.name if found else None

    def channel(self, name: str) -> Conversation:
        """A channel by name (with or without #) or a conversation by id. KeyError if there is none."""
        bare = name.removeprefix("#")
        for one in self.conversations.values():
            if one.id == name or (one.name == bare and one.kind in ("channel", "private")):
                return one
        raise KeyError(f"no channel is called {name!r}")

    def direct(self, user: str) -> Conversation:
        """The direct messages between this person and the app, begun if needed."""
        return self._between({user, self.bot.id}, "im", "D")

    def group(self, users: set[str]) -> Conversation:
        """The group messages among these people and the app, begun if needed."""
        return self._between({*users, self.bot.id}, "mpim", "G")

    def _between(self, members: set[str], kind: str, prefix: str) -> Conversation:
        for one in self.conversations.values():
            if one.kind == kind and one.members == members:
                return one
        handles = sorted(self.people[one].handle for one in members)
        name = "directmessage" if kind == "im" else f"mpdm-{'--'.join(handles)}-1"
        made = Conversation(self.ids.next(f"{prefix}0"), name, kind, members)
        self.conversations[made.id] = made
        self.feed.publish("conversation_changed", (), made)
        return made

    def shares_channel(self, user: str) -> bool:
        """This person and the app are in a channel together."""
        return any(
            {user, self.bot.id} <= one.members for one in self.conversations.values() if one.kind != "im"
        )

    def post(
        self,
        where: Conversation,
        payload: dict[str, Any],
        *,
        user: str | None = None,
        only_for: str | None = None,
        files: Sequence[File] = (),
    ) -> Message:
        """Say something, with files or without.

        An ephemeral goes to `only_for` alone. A text that is too long is cut, as Slack does.
        """
        most = facts.figure("message", "text")
        message = Message(
            channel=where.id,
            ts=where.next_ts(self.now()),
            user=user or self.bot.id,
            text=(payload.get("text") or payload.get("markdown_text") or "")[:most],
            blocks=self.ids.filled(payload.get("blocks")),
            sent=payload,
            thread_ts=payload.get("thread_ts"),
            only_for=only_for,
            files=list(files),
        )
        (where.ephemerals if only_for else where.messages).append(message)
        seen_by = (only_for,) if only_for else tuple(where.members)
        self.feed.publish("ephemeral_shown" if only_for else "message_posted", seen_by, message)
        return message

    def rewrite(self, message: Message, payload: dict[str, Any]) -> Message:
        """Change a message; `blocks: None` keeps the blocks it has (source: docs of chat.update)."""
        message.text = payload.get("text") or payload.get("markdown_text") or ""
        if payload.get("blocks") is not None:
            message.blocks = self.ids.filled(payload["blocks"])
        message.sent = payload
        message.edited, message.state = True, {}
        self.feed.publish("message_updated", self._seen_by(message), message)
        return message

    def remove(self, message: Message) -> None:
        """Delete a message."""
        message.deleted = True
        self.feed.publish("message_deleted", self._seen_by(message), message)

    def _seen_by(self, message: Message) -> tuple[str, ...]:
        if message.only_for:
            return (message.only_for,)
        return tuple(self.conversations[message.channel].members)

    def state_of(self, message: Message, user: str) -> dict[str, dict[str, dict[str, Any]]]:
        """What this person has chosen in the fields of a message."""
        return message.state.setdefault(user, first_values(message.blocks))
