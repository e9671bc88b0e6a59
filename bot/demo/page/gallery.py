"""The gallery: everything the bot can say or ask, on one page, as its readers see it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.demo.conversations import Conversation
from bot.demo.ids import Ids
from bot.demo.messages import Message
from bot.demo.page.macros import surface
from bot.demo.page.markup import Reading
from bot.demo.page.rendering import Renderer
from bot.demo.page.stage import Specimen
from bot.demo.views import View, first_values
from bot.demo.workspace import Workspace

_SURFACES = {"message": "Message", "modal": "Form", "home": "App Home"}


@dataclass(frozen=True)
class Exhibit:
    """A specimen as it hangs in the gallery."""

    anchor: str
    name: str
    surface: str
    note: Markup
    drawn: Markup


@dataclass(frozen=True)
class Room:
    """The specimens of one group."""

    name: str
    anchor: str
    exhibits: tuple[Exhibit, ...]


def gallery(specimens: Sequence[Specimen], workspace: Workspace) -> str:
    """The whole page, as nobody in particular sees it."""
    hanging = _Hanging(workspace)
    groups = dict.fromkeys(one.group for one in specimens)
    rooms = [
        Room(group, _anchor(group), tuple(hanging.exhibit(one) for one in specimens if one.group == group))
        for group in groups
    ]
    return surface("gallery.html", rooms=rooms, app=workspace.bot.real_name)


class _Hanging:
    """Hangs specimens up, each with ids of its own."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._me = workspace, workspace.bot.id
        self._renderer, self._ids = Renderer(workspace), Ids()
        self._wall = Conversation("gallery", "gallery", "im", set())

    def exhibit(self, specimen: Specimen) -> Exhibit:
        draw = {"message": self._message, "modal": self._modal, "home": self._home}[specimen.surface]
        note = Reading(self._workspace.reader(self._me)).mrkdwn(specimen.note)
        name = _SURFACES[specimen.surface]
        anchor = _anchor(f"{specimen.group} {specimen.name}")
        return Exhibit(anchor, specimen.name, name, note, draw(specimen))

    def _message(self, specimen: Specimen) -> Markup:
        payload = specimen.payload
        ts = self._wall.next_ts(self._workspace.now())
        blocks = self._ids.filled(payload.get("blocks"))
        text = str(payload.get("text", ""))
        message = Message(self._wall.id, ts, self._workspace.bot.id, text, blocks, payload)
        return self._renderer.message(message, self._me)

    def _modal(self, specimen: Specimen) -> Markup:
        return self._renderer.modal(self._view(specimen), self._me)

    def _home(self, specimen: Specimen) -> Markup:
        return self._renderer.home(self._view(specimen), self._me)

    def _view(self, specimen: Specimen) -> View:
        blocks = self._ids.filled(specimen.payload.get("blocks"))
        payload = {**specimen.payload, "blocks": blocks}
        return View(self._ids.next("G"), self._me, payload, "", typed=first_values(blocks))


def _anchor(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
