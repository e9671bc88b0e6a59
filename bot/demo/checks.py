"""The small checks from which the shapes of blocks and views are put together.

A check looks at one JSON value at one place and yields what is wrong with it. The sentences follow the form
of Slack's own (`must be less than 76 characters`, `missing required field: text`), since apps log them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.demo import facts


@dataclass(frozen=True)
class Problem:
    """One thing that Slack would refuse.

    Where (a JSON pointer), what, and the error name if it is a special one.
    """

    pointer: str
    message: str
    code: str = ""

    def __str__(self) -> str:
        """The line that Slack puts into `response_metadata.messages`."""
        return f"[ERROR] {self.message} [json-pointer:{self.pointer}]"


@dataclass
class Visit:
    """What must be known across a whole message or view while it is being looked at."""

    surface: str
    block_ids: list[str] = field(default_factory=list)
    focused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where we are in the payload."""

    pointer: str
    visit: Visit

    def at(self, key: str | int) -> "Place":
        """The place one step further in."""
        return replace(self, pointer=f"{self.pointer}/{key}")

    def wrong(self, message: str, code: str = "") -> Problem:
        """A problem here."""
        return Problem(self.pointer, message, code)


Check = Callable[[Any, Place], Iterator[Problem]]


def anything(_value: Any, _place: Place) -> Iterator[Problem]:
    """Whatever it is, it is fine."""
    return iter(())


def of_type(kind: type, name: str) -> Check:
    """A value of this JSON type."""

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            yield place.wrong(f"must be a {name}")

    return check


flag = of_type(bool, "boolean")
string = of_type(str, "string")
integer = of_type(int, "number")


def chars(section: str, name: str) -> Check:
    """A string no longer (and no shorter) than published, in Unicode code points."""

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield place.wrong("must be a string")
            return
        yield from length(value, section, name, place)

    return check


def length(value: str, section: str, name: str, place: Place) -> Iterator[Problem]:
    """The length of a text against what is published."""
    most, least = facts.figure(section, name), facts.smallest(section, name)
    if len(value) > most:
        yield place.wrong(f"must be less than {most + 1} characters")
    if len(value) < least:
        yield place.wrong(f"must be more than {least - 1} characters")


def whole(section: str, name: str) -> Check:
    """A whole number within what is published."""
    most, least = facts.figure(section, name), facts.smallest(section, name)

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield place.wrong("must be a number")
        elif not least <= value <= most:
            yield place.wrong(f"must be a number between {least} and {most}")

    return check


def choice(*allowed: str) -> Check:
    """One of these words."""

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if value not in allowed:
            yield place.wrong(f"must be a valid enum value: {', '.join(allowed)}")

    return check


def items(each: Check, section: str | None = None, name: str = "", least: int = 0) -> Check:
    """A list of such things, no longer and no shorter than published."""

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield place.wrong("must be an array")
            return
        lowest = max(least, facts.smallest(section, name) if section else 0)
        if section and len(value) > facts.figure(section, name):
            yield place.wrong(f"no more than {facts.figure(section, name)} items allowed")
        if len(value) < lowest:
            yield place.wrong(f"no fewer than {lowest} items allowed")
        for index, item in enumerate(value):
            yield from each(item, place.at(index))

    return check


def shape(
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
    *also: Check,
) -> Check:
    """An object with these fields, no others, and further conditions on the whole."""
    known = {**required, **(optional or {}), "type": string}

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield place.wrong("must be an object")
            return
        for name in required:
            if value.get(name) is None:
                yield place.wrong(f"missing required field: {name}")
        for name, inner in value.items():
            if name not in known:
                yield place.wrong(f"invalid additional property: {name}")
            elif inner is not None:
                yield from known[name](inner, place.at(name))
        for condition in also:
            yield from condition(value, place)

    return check


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` says which shape it has; only the shapes in the table fit here."""

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield place.wrong("must be an object")
        elif "type" not in value:
            yield place.wrong("missing required field: type")
        elif value["type"] not in table:
            yield place.at("type").wrong(f"unsupported type: {value['type']}")
        else:
            yield from table[value["type"]](value, place)

    return check


def exactly_one(*names: str) -> Check:
    """One of these fields, not both and not none."""

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if sum(value.get(name) is not None for name in names) != 1:
            yield place.wrong(f"must define exactly one of: {', '.join(names)}")

    return check


def at_least_one(*names: str) -> Check:
    """At least one of these fields."""

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not any(value.get(name) for name in names):
            yield place.wrong(f"must define one of: {', '.join(names)}")

    return check
