"""Reporting lines: who is above and below whom, from each person's own manager. Circles end."""

from collections.abc import Iterable, Mapping

from bot.domain.people import PersonId

Managers = Mapping[PersonId, PersonId | None]
"""Each person's own manager; whoever has none, or None, is at the top."""


def chain(person_id: PersonId, managers: Managers) -> tuple[PersonId, ...]:
    """The person's manager, that one's manager and so on, nearest first; without the person."""
    above: dict[PersonId, None] = {}
    one = managers.get(person_id)
    while one is not None and one != person_id and one not in above:
        above[one] = None
        one = managers.get(one)
    return tuple(above)


def above_any(people: Iterable[PersonId], managers: Managers) -> frozenset[PersonId]:
    """Everyone above any of these, who in a circle are above themselves. Looks at each person once."""
    above: set[PersonId] = set()
    for person_id in people:
        one = managers.get(person_id)
        while one is not None and one not in above:
            above.add(one)
            one = managers.get(one)
    return frozenset(above)


def in_line(one: PersonId, other: PersonId, managers: Managers) -> bool:
    """Whether either of the two is above the other, however far."""
    return other in chain(one, managers) or one in chain(other, managers)


def share_manager(one: PersonId, other: PersonId, managers: Managers) -> bool:
    """Whether two different people report to the same person directly."""
    manager = managers.get(one)
    return one != other and manager is not None and manager == managers.get(other)


def circles(managers: Managers) -> frozenset[PersonId]:
    """Everyone who reports to themselves through others (or directly). Looks at each person once."""
    circling: set[PersonId] = set()
    seen: set[PersonId] = set()
    for start in managers:
        path: dict[PersonId, int] = {}
        one: PersonId | None = start
        while one is not None and one not in seen:
            seen.add(one)
            path[one] = len(path)
            one = managers.get(one)
        if one is not None and one in path:
            circling.update(list(path)[path[one] :])
    return frozenset(circling)
