"""Mentions in what was typed after a command."""

import re
from typing import Final

from bot.domain.people import PersonId

_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def mention_in(text: str) -> tuple[PersonId | None, str]:
    """The first person mentioned (Slack escapes mentions as `<@U…>` or `<@U…|name>`), and the rest."""
    mention = _MENTION.search(text)
    if mention is None:
        return None, text.strip()
    return mention[1], " ".join(_MENTION.sub(" ", text).split())
