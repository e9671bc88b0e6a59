"""Texts and blocks as their reader sees them, and whom they would ring.

Source of the markup: docs.slack.dev/messaging/formatting-message-text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.demo.data_block_shapes import cell_text
from bot.demo.marks import MARK, Reader, read_element, read_mark, unescape

__all__ = [
    "Reader",
    "Ring",
    "as_read",
    "blocks_as_read",
    "message_as_read",
    "options_of",
    "rich_part_as_read",
    "rings_in",
    "said",
]

_LOUD = ("channel", "here", "everyone")


@dataclass(frozen=True)
class Ring:
    """Somebody who would be notified: `whom` is a user id, or channel, here, everyone."""

    whom: str

    @property
    def is_loud(self) -> bool:
        """It rings many people at once."""
        return self.whom in _LOUD


def as_read(text: str, reader: Reader) -> str:
    """A text with Slack's markup turned into what is seen.

    Names, dates in the reader's zone, `&` for `&amp;`.
    """
    words: list[str] = []
    for index, piece in enumerate(MARK.split(text)):
        words.append(read_mark(piece, reader).words if index % 2 else unescape(piece))
    return "".join(words)


def message_as_read(text: str, blocks: list[dict[str, Any]], reader: Reader) -> str:
    """What stands in a message: its blocks, or its text when it has none."""
    return blocks_as_read(blocks, reader) if blocks else as_read(text, reader)


def blocks_as_read(blocks: list[dict[str, Any]], reader: Reader) -> str:
    """The words of all blocks, one line each, labels of buttons in square brackets."""
    return "\n".join(line for block in blocks for line in _lines(block, reader) if line)


def said(text_object: Any, reader: Reader) -> str:
    """The words of one text object; plain text is not marked up."""
    if not isinstance(text_object, dict):
        return str(text_object or "")
    text = str(text_object.get("text", ""))
    return as_read(text, reader) if text_object.get("type") == "mrkdwn" else unescape(text)


def _lines(block: dict[str, Any], reader: Reader) -> Iterator[str]:
    kind = block.get("type")
    if kind in ("section", "header", "alert", "card"):
        for name in ("title", "subtitle", "text", "body"):
            yield said(block.get(name), reader)
        for one in block.get("fields", []):
            yield said(one, reader)
        yield from (
            _element(one, reader) for one in [block.get("accessory"), *block.get("actions", [])] if one
        )
    elif kind in ("actions", "context", "context_actions"):
        yield " ".join(_element(one, reader) for one in block.get("elements", []))
    elif kind == "input":
        yield from (
            said(block.get("label"), reader),
            said(block.get("hint"), reader),
            _element(block["element"], reader),
        )
    elif kind == "markdown":
        yield str(block.get("text", ""))
    elif kind == "image":
        yield f"[image: {block.get('alt_text', '')}]"
    else:
        yield from _rich(block, reader)


def _rich(block: dict[str, Any], reader: Reader) -> Iterator[str]:
    kind = block.get("type")
    if kind == "rich_text":
        yield from (rich_part_as_read(part, reader) for part in block.get("elements", []))
    elif kind in ("table", "data_table"):
        yield str(block.get("caption", ""))
        yield from (" | ".join(cell_text(cell) for cell in row) for row in block.get("rows", []))
    elif kind == "data_visualization":
        yield str(block.get("title", ""))
        chart = block.get("chart", {})
        yield from (f"{one.get('label')}: {one.get('value')}" for one in chart.get("segments", []))
        for series in chart.get("series", []):
            yield from (
                f"{series.get('name')} {one.get('label')}: {one.get('value')}"
                for one in series.get("data", [])
            )


def rich_part_as_read(part: dict[str, Any], reader: Reader) -> str:
    """One part of a rich text: a section, a list, a quote."""
    if part.get("type") == "rich_text_list":
        return "\n".join(f"• {rich_part_as_read(one, reader)}" for one in part.get("elements", []))
    return "".join(read_element(one, reader).words for one in part.get("elements", []))


def _element(element: dict[str, Any], reader: Reader) -> str:
    kind = element.get("type")
    if kind == "button":
        return f"[{said(element.get('text'), reader)}]"
    if kind in ("plain_text", "mrkdwn"):
        return said(element, reader)
    if kind == "image":
        return f"[image: {element.get('alt_text', '')}]"
    return " ".join(f"({said(one.get('text'), reader)})" for one in options_of(element))


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    """The options of a select, radio group, checkboxes or overflow, groups opened up."""
    grouped = [one for group in element.get("option_groups") or [] for one in group.get("options", [])]
    return [*(element.get("options") or []), *grouped]


def rings_in(text: str, blocks: list[dict[str, Any]], *, loose: bool = False) -> tuple[Ring, ...]:
    """Whom a message would ring.

    `loose`: link_names or parse is on, so that a bare `@channel` counts as well.
    """
    found = [ring for words in [text, *_marked_up(blocks)] for ring in _rings(words, loose=loose)]
    found += _rich_rings(blocks)
    return tuple(dict.fromkeys(found))


def _rings(words: str, *, loose: bool) -> Iterator[Ring]:
    for mark in MARK.findall(words):
        body = mark.partition("|")[0]
        if body.startswith("@") or body.removeprefix("!") in _LOUD:
            yield Ring(body[1:])
        elif body.startswith("!subteam^"):
            yield Ring(body.removeprefix("!subteam^"))
    if loose:
        yield from (Ring(name) for name in re.findall(rf"(?<![\w<!])@({'|'.join(_LOUD)})\b", words))


def _marked_up(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "markdown") and isinstance(value.get("text"), str):
            yield value["text"]
        for inner in value.values():
            yield from _marked_up(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _marked_up(inner)


def _rich_rings(value: Any) -> Iterator[Ring]:
    if isinstance(value, dict):
        if value.get("type") == "user" and "user_id" in value:
            yield Ring(str(value["user_id"]))
        elif value.get("type") == "broadcast":
            yield Ring(str(value.get("range")))
        for inner in value.values():
            yield from _rich_rings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _rich_rings(inner)
