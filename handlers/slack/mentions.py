"""What was typed after a command, as Slack escapes it."""

import re
from html import unescape
from typing import Final

from bot.domain.people import PersonId

_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_MARK: Final = re.compile(r"<([@#!]?)([^|>]*)(?:\|([^>]*))?>")


def mention_in(text: str) -> tuple[PersonId | None, str]:
    """The first person mentioned (`<@U…>` or `<@U…|name>`), and the rest as it was typed."""
    mention = _MENTION.search(text)
    if mention is None:
        return None, as_typed(text)
    return mention[1], as_typed(" ".join(_MENTION.sub(" ", text).split()))


def as_typed(text: str) -> str:
    """The text as its author typed it: `<#C…|general>` is #general again, `&amp;` is &."""
    return unescape(_MARK.sub(_typed, text)).strip()


def _typed(mark: re.Match[str]) -> str:
    sign, name, label = mark.groups()
    return ("" if sign == "!" else sign) + (label or name)
