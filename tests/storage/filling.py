"""Values with something in every field, whatever the class: nothing is lost unseen on its way."""

import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeVar

from bot.domain.agreements import EVERY
from tests.fakes import MONDAY

T = TypeVar("T")

_CHOICES: Final = {"every": EVERY[-1]}
"""Where not every value of the type will do."""


def filled(kind: type[T]) -> T:
    """A frozen dataclass with made-up values of its fields' types."""
    kinds = typing.get_type_hints(kind)
    values = {one.name: _CHOICES.get(one.name) or _value(kinds[one.name], one.name) for one in fields(kind)}  # type: ignore[arg-type]  # any dataclass
    return kind(**values)


def _value(kind: Any, name: str) -> object:  # noqa: ANN401  # a type, or a form of types
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _value(parts[0], name)
    if origin is tuple:
        return (_value(parts[0], name), _value(parts[0], name))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return list(kind)[-1]
    if isinstance(kind, type) and is_dataclass(kind):
        return filled(kind)
    values: dict[object, object] = {
        str: f"{name} “ü” \\ <3 \n",
        int: 7,
        float: 0.5,
        bool: True,
        datetime: MONDAY + timedelta(microseconds=1),
        date: MONDAY.date(),
    }
    return values[kind]
