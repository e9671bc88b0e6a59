"""Shapes of rich text. Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

from collections.abc import Iterator
from typing import Any

from bot.demo.checks import (
    Check,
    Place,
    Problem,
    anything,
    by_type,
    choice,
    flag,
    integer,
    items,
    shape,
    string,
)

_style = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), flag
    ),
)
_styled: dict[str, Check] = {"style": _style}

_inline = by_type(
    {
        "text": shape({"text": string}, _styled),
        "link": shape({"url": string}, {"text": string, "unsafe": flag, **_styled}),
        "emoji": shape({"name": string}, {"unicode": string, "skin_tone": integer, **_styled}),
        "user": shape({"user_id": string}, _styled),
        "usergroup": shape({"usergroup_id": string}, _styled),
        "channel": shape({"channel_id": string}, _styled),
        "team": shape({"team_id": string}, _styled),
        "broadcast": shape({"range": choice("here", "channel", "everyone")}, _styled),
        "date": shape(
            {"timestamp": integer, "format": string}, {"url": string, "fallback": string, **_styled}
        ),
        "color": shape({"value": string}, _styled),
    }
)
_section = shape({"elements": items(_inline)})
_border: dict[str, Check] = {"border": integer}

_parts = by_type(
    {
        "rich_text_section": _section,
        "rich_text_preformatted": shape({"elements": items(_inline)}, {**_border, "language": string}),
        "rich_text_quote": shape({"elements": items(_inline)}, _border),
        "rich_text_list": shape(
            {
                "elements": items(by_type({"rich_text_section": _section})),
                "style": choice("bullet", "ordered"),
            },
            {**_border, "indent": integer, "offset": integer},
        ),
    }
)

_fields = shape({"elements": items(_parts)}, {"block_id": anything})


def rich_text(value: Any, place: Place) -> Iterator[Problem]:
    """A rich text block, or the first content of a rich text input."""
    if isinstance(value, dict) and value.get("type") != "rich_text":
        yield place.at("type").wrong("must be rich_text")
    yield from _fields(value, place)
