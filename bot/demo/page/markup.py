"""Slack's marked-up text as HTML. Whatever people typed is escaped; only links that are safe can be followed.

Source of the markup: docs.slack.dev/messaging/formatting-message-text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup, escape

from bot.demo.marks import Mark, Reader, read_mark, unescape
from bot.demo.page.emoji import drawn

_SAFE = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_QUOTE = re.compile(r"^(?:>|&gt;) ?")
_CODE = r"`(?P<code>[^`\n]+)`"
_MARK = r"<(?P<mark>[^<>]+)>"
_EMOJI = r":(?P<emoji>[a-z0-9_+'-]+):(?!\w)"
_BARE = r"(?P<bare>https?://[^\s<>|`*]+)"


def _style(name: str, sign: str) -> str:
    """Words between two signs: none of them inside a mark, no space within the signs, no letter outside."""
    inside = rf"(?=\S)(?:<[^<>]*>|[^{sign}\n<])+?(?<=\S)"
    return rf"(?<![\w{sign}]){sign}(?P<{name}>{inside}){sign}(?![\w{sign}])"


_STYLES: Final = {"b": r"\*", "em": "_", "s": "~"}
_ALL = [_CODE, _MARK, *(_style(name, sign) for name, sign in _STYLES.items())]
_VERBATIM = re.compile("|".join([*_ALL, _EMOJI]))
_LOOSE = re.compile("|".join([*_ALL, _EMOJI, _BARE]))


@dataclass(frozen=True)
class Reading:
    """Turns texts into HTML for one reader; `me` is their id, whose own mention stands out."""

    reader: Reader
    me: str = ""

    def text(self, given: Any) -> Markup:
        """A text object, or a bare string, which is plain."""
        if not isinstance(given, dict):
            return escape(str(given or ""))
        words = str(given.get("text", ""))
        if given.get("type") == "mrkdwn":
            return self.mrkdwn(words, verbatim=bool(given.get("verbatim")))
        return self.plain(words, emoji=given.get("emoji") is not False)

    def plain(self, words: str, *, emoji: bool = True) -> Markup:
        """Words without markup, on their own lines."""
        shown = escape(unescape(words))
        if emoji:
            shown = Markup(re.sub(_EMOJI, lambda found: drawn(found["emoji"]), shown))  # noqa: S704 - escaped
        return _broken(shown)

    def mrkdwn(self, words: str, *, verbatim: bool = False) -> Markup:
        """A whole text: fenced code, quotes, and lines of words."""
        pattern = _VERBATIM if verbatim else _LOOSE
        parts: list[Markup] = []
        for index, piece in enumerate(_FENCE.split(words)):
            if index % 2:
                parts.append(Markup("<pre>{}</pre>").format(unescape(self._unmarked(piece))))
            else:
                parts += self._paragraphs(piece.strip("\n") if index else piece.rstrip("\n"), pattern)
        return Markup("").join(parts)

    def mark(self, mark: Mark) -> Markup:
        """A person, a channel, a date or a link."""
        shown = _MARKS.get(mark.kind, _words)
        return shown(mark, self.me)

    def _paragraphs(self, words: str, pattern: re.Pattern[str]) -> Iterator[Markup]:
        for quoted, lines in groupby(words.split("\n"), lambda line: bool(_QUOTE.match(line))):
            shown = [self._line(_QUOTE.sub("", line) if quoted else line, pattern) for line in lines]
            body = Markup("<br>").join(shown)
            if quoted:
                body = Markup("<blockquote>{}</blockquote>").format(body)
            if body:
                yield body

    def _line(self, words: str, pattern: re.Pattern[str]) -> Markup:
        parts: list[Markup] = []
        done = 0
        for found in pattern.finditer(words):
            parts += [escape(unescape(words[done : found.start()])), self._found(found, pattern)]
            done = found.end()
        return Markup("").join([*parts, escape(unescape(words[done:]))])

    def _found(self, found: re.Match[str], pattern: re.Pattern[str]) -> Markup:
        name, inside = found.lastgroup or "", found[found.lastgroup or 0]
        match name:
            case "code":
                return Markup("<code>{}</code>").format(unescape(self._unmarked(inside)))
            case "mark":
                return self.mark(read_mark(inside, self.reader))
            case "emoji":
                return escape(drawn(inside))
            case "bare":
                return self.mark(Mark("link", unescape(inside), unescape(inside)))
        return Markup("<{0}>{1}</{0}>").format(name, self._line(inside, pattern))

    def _unmarked(self, code: str) -> str:
        """Inside code, marks are plain words."""
        return re.sub(_MARK, lambda found: read_mark(found["mark"], self.reader).words, code)


def is_safe(url: str) -> bool:
    """Whether an address may be followed from the page: the web and mail, no script."""
    return bool(_SAFE.fullmatch(url))


def link(url: str, words: Any) -> Markup:
    """A link that opens beside the page; its words alone when it is not safe to follow."""
    if not is_safe(url):
        return escape(words)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, words)


def _broken(words: Markup) -> Markup:
    return Markup("<br>").join(words.split("\n"))


def _words(mark: Mark, _me: str) -> Markup:
    return _broken(escape(mark.words))


def _mention(mark: Mark, me: str) -> Markup:
    look = "mention mention-me" if mark.target == me else "mention"
    return Markup('<span class="{}">{}</span>').format(look, mark.words)


def _loud(mark: Mark, _me: str) -> Markup:
    return Markup('<span class="mention mention-loud">{}</span>').format(mark.words)


def _date(mark: Mark, _me: str) -> Markup:
    shown = Markup('<time datetime="{}">{}</time>').format(mark.target, mark.words)
    return link(mark.url, shown) if mark.url else shown


def _link(mark: Mark, _me: str) -> Markup:
    return link(mark.target, mark.words)


def _emoji(mark: Mark, _me: str) -> Markup:
    return escape(drawn(mark.target))


_MARKS: Final[dict[str, Callable[[Mark, str], Markup]]] = {
    "user": _mention,
    "channel": _mention,
    "group": _mention,
    "broadcast": _loud,
    "date": _date,
    "link": _link,
    "emoji": _emoji,
}
