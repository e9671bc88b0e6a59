"""Texts and blocks as their reader sees them, and whom they would ring.

Source of the markup: docs.slack.dev/messaging/formatting-message-text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.data_block_shapes import cell_text

_MARK = re.compile(r"<([^<>]+)>")
_LOUD = ("channel", "here", "everyone")


@dataclass(frozen=True)
class Ring:
    """Somebody who would be notified: `whom` is a user id, or channel, here, everyone."""

    whom: str

    @property
    def is_loud(self) -> bool:
        """It rings many people at once."""
        return self.whom in _LOUD


@dataclass(frozen=True)
class Reader:
    """Who reads: their zone (IANA name) and how ids turn into names."""

    tz: str
    name_of: Callable[[str], str | None]
    now: datetime


def as_read(text: str, reader: Reader) -> str:
    """A text with Slack's markup turned into what is seen.

    Names, dates in the reader's zone, `&` for `&amp;`.
    """
    return _unescape(_MARK.sub(lambda found: _seen(found[1], reader), text))


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _seen(mark: str, reader: Reader) -> str:
    body, _, label = mark.partition("|")
    if body.startswith("!date^"):
        return _date(body, label, reader)
    if body.startswith("@"):
        return "@" + (reader.name_of(body[1:]) or label or body[1:])
    if body.startswith("#"):
        return "#" + (reader.name_of(body[1:]) or label or body[1:])
    if body.startswith("!subteam^"):
        return label or "@" + body.removeprefix("!subteam^")
    if body.startswith("!"):
        return "@" + body[1:]
    return label or body.removeprefix("mailto:")


def _date(body: str, fallback: str, reader: Reader) -> str:
    parts = body.split("^")
    try:
        moment = datetime.fromtimestamp(int(parts[1]), UTC).astimezone(ZoneInfo(reader.tz))
    except (ValueError, IndexError, OverflowError):
        return fallback
    return re.sub(r"\{(\w+)\}", lambda found: _token(found[1], moment, reader) or found[0], parts[2])


def _token(name: str, moment: datetime, reader: Reader) -> str | None:
    short = f"{moment:%b} {moment.day}, {moment.year}"
    long = f"{moment:%A}, {moment:%B} {moment.day}, {moment.year}"
    plain = f"{moment:%B} {moment.day}, {moment.year}"
    days = (moment.date() - reader.now.astimezone(moment.tzinfo).date()).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    return {
        "date_num": f"{moment:%Y-%m-%d}",
        "date": plain,
        "date_short": short,
        "date_long": long,
        "date_pretty": near or plain,
        "date_short_pretty": near or short,
        "date_long_pretty": near or long,
        "time": f"{moment:%H:%M}",
        "time_secs": f"{moment:%H:%M:%S}",
        "ago": near or plain,
    }.get(name)


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
    return as_read(text, reader) if text_object.get("type") == "mrkdwn" else _unescape(text)


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
    return "".join(_inline(one, reader) for one in part.get("elements", []))


def _inline(one: dict[str, Any], reader: Reader) -> str:
    match one.get("type"):
        case "user":
            return "@" + (reader.name_of(one["user_id"]) or one["user_id"])
        case "channel":
            return "#" + (reader.name_of(one["channel_id"]) or one["channel_id"])
        case "broadcast":
            return "@" + str(one["range"])
        case "emoji":
            return f":{one['name']}:"
        case "date":
            return _date(f"!date^{one['timestamp']}^{one['format']}", str(one.get("fallback", "")), reader)
        case _:
            return str(one.get("text") or one.get("url") or "")


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
    for mark in _MARK.findall(words):
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
