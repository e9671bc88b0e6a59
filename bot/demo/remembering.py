"""Remembering: writes the workspace down as it changes, and brings it back at the next start.

A message is written before the app is told that it was posted: what the app believes to have said is here.
Modals, triggers and response URLs are not kept; they would have run out.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any, Final

from bot.demo.company import Hours, Person
from bot.demo.conversations import Conversation
from bot.demo.feed import Happening
from bot.demo.memory import Memory
from bot.demo.messages import File, Message
from bot.demo.tokens import Tokens
from bot.demo.views import View
from bot.demo.workspace import Workspace

_CLOCK: Final = "clock"
_IDS: Final = "ids"
_TOKENS: Final = "tokens"
_MESSAGE: Final = "channel ts user thread_ts only_for edited deleted state".split()
_SAID: Final = "text blocks sent".split()
_FILE: Final = "id name title shared_in alt_text".split()
_VIEW: Final = "id user payload hash root typed".split()


class Remembering:
    """Keeps a memory true to a workspace.

    Args:
        memory: where it is written.
        workspace: what is remembered.
    """

    def __init__(self, memory: Memory, workspace: Workspace) -> None:
        self._memory = memory
        self._workspace = workspace
        self._writers: Mapping[str, Callable[[Any], None]] = {
            "message_posted": self._write_message,
            "ephemeral_shown": self._write_message,
            "message_updated": self._write_message,
            "message_deleted": self._write_message,
            "state_changed": self._write_message,
            "home_published": self._write_home,
            "person_changed": self._write_person,
            "conversation_changed": self._write_conversation,
            "clock_turned": lambda _: None,  # what time it is, which is written with everything
        }

    def begin(self) -> Callable[[], None]:
        """Bring back what is remembered, and write down what changes from now on; the answer stops it."""
        self._recall()
        return self._workspace.feed.observe(self._happened)

    def keep_moment(self) -> None:
        """Write down what time it is in the workspace."""
        self._memory.put("facts", _CLOCK, self._workspace.now().isoformat())

    # -- writing

    def _happened(self, happening: Happening) -> None:
        write = self._writers.get(happening.kind)
        if write is None:
            return
        with self._memory.at_once():
            write(happening.subject)
            self._memory.put("facts", _IDS, self._workspace.ids.given)
            self.keep_moment()

    def _write_message(self, message: Message) -> None:
        name = f"{message.channel} {message.ts}"
        found = {one: getattr(message, one) for one in _MESSAGE} | {
            "files": [one.id for one in message.files]
        }
        for file in message.files:
            self._memory.put("files", file.id, {one: getattr(file, one) for one in _FILE})
            self._memory.put_content("files", file.id, file.content)
        self._memory.put("messages", name, found)
        self._memory.put_content("messages", name, _said(message))

    def _write_home(self, view: View) -> None:
        self._memory.put("homes", view.user, {name: getattr(view, name) for name in _VIEW})

    def _write_person(self, person: Person) -> None:
        back = person.away_until
        self._memory.put("people", person.id, asdict(person) | {"away_until": back and back.isoformat()})

    def _write_conversation(self, where: Conversation) -> None:
        kept = {"name": where.name, "kind": where.kind, "archived": where.archived}
        self._memory.put("conversations", where.id, {**kept, "members": sorted(where.members)})

    # -- bringing back

    def _recall(self) -> None:
        workspace = self._workspace
        workspace.ids.given.update(self._memory.get("facts", _IDS) or {})
        for person in self._memory.all("people").values():
            workspace.people[person["id"]] = _person(person)
        for place, kept in self._memory.all("conversations").items():
            workspace.conversations[place] = Conversation(
                place, kept["name"], kept["kind"], set(kept["members"]), archived=kept["archived"]
            )
        contents = self._memory.contents("files")
        for file, kept in self._memory.all("files").items():
            workspace.files[file] = File(**kept, content=contents[file])
        said = self._memory.contents("messages")
        for name, kept in self._memory.all("messages").items():
            self._bring_back(kept, said[name])
        for where in workspace.conversations.values():
            _put_in_order(where)
        for user, kept in self._memory.all("homes").items():
            workspace.modals.homes[user] = View(**kept)

    def _bring_back(self, kept: dict[str, Any], said: str) -> None:
        kept["files"] = [self._workspace.files[one] for one in kept["files"]]
        message = _Remembered(said, kept)
        where = self._workspace.conversations[message.channel]
        (where.ephemerals if message.is_ephemeral else where.messages).append(message)


class _Remembered(Message):
    """A message of an earlier run: what it says is read when somebody looks, as at few of thousands."""

    def __init__(self, said: str, known: Mapping[str, Any]) -> None:
        vars(self).update(known, _said=said)

    def __getattr__(self, name: str) -> Any:
        if name not in _SAID:
            raise AttributeError(name)
        said = json.loads(self._said)
        if said["sent"].get("blocks", ()) is None:
            said["sent"]["blocks"] = said["blocks"]
        vars(self).update(said | vars(self))
        return said[name]


def _said(message: Message) -> str:
    """What it says; blocks that were sent as they stand there are written once."""
    found = {name: getattr(message, name) for name in _SAID}
    if message.sent.get("blocks") == message.blocks:
        found["sent"] = {**message.sent, "blocks": None}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def moment_kept(memory: Memory) -> datetime | None:
    """What time it was in the workspace when it was last written down (aware UTC)."""
    kept = memory.get("facts", _CLOCK)
    return datetime.fromisoformat(kept) if kept else None


def tokens_kept(memory: Memory, scopes: frozenset[str]) -> Tokens:
    """The tokens of the app that is installed: made, and written down, at the first start."""
    kept = memory.get("facts", _TOKENS)
    tokens = Tokens(scopes, **(kept or {}))
    if kept is None:
        made = {"bot": tokens.bot, "app": tokens.app, "signing_secret": tokens.signing_secret}
        memory.put("facts", _TOKENS, made)
    return tokens


def _person(kept: dict[str, Any]) -> Person:
    back = kept["away_until"]
    return replace(
        Person(**kept),
        offers=tuple(kept["offers"]),
        wants=tuple(kept["wants"]),
        hours=tuple(Hours(*one) for one in kept["hours"]),
        away_until=date.fromisoformat(back) if back else None,
    )


def _put_in_order(where: Conversation) -> None:
    for messages in (where.messages, where.ephemerals):
        messages.sort(key=_moment)
    said = [_moment(one) for messages in (where.messages, where.ephemerals) for one in messages[-1:]]
    where.last = max([where.last, *said])


def _moment(message: Message) -> tuple[int, int]:
    seconds, _, micros = message.ts.partition(".")
    return int(seconds), int(micros)
