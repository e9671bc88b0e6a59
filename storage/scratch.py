"""Scratch: a database for one made-up workspace may be emptied; one with anything else in it is refused."""

from typing import Final

from sqlalchemy import Connection, MetaData, Table, func, select

from storage.engine import open_engine

_OF_ALEMBIC: Final = "alembic_version"


class HoldsMore(Exception):
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
    """Whether there is no row in the database."""
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            return not any(_count(connection, table) for table in _tables(connection))
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
    """The tables, when each of them is for workspaces and has no row of another one."""
    found = MetaData()
    found.reflect(connection)
    for table in found.tables.values():
        if table.name == _OF_ALEMBIC:
            continue
        if "workspace" not in table.c:
            raise HoldsMore(f"a table called {table.name}")
        others = select(func.count()).select_from(table).where(table.c.workspace != workspace)
        if connection.scalar(others):
            raise HoldsMore(f"another workspace in {table.name}")
    return found


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.tables.values() if table.name != _OF_ALEMBIC]


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
