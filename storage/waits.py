"""Waits: what people have yet to do, and whose look has come.

The hottest table: rows are read and written back without the ORM's bookkeeping, a whole batch at once.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Delete,
    Integer,
    Select,
    String,
    Update,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from bot.domain.nudging import Phase, Wait
from bot.domain.people import PersonId
from storage.repository import Repository
from storage.tables import waits

_CHANGING: Final = ("since", "next_look_at", "step", "snoozed_until")
"""What happens to a wait; the rest says which one it is."""

_State = tuple[datetime, datetime | None, int, datetime | None]


class SqlWaits(Repository):
    """`ports.Waits` on one workspace. Changes of what it handed out are kept by `write_back`."""

    def __init__(self, session: Session, workspace: str) -> None:
        super().__init__(session, workspace)
        self._held: dict[str, Wait] = {}
        self._known: dict[str, _State] = {}

    def add(self, wait: Wait) -> None:
        """Keep a wait; where the person has the same one already, that stays as it is."""
        self._insert_unless_there(waits, {column.name: getattr(wait, column.name) for column in waits.c})

    def find(self, wait_id: str) -> Wait | None:
        """The wait, or None when it is done; locked, so that no claim and no answer write past each other."""
        found = self._hold(_ONE, {"here": self._workspace, "this": wait_id})
        return found[0] if found else None

    def of(self, person_id: PersonId) -> list[Wait]:
        """All that the person has yet to do, oldest first."""
        return self._hold(_OF_PERSON, {"here": self._workspace, "who": person_id})

    def close(
        self, subject_id: str, phases: Collection[Phase] = (), person_id: PersonId | None = None
    ) -> None:
        """Forget what waits on this subject (in these phases, for this person, where given)."""
        what = {"here": self._workspace, "subject": subject_id}
        phased = {"phases": list(phases)} if phases else {}
        whose = {"who": person_id} if person_id is not None else {}
        self._session.execute(_close(bool(phased), bool(whose)), {**what, **phased, **whose})

    def claim_due(self, now: datetime, most: int) -> list[Wait]:
        """Up to `most` waits whose look has come, oldest first, locked from other claims until commit."""
        return self._hold(_DUE, {"here": self._workspace, "now": now, "most": most})

    def next_look_at(self) -> datetime | None:
        """The earliest look of all waits, or None."""
        self.write_back()
        return self._session.scalar(_NEXT_LOOK, {"here": self._workspace})

    def write_back(self) -> None:
        """Keep what was changed since it was handed out; a wait that was closed meanwhile stays closed."""
        changed = [one for one in self._held.values() if self._known[one.id] != _state_of(one)]
        if not changed:
            return
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(_UPDATE_ALL, _columns_of(changed, self._workspace))
        else:
            self._session.connection().execute(_UPDATE_EACH, _rows_of(changed, self._workspace))
        self._known.update((one.id, _state_of(one)) for one in changed)

    def remember(self) -> Callable[[], None]:
        """Returns what makes the waits that were handed out what they are now, after a rollback to here."""
        self.write_back()
        known = dict(self._known)

        def undo() -> None:
            self._held = {wait_id: one for wait_id, one in self._held.items() if wait_id in known}
            self._known = known
            for wait_id, one in self._held.items():
                one.since, one.next_look_at, one.step, one.snoozed_until = known[wait_id]

        return undo

    def _hold(self, query: Select[Any], values: Mapping[str, object] | None = None) -> list[Wait]:
        """What the query finds, each wait as one object however often it is found."""
        self.write_back()
        rows = self._session.execute(query, values)
        found = [self._held.get(row.id) or Wait(**row._mapping) for row in rows]
        self._held.update((one.id, one) for one in found)
        self._known.update((one.id, _state_of(one)) for one in found)
        return found


def _state_of(wait: Wait) -> _State:
    return wait.since, wait.next_look_at, wait.step, wait.snoozed_until


def _rows_of(changed: Iterable[Wait], workspace: str) -> list[dict[str, object]]:
    return [
        {"here": workspace, "new_id": one.id, **{f"new_{name}": getattr(one, name) for name in _CHANGING}}
        for one in changed
    ]


def _columns_of(changed: Collection[Wait], workspace: str) -> dict[str, object]:
    columns = {f"new_{name}": [getattr(one, name) for one in changed] for name in ("id", *_CHANGING)}
    return {"here": workspace, **columns}


@cache
def _close(in_phases: bool, of_person: bool) -> Delete:
    query = delete(waits).where(
        waits.c.workspace == bindparam("here"), waits.c.subject_id == bindparam("subject")
    )
    if in_phases:
        query = query.where(waits.c.phase.in_(bindparam("phases", expanding=True)))
    return query.where(waits.c.person_id == bindparam("who")) if of_person else query


def _update_each() -> Update:
    """One statement for each wait: SQLite runs it in the process."""
    values = {name: bindparam(f"new_{name}", type_=waits.c[name].type) for name in _CHANGING}
    return (
        update(waits)
        .where(waits.c.workspace == bindparam("here"), waits.c.id == bindparam("new_id"))
        .values(values)
    )


def _update_all() -> Update:
    """One statement for all of them, a list for each column: PostgreSQL is a round trip away."""
    lists = [
        bindparam("new_id", type_=ARRAY(String())),
        *(bindparam(f"new_{name}", type_=ARRAY(waits.c[name].type)) for name in _CHANGING),
    ]
    new = func.unnest(*lists).table_valued("id", *_CHANGING, name="new").render_derived()
    return (
        update(waits)
        .where(waits.c.workspace == bindparam("here"), waits.c.id == new.c.id)
        .values({name: new.c[name] for name in _CHANGING})
    )


# Built once: these are asked for more often than anything else.
_ONE: Final = (
    select(waits)
    .where(waits.c.workspace == bindparam("here"), waits.c.id == bindparam("this"))
    .with_for_update()
)
_OF_PERSON: Final = (
    select(waits)
    .where(waits.c.workspace == bindparam("here"), waits.c.person_id == bindparam("who"))
    .order_by(waits.c.since, waits.c.id)
)
_DUE: Final = (
    select(waits)
    .where(waits.c.workspace == bindparam("here"))
    .where(waits.c.next_look_at <= bindparam("now", type_=waits.c.next_look_at.type))
    .order_by(waits.c.next_look_at)
    .limit(bindparam("most", type_=Integer()))
    .with_for_update(skip_locked=True)
)
_NEXT_LOOK: Final = (
    select(waits.c.next_look_at)
    .where(waits.c.workspace == bindparam("here"), waits.c.next_look_at.is_not(None))
    .order_by(waits.c.next_look_at)
    .limit(1)
)
_UPDATE_EACH: Final = _update_each()
_UPDATE_ALL: Final = _update_all()
