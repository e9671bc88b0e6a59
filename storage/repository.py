"""What every repository holds: one session, one workspace."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import Executable, Result, Row, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

Columns = TypeVarTuple("Columns")


class Repository:
    """Queries of one noun in one workspace."""

    def __init__(self, session: Session, workspace: str) -> None:
        self._session = session
        self._workspace = workspace

    def _rows(self, query: Select[*Columns]) -> Sequence[Row[*Columns]]:
        """The rows of a query on tables, typed by its columns."""
        self._session.flush()
        return self._session.execute(query).all()

    def _execute(self, statement: Executable, rows: list[dict[str, Any]] | None = None) -> Result[Any]:
        """Run a statement on tables. Only one on mapped classes would flush what was just changed first."""
        self._session.flush()
        return self._session.execute(statement, rows)

    def _insert_unless_there(self, table: Table, row: Mapping[str, object]) -> bool:
        """Keep a row in one statement, so that two at once are no error; False when it was there before."""
        dialect = self._session.get_bind().dialect.name
        insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
        kept = insert(table).values(**row).on_conflict_do_nothing().returning(table.c.workspace)
        return self._execute(kept).scalar() is not None
