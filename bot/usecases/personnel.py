"""Personnel: keep up with what the personnel system says of everybody, day by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from bot.domain.levels import level_of
from bot.domain.people import Entry, PersonId
from bot.domain.reporting import circles
from bot.ports import UnitOfWork
from bot.usecases import leaving, lines
from bot.usecases.directory import by_name, moves, place
from bot.usecases.people import takes_part

_FEW: Final = 10
"""So many may leave between two readings, however small the company."""
_FEW_MISSING: Final = 3
_MISSING: Final = 10
"""Of so many one may be named no more (and three in any case): of more it is a gap in the roll."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Employee:
    """A person as the personnel system describes them, by its own ids.

    `names` are e-mail addresses by which Slack may know them, likeliest first. None says nothing of a field,
    an empty text that there is nothing. Whoever is not `active` has left.
    """

    id: str
    names: tuple[str, ...]
    manager_id: str | None = None
    department: str | None = None
    title: str | None = None
    level: str | None = None
    active: bool = True


@dataclass(frozen=True)
class Roll:
    """Everybody whom the personnel system names, in one reading.

    `unread` are the ids of those who are named, but cannot be read. Of a `complete` roll it is known that it
    lacks nobody, so that whoever was on it before has left.
    """

    employees: Sequence[Employee]
    unread: frozenset[str] = frozenset()
    complete: bool = False


@dataclass(frozen=True)
class Unusable:
    """Something of an employee that could not be taken over, and why: a sentence without anybody's name."""

    employee_id: str
    problem: str


@dataclass(frozen=True)
class Followed:
    """How many are known in Slack, changed and left; who is back; and what could not be taken over.

    `doubted`: how many are not named any more, but too many to be taken for gone.
    """

    known: int
    changed: int
    left: int
    back: tuple[PersonId, ...]
    unusable: tuple[Unusable, ...]
    doubted: int = 0


class TooManyLeft(Exception):
    """More than half of all people would have left at once: that is a mistake, so nothing was changed."""


@dataclass(frozen=True)
class _Staff:
    """Employees and whom of them Slack knows, by the personnel system's ids."""

    employees: Mapping[str, Employee]
    entries: dict[str, Entry] = field(default_factory=dict)
    unusable: list[Unusable] = field(default_factory=list)

    def meet(self, entries: Sequence[Entry]) -> None:
        """Find each employee in Slack, by address or by record; of two records the active one counts."""
        known, met = by_name(entries), {entry.employee_id: entry for entry in entries if entry.employee_id}
        taken: set[PersonId] = set()
        for one in sorted(self.employees.values(), key=lambda employee: not employee.active):
            found = (known[name] for name in map(str.casefold, one.names) if name in known)
            entry = next(found, met.get(one.id))
            if entry is None:
                continue
            if entry.id not in taken:
                taken.add(entry.id)
                self.entries[one.id] = entry
            elif one.active:
                self.unusable.append(Unusable(one.id, "Another employee has the same e-mail address."))

    def manager_of(self, employee: Employee) -> PersonId | None:
        """Who leads them, as Slack knows them: a manager who is not in Slack is stood in for by their own."""
        seen = {employee.id}
        above = self.employees.get(employee.manager_id or "")
        while above is not None and above.id not in seen and above.id not in self.entries:
            seen.add(above.id)
            above = self.employees.get(above.manager_id or "")
        return None if above is None or above.id in seen else self.entries[above.id].id

    def said_of(self, employee: Employee) -> dict[str, Any]:
        """What the personnel system says of somebody, by field of their entry."""
        said: dict[str, Any] = {"left": not employee.active, "employee_id": employee.id}
        if employee.manager_id is not None:
            said["manager_id"] = self.manager_of(employee)
        for name in ("department", "title"):
            if getattr(employee, name) is not None:
                said[name] = getattr(employee, name)
        if employee.level is not None:
            said["level"] = level_of(employee.level)
            if employee.level and said["level"] is None:
                self.unusable.append(Unusable(employee.id, "The level is neither 1 to 10 nor a known name."))
                del said["level"]
        return said


def follow(uow: UnitOfWork, roll: Roll, now: datetime) -> Followed:
    """Take over managers, departments, titles, levels and who has left, as far as Slack knows the people.

    One employee whose entry cannot be used holds up no other. Whoever the system never named stays as they
    are known: not everybody is an employee. Whoever it named, and a complete roll names no more, has left.

    Raises:
        TooManyLeft: when the answer cannot be true; nothing was changed.
    """
    entries = uow.people.directory()
    staff = _Staff({one.id: one for one in roll.employees})
    staff.meet(entries)
    said = {one: staff.said_of(staff.employees[one]) for one in staff.entries}
    _open_circles(staff, said, entries)
    before_after = [(entry, place(entry, said[one])) for one, entry in staff.entries.items()]
    missing = _missing(roll, staff, entries)
    doubted = len(missing) if len(missing) > max(_FEW_MISSING, len(staff.entries) // _MISSING) else 0
    before_after += [(entry, replace(entry, left=True)) for entry in missing if not doubted]
    gone = [after.id for _, after in before_after if after.left and after.active]
    if len(gone) > max(_FEW, sum(entry.active for entry in entries) // 2):
        raise TooManyLeft(len(gone))
    changed = [after for before, after in before_after if after != before]
    known = {entry.id: entry.manager_id for entry in entries}
    crossed = lines.crossed(uow, moves(before_after), now, known)
    uow.people.hold({*crossed.next_ids, *(after.id for after in changed), *leaving.left_alone(uow, gone)})
    uow.people.place(changed)
    _say_goodbye(uow, gone, now)
    lines.settle(uow, crossed, now)
    back = tuple(after.id for before, after in before_after if before.left and not after.left)
    return Followed(len(staff.entries), len(changed), len(gone), back, tuple(staff.unusable), doubted=doubted)


def _missing(roll: Roll, staff: _Staff, entries: Iterable[Entry]) -> list[Entry]:
    """Who works here as far as we know, was on the roll, and is not on it any more."""
    if not roll.complete:
        return []
    met = {entry.id for entry in staff.entries.values()}
    named = staff.employees.keys() | roll.unread
    return [
        one
        for one in entries
        if one.active and one.employee_id is not None and one.employee_id not in named and one.id not in met
    ]


def _open_circles(staff: _Staff, said: Mapping[str, dict[str, Any]], entries: Iterable[Entry]) -> None:
    """Managers who would make somebody report to themselves are not taken over."""
    managers = {entry.id: entry.manager_id for entry in entries}
    named = {entry.id: one for one, entry in staff.entries.items() if "manager_id" in said[one]}
    managers |= {person_id: said[one]["manager_id"] for person_id, one in named.items()}
    known = {entry.id: entry.manager_id for entry in entries}
    while circling := circles(managers) & named.keys():
        for person_id in sorted(circling):
            one = named.pop(person_id)
            del said[one]["manager_id"]
            managers[person_id] = known[person_id]
            staff.unusable.append(Unusable(one, "They would report to themselves, through others."))


def _say_goodbye(uow: UnitOfWork, gone: Sequence[PersonId], now: datetime) -> None:
    leavers = [person for person in uow.people.lock(gone).values() if takes_part(person)]
    for person in leavers:  # all of them first: nobody is asked, or told anything, who leaves as well
        person.active = False
    for person in leavers:
        leaving.leave(uow, person, now)
