"""State: what someone submitted in a modal. It came from outside: each value is checked before it is used."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain import errors
from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT
from handlers.slack.views import ids

_PERSON = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class State:
    """The fields of a submitted view. A value of the wrong sort is NotAChoice of its field, never a crash."""

    view: object

    @property
    def subject(self) -> str:
        """What the modal was about: an id, as forgeable as everything else."""
        held = _inside(self.view, "private_metadata")
        return held if isinstance(held, str) and not _UNKEEPABLE.search(held) else ""

    def has(self, field: str) -> bool:
        """Whether the modal had this field."""
        return isinstance(_inside(self.view, "state", "values", field), Mapping)

    def text(self, field: str, most: int = FREE_TEXT) -> str:
        """What was typed; empty when nothing was."""
        held = self._held(field, "value")
        if held is None:
            return ""
        if not isinstance(held, str):
            raise errors.NotAChoice(field)
        if len(held) > most:
            raise errors.TooLong(field, most, len(held))
        return _UNKEEPABLE.sub("", held)

    def untouched(self, field: str) -> bool:
        """Whether a text still is what the form proposed."""
        blocks = _inside(self.view, "blocks")
        inputs = (
            [one for one in blocks if _inside(one, "block_id") == field] if isinstance(blocks, list) else []
        )
        return any(_inside(one, "element", "initial_value") == self.text(field) for one in inputs)

    def needed_text(self, field: str, most: int = FREE_TEXT) -> str:
        """What was typed; Missing when nothing was."""
        typed = self.text(field, most)
        if not typed.strip():
            raise errors.Missing(field)
        return typed

    def number(self, field: str) -> int:
        """A whole number."""
        held = self._held(field, "value")
        if held is None:
            raise errors.Missing(field)
        if not isinstance(held, str) or not re.fullmatch(r"[0-9]{1,9}", held):
            raise errors.NotAChoice(field)
        return int(held)

    def number_or_none(self, field: str) -> int | None:
        """A whole number, or None."""
        return None if self._held(field, "value") is None else self.number(field)

    def channel(self, field: str) -> str:
        """The channel that was chosen; Missing when none was."""
        held = self._held(field, "selected_conversation")
        if held is None:
            raise errors.Missing(field)
        return _person(held, field)

    def person(self, field: str) -> PersonId | None:
        """The person who was chosen, or None."""
        held = self._held(field, "selected_user")
        return None if held is None else _person(held, field)

    def people(self, field: str) -> tuple[PersonId, ...]:
        """Everyone who was chosen."""
        held = self._held(field, "selected_users")
        if held is None:
            return ()
        if not isinstance(held, list):
            raise errors.NotAChoice(field)
        return tuple(_person(one, field) for one in held)

    def day(self, field: str) -> date | None:
        """The day, or None."""
        held = self._held(field, "selected_date")
        if held is None:
            return None
        if not isinstance(held, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", held):
            raise errors.NotAChoice(field)
        try:
            return date.fromisoformat(held)
        except ValueError as wrong:
            raise errors.NotAChoice(field) from wrong

    def clock(self, field: str) -> time | None:
        """The time of day, or None."""
        held = self._held(field, "selected_time")
        if held is None:
            return None
        if not isinstance(held, str) or not re.fullmatch(r"[0-9]{2}:[0-9]{2}", held):
            raise errors.NotAChoice(field)
        try:
            return time.fromisoformat(held)
        except ValueError as wrong:
            raise errors.NotAChoice(field) from wrong

    def moment(self, field: str) -> datetime | None:
        """The moment (aware UTC), or None."""
        held = self._held(field, "selected_date_time")
        return None if held is None else ids.moment(held, field)

    def one_of(self, field: str, offered: Collection[str] | None = None) -> str | None:
        """The choice, or None; one that was not offered is refused, where that is known here."""
        held = self._held(field, "selected_option")
        return None if held is None else _choice(held, field, offered)

    def some_of(self, field: str, offered: Collection[str] | None = None) -> tuple[str, ...]:
        """All choices; one that was not offered is refused, where that is known here."""
        held = self._held(field, "selected_options")
        if held is None:
            return ()
        if not isinstance(held, list):
            raise errors.NotAChoice(field)
        return tuple(dict.fromkeys(_choice(one, field, offered) for one in held))

    def _held(self, field: str, key: str) -> object:
        return _inside(self.view, "state", "values", field, field, key)


def needed(chosen: str | None, field: str) -> str:
    """A choice that had to be made; Missing when it was not."""
    if chosen is None:
        raise errors.Missing(field)
    return chosen


def _inside(value: object, *path: str) -> object:
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def _person(held: object, field: str) -> PersonId:
    if not isinstance(held, str) or not _PERSON.fullmatch(held):
        raise errors.NotAChoice(field)
    return held


def _choice(held: object, field: str, offered: Collection[str] | None) -> str:
    chosen = held.get("value") if isinstance(held, Mapping) else None
    if not isinstance(chosen, str) or _UNKEEPABLE.search(chosen):
        raise errors.NotAChoice(field)
    if offered is not None and chosen not in offered:
        raise errors.NotAChoice(field)
    return chosen
