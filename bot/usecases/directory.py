"""The directory: what a file from the personnel system adds to what Slack knows of people."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.people import Person, PersonId
from bot.ports import UnitOfWork

_COUNTRY: Final = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the file. Who it is about and their manager: an e-mail address or a Slack id.

    The country (ISO 3166, two letters) is the one whose public holidays count; without it the zone's counts.
    None leaves what is known as it is; an empty text takes it away.
    """

    line: int
    person: str
    manager: str | None = None
    department: str | None = None
    title: str | None = None
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


@dataclass(frozen=True)
class _Match:
    row: Row
    person: Person
    manager: Person | None


def import_people(uow: UnitOfWork, rows: Sequence[Row], now: datetime) -> Imported:
    """Take over departments, titles and who reports to whom: all lines or none."""
    known = _known(uow)
    matches, bad = _match(rows, known)
    bad += _named_twice(matches)
    bad += _cycles(matches, known)
    if bad:
        return Imported(0, tuple(sorted(bad, key=lambda one: one.line)))
    return Imported(sum(_take_over(match) for match in matches))


def _known(uow: UnitOfWork) -> Mapping[str, Person]:
    """People by id and by e-mail address; active accounts win an address that two share."""
    people = sorted(uow.people.everyone(), key=lambda person: person.active)
    by_email = {person.email.casefold(): person for person in people if person.email}
    return by_email | {person.id.casefold(): person for person in people}


def _match(rows: Iterable[Row], known: Mapping[str, Person]) -> tuple[list[_Match], list[BadLine]]:
    matches: list[_Match] = []
    bad: list[BadLine] = []
    for row in rows:
        person = known.get(row.person.casefold())
        manager = known.get(row.manager.casefold()) if row.manager else None
        if person is None:
            bad.append(BadLine(row.line, f"Nobody in Slack is known by {row.person}."))
        elif row.manager and manager is None:
            bad.append(BadLine(row.line, f"The manager {row.manager} is known to nobody in Slack."))
        elif row.country and not _COUNTRY.fullmatch(row.country):
            bad.append(BadLine(row.line, f"The country {row.country} is no code of two letters, such as DE."))
        elif manager is person:
            bad.append(BadLine(row.line, f"{row.person} is named as their own manager."))
        else:
            matches.append(_Match(row, person, manager))
    return matches, bad


def _named_twice(matches: Sequence[_Match]) -> list[BadLine]:
    times = Counter(match.person.id for match in matches)
    return [
        BadLine(match.row.line, f"{match.row.person} is in the file more than once.")
        for match in matches
        if times[match.person.id] > 1
    ]


def _cycles(matches: Sequence[_Match], known: Mapping[str, Person]) -> list[BadLine]:
    """Lines that would make a person report to themselves through others."""
    managers = {person.id: person.manager_id for person in known.values()}
    for match in matches:
        if match.row.manager is not None:
            managers[match.person.id] = match.manager.id if match.manager else None
    return [
        BadLine(match.row.line, f"{match.row.person} would report to themselves, through others.")
        for match in matches
        if match.manager is not None and _reports_to_themselves(match.person.id, managers)
    ]


def _reports_to_themselves(person_id: PersonId, managers: Mapping[PersonId, PersonId | None]) -> bool:
    seen: set[PersonId] = set()
    above = managers.get(person_id)
    while above is not None and above not in seen:
        if above == person_id:
            return True
        seen.add(above)
        above = managers.get(above)
    return False


def _take_over(match: _Match) -> bool:
    person, row = match.person, match.row
    wanted = {
        "manager_id": None if row.manager is None else (match.manager.id if match.manager else ""),
        "department": row.department,
        "title": row.title,
        "country": row.country and row.country.upper(),
    }
    changed = False
    if row.manager is not None and not person.manager_imported:
        person.imported = (*person.imported, "manager_id")
    for name, value in wanted.items():
        if value is None:
            continue
        stored = (value or None) if name in {"manager_id", "country"} else value
        changed |= getattr(person, name) != stored
        setattr(person, name, stored)
    return changed
