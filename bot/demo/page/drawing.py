"""One surface as it is drawn for one reader: what the templates ask."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.demo.page.charts import Chart, chart
from bot.demo.page.choices import Choice, Group, groups, picked
from bot.demo.page.macros import BLOCKS, ELEMENTS, macro, surface
from bot.demo.page.markup import Reading, is_safe
from bot.demo.page.pictures import Picture, picture
from bot.demo.page.rich_text import rich_text
from bot.demo.page.tables import Table, table
from bot.demo.reading import rich_part_as_read, said
from bot.demo.state_values import initial_value, standing
from bot.demo.workspace import Workspace

Json = dict[str, Any]
State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What stands in fields, by block id and action id."""
NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})

_LIKE: Final = {
    "users_select": "static_select",
    "conversations_select": "static_select",
    "channels_select": "static_select",
    "multi_users_select": "multi_static_select",
    "multi_conversations_select": "multi_static_select",
    "multi_channels_select": "multi_static_select",
    "multi_external_select": "external_select",
    "email_text_input": "plain_text_input",
    "url_text_input": "plain_text_input",
    "rich_text_input": "plain_text_input",
    "workflow_button": "button",
}
"""Elements that are drawn like another one."""
_ROW: Final = 40
_GAP: Final = 5
"""Characters of a row, and those that a box and the distance to the next one take."""
_TYPED_AT: Final = "dispatch_action_config"


