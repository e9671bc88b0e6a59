"""Reading a payload as a person would: which texts stand in it, and what could ring somebody."""

import re
from collections.abc import Iterator
from typing import Any

_MENTIONED = re.compile(r"<[@#][A-Za-z0-9_-]+>")
_SAID = re.compile(r"⟦[^⟦⟧]*⟧")
_CUT = re.compile(r"⟦.*…$", re.DOTALL)
"""A sentence that was cut to what fits loses its closing bracket."""
CALLS = re.compile(r"<(?![@#][A-Za-z0-9_-]{1,64}>|!date\^\d+\^[^<>]*\|[^<>|]*>|https://[^<>|]*>)")


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every object inside a payload."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def markup(payload: dict[str, Any]) -> list[str]:
    """The texts in which Slack reads markup: the fallback, and mrkdwn objects."""
    found = [str(node["text"]) for node in nodes(payload) if node.get("type") == "mrkdwn"]
    return [*found, payload["text"]] if isinstance(payload.get("text"), str) else found


def literal(payload: dict[str, Any]) -> list[str]:
    """The texts that Slack shows as they are."""
    return [
        str(node["text"])
        for node in nodes(payload)
        if node.get("type") in ("plain_text", "text") and isinstance(node.get("text"), str)
    ]


def untranslated(payload: dict[str, Any], written: set[object]) -> list[str]:
    """Prose that no translator sees, in a payload for the made-up language; `written` was typed by people."""
    return [text for text in paragraphs(payload) if text not in written and _has_words(text)]


def _has_words(text: str) -> bool:
    before, text = "", _MENTIONED.sub("", text)
    while before != text:
        before, text = text, _SAID.sub("", text)
    return any(map(str.isalpha, _CUT.sub("", text)))


def rings_somebody(payload: dict[str, Any]) -> list[str]:
    """Whatever calls more people than were mentioned by us, in markup or as an element."""
    broadcasts = [str(node) for node in nodes(payload) if node.get("type") in ("broadcast", "usergroup")]
    return broadcasts + [text for text in markup(payload) if CALLS.search(text)]


def paragraphs(payload: dict[str, Any]) -> list[str]:
    """Each piece of prose in one string, mentions and dates left out."""
    joined = []
    for node in nodes(payload):
        if node.get("type") in ("rich_text_section", "rich_text_quote"):
            joined.append("".join(str(one.get("text", "")) for one in node["elements"]))
        elif node.get("type") in ("plain_text", "mrkdwn"):
            joined.append(str(node["text"]))
    return joined


def mentioned(payload: dict[str, Any]) -> set[str]:
    """Ids of the people and channels that the blocks mention."""
    named = {"user": "user_id", "channel": "channel_id"}
    return {str(node[held]) for node in nodes(payload) if (held := named.get(str(node.get("type")))) in node}
