"""What can be chosen in a select, a radio group, checkboxes or an overflow menu, and what is chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from bot.demo.conversations import Conversation
from bot.demo.page.markup import Reading
from bot.demo.workspace import Workspace

_KINDS = {"channel": "public", "private": "private", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True)
class Choice:
    """One choice.

    Attributes:
        value: what is posted.
        words: what stands there.
        note: a quieter line below.
        place: in which place it was chosen, from 1; 0 when it is not.
        url: where it leads, in an overflow menu.
    """

    value: str
    words: Markup
    note: Markup = Markup("")  # noqa: RUF009 - as immutable as a str
    place: int = 0
    url: str = ""

    @property
    def chosen(self) -> bool:
        """It is chosen now."""
        return self.place > 0


@dataclass(frozen=True)
class Group:
    """Choices under a heading; one without words holds those that need none."""

    words: Markup
    choices: tuple[Choice, ...]


def groups(element: dict[str, Any], chosen: Any, workspace: Workspace, reading: Reading) -> list[Group]:
    """Everything on offer. `chosen` is what stands in the element, in Slack's form."""
    kind = str(element.get("type", ""))
    held = _places_of(chosen)
    if "users_select" in kind:
        return [Group(Markup(""), tuple(_people(workspace, held)))]
    if "conversations_select" in kind or "channels_select" in kind:
        offered = _conversations(element, workspace, reading.me)
        return [Group(Markup(""), tuple(_conversing(offered, held)))]
    if "external_select" in kind:
        return [Group(Markup(""), tuple(_options(_each(chosen), held, reading)))]
    return [
        Group(reading.text(one.get("label")), tuple(_options(one.get("options", []), held, reading)))
        for one in element.get("option_groups") or [element]
    ]


def picked(found: Iterable[Group]) -> list[Choice]:
    """The choices that are chosen, in the order in which they were."""
    chosen = [one for group in found for one in group.choices if one.chosen]
    return sorted(chosen, key=lambda one: one.place)


def _options(offered: Iterable[dict[str, Any]], held: dict[str, int], reading: Reading) -> Iterator[Choice]:
    for one in offered:
        value = str(one.get("value", ""))
        words, note = reading.text(one.get("text")), reading.text(one.get("description"))
        yield Choice(value, words, note, held.get(value, 0), str(one.get("url") or ""))


def _people(workspace: Workspace, held: dict[str, int]) -> Iterator[Choice]:
    here = [one for one in workspace.people.values() if not one.deleted or one.id in held]
    for one in sorted(here, key=lambda person: person.real_name.casefold()):
        yield Choice(one.id, escape(one.real_name), escape(one.title), held.get(one.id, 0))


def _conversing(offered: Iterable[Conversation], held: dict[str, int]) -> Iterator[Choice]:
    for one in offered:
        sign = "#" if one.kind in ("channel", "private") else ""
        yield Choice(one.id, escape(sign + one.name), place=held.get(one.id, 0))


def _conversations(element: dict[str, Any], workspace: Workspace, me: str) -> list[Conversation]:
    """Those that this person can see and the element asks for."""
    only_public = "channels_select" in str(element.get("type"))
    wanted = ["public"] if only_public else (element.get("filter") or {}).get("include") or _KINDS.values()
    seen = [one for one in workspace.conversations.values() if one.kind == "channel" or me in one.members]
    return sorted((one for one in seen if _KINDS.get(one.kind) in wanted), key=lambda one: one.name)


def _places_of(chosen: Any) -> dict[str, int]:
    """What is chosen, and in which place."""
    values = [str(one.get("value") if isinstance(one, dict) else one) for one in _each(chosen)]
    return {value: place for place, value in enumerate(values, start=1)}


def _each(chosen: Any) -> list[Any]:
    if chosen in (None, ""):
        return []
    return chosen if isinstance(chosen, list) else [chosen]