@dataclass(frozen=True)
class Drawing:
    """A message, modal or home before somebody's eyes.

    Attributes:
        workspace: where it stands.
        me: who reads it.
        name: begins the ids of its parts.
        state: what stands in its fields; those that are not named hold what they began with.
        errors: a sentence for each block id that was refused.
    """

    workspace: Workspace
    me: str
    name: str
    state: State = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def reading(self) -> Reading:
        """How this reader sees texts."""
        return Reading(self.workspace.reader(self.me), self.me)

    # -- parts

    def block(self, block: Json) -> Markup:
        """A block."""
        return self._drawn(BLOCKS, str(block.get("type", "")), block)

    def element(self, block: Json, element: Json) -> Markup:
        """An element of a block."""
        kind = str(element.get("type", ""))
        return self._drawn(ELEMENTS, _LIKE.get(kind, kind), block, element)

    def _drawn(self, files: tuple[str, ...], kind: str, *given: Json) -> Markup:
        try:
            drawn: Markup = macro(files, kind)(self, *given)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the rest of the page is drawn
            return surface("undrawn.html", what=kind or "block", error=type(error).__name__)
        return drawn

    # -- words

    def text(self, given: Any) -> Markup:
        """A text object as HTML."""
        return self.reading.text(given)

    def words(self, given: Any) -> str:
        """A text object without any markup, for attributes."""
        return said(given, self.reading.reader)

    def rich(self, block: Json) -> Markup:
        """Rich text as HTML."""
        return rich_text(block.get("elements", []), self.reading)

    def markdown(self, words: str) -> Markup:
        """Markdown as HTML."""
        from bot.demo.page.markdown import markdown  # a parser for what few messages hold

        return markdown(words)

    def link(self, url: Any) -> str:
        """An address that may be followed; empty when it may not."""
        return str(url) if is_safe(str(url)) else ""

    # -- figures

    def picture(self, given: Json) -> Picture:
        """An image."""
        return picture(given, self.workspace)

    def chart(self, block: Json) -> Chart | None:
        """A chart, measured; None when there is nothing to draw."""
        return chart(block.get("chart") or {})

    def table(self, block: Json) -> Table:
        """A table."""
        return table(block, self.reading)

    # -- fields

    def standing(self, block: Json, element: Json) -> Any:
        """What stands in a field now, in Slack's form."""
        held = self.state.get(block.get("block_id", ""), NOTHING).get(element.get("action_id", ""))
        begun = dict(held) if held else initial_value(element)
        return standing(begun) if begun else None

    def groups(self, block: Json, element: Json) -> list[Group]:
        """What can be chosen in an element."""
        return groups(element, self.standing(block, element), self.workspace, self.reading)

    def picked(self, block: Json, element: Json) -> list[Choice]:
        """What is chosen in an element, in the order in which it was."""
        return picked(self.groups(block, element))

    def fit_in_a_row(self, offered: Sequence[Group]) -> bool:
        """These choices are so few and so short, such as 1 to 5, that they need no line each."""
        choices = [one for group in offered for one in group.choices]
        lengths = [len(one.words.striptags()) for one in choices]
        return not any(one.note for one in choices) and sum(lengths) + _GAP * len(lengths) <= _ROW

    def local(self, seconds: Any) -> str:
        """A moment (seconds since 1970) on the reader's clock, as a browser's field takes it."""
        if seconds in (None, ""):
            return ""
        moment = datetime.fromtimestamp(int(seconds), UTC)
        return f"{moment.astimezone(ZoneInfo(self.reading.reader.tz)):%Y-%m-%dT%H:%M}"

    def written(self, block: Json, element: Json) -> str:
        """What is typed in a field, as plain words."""
        held = self.standing(block, element)
        if isinstance(held, dict):
            parts = held.get("elements", [])
            return "\n".join(rich_part_as_read(one, self.reading.reader) for one in parts)
        return str(held or "")

    # -- attributes

    def id(self, *names: Any) -> str:
        """An id of the page that no other part has."""
        return "-".join([self.name, *(re.sub(r"[^\w.]", _spelled, str(one)) for one in names)])

    def key(self, block: Json, element: Json) -> str:
        """The name under which a field is posted."""
        return f"{block.get('block_id', '')}|{element.get('action_id', '')}"

    def use(self, block: Json, element: Json) -> dict[str, Any]:
        """The attributes of what is used: its block and action, and whether it speaks to the app at once."""
        return {
            "data-block": block.get("block_id", ""),
            "data-action": element.get("action_id", ""),
            "data-act": self._acts(block, element),
            "data-confirm": self._confirm(element),
        }

    def field(self, block: Json, element: Json) -> dict[str, Any]:
        """The attributes of a field: as above, with its name, label, hint and error."""
        inside = block.get("type") == "input"
        return {
            **self.use(block, element),
            "id": self.id(block.get("block_id"), element.get("action_id")),
            "name": self.key(block, element),
            "aria-label": None if inside else self.label(block, element),
            "autofocus": "" if element.get("focus_on_load") else None,
            **self.judged(block),
        }

    def judged(self, block: Json) -> dict[str, Any]:
        """What a screen reader is told of a field: that it must be filled in, what was refused, the hint."""
        if block.get("type") != "input":
            return {}
        there = {"hint": block.get("hint"), "error": self.error(block)}
        described = [self.id(block.get("block_id"), name) for name, given in there.items() if given]
        return {
            "aria-required": None if block.get("optional") else "true",
            "aria-invalid": "true" if self.error(block) else None,
            "aria-describedby": " ".join(described) or None,
        }

    def error(self, block: Json) -> str:
        """Why what stands in an input was refused; empty when it was not."""
        return self.errors.get(block.get("block_id", ""), "")

    def label(self, block: Json, element: Json) -> str:
        """What a field is called: its label, or what stands in or beside it."""
        around = (block.get("label"), element.get("placeholder"), block.get("text"))
        return next(filter(None, map(self.words, around)), "Choose")

    def _acts(self, block: Json, element: Json) -> str | None:
        if block.get("type") == "input" and not block.get("dispatch_action"):
            return None
        return " ".join((element.get(_TYPED_AT) or {}).get("trigger_actions_on", []))

    def _confirm(self, element: Json) -> str | None:
        asked = element.get("confirm")
        if not asked:
            return None
        shown = {name: self.words(asked.get(name)) for name in ("title", "text", "confirm", "deny")}
        return json.dumps({**shown, "style": asked.get("style", "primary")})


def _spelled(found: re.Match[str]) -> str:
    return f"-{ord(found[0]):x}-"
