"""What the page posts of a form, turned into the state that Slack keeps of it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.fields import Field, fields_of, typed
from bot.demo.page.guard import Refused
from bot.demo.reading import Reader, options_of
from bot.demo.state_values import KEYS, value_of
from bot.demo.workspace import Workspace

Typed = dict[str, dict[str, dict[str, Any]]]
"""State by block id and action id."""
Offered = Mapping[tuple[str, str], list[dict[str, Any]]]
"""Options that the app gave for external selects, by block id and action id."""


class Filling:
    """Fills one form as one person does, from what the browser says stands in its fields."""

    def __init__(self, workspace: Workspace, reader: Reader, offered: Offered | None = None) -> None:
        self._workspace = workspace
        self._reader = reader
        self._offered = offered or {}

    def fill(self, blocks: Iterable[dict[str, Any]], state: Typed, values: Mapping[str, Any]) -> None:
        """Put the values into the state; fields that are no longer there are passed over."""
        for field in fields_of(blocks, self._reader):
            block, action = field.key
            if field.kind in KEYS and action in values.get(block, {}):
                state.setdefault(block, {})[action] = self.state_of(field, values[block][action])

    def state_of(self, field: Field, given: Any) -> dict[str, Any]:
        """The state of one field in which this was typed or chosen; refused when it cannot be."""
        key, _, empty = KEYS[field.kind]
        several = isinstance(empty, list)
        if several != isinstance(given, list) or not all(isinstance(one, str) for one in _each(given)):
            raise Refused(400, "A field holds something that does not fit into it.")
        chosen = [self._meant(field, key, one) for one in _each(given)]
        return value_of(field.element, chosen if several else next(iter(chosen), None))

    def option(self, field: Field, value: str) -> dict[str, Any]:
        """The option with this value; refused when it is not on offer."""
        for one in [*options_of(field.element), *self._offered.get(field.key, [])]:
            if one.get("value") == value:
                return one
        raise Refused(422, "That choice is not on offer here.")

    def _meant(self, field: Field, key: str, given: str) -> Any:
        if "option" in key:
            return self.option(field, given)
        if "user" in key:
            return self._known(given, self._workspace.people)
        if "channel" in key or "conversation" in key:
            return self._known(given, self._workspace.conversations)
        try:
            return typed(field.kind, self._moment(field.kind, given))
        except ValueError:
            raise Refused(422, "That is no date or time.") from None

    def _known(self, given: str, among: Mapping[str, Any]) -> str:
        if given not in among:
            raise Refused(422, "That choice is not on offer here.")
        return given

    def _moment(self, kind: str, given: str) -> Any:
        if kind == "datepicker":
            return date.fromisoformat(given)
        if kind == "timepicker":
            return time.fromisoformat(given)
        if kind == "datetimepicker":
            return datetime.fromisoformat(given).replace(tzinfo=ZoneInfo(self._reader.tz))
        return given


def _each(given: Any) -> list[Any]:
    if given in (None, ""):
        return []
    return given if isinstance(given, list) else [given]
