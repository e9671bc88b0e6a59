"""The directory: what a file from the personnel system adds to what Slack knows of people."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from bot.domain.levels import LEVELS, level_of
from bot.domain.people import Entry, PersonId
from bot.domain.reporting import circles
from bot.ports import UnitOfWork
from bot.usecases import lines

_COUNTRY: Final = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the file. Who it is about and their manager: an e-mail address or a Slack id.

    The level is a number or a name (see `levels`). The country (ISO 3166, two letters) is the one whose
    public holidays count; without it the zone's counts. None leaves what is known as it is; an empty text
    takes it away, and gives the title back to Slack.
    """

    line: int
    person: str
    manager: str | None = None
    department: str | None = None
    title: str | None = None
    level: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be taken over, and why: a sentence."""

    line: int
    problem: str


@dataclass(frozen=True)
class Imported:
    """How many people changed; with any bad line, none did."""

    changed: int
    bad: tuple[BadLine, ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    row: Row
    entry: Entry
    manager: Entry | None


def import_people(uow: UnitOfWork, rows: Sequence[Row], now: datetime) -> Imported:
    """Take over departments, titles, levels and who reports to whom: all lines or none."""
    entries = uow.people.directory()
    matches, bad = _match(rows, by_name(entries))
    bad += _named_twice(matches)
    bad += _cycles(matches, entries)
    if bad:
        return Imported(0, tuple(sorted(bad, key=lambda one: one.line)))
    placed = [(match.entry, place(match.entry, _said(match))) for match in matches]
    changed = [after for before, after in placed if after != before]
    crossed = lines.crossed(uow, moves(placed), now, {entry.id: entry.manager_id for entry in entries})
    uow.people.hold({*crossed.next_ids, *(after.id for after in changed)})
    uow.people.place(changed)
    lines.settle(uow, crossed, now)
    return Imported(len(changed))


def moves(placed: Iterable[tuple[Entry, Entry]]) -> dict[PersonId, PersonId | None]:
    """Who has another manager after it than before, and which one."""
    return {after.id: after.manager_id for before, after in placed if before.manager_id != after.manager_id}


def by_name(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """People by id and by e-mail address, in lower case; active accounts win an address that two share."""
    ordered = sorted(entries, key=lambda entry: entry.active)
    by_email = {entry.email.casefold(): entry for entry in ordered if entry.email}
    return by_email | {entry.id.casefold(): entry for entry in ordered}


def place(entry: Entry, said: Mapping[str, Any]) -> Entry:
    """The entry with what the personnel system says, by field, and with what it speaks for from now on.

    A manager counts even when there is none: then the person is at the top. An empty title says nothing.
    """
    taken, imported = dict(said), set(entry.imported)
    if "manager_id" in taken:
        imported.add("manager_id")
    if taken.get("title"):
        imported.add("title")
    elif "title" in imported and "title" in taken:
        imported.remove("title")
    else:
        taken.pop("title", None)  # it was never ours to take away
    return replace(entry, **taken, imported=tuple(sorted(imported)))


def _said(match: _Match) -> Mapping[str, Any]:
    """What a line says, by field: only what it speaks of."""
    row = match.row
    said: dict[str, Any] = {"department": row.department, "title": row.title}
    if row.manager is not None:
        said["manager_id"] = match.manager.id if match.manager else None
    if row.level is not None:
        said["level"] = level_of(row.level)
    if row.country is not None:
        said["country"] = row.country.upper() or None
    return {name: value for name, value in said.items() if value is not None or name in _MAY_BE_NONE}


_MAY_BE_NONE: Final = frozenset({"manager_id", "level", "country"})


def _match(rows: Iterable[Row], known: Mapping[str, Entry]) -> tuple[list[_Match], list[BadLine]]:
    matches: list[_Match] = []
    bad: list[BadLine] = []
    for row in rows:
        entry = known.get(row.person.casefold())
        manager = known.get(row.manager.casefold()) if row.manager else None
        problem = _problem(row, entry, manager)
        if problem or entry is None:
            bad.append(BadLine(row.line, problem))
        else:
            matches.append(_Match(row, entry, manager))
    return matches, bad


def _problem(row: Row, entry: Entry | None, manager: Entry | None) -> str:
    """Why a line cannot be taken over; an empty text when it can."""
    if entry is None:
        return f"Nobody in Slack is known by {row.person}."
    if row.manager and manager is None:
        return f"The manager {row.manager} is known to nobody in Slack."
    if row.country and not _COUNTRY.fullmatch(row.country):
        return f"The country {row.country} is no code of two letters, such as DE."
    if row.level and level_of(row.level) is None:
        least, most = LEVELS[0], LEVELS[-1]
        return f"The level {row.level} is neither a number from {least} to {most} nor a name such as senior."
    if manager is not None and manager.id == entry.id:
        return f"{row.person} is named as their own manager."
    return ""


def _named_twice(matches: Sequence[_Match]) -> list[BadLine]:
    times = Counter(match.entry.id for match in matches)
    return [
        BadLine(match.row.line, f"{match.row.person} is in the file more than once.")
        for match in matches
        if times[match.entry.id] > 1
    ]


def _cycles(matches: Sequence[_Match], entries: Iterable[Entry]) -> list[BadLine]:
    """Lines that would make a person report to themselves through others."""
    managers: dict[PersonId, PersonId | None] = {entry.id: entry.manager_id for entry in entries}
    for match in matches:
        if match.row.manager is not None:
            managers[match.entry.id] = match.manager.id if match.manager else None
    circling = circles(managers)
    return [
        BadLine(match.row.line, f"{match.row.person} would report to themselves, through others.")
        for match in matches
        if match.manager is not None and match.entry.id in circling
    ]
