"""A directory as a CSV file of the personnel system: managers, departments, titles, levels, countries."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from bot.directory.words import LONGEST, in_a_line, is_readable
from bot.refusal import Refusal
from bot.usecases.directory import BadLine, Row

_COLUMNS: Final[Mapping[str, str]] = {
    "email": "person",
    "e_mail": "person",
    "slack_id": "person",
    "id": "person",
    "manager": "manager",
    "manager_email": "manager",
    "manager_id": "manager",
    "department": "department",
    "title": "title",
    "level": "level",
    "country": "country",
}
"""Headings, in any case and with spaces or hyphens for `_`, and what stands below them."""
_TOLD: Final = ("manager", "department", "title", "level", "country")
_MAY_COME_TWICE: Final = frozenset({"", "person", "manager"})


class UnreadableFile(Refusal):
    """The file cannot be taken for a directory; the message says why."""


@dataclass(frozen=True)
class Sheet:
    """What a file says: its rows, the lines that cannot be used, and the headings that mean nothing here."""

    rows: Sequence[Row]
    bad: Sequence[BadLine] = ()
    unknown: Sequence[str] = ()


def read(path: Path) -> Sheet:
    """What a file says.

    Args:
        path: a CSV file in UTF-8, with or without a byte-order mark, or in UTF-16 with one; its columns are
            separated by commas, semicolons or tabs.

    Raises:
        UnreadableFile: when there is no such table in it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return parse(content.decode(encoding))
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            f"{path}, line {number}, is no text in UTF-8: save it as “CSV UTF-8”."
        ) from error


def parse(text: str) -> Sheet:
    """What a file's text says; raises UnreadableFile as `read` does."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    # Lines end where CSV says so: what else Unicode takes for an end of line may stand in a cell.
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        headings = [heading.strip() for heading in next(lines, [])]
        columns = [_column(heading) for heading in headings]
        _check(headings, columns)
        numbered = ((lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells))
        rows, bad = _rows(columns, numbered)
    except csv.Error as error:
        raise UnreadableFile(f"Line {lines.line_num} cannot be read as CSV: {error}.") from error
    unknown = [heading for heading, name in zip(headings, columns, strict=True) if heading and not name]
    return Sheet(rows, bad, unknown)


def _column(heading: str) -> str:
    """What a heading means; an empty text for one that means nothing here."""
    return _COLUMNS.get(heading.casefold().replace(" ", "_").replace("-", "_"), "")


def _check(headings: Sequence[str], columns: Sequence[str]) -> None:
    found = ", ".join(f"“{heading[:LONGEST]}”" for heading in headings if heading) or "nothing"
    if "person" not in columns:
        raise UnreadableFile(f"The first line names no column “email” or “slack_id”. It names {found}.")
    if not set(columns) & set(_TOLD):
        raise UnreadableFile(
            f"The first line names nothing to take over: {', '.join(_TOLD[:-1])} or {_TOLD[-1]}. "
            f"It names {found}."
        )
    if doubled := {name for name in columns if columns.count(name) > 1} - _MAY_COME_TWICE:
        raise UnreadableFile(f"The first line names a column twice: {', '.join(sorted(doubled))}.")


def _rows(columns: list[str], numbered: Iterable[tuple[int, list[str]]]) -> tuple[list[Row], list[BadLine]]:
    rows: list[Row] = []
    bad: list[BadLine] = []
    for number, cells in numbered:
        named = _named(columns, cells) if len(cells) == len(columns) else {}
        problem = _problem(columns, cells, named)
        if problem:
            bad.append(BadLine(number, problem))
        else:
            rows.append(Row(line=number, **named))
    return rows, bad


def _problem(columns: list[str], cells: list[str], named: Mapping[str, str]) -> str:
    if len(cells) != len(columns):
        return f"It has {len(cells)} columns instead of {len(columns)}."
    if not named.get("person"):
        return "It names neither an e-mail address nor a Slack id."
    if not all(map(is_readable, named.values())):
        return f"It has a text of more than {LONGEST} characters, or one that cannot be printed."
    return ""


def _named(columns: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by what they say; of two columns that name a person, the first that is filled counts."""
    named: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=True):
        if name and not named.get(name):
            named[name] = in_a_line(cell)
    return named
