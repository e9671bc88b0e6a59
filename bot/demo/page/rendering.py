"""Messages, modals and homes as HTML, for one reader.

What can be used carries `data-block` and `data-action`; of a field with several parts, whatever holds them
does. `data-act` says that using it speaks to the app at once (in a field for typing its value names when:
`on_enter_pressed`, `on_character_entered`), `data-confirm` that it asks first. A field's `name` is
`{block_id}|{action_id}`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.demo.company import Person
from bot.demo.messages import File, Message
from bot.demo.page.drawing import NOTHING, Drawing
from bot.demo.page.macros import surface
from bot.demo.views import View
from bot.demo.workspace import Workspace

_TONES = 6


class Renderer:
    """Draws what stands in a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def message(self, message: Message, me: str) -> Markup:
        """A message or ephemeral as this person (a user id) sees it."""
        try:
            return self._message(message, me)
        except Exception as error:  # noqa: BLE001 -- one that cannot be drawn hides no other
            drawn = surface("undrawn.html", what="message", error=type(error).__name__)
            return surface("message_undrawn.html", name=message_id(message), message=message, drawn=drawn)

    def _message(self, message: Message, me: str) -> Markup:
        name = message_id(message)
        drawing = Drawing(self._workspace, me, name, message.state.get(me, {}))
        return surface(
            "message.html",
            d=drawing,
            message=message,
            name=name,
            author=self._author(message),
            at=self._moment(message, me),
            plain=message.sent.get("mrkdwn") is False,
            markdown=message.sent.get("markdown_text") or "",
            size=_size,
        )

    def modal(self, view: View, me: str, errors: Mapping[str, str] = NOTHING) -> Markup:
        """A modal with what was typed so far; `errors` are sentences by block id."""
        drawing = Drawing(self._workspace, me, view.id, view.typed, errors)
        return surface("modal.html", d=drawing, view=view, app=self._workspace.bot.real_name)

    def home(self, view: View, me: str) -> Markup:
        """The App Home."""
        return surface("home.html", d=Drawing(self._workspace, me, view.id, view.typed), view=view)

    def _author(self, message: Message) -> dict[str, Any]:
        person = self._workspace.people.get(message.user)
        name = person.real_name if person else message.user
        is_app = bool(person and (person.is_bot or person is self._workspace.bot))
        return {"name": name, "is_app": is_app, **avatar(person, name)}

    def _moment(self, message: Message, me: str) -> datetime:
        seconds = int(message.ts.partition(".")[0])
        zone = ZoneInfo(self._workspace.reader(me).tz)
        return datetime.fromtimestamp(seconds, UTC).astimezone(zone)


def message_id(message: Message) -> str:
    """The id of a message's element on the page."""
    return f"m-{message.channel}-{message.ts.replace('.', '-')}"


def avatar(person: Person | None, name: str = "") -> dict[str, Any]:
    """What stands for a person's picture: their `initials`, and a `tone` (1 to 6) by their id."""
    name = person.real_name if person else name
    words = [word for word in name.split() if word[0].isalnum()] or [name or "?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    seed = person.id if person else name
    return {"initials": letters.upper(), "tone": sum(map(ord, seed)) % _TONES + 1}


def _size(file: File) -> str:
    """How large a file is, in words."""
    content = len(file.content or b"")
    return f"{content} bytes" if content < 1000 else f"{content / 1000:,.0f} KB"
