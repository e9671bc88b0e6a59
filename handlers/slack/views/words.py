"""Words: a sentence as its parts, so that what people typed stays text wherever it is shown."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from urllib.parse import quote

from bot.domain.people import PersonId

INLINE = 150
"""Typed characters inside one of our sentences; the whole text stands in a quote where it matters."""

_PERSON_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FORMATTING = re.compile(r"([*_~`])")
_TURNING = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"})
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_JOINER = "\u2060"


@dataclass(frozen=True)
class Text:
    """Words. `typed` ones came from people and are shown as they were typed."""

    text: str
    typed: bool = False
    bold: bool = False
    code: bool = False

    @property
    def plain(self) -> str:
        """The words alone."""
        return self.text

    @cached_property
    def mrkdwn(self) -> str:
        """The words for Slack's markup: nothing in them calls, links or formats."""
        text = escaped(self.text)
        if self.typed:
            # A joiner before each mark: Slack formats only where a mark follows a space or punctuation.
            text = _FORMATTING.sub(rf"{_JOINER}\1", text).replace("&gt;", f"{_JOINER}&gt;")
        return text

    @property
    def mark(self) -> str:
        """What stands before and after words of this style."""
        return "`" if self.code else "*" if self.bold else ""


@dataclass(frozen=True)
class Mention:
    """A person; `name` is for places where Slack shows no mentions."""

    person_id: PersonId
    name: str = ""

    @property
    def genuine(self) -> bool:
        """Whether the id looks like one: a forged id is shown as the text it is."""
        return _PERSON_ID.fullmatch(self.person_id) is not None

    @property
    def plain(self) -> str:
        """The person's name."""
        return self.name

    @property
    def mrkdwn(self) -> str:
        """The mention."""
        return f"<@{self.person_id}>" if self.genuine else Text(self.name, typed=True).mrkdwn


@dataclass(frozen=True)
class Channel:
    """A channel; where Slack shows no mentions it is “this channel”, or by its `name`."""

    channel_id: str
    name: str = ""

    @property
    def genuine(self) -> bool:
        """Whether the id looks like one: a forged id is shown as the text it is."""
        return _PERSON_ID.fullmatch(self.channel_id) is not None

    @property
    def plain(self) -> str:
        """The channel's name."""
        return self.name

    @property
    def mrkdwn(self) -> str:
        """The mention."""
        return f"<#{self.channel_id}>" if self.genuine else Text(self.name, typed=True).mrkdwn


@dataclass(frozen=True)
class Shared:
    """A moment for readers in several zones: Slack shows each their own. `fallback` names its zone."""

    at: datetime
    fallback: str = ""
    pattern: str = ""

    @property
    def stamp(self) -> int:
        """Seconds since 1970."""
        return int(self.at.timestamp())

    @property
    def plain(self) -> str:
        """The moment in a named zone."""
        return self.fallback

    @property
    def mrkdwn(self) -> str:
        """The moment as Slack's date markup."""
        return f"<!date^{self.stamp}^{escaped(self.pattern)}|{escaped(self.fallback)}>"


@dataclass(frozen=True)
class Link:
    """An https address to click."""

    url: str

    @property
    def safe(self) -> str:
        """The address without characters that end the markup of a link."""
        return quote(self.url, safe=":/?#[]@!$&'()*+,;=%~-._")

    @property
    def genuine(self) -> bool:
        """Whether it is an address to offer a click on."""
        return self.url.startswith("https://") and len(self.url.split()) == 1

    @property
    def plain(self) -> str:
        """The address."""
        return self.url

    @property
    def mrkdwn(self) -> str:
        """The address to click."""
        return f"<{escaped(self.safe)}>" if self.genuine else Text(self.url, typed=True).mrkdwn


Part = Text | Mention | Channel | Shared | Link


@dataclass(frozen=True)
class Sentence:
    """What one reader reads, in parts."""

    parts: tuple[Part, ...] = ()

    @property
    def plain(self) -> str:
        """Without any markup: for buttons, labels, options, errors on a field."""
        return "".join(part.plain for part in self.parts)

    @property
    def mrkdwn(self) -> str:
        """In Slack's markup: for texts outside blocks."""
        runs = groupby(self.parts, key=lambda part: part.mark if isinstance(part, Text) else "")
        return "".join(f"{mark}{''.join(part.mrkdwn for part in run)}{mark}" for mark, run in runs)

    def styled(self, *, bold: bool, code: bool) -> "Sentence":
        """The same with its words set bold or as code."""
        if not (bold or code):
            return self
        return Sentence(
            tuple(
                replace(part, bold=bold, code=code) if isinstance(part, Text) else part for part in self.parts
            )
        )


def escaped(text: str) -> str:
    """Text in which Slack finds no mention, no link and no date."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis when it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def inline(text: str, most: int = INLINE) -> str:
    """Typed text for the middle of a sentence: one line, cut; right-to-left text does not turn the rest."""
    line = cut(" ".join(text.split()), most)
    if not line.isascii() and any(unicodedata.bidirectional(letter) in _TURNING for letter in line):
        return f"{_ISOLATE}{line}{_END_ISOLATE}"
    return line


def joined(sentences: Iterable[Sentence], separator: str) -> Sentence:
    """Sentences in a row."""
    parts: list[Part] = []
    for sentence in sentences:
        if parts:
            parts.append(Text(separator))
        parts += sentence.parts
    return Sentence(tuple(parts))
