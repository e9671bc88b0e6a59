"""Topics: short phrases that people type, compared by their words."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.domain import errors

MOST_TOPICS = 20
LONGEST_TOPIC = 75

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_EMPTY_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"})


def words(text: str) -> frozenset[str]:
    """The words that two topics are compared by: case, width and accents do not count."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(_WORD.findall(bare)) - _EMPTY_WORDS


def shared(asked: str, offered: Iterable[str]) -> tuple[str, ...]:
    """The offered topics that have a word in common with what was asked, closest first."""
    wanted = words(asked)
    near = [
        (-len(common) / len(wanted | words(topic)), topic)
        for topic in offered
        if (common := wanted & words(topic))
    ]
    return tuple(topic for _, topic in sorted(near))


def check(field: str, named: Sequence[str]) -> None:
    """Refuse a list of topics that is too long, or one of them that is."""
    if len(named) > MOST_TOPICS:
        raise errors.TooMany(field, MOST_TOPICS, len(named))
    if (longest := max(map(len, named), default=0)) > LONGEST_TOPIC:
        raise errors.TooLong(field, LONGEST_TOPIC, longest)


def listed(text: str) -> tuple[str, ...]:
    """Topics typed as a list, by commas or lines: trimmed, no doubles in any case, in the order typed."""
    typed = (" ".join(part.split()) for part in re.split(r"[,;\n]", text))
    first: dict[str, str] = {}
    for topic in filter(None, typed):
        first.setdefault(topic.casefold(), topic)
    return tuple(first.values())
