"""HTML as a browser reads it: its words, its links and fields, and whether it is safe and whole."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}
ALLOWED = set(
    "a article b blockquote body br button caption circle code details div em fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html img input label legend li link main mark meta nav ol "
    "optgroup option p path pre s script section select small span strong summary svg table tbody td text "
    "textarea th thead time title tr u ul".split()
)
SAFE = re.compile(r"(https?://|mailto:|/|#)", re.IGNORECASE)
TOLD = ("placeholder", "aria-label", "label", "alt", "value", "data-confirm")


@dataclass(frozen=True)
class Tag:
    """An element: its name and attributes."""

    name: str
    attributes: dict[str, str]

    def __getitem__(self, name: str) -> str:
        """An attribute; KeyError when it is not there."""
        return self.attributes[name]


@dataclass
class Page(HTMLParser):
    """What stands in a piece of HTML.

    `problems` are what must never be there: tags that do not match, scripts, links that run something.
    """

    html: str
    tags: list[Tag] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.feed(self.html)
        self.close()
        self.problems += [f"<{name}> is not closed" for name in self._open]
        ids = [tag["id"] for tag in self.tags if "id" in tag.attributes]
        self.problems += [f"id {one!r} twice" for one in sorted({one for one in ids if ids.count(one) > 1})]

    @property
    def words(self) -> str:
        """The text, with one space between words."""
        return " ".join(" ".join(self.pieces).split())

    @property
    def told(self) -> str:
        """The text and what attributes say to people."""
        said = [tag.attributes.get(name, "") for tag in self.tags for name in TOLD]
        whole = "".join(self.pieces)  # words that end where an element does, such as a comma after a name
        return " ".join(" ".join([whole, *self.pieces, *said]).split())

    def all(self, name: str, **attributes: str) -> list[Tag]:
        """The elements with this name and these attributes; `_` in a name stands for `-`."""
        wanted = {key.strip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [one for one in self.tags if one.name == name and wanted.items() <= one.attributes.items()]

    def one(self, name: str, **attributes: str) -> Tag:
        """The only such element."""
        found = self.all(name, **attributes)
        assert len(found) == 1, (name, attributes, self.html)
        return found[0]

    def _begin(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append(Tag(tag, attributes))
        if tag not in VOID:
            self._open.append(tag)
        self._judge(tag, attributes)

    def _pass(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a drawing, without content."""
        self._begin(tag, attrs)
        if tag not in VOID:
            self._end(tag)

    def _end(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")

    def _read(self, data: str) -> None:
        self.pieces.append(data)

    def _judge(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in ALLOWED or (tag == "script" and not attributes.get("src")):
            self.problems.append(f"<{tag}>")
        for name, value in attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "action", "formaction"):
                self.problems.append(f"{name}={value!r}")
            if name in ("href", "src") and not SAFE.match(value):
                self.problems.append(f"{name}={value!r}")

    # The names by which the parser calls them.
    handle_starttag, handle_startendtag, handle_endtag, handle_data = _begin, _pass, _end, _read
