"""One call of a Web API method: its arguments and what it may touch."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.demo import facts
from bot.demo.conversations import Conversation
from bot.demo.errors import SlackError
from bot.demo.payloads import Payloads
from bot.demo.socket_mode import SocketMode
from bot.demo.triggers import Triggers
from bot.demo.workspace import Workspace


@dataclass(frozen=True)
class Call:
    """A call that has passed authentication. `scopes` are the bot token's."""

    name: str
    args: dict[str, Any]
    workspace: Workspace
    payloads: Payloads
    triggers: Triggers
    sockets: SocketMode
    scopes: frozenset[str]
    base_url: str

    def text(self, name: str, default: str = "") -> str:
        """An argument as text."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        """An argument as yes or no."""
        return str(self.args.get(name, "")).lower() in ("1", "true")

    def listed(self, name: str) -> list[str]:
        """An argument that is a list or a text with commas."""
        value = self.args.get(name) or []
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def json(self, name: str, broken: str = "invalid_arguments") -> Any:
        """An argument that may come as JSON text; SlackError `broken` if it is none."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError(broken) from None

    def need_scope(self, *any_of: str) -> None:
        """SlackError missing_scope unless the token has one of these."""
        if not self.scopes & set(any_of):
            raise SlackError("missing_scope", needed=",".join(any_of), provided=",".join(sorted(self.scopes)))

    def conversation(self, name: str = "channel") -> Conversation:
        """The conversation named by an argument, if the app can see it, else SlackError channel_not_found."""
        wanted = self.text(name)
        try:
            found = self.workspace.channel(wanted)
        except KeyError:
            raise SlackError("channel_not_found") from None
        if found.kind != "channel" and self.workspace.bot.id not in found.members:
            raise SlackError("channel_not_found")
        return found

    def page(self, rows: list[dict[str, Any]], section: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """One page of rows and the `response_metadata` with the cursor of the next."""
        most = facts.figure(section, "limit")
        given = self.text("limit")
        if given and (not given.isdigit() or int(given) > most):
            raise SlackError("invalid_limit" if section != "users.list" else "invalid_arguments")
        limit = int(given or 0) or (
            facts.figure("pagination", "default_limit") if section != "users.list" else len(rows)
        )
        start = _position(self.text("cursor"))
        more = start + limit < len(rows)
        return rows[start : start + limit], {"next_cursor": f"at:{start + limit}" if more else ""}


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    number = cursor.removeprefix("at:")
    if not cursor.startswith("at:") or not number.isdigit():
        raise SlackError("invalid_cursor")
    return int(number)


@dataclass(frozen=True)
class Method:
    """How a method is answered.

    `app_token`: it wants the app-level token; `free`: it needs no token at all.
    """

    answer: Callable[[Call], dict[str, Any]]
    app_token: bool = False
    free: bool = False
    any_scope: bool = False
