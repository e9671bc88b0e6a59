"""Messages and files as the workspace keeps them: exactly as they were sent."""

import copy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bot.demo.reading import Ring, rings_in


@dataclass
class File:
    """An uploaded file; `content` is there once the upload is complete."""

    id: str
    name: str
    title: str
    content: bytes | None = None
    shared_in: list[str] = field(default_factory=list)
    alt_text: str = ""

    @property
    def path(self) -> str:
        """Where it is served."""
        return f"/files/{self.id}/{quote(self.name, safe='')}"

    def to_slack(self, base_url: str) -> dict[str, Any]:
        """The file object of the Web API."""
        url = f"{base_url}{self.path}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "size": len(self.content or b""),
            "url_private": url,
            "url_private_download": url,
            "permalink": url,
        }


@dataclass
class Message:
    """One message.

    `sent` is the payload word for word; `blocks` is the same with ids filled in as Slack does.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]]
    sent: dict[str, Any]
    thread_ts: str | None = None
    only_for: str | None = None
    edited: bool = False
    deleted: bool = False
    files: list[File] = field(default_factory=list)
    state: dict[str, dict[str, dict[str, dict[str, Any]]]] = field(default_factory=dict)

    @property
    def is_ephemeral(self) -> bool:
        """Shown to one person only, and not kept by Slack."""
        return self.only_for is not None

    @property
    def rings(self) -> tuple[Ring, ...]:
        """Whom this message would notify by a mention: people, or a whole channel."""
        return rings_in(
            self.text, self.blocks, loose=bool(self.sent.get("link_names") or self.sent.get("parse"))
        )

    def snapshot(self) -> "Message":
        """The message as it is now, untouched by later changes."""
        return copy.deepcopy(self)

    def to_slack(self, bot_id: str, app_id: str, team_id: str) -> dict[str, Any]:
        """The message object of the Web API and of payloads."""
        found: dict[str, Any] = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "blocks": self.blocks,
            "team": team_id,
        }
        if self.sent.get("bot", True):
            found |= {"bot_id": bot_id, "app_id": app_id}
        if self.thread_ts:
            found["thread_ts"] = self.thread_ts
        if self.edited:
            found["edited"] = {"user": self.user, "ts": self.ts}
        if self.sent.get("metadata"):
            found["metadata"] = self.sent["metadata"]
        return found
