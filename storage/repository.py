"""What every repository holds: one session, one workspace."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar, TypeVarTuple

from sqlalchemy import Executable, Result, Row, Select, Table, bindparam, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

Columns = TypeVarTuple("Columns")
T = TypeVar("T")
_AT_ONCE: Final = 1000


def in_turn(ids: Collection[str]) -> Iterator[Sequence[str]]:
    """No more ids at once than a database takes in one question."""
    listed = list(ids)
    for first in range(0, len(listed), _AT_ONCE):
        yield listed[first : first + _AT_ONCE]


class Repository:
    """Queries of one noun in one workspace."""

    def __init__(self, session: Session, workspace: str) -> None:
        self._session = session
        self._workspace = workspace

    def _find(self, kind: type[T], its_id: str) -> T | None:
        """What has this id, with its parts; read once in a session."""
        key = (self._workspace, its_id)
        if inspect(kind).identity_key_from_primary_key(key) in self._session.identity_map:
            return self._session.get(kind, key)
        kind_: Any = kind  # a type can be hashed, which mypy does not see
        rows = self._session.scalars(_by_id(kind_), {"here": self._workspace, "its_id": its_id})
        found: T | None = rows.unique().one_or_none()
        return found

    def _rows(
        self, query: Select[*Columns], values: Mapping[str, object] | None = None
    ) -> Sequence[Row[*Columns]]:
        """The rows of a query on tables, typed by its columns."""
        self._session.flush()
        return self._session.execute(query, values).all()

    def _execute(self, statement: Executable, rows: list[dict[str, Any]] | None = None) -> Result[Any]:
        """Run a statement on tables. Only one on mapped classes would flush what was just changed first."""
        self._session.flush()
        return self._session.execute(statement, rows)

    def _insert_unless_there(self, table: Table, row: Mapping[str, object]) -> bool:
        """Keep a row in one statement, so that two at once are no error; False when it was there before."""
        dialect = self._session.get_bind().dialect.name
        self._session.flush()
        return self._session.execute(_keep(table, dialect), row).scalar() is not None


# Built once: building a statement takes longer than SQLite takes to answer it. The first is what
# `Session.get` asks, which builds it anew each time, and asks for the parts in a query of their own.


@cache
def _by_id(kind: Any) -> Select[Any]:  # noqa: ANN401 -- any mapped class
    mapper = inspect(kind)
    workspace, its_id = mapper.primary_key
    parts = [joinedload(getattr(kind, name)) for name in mapper.relationships.keys()]  # noqa: SIM118 -- no dict
    return (
        select(kind)
        .where(workspace == bindparam("here"), its_id == bindparam("its_id"))
        .options(*parts)
        .execution_options(autoflush=False)
    )


@cache
def _keep(table: Table, dialect: str) -> Executable:
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    kept: Executable = insert(table).on_conflict_do_nothing().returning(table.c.workspace)
    return kept
