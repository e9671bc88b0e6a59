"""Rich text as HTML. Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from markupsafe import Markup

from bot.demo.marks import read_element
from bot.demo.page.markup import Reading

Part = dict[str, Any]

_TAGS: Final = {
    "bold": "b",
    "italic": "em",
    "strike": "s",
    "underline": "u",
    "code": "code",
    "highlight": "mark",
}
_BULLETS: Final = ("disc", "circle", "square")
_NUMBERS: Final = ("1", "a", "i")
_DEEPEST: Final = 8
"""Slack indents no further."""


def rich_text(parts: Sequence[Part], reading: Reading) -> Markup:
    """All parts, one under the other; lists that follow each other are nested by their indent."""
    shown: list[Markup] = []
    lists: list[Part] = []
    for part in parts:
        if part.get("type") == "rich_text_list":
            lists.append(part)
            continue
        shown += [*_nested(lists, reading), _PARTS.get(str(part.get("type")), _section)(part, reading)]
        lists = []
    return Markup("").join([*shown, *_nested(lists, reading)])


def _inside(part: Part, reading: Reading) -> Markup:
    return Markup("").join(_inline(one, reading) for one in part.get("elements", []))


def _inline(one: Part, reading: Reading) -> Markup:
    shown = reading.mark(read_element(one, reading.reader))
    for name, tag in _TAGS.items():
        if (one.get("style") or {}).get(name):
            shown = Markup("<{0}>{1}</{0}>").format(tag, shown)
    return shown


def _section(part: Part, reading: Reading) -> Markup:
    return Markup("<p>{}</p>").format(_inside(part, reading))


def _quote(part: Part, reading: Reading) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(_inside(part, reading))


def _preformatted(part: Part, reading: Reading) -> Markup:
    words = "".join(read_element(one, reading.reader).words for one in part.get("elements", []))
    return Markup("<pre>{}</pre>").format(words)


_PARTS = {
    "rich_text_section": _section,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
}


def _nested(lists: Sequence[Part], reading: Reading) -> Iterator[Markup]:
    """Lists of one indent side by side; what is indented further belongs to the last item before it."""
    at = 0
    while at < len(lists):
        depth = _depth(lists[at])
        end = next((i for i in range(at + 1, len(lists)) if _depth(lists[i]) <= depth), len(lists))
        inner = Markup("").join(_nested(lists[at + 1 : end], reading))
        yield _list(lists[at], inner, reading)
        at = end


def _list(part: Part, inner: Markup, reading: Reading) -> Markup:
    items = [_inside(one, reading) for one in part.get("elements", [])] or [Markup("")]
    items[-1] += inner
    rows = Markup("").join(Markup("<li>{}</li>").format(one) for one in items)
    depth = _depth(part) % len(_BULLETS)
    if part.get("style") == "ordered":
        first = int(part.get("offset") or 0) + 1
        return Markup('<ol type="{}" start="{}">{}</ol>').format(_NUMBERS[depth], first, rows)
    return Markup('<ul class="{}">{}</ul>').format(_BULLETS[depth], rows)


def _depth(part: Part) -> int:
    return min(int(part.get("indent") or 0), _DEEPEST)
