"""Column types: moments in UTC, words of an enumeration, frozen values as JSON."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, get_origin

from cattrs.errors import BaseValidationError
from cattrs.preconf.json import make_converter
from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.domain.notices import ALL, Notice

_REMEMBERED: Final = 4096
"""Values that are not read anew: who is in the middle of something is read again and again."""


class NaiveDatetime(ValueError):
    """A moment without a zone names no moment: refused before it is kept."""


class UnknownNotice(Exception):
    """A notice of a kind, or with fields, that this version does not know."""


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise NaiveDatetime(moment.isoformat())
    return moment.astimezone(UTC)


# What is kept was valid when it was kept; a class's own rules may have become stricter since, so nothing
# here refuses on reading what the constructor does not.
_converter = make_converter(prefer_attrib_converters=False)
_converter.register_unstructure_hook(datetime, lambda moment: _aware(moment).isoformat())
_converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
_converter.register_unstructure_hook(time, time.isoformat)
_converter.register_structure_hook(time, lambda text, _: time.fromisoformat(text))


class Moment(TypeDecorator[datetime]):
    """A moment: aware on its way in, aware UTC on its way out, on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime with NaiveDatetime."""
        return None if value is None else _aware(value)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """SQLite keeps no zone; what it holds is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A member of a StrEnum, kept as its short text."""

    impl = String(24)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, _dialect: Dialect) -> str | None:
        """Refuse a text that is no member."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> StrEnum | None:
        """The member."""
        return None if value is None else self.kind(value)


class Json(TypeDecorator[object]):
    """A frozen value, kept as JSON by the types of its fields."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: type[object]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[object]:
        """PostgreSQL keeps it parsed."""
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())

    def process_bind_param(self, value: object, _dialect: Dialect) -> object:
        """The value as dictionaries, lists and texts."""
        return None if value is None else _converter.unstructure(value, unstructure_as=self.kind)

    def process_result_value(self, value: object, _dialect: Dialect) -> object:
        """The value again."""
        return None if value is None else _converter.structure(value, self.kind)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """SQLite hands the text over: the same text is the same value, and is read once."""
        if dialect.name != "sqlite" or get_origin(self.kind) is dict:  # which can be changed
            return super().result_processor(dialect, coltype)
        kind: Any = self.kind  # a type can be hashed, which mypy does not see
        return lambda text: None if text is None else _read(text, kind)


@lru_cache(_REMEMBERED)
def _read(text: str, kind: Any) -> object:  # noqa: ANN401 -- any type of a column
    value = json.loads(text)
    return None if value is None else _converter.structure(value, kind)


def params_of(notice: Notice) -> dict[str, Any]:
    """What a notice says, as JSON; its kind is kept beside it."""
    params: Final[dict[str, Any]] = _converter.unstructure(notice)
    return params


def notice_of(kind: str, params: dict[str, Any]) -> Notice:
    """The notice again; UnknownNotice for one of another version."""
    try:
        return _converter.structure(params, ALL[kind])
    except (KeyError, TypeError, ValueError, BaseValidationError) as error:
        raise UnknownNotice(kind) from error
