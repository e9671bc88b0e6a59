"""The published figures of Slack, read from `limits.json`; nothing else in the package restates one."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("limits.json")


@dataclass(frozen=True)
class MethodFacts:
    """What is published about one Web API method: its tier, arguments, scopes and error names."""

    name: str
    tier: str
    required: tuple[str, ...]
    bot_scopes: tuple[str, ...]
    errors: frozenset[str]


@cache
def facts() -> dict[str, Any]:
    """The whole file: `limits`, `methods`, `generic_errors`, each entry with its source."""
    loaded: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def figure(section: str, field: str) -> int:
    """The largest value allowed, in the unit that the entry names. KeyError if it is not published."""
    return int(facts()["limits"][section][field]["max"])


@cache
def is_published(section: str, field: str) -> bool:
    """There is a figure for it."""
    return field in facts()["limits"].get(section, {})


@cache
def smallest(section: str, field: str) -> int:
    """The smallest value allowed; 0 where none is published."""
    return int(facts()["limits"][section][field].get("min") or 0)


@cache
def delays(section: str, field: str) -> tuple[int, ...]:
    """A published schedule, in seconds."""
    return tuple(facts()["limits"][section][field]["max"])


@cache
def error_name(section: str, field: str) -> str:
    """Slack's name for going over this limit (the first word of the entry's `error`)."""
    return str(facts()["limits"][section][field]["error"]).split()[0]


@cache
def method(name: str) -> MethodFacts | None:
    """What is published about a method, or None for one that is not served here."""
    found = facts()["methods"].get(name)
    if found is None:
        return None
    return MethodFacts(
        name,
        found["tier"],
        tuple(found["required"]),
        tuple(found["bot_scopes"]),
        frozenset(found["errors"]) | frozenset(facts()["generic_errors"]),
    )
