"""Programs of Fernhill: one of each form of mentoring, in every state that a program can be in.

`fernhill_programs.csv` has a line for each, `fernhill_wishes.csv` what named colleagues want of them; whoever
else works there fills the other seats.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from bot.demo.company import Company, Person

DRAFT, ANNOUNCED, PLANNED, DRAFTED, SENT = "draft", "announced", "planned", "drafted", "sent"
STATES: Final = (DRAFT, ANNOUNCED, PLANNED, DRAFTED, SENT)
"""How far a program is: unknown to others, open for joining, before its first round, with a round that waits
for an admin's look, with one that went out."""
ADMIN: Final = "hala"
SPONSOR: Final = "mateo"
"""Whom the shadow board advises. Nobody advises whom they report to, so the chief executive has none."""
SEATS: Final = "technical"
"""The seat on a board of advisors of whoever is not named for one."""

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody, by handle, wants of a program; `part` is mentor or mentee, whatever the form."""

    handle: str
    part: str
    goal: str = ""
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program as a fact; the `channel` is a name, the `form` as the bot calls it."""

    form: str
    name: str
    channel: str
    state: str
    purpose: str
    wishes: tuple[Wish, ...]


def programs_of(company: Company) -> tuple[Program, ...]:
    """The programs of Fernhill; the same company has the same ones."""
    named = [(row["program"], _wish(row)) for row in _rows("fernhill_wishes.csv")]
    taken = {wish.handle for _, wish in named}
    others = [one for one in company.people if one.level and not _elsewhere(one) and one.handle not in taken]
    mentors = cycle([one for one in others if one.offers and one.level < _HEADS])
    mentees = cycle([one for one in others if one.wants] or others)
    found = []
    for row in _rows("fernhill_programs.csv"):
        wishes = [wish for program, wish in named if program == row["name"]]
        wishes += _filled(row, mentors, mentees)
        found.append(_program(row, wishes))
    return tuple(found)


_HEADS: Final = 8
"""The level of those who run a department: they are named, or left alone."""


def _elsewhere(person: Person) -> bool:
    return person.deleted or person.is_bot or person.is_restricted or person.away_until is not None


def _filled(row: Mapping[str, str], mentors: Iterator[Person], mentees: Iterator[Person]) -> Iterator[Wish]:
    """The seats that nobody is named for; in a small company somebody may have been asked twice."""
    seen: set[str] = set()
    for one in islice(mentors, int(row["mentors"])):
        if one.handle not in seen:
            seen.add(one.handle)
            yield Wish(handle=one.handle, part="mentor", offers=one.offers, seats=(SEATS,))
    for one in islice(mentees, int(row["mentees"])):
        if one.handle not in seen:
            seen.add(one.handle)
            yield Wish(handle=one.handle, part="mentee", asks=one.wants)


def _program(row: Mapping[str, str], wishes: Sequence[Wish]) -> Program:
    return Program(
        form=row["form"],
        name=row["name"],
        channel=row["channel"],
        state=row["state"],
        purpose=row["purpose"],
        wishes=tuple(wishes),
    )


def _wish(row: Mapping[str, str]) -> Wish:
    return Wish(
        handle=row["handle"],
        part=row["part"],
        goal=row["goal"],
        asks=_listed(row["asks"]),
        offers=_listed(row["offers"]),
        seats=_listed(row["seats"]),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(";") if one.strip())


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
