"""Conversations: channels, direct messages and group messages, and the order of what is said in them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.demo.messages import Message


@dataclass
class Conversation:
    """A place to talk. `kind` is channel, private, im or mpim; `members` are user ids."""

    id: str
    name: str
    kind: str
    members: set[str]
    messages: list[Message] = field(default_factory=list)
    ephemerals: list[Message] = field(default_factory=list)
    last: tuple[int, int] = (0, 0)
    archived: bool = False

    def next_ts(self, now: datetime) -> str:
        """A timestamp that no other message here has and that is later than all of them."""
        micros = int(now.timestamp() * 1_000_000)
        moment = divmod(micros, 1_000_000)
        if moment <= self.last:
            seconds, micro = self.last
            moment = divmod(seconds * 1_000_000 + micro + 1, 1_000_000)
        self.last = moment
        return f"{moment[0]}.{moment[1]:06d}"

    def find(self, ts: str) -> Message | None:
        """The message with this timestamp, unless it was deleted."""
        return next((one for one in self.messages if one.ts == ts and not one.deleted), None)

    def find_shown(self, ts: str) -> Message | None:
        """The message or ephemeral with this timestamp."""
        return self.find(ts) or next(
            (one for one in self.ephemerals if one.ts == ts and not one.deleted), None
        )

    def to_slack(self, bot: str) -> dict[str, Any]:
        """The conversation object of the Web API."""
        found: dict[str, Any] = {
            "id": self.id,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "private",
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "is_archived": self.archived,
            "is_member": bot in self.members,
            "created": 0,
        }
        if self.kind == "im":
            return found | {"user": next(iter(self.members - {bot}), bot)}
        return found | {"name": self.name, "name_normalized": self.name, "num_members": len(self.members)}
