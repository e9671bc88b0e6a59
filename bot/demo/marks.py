"""What stands for a person, a channel, a date or a link inside a text.

One way to read it, for words and for the page. Source: docs.slack.dev/messaging/formatting-message-text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

MARK: Final = re.compile(r"<([^<>]+)>")
"""A mark in marked-up text."""

Kind = Literal["user", "channel", "group", "broadcast", "date", "link", "emoji", "color", "words"]


@dataclass(frozen=True)
class Reader:
    """Who reads: their zone (IANA name) and how ids turn into names."""

    tz: str
    name_of: Callable[[str], str | None]
    now: datetime


@dataclass(frozen=True)
class Mark:
    """A mark as its reader sees it.

    Attributes:
        kind: what it stands for.
        words: what is seen.
        target: the id, address, moment (ISO 8601) or name behind it.
        url: where a date leads, if anywhere.
    """

    kind: Kind
    words: str
    target: str = ""
    url: str = ""


def unescape(text: str) -> str:
    """`&` for `&amp;`: the three that Slack escapes."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read_mark(inside: str, reader: Reader) -> Mark:
    """The mark between `<` and `>`."""
    body, _, label = inside.partition("|")
    label = unescape(label)
    if body.startswith("!date^"):
        _, stamp, *rest = body.split("^")
        return dated(stamp, rest[0] if rest else "", label, reader, unescape("^".join(rest[1:])))
    if body.startswith(("@", "#")):
        kind: Kind = "user" if body[0] == "@" else "channel"
        return Mark(kind, body[0] + (reader.name_of(body[1:]) or label or body[1:]), body[1:])
    if body.startswith("!subteam^"):
        group = body.removeprefix("!subteam^")
        return Mark("group", label or f"@{group}", group)
    if body.startswith("!"):
        return Mark("broadcast", f"@{body[1:]}", body[1:])
    address = unescape(body)
    return Mark("link", label or address.removeprefix("mailto:"), address)


def read_element(one: dict[str, Any], reader: Reader) -> Mark:
    """An element of rich text: it says by its type what it stands for."""
    match one.get("type"):
        case "user":
            return read_mark(f"@{one['user_id']}", reader)
        case "channel":
            return read_mark(f"#{one['channel_id']}", reader)
        case "usergroup":
            return read_mark(f"!subteam^{one['usergroup_id']}", reader)
        case "broadcast":
            return read_mark(f"!{one['range']}", reader)
        case "emoji":
            return Mark("emoji", f":{one['name']}:", str(one["name"]))
        case "color":
            return Mark("color", str(one["value"]), str(one["value"]))
        case "date":
            url, fallback = str(one.get("url", "")), str(one.get("fallback", ""))
            return dated(str(one["timestamp"]), str(one["format"]), fallback, reader, url)
        case "link":
            return Mark("link", str(one.get("text") or one["url"]), str(one["url"]))
    return Mark("words", str(one.get("text") or one.get("url") or ""))


def dated(stamp: str, pattern: str, fallback: str, reader: Reader, url: str = "") -> Mark:
    """A moment in the reader's zone; its fallback when it is none. `stamp`: seconds since 1970."""
    try:
        moment = datetime.fromtimestamp(int(stamp), UTC).astimezone(ZoneInfo(reader.tz))
    except (ValueError, OverflowError, OSError):
        return Mark("words", fallback)
    words = re.sub(r"\{(\w+)\}", lambda found: _token(found[1], moment, reader) or found[0], pattern)
    return Mark("date", unescape(words) or fallback, moment.isoformat(), url)


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
