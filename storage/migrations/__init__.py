"""Migrations: bringing a database to the present tables, and refusing one that is not there yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from bot.refusal import Refusal
from storage.engine import is_missing, open_engine

_ONE_AT_A_TIME: Final = 0x6D6967726174  # any number that nobody else locks


class SchemaOutOfDate(Refusal):
    """The database is not at the present revision, or there is none. Run `mentorbot migrate`."""

    def __init__(self, present: str | None, wanted: str) -> None:
        if present is None:
            super().__init__(
                "There is nothing in the database yet. Run `mentorbot migrate` to set it up, or name another "
                "one in DATABASE_URL: without that it is mentorbot.db in this folder."
            )
        else:
            super().__init__(f"The database is at revision {present}, not {wanted}. Run `mentorbot migrate`.")


def migrate(url: str) -> None:
    """Bring the database to the newest revision, or leave it as it was. Two at once: the second one waits."""
    with _connected(url) as connection:
        if connection.dialect.name == "postgresql":  # SQLite's write lock is held from the start
            connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        command.upgrade(configured(connection), "head")


def current(url: str) -> str | None:
    """The database's revision, or None before the first migration; a file that is not there is not made."""
    if is_missing(url):
        return None
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The newest revision."""
    return ScriptDirectory.from_config(configured(None)).get_current_head() or ""


def revisions() -> frozenset[str]:
    """Every revision there is, the first one to the newest."""
    return frozenset(one.revision for one in ScriptDirectory.from_config(configured(None)).walk_revisions())


def check(url: str) -> None:
    """Refuse a database that is behind or ahead with SchemaOutOfDate."""
    present = current(url)
    if present != head():
        raise SchemaOutOfDate(present, head())


def configured(connection: Connection | None) -> Config:
    """What Alembic's own commands take, to work over this connection and in its transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
