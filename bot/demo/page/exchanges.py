"""What crossed the line between the bot and Slack, for the curious: numbered, and without its secrets."""

import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.demo.page.guard import Refused
from bot.demo.record import Exchange, Record

KEPT: Final = 500
AT_ONCE: Final = 60
"""Rows that the panel shows at first; more come as they happen."""
_SECRET: Final = re.compile(r"\b(xox[a-z]-|xapp-|(?<=[?&])ticket=)[\w-]+")
_SECRET_NAMES: Final = frozenset({"token", "authorization", "client_secret", "signing_secret", "ticket"})
_HIDDEN: Final = "••••"


@dataclass(frozen=True)
class Row:
    """One exchange and its number."""

    number: int
    exchange: Exchange

    @property
    def arrow(self) -> str:
        """Which way it went."""
        return "to Slack" if self.exchange.direction == "in" else "to the bot"

    @property
    def milliseconds(self) -> int:
        """How long the answer took."""
        return round(self.exchange.seconds * 1000)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of whom it came from or goes to: people, and conversations."""
        payload = self.exchange.payload
        return _about(payload) if isinstance(payload, Mapping) else ()

    @property
    def subject(self) -> str:
        """What it was about, in a word: the command, the button, the form, the event."""
        payload = self.exchange.payload
        return _subject(payload) if isinstance(payload, Mapping) else ""

    @property
    def went_wrong(self) -> bool:
        """It was not answered, or not with what was hoped for."""
        answer = self.exchange.answer
        refused = isinstance(answer, Mapping) and answer.get("ok") is False
        return self.exchange.status != 200 or refused


class Exchanges:
    """The last exchanges."""

    def __init__(self, record: Record) -> None:
        self._rows: deque[Row] = deque(maxlen=KEPT)
        self._number = 0
        for one in list(record.exchanges)[-KEPT:]:
            self._add(one)
        self.stop: Callable[[], None] = record.observe(self._add)

    def after(self, number: int) -> list[Row]:
        """The newest rows with a higher number, the newest first."""
        return [one for one in reversed(self._rows) if one.number > number][:AT_ONCE]

    def row(self, number: int) -> Row:
        """The row with this number; refused when it is too long ago."""
        for one in self._rows:
            if one.number == number:
                return one
        raise Refused(404, "This exchange is too long ago.")

    def _add(self, exchange: Exchange) -> None:
        self._number += 1
        self._rows.append(Row(self._number, exchange))


def pretty(value: Any) -> str:
    """A payload or an answer as indented JSON, or as the text it is; tokens do not show."""
    masked = _masked(value)
    if isinstance(masked, str):
        return masked
    return json.dumps(masked, indent=2, ensure_ascii=False, default=str)


def _masked(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {key: _masked(one, str(key)) for key, one in value.items()}
    if isinstance(value, list):
        return [_masked(one) for one in value]
    if not isinstance(value, str):
        return value
    if name.lower() in _SECRET_NAMES:
        return _HIDDEN
    if name == "response_url":
        return value.rpartition("/")[0] + "/" + _HIDDEN
    unfolded = _unfolded(value)
    return _SECRET.sub(lambda found: f"{found[1]}{_HIDDEN}", value) if unfolded is None else _masked(unfolded)


def _unfolded(value: str) -> Any:
    """JSON inside JSON, as the Web API takes blocks and views."""
    if value[:1] not in ("{", "["):
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _subject(payload: Mapping[str, Any]) -> str:
    if "command" in payload:
        return f"{payload['command']} {payload.get('text', '')}".strip()
    if actions := payload.get("actions"):
        return str(actions[0].get("action_id", ""))
    if isinstance(view := payload.get("view"), Mapping) and payload.get("type"):
        return f"{payload['type']} {view.get('callback_id', '')}".strip()
    if isinstance(event := payload.get("event"), Mapping):
        return str(event.get("type", ""))
    return ""


def _about(payload: Mapping[str, Any]) -> tuple[str, ...]:
    event = payload.get("event")
    given = {**payload, **event} if isinstance(event, Mapping) else payload
    ids = [_id(given.get(name)) for name in ("user", "user_id", "users")]
    return tuple(filter(None, [*ids, "" if any(ids) else _id(given.get("channel"))]))


def _id(given: Any) -> str:
    """An id by itself, or of an object."""
    return str((given.get("id") if isinstance(given, Mapping) else given) or "")
