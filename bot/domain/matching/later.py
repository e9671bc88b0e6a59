"""Later: a field of a value that is worked out when somebody first reads it."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """The default of such a field in a dataclass: it is set to a value, or to a function that finds it.

    Whoever reads the field gets the value either way, so comparing, copying, printing and keeping it are
    those of any other value.
    """

    def __init__(self, default: T) -> None:
        self._default: Final = default

    def __set_name__(self, _: type, name: str) -> None:
        """The name of the field."""
        self._name = name

    def __get__(self, one: object | None, _: type | None = None) -> T:
        """The value; of the class the default, for which dataclasses ask."""
        if one is None:
            return self._default
        fields: dict[str, T | Callable[[], T]] = vars(one)
        kept = fields[self._name]
        if callable(kept):
            kept = fields[self._name] = kept()
        return kept

    def __set__(self, one: object, kept: T | Callable[[], T]) -> None:
        """Keep the value or what finds it."""
        vars(one)[self._name] = kept
