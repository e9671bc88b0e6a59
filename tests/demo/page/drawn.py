"""Payloads drawn in a small workspace, as Ana sees them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.demo.company import small_company
from bot.demo.messages import File, Message
from bot.demo.page.rendering import Renderer
from bot.demo.views import View, first_values
from bot.demo.workspace import Workspace
from tests.demo.page.seeing import Page

ANA, BEN = "U0ANA", "U0BEN"
Json = dict[str, Any]


class Monday:
    """Always the same Monday morning."""

    def now(self) -> datetime:
        """The moment."""
        return datetime(2026, 3, 2, 9, tzinfo=UTC)


def workspace() -> Workspace:
    """A small company on a Monday."""
    return Workspace(small_company(), Monday())


def posted(here: Workspace, *blocks: Json, text: str = "", me: str = ANA, **payload: Any) -> Message:
    """A message of the app to this person."""
    return here.post(here.direct(me), {"text": text, "blocks": list(blocks), **payload})


def message(*blocks: Json, text: str = "", me: str = ANA, **payload: Any) -> Page:
    """A message as this person sees it."""
    here = workspace()
    return Page(Renderer(here).message(posted(here, *blocks, text=text, me=me, **payload), me))


def with_file(file: File) -> Page:
    """A message with a file."""
    here = workspace()
    here.files[file.id] = file
    posted_here = here.post(here.direct(ANA), {"text": "Here it is."}, files=[file])
    return Page(Renderer(here).message(posted_here, ANA))


def view(here: Workspace, *blocks: Json, **payload: Any) -> View:
    """A modal with these blocks before Ana."""
    filled = here.ids.filled(list(blocks))
    given = {"type": "modal", "title": words("A form"), **payload, "blocks": filled}
    return View(here.ids.next("V"), ANA, given, "", typed=first_values(filled))


def modal(*blocks: Json, errors: Mapping[str, str] | None = None, **payload: Any) -> Page:
    """A modal as Ana sees it."""
    here = workspace()
    return Page(Renderer(here).modal(view(here, *blocks, **payload), ANA, errors or {}))


def words(text: str) -> Json:
    """Plain text."""
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    """Marked-up text."""
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, note: str = "") -> Json:
    """An option."""
    return {"text": words(text), "value": value} | ({"description": words(note)} if note else {})


def asked(element: Json, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "block_id": "b", "label": words("Label"), "element": element, **more}


def rich(*parts: Json) -> Json:
    """A rich text block."""
    return {"type": "rich_text", "elements": list(parts)}


def line(*elements: Json) -> Json:
    """A line of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}
