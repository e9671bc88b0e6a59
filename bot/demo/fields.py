"""Finding what a person means by its visible words, and the values and actions that follow.

Pure functions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.demo.errors import Impossible
from bot.demo.ids import interactive
from bot.demo.reading import Reader, options_of, said
from bot.demo.state_values import KEYS


@dataclass(frozen=True)
class Field:
    """An element together with the block that holds it; `names` are the words by which a person knows it."""

    block: dict[str, Any]
    element: dict[str, Any]
    names: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def key(self) -> tuple[str, str]:
        """Block id and action id."""
        return self.block["block_id"], self.element["action_id"]

    @property
    def dispatches(self) -> bool:
        """Using it speaks to the app at once instead of on submission."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def fields_of(blocks: Iterable[dict[str, Any]], reader: Reader) -> list[Field]:
    """All elements that can be used."""
    return [
        Field(block, element, _names(block, element, reader))
        for block in blocks
        for element in interactive(block)
    ]


def _names(block: dict[str, Any], element: dict[str, Any], reader: Reader) -> tuple[str, ...]:
    own = [said(element.get(name), reader) for name in ("text", "placeholder")]
    around = [said(block.get(name), reader) for name in ("label", "text")]
    if element["type"] == "button":
        around = []
    return tuple(name for name in [*around, *own, str(element.get("accessibility_label") or "")] if name)


def named(found: list[Field], wanted: str, kinds: Iterable[str] = ()) -> Field:
    """The one field known by these words: exactly, else beginning with or holding them.

    Impossible otherwise.
    """
    fits = [one for one in found if not kinds or one.kind in kinds]
    for test in (_same, _begins, _holds):
        hits = [one for one in fits if any(test(name, wanted) for name in one.names)]
        if len(hits) == 1:
            return hits[0]
        if len(hits) > 1 and test is _same:
            raise Impossible(f"{len(hits)} things are called {wanted!r} here")
    shown = sorted({one.names[0] for one in fits if one.names})
    raise Impossible(f"nothing here is called {wanted!r}; there is {shown}")


def _same(name: str, wanted: str) -> bool:
    return name.casefold().strip() == wanted.casefold().strip()


def _begins(name: str, wanted: str) -> bool:
    return name.casefold().startswith(wanted.casefold())


def _holds(name: str, wanted: str) -> bool:
    return wanted.casefold() in name.casefold()


def option_named(element: dict[str, Any], wanted: str, reader: Reader) -> dict[str, Any]:
    """The option with this visible text; Impossible if there is none."""
    offered = {said(one.get("text"), reader): one for one in options_of(element)}
    for test in (_same, _begins):
        hits = [one for text, one in offered.items() if test(text, wanted)]
        if len(hits) == 1:
            return hits[0]
    raise Impossible(f"no option {wanted!r}; there is {sorted(offered)}")


def typed(kind: str, value: Any) -> Any:
    """What a person types, in the form that Slack keeps it for this kind of field."""
    if value in (None, ""):
        return None
    if kind == "datetimepicker":
        return int(value.timestamp()) if isinstance(value, datetime) else int(value)
    if kind == "datepicker":
        return value.isoformat()[:10] if isinstance(value, date) else str(value)
    if kind == "timepicker":
        return f"{value:%H:%M}" if isinstance(value, time) else str(value)
    if kind == "rich_text_input":
        return rich(str(value)) if not isinstance(value, dict) else value
    if kind in KEYS and KEYS[kind][0] == "value":
        return str(value)
    raise Impossible(f"one cannot type into a {kind}")


def rich(text: str) -> dict[str, Any]:
    """A rich text block with one section of plain words."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def action_of(field: Field, state: dict[str, Any] | None = None, forged: str | None = None) -> dict[str, Any]:
    """The action that using this element sends; `forged` takes the place of its value."""
    element = field.element
    action = {"type": field.kind, "action_id": element["action_id"], "block_id": field.block["block_id"]}
    for name in ("text", "value", "style", "url", "placeholder", "confirm"):
        if element.get(name) is not None and field.kind in ("button", *KEYS):
            action[name] = element[name]
    for name in (
        "initial_option",
        "initial_options",
        "initial_date",
        "initial_time",
        "initial_user",
        "initial_users",
    ):
        if element.get(name) is not None:
            action[name] = element[name]
    chosen = {key: value for key, value in (state or {}).items() if key != "type"}
    return action | chosen | ({} if forged is None else {"value": forged})
