"""Where somebody can be: channels, the app's direct messages, group messages, and the App Home."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.demo.company import Person
from bot.demo.conversations import Conversation
from bot.demo.page.guard import Refused
from bot.demo.page.people import unable
from bot.demo.page.reads import Reads
from bot.demo.workspace import Workspace

HOME = "home"


@dataclass(frozen=True)
class Entry:
    """A conversation in the sidebar."""

    id: str
    title: str
    kind: str
    unread: int


@dataclass(frozen=True)
class Sidebar:
    """Everything that one person can turn to."""

    channels: tuple[Entry, ...]
    directs: tuple[Entry, ...]
    groups: tuple[Entry, ...]

    @property
    def unread(self) -> int:
        """How many unread messages there are in all."""
        return sum(one.unread for one in (*self.channels, *self.directs, *self.groups))


def sidebar(workspace: Workspace, reads: Reads, me: Person) -> Sidebar:
    """What this person can turn to, in the order in which it stands there."""
    if not unable(me):
        workspace.direct(me.id)
    mine = [one for one in workspace.conversations.values() if me.id in one.members]
    entries = [Entry(one.id, title(workspace, one, me), one.kind, reads.unread(me.id, one)) for one in mine]
    return Sidebar(
        tuple(one for one in entries if one.kind in ("channel", "private")),
        tuple(one for one in entries if one.kind == "im"),
        tuple(one for one in entries if one.kind == "mpim"),
    )


def conversation(workspace: Workspace, me: Person, place: str) -> Conversation:
    """The conversation with this id, if this person is in it; refused as unknown otherwise."""
    found = workspace.conversations.get(place)
    if found is None or me.id not in found.members:
        raise Refused(404, f"{me.real_name} knows no such conversation.")
    return found


def is_for_commands(manifest: Mapping[str, Any], where: Conversation) -> bool:
    """Nothing but commands is taken here: the app has closed its direct messages to words."""
    shown = manifest.get("features", {}).get("app_home", {})
    return where.kind == "im" and bool(shown.get("messages_tab_read_only_enabled"))


def title(workspace: Workspace, where: Conversation, me: Person) -> str:
    """What a conversation is called for this person."""
    if where.kind in ("channel", "private"):
        return where.name
    others = where.members - {me.id}
    if where.kind == "mpim":
        others -= {workspace.bot.id}
    return ", ".join(sorted(workspace.people[one].real_name for one in others)) or workspace.bot.real_name
