"""Fernhill: the made-up company of the demo. `fernhill.csv` names who is always there; chance adds the rest.

Six offices in as many time zones, eight departments, a tree of who reports to whom, and the people for whom
rules differ: two on holiday, one who has left, a guest and another app's bot.
"""

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from heapq import heappush, heapreplace
from pathlib import Path
from typing import Final

from bot.demo.company import Channel, Company, Hours, Person
from bot.demo.names import Name, names

SIZE: Final = 40
FEWEST: Final = 20
MOST: Final = 5000

_NAMED: Final = Path(__file__).with_name("fernhill.csv")
_ZONES: Final = {
    "London": "Europe/London",
    "Lisbon": "Europe/Lisbon",
    "Paris": "Europe/Paris",
    "Lagos": "Africa/Lagos",
    "Kolkata": "Asia/Kolkata",
    "Lima": "America/Lima",
}
# Per department: what people are called by level, and what they know about.
_WORK: Final[Mapping[str, tuple[str, Sequence[str]]]] = {
    "Engineering": (
        "engineer",
        ("kubernetes", "databases", "testing", "observability", "python", "security"),
    ),
    "Design": ("designer", ("user interviews", "accessibility", "prototyping", "illustration")),
    "Research": ("researcher", ("statistics", "experiments", "surveys")),
    "Marketing": ("writer", ("storytelling", "newsletters", "brand voice")),
    "Sales": ("account partner", ("negotiation", "pricing", "product demos")),
    "Support": ("support engineer", ("incident response", "difficult conversations", "knowledge bases")),
    "People": ("people partner", ("interviewing", "career changes", "feedback")),
    "Finance": ("controller", ("budgets", "spreadsheets", "forecasting")),
}
_GRADES: Final = {2: "Junior", 3: "", 4: "Senior", 5: "Lead", 6: "Principal"}
_WANTS: Final = ("career growth", "public speaking", "python", "negotiation", "accessibility", "management")
_MENTORS_FROM: Final = 4
"""The level from which some offer to be asked."""
_LEADS: Final = 5
"""The level from which people have others report to them."""
_TEAM: Final = 8
"""How many report to one person, about."""
_Place = tuple[bool, int, int, str]
"""Whether the team is too large, how many are in it, who was there first, and the handle."""
_WEEKS: Final = (("9-17", range(5)), ("9-17", range(5)), ("8-16", range(5)), ("10-18", range(4)))
_HOLIDAYS: Final = (date(2026, 3, 23), date(2026, 4, 7))
"""First days back of the two who are away in the weeks of the story."""


class _Ladder:
    """Who has others report to them, rung by rung, whoever is next on a rung first."""

    def __init__(self, people: Collection[Person]) -> None:
        self._rungs: dict[str, dict[int, list[_Place]]] = defaultdict(dict)
        teams = Counter(one.manager for one in people)
        for one in people:
            self.add(one, teams[one.handle])

    def add(self, person: Person, team: int = 0) -> None:
        """Somebody may have others report to them from now on; `team` is how many do."""
        if person.level >= _LEADS and not person.deleted:
            rung = self._rungs[person.department].setdefault(person.level, [])
            heappush(rung, (team >= _TEAM, team, len(rung), person.handle))

    def above(self, department: str, level: int) -> str:
        """Whom somebody new reports to: down the ladder, unless the team has become too large."""
        rungs = self._rungs[department]
        at = min((one for one in rungs if one > level), key=lambda one: (rungs[one][0][0], one))
        _, team, number, handle = rungs[at][0]
        heapreplace(rungs[at], (team + 1 >= _TEAM, team + 1, number, handle))
        return handle


def fernhill(size: int = SIZE, seed: int = 1) -> Company:
    """The company with so many people, apps and closed accounts included; the same seed gives the same ones.

    ValueError unless `size` is from 20 to 5,000.
    """
    if not FEWEST <= size <= MOST:
        raise ValueError(f"Fernhill has from {FEWEST} to {MOST:,} people.")
    people = [_named(row) for row in _rows()]
    chance = random.Random(seed)  # noqa: S311 -- made-up people, nothing secret
    taken = names(chance, {one.real_name for one in people}, {one.handle for one in people})
    ladder = _Ladder(people)
    while len(people) < size:
        people.append(_hired(len(people), next(taken), ladder, chance))
        ladder.add(people[-1])
    for number, back in enumerate(_HOLIDAYS, start=len(_rows())):
        people[number] = replace(people[number], away_until=back)
    return Company(tuple(people), _channels(people))


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    with _NAMED.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _named(row: Mapping[str, str]) -> Person:
    account = row["account"]
    return Person(
        f"U0{row['handle'].upper()}",
        row["handle"],
        row["name"],
        f"{row['handle']}@fernhill.example",
        _ZONES[row["office"]],
        row["locale"],
        row["title"],
        is_admin=account == "admin",
        is_bot=account == "bot",
        is_restricted=account == "guest",
        is_ultra_restricted=account == "guest",
        deleted=account == "left",
        department=row["department"],
        level=int(row["level"] or 0),
        manager=row["manager"],
        offers=tuple(topic.strip() for topic in row["offers"].split(";") if topic.strip()),
        hours=_week("9-17", range(5)),
    )


def _hired(number: int, name: Name, ladder: _Ladder, chance: random.Random) -> Person:
    """Somebody new, who reports to whoever in the department has the smallest team."""
    department = chance.choice(list(_WORK))
    level = chance.choices(list(_GRADES), (3, 5, 4, 2, 1))[0]
    trade, topics = _WORK[department]
    return Person(
        f"U1{number:07d}",
        name.handle,
        name.full,
        f"{name.handle}@fernhill.example",
        chance.choice(list(_ZONES.values())),
        name.locale,
        f"{_GRADES[level]} {trade}".strip().capitalize(),
        department=department,
        level=level,
        manager=ladder.above(department, level),
        offers=_some(topics, chance) if level >= _MENTORS_FROM and chance.random() < 0.7 else (),
        wants=_some(_WANTS, chance) if level < _MENTORS_FROM else (),
        hours=_week(*chance.choice(_WEEKS)),
    )


def _some(topics: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    return tuple(sorted(chance.sample(topics, 2)))


def _week(hours: str, days: range) -> tuple[Hours, ...]:
    start, end = hours.split("-")
    return tuple(Hours(day, f"{int(start):02}:00", f"{end}:00") for day in days)


def _channels(people: Sequence[Person]) -> tuple[Channel, ...]:
    staff = tuple(one.handle for one in people if not (one.deleted or one.is_restricted or one.is_bot))
    engineers = tuple(_of(people, "Engineering", "Research"))
    return (
        Channel("C0GENERAL", "general", (*staff, "mira")),
        Channel("C0MENTORING", "mentoring", staff),
        Channel("C0PYTHON", "python", ("ana", *engineers)),
        Channel("C0DESIGN", "design", (*_of(people, "Design"), "luz", "mira")),
        Channel("C0RANDOM", "random", (*staff, "ticker"), has_bot=False),
        Channel("C0PEOPLE", "people-team", tuple(_of(people, "People")), is_private=True),
        Channel("C0FINANCE", "finance", tuple(_of(people, "Finance")), is_private=True, has_bot=False),
    )


def _of(people: Sequence[Person], *departments: str) -> Iterator[str]:
    for one in people:
        if one.department in departments and not (one.deleted or one.is_restricted):
            yield one.handle
