"""A directory as a CSV file from the personnel system: who reports to whom, department, title, country."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from bot.usecases.directory import BadLine, Row

_COLUMNS: Final[Mapping[str, str]] = {
    "email": "person",
    "e-mail": "person",
    "slack_id": "person",
    "slack id": "person",
    "id": "person",
    "manager": "manager",
    "manager_email": "manager",
    "manager_id": "manager",
    "department": "department",
    "title": "title",
    "country": "country",
}
"""Headings, in any case, and what stands below them; other columns are left alone."""
_LONGEST: Final = 200


class UnreadableFile(Exception):
    """The file cannot be taken for a directory; the message says why."""


def read(path: Path) -> tuple[list[Row], list[BadLine]]:
    """The file's rows, and the lines that cannot be used.

    Args:
        path: a CSV file in UTF-8, with or without a byte-order mark, separated by commas, semicolons or tabs.

    Raises:
        UnreadableFile: when there is no such table in it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path} is no text in UTF-8: save it as “CSV UTF-8”.") from error
    return parse(text)


def parse(text: str) -> tuple[list[Row], list[BadLine]]:
    """The rows of a file's text; raises UnreadableFile as `read` does."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        headings = [heading.strip().casefold() for heading in next(lines, [])]
        # A column that nobody knows has no name here.
        columns = [_COLUMNS.get(heading, "") for heading in headings]
        if "person" not in columns:
            raise UnreadableFile("The first line names no column “email” or “slack_id”.")
        if doubled := {name for name in columns if name and columns.count(name) > 1} - {"person", "manager"}:
            raise UnreadableFile(f"The first line names a column twice: {', '.join(sorted(doubled))}.")
        numbered = [(lines.line_num, cells) for cells in lines if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise UnreadableFile(f"Line {lines.line_num} cannot be read as CSV: {error}.") from error
    return _rows(columns, numbered)


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
    if any(len(cell) > _LONGEST or not cell.strip().isprintable() for cell in cells):
        return f"It has a text of more than {_LONGEST} characters, or one that cannot be printed."
    return ""


def _named(columns: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by what they say; of two columns that name a person, the first that is filled counts."""
    named: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=True):
        if name and not named.get(name):
            named[name] = cell.strip()
    return named
