"""Later: a field of a value that is worked out when somebody first reads it."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """The default of such a field in a dataclass: it is set to a value, or to a function that finds it.

    The function is given the object that has the field, so that one function serves many. Whoever reads the
    field gets the value either way, so comparing, copying, printing and keeping it are those of any other.
    """

    def __init__(self, default: T) -> None:
        self._default: Final = default

    def __set_name__(self, _: type, name: str) -> None:
        """The name of the field."""
        self._name = f"_{name}"

    def __get__(self, one: object | None, _: type | None = None) -> T:
        """The value; of the class the default, for which dataclasses ask."""
        if one is None:
            return self._default
        kept: T | Callable[[object], T] = object.__getattribute__(one, self._name)
        if not callable(kept):
            return kept
        found: T = kept(one)
        self.__set__(one, found)
        return found

    def __set__(self, one: object, kept: T | Callable[[object], T]) -> None:
        """Keep the value or what finds it, as an attribute: to ask for `vars` would make a dict of them."""
        object.__setattr__(one, self._name, kept)
