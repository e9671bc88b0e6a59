"""Scratch: a database for one made-up workspace may be emptied; one with anything else in it is refused."""

from typing import Final

from alembic.runtime.migration import MigrationContext
from sqlalchemy import ColumnElement, Connection, MetaData, Table, exists, select, true

from bot.refusal import Refusal
from storage.engine import open_engine
from storage.migrations import revisions
from storage.tables import metadata

_OF_ALEMBIC: Final = "alembic_version"


class HoldsMore(Refusal):
    """The database holds more than a demo: it is left alone. Name an empty one."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This database holds more than the demo ({what}); the demo leaves it alone. Name an empty one."
        )


def check_holds_only(url: str, workspace: str) -> None:
    """Refuse, with HoldsMore, a database with anything in it that is not this workspace's."""
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            _only(connection, workspace)
    finally:
        engine.dispose()


def is_blank(url: str) -> bool:
    """Whether there is no row in the database, but for the revision of its tables."""
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            return not any(_has(connection, one, true()) for one in _beside_alembics(_found(connection)))
    finally:
        engine.dispose()


def empty(url: str, workspace: str) -> None:
    """Take all tables away; HoldsMore, and nothing is touched, when there is more than this workspace."""
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            tables = _only(connection, workspace)
            tables.drop_all(connection)
    finally:
        engine.dispose()


def _only(connection: Connection, workspace: str) -> MetaData:
    """The tables, when our migrations made them, and no row is another workspace's or nobody's."""
    found = _found(connection)
    for table in _beside_alembics(found):
        if table.name not in metadata.tables or "workspace" not in table.c:
            raise HoldsMore(f"a table called {table.name}")
        # Not `!=`, which says nothing of a row without a workspace.
        if _has(connection, table, table.c.workspace.is_distinct_from(workspace)):
            raise HoldsMore(f"another workspace in {table.name}")
    if found.tables and not _are_ours(connection, found):
        raise HoldsMore("tables of another program")
    return found


def _are_ours(connection: Connection, found: MetaData) -> bool:
    """Our migrations make the tables and write so down in one transaction: neither is without the other."""
    present = MigrationContext.configure(connection).get_current_heads()
    return bool(present and _beside_alembics(found)) and revisions().issuperset(present)


def _beside_alembics(found: MetaData) -> list[Table]:
    return [table for table in found.tables.values() if table.name != _OF_ALEMBIC]


def _found(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found


def _has(connection: Connection, table: Table, such: ColumnElement[bool]) -> bool:
    return bool(connection.scalar(select(exists().select_from(table).where(such))))
