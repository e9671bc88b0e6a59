"""Engines: how SQLite and PostgreSQL are opened, and which of their errors pass by themselves."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import PoolProxiedConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

SQLITE_THREADS: Final = 1
"""SQLite has one writer: a second thread would only wait."""
POSTGRESQL_THREADS: Final = 10

_PRAGMAS: Final = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    # A connection forgets its pages whenever another one has written: the system keeps them for all.
    "PRAGMA mmap_size = 268435456",
    "PRAGMA cache_size = -16000",
)
_READS: Final = "mentorbot_reads"
_SWITCHES: Final = 100
_BETWEEN_SWITCHES: Final = 0.05
_SQLITE_TRANSIENT: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_SQLITE_NOT_UNIQUE: Final = frozenset(
    {sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE}
)
_POSTGRESQL_NOT_UNIQUE: Final = "23505"
_POSTGRESQL_TRANSIENT: Final = frozenset(
    {
        "40001",  # serialization failure
        "40P01",  # deadlock detected
        "55P03",  # lock not available
        "57P01",  # the server was told to stop
        "57P02",  # the server crashed
        "57P03",  # the server is starting
        "53300",  # too many connections
        "25P03",  # idle in a transaction for too long
    }
)


class ImmediateSQLite(SQLiteDialect_pysqlite):
    """SQLite whose transactions begin here: the driver begins none of its own, and an event costs more."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        """Begin. A plain BEGIN that reads and then writes fails when another one wrote in between."""
        only_reads = _READS in dbapi_connection.info
        dbapi_connection.cursor().execute("BEGIN" if only_reads else "BEGIN IMMEDIATE")


registry.register("sqlite.immediate", __name__, ImmediateSQLite.__name__)


def is_missing(url: str) -> bool:
    """Whether this is a SQLite file that is not there: opening it would make one."""
    parts = make_url(url)
    named = parts.database or ""
    is_file = parts.get_backend_name() == "sqlite" and named not in ("", ":memory:")
    return is_file and not named.startswith("file:") and not Path(named).exists()


def open_engine(url: str) -> Engine:
    """An engine on a SQLite file or a PostgreSQL database, set up the way the project relies on.

    Its errors repeat no parameters: those are what people wrote, and errors are logged.

    Args:
        url: `sqlite:///path` or `postgresql://…`, with or without a driver's name.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address.set(drivername="sqlite+immediate"), hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        return engine
    if address.drivername in {"postgres", "postgresql"}:
        address = address.set(drivername="postgresql+psycopg")
    return create_engine(
        address,
        pool_size=POSTGRESQL_THREADS,
        max_overflow=5,  # spare ones beside the threads: the claims of delivery have their own
        pool_pre_ping=True,
        hide_parameters=True,
    )


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database, waits for no writer and holds none up."""
    with engine.connect() as connection:
        said = connection.info
        said[_READS] = True
        try:
            with connection.begin():
                yield connection
        finally:
            del said[_READS]


def threads_for(engine: Engine) -> int:
    """How many threads may use the engine at once with profit."""
    return SQLITE_THREADS if engine.dialect.name == "sqlite" else POSTGRESQL_THREADS


def is_transient(error: BaseException) -> bool:
    """Whether the same transaction may pass when run again: locks, lost connections, stale versions."""
    if isinstance(error, StaleDataError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        # The low byte is the error, the rest says which kind of it.
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _SQLITE_TRANSIENT
    state = getattr(error.orig, "sqlstate", None)
    # A connection that could not be made has no state: the server restarts, or is out of reach.
    return state in _POSTGRESQL_TRANSIENT or (state is None and isinstance(error, OperationalError))


def was_overtaken(error: IntegrityError) -> bool:
    """Whether a unique index was broken: someone else was first to keep the same."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) in _SQLITE_NOT_UNIQUE
    return getattr(error.orig, "sqlstate", None) == _POSTGRESQL_NOT_UNIQUE


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing on its own
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    # The first connections to a new file all switch it: for this lock alone SQLite does not wait.
    for _ in range(_SWITCHES):
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
            return
        time.sleep(_BETWEEN_SWITCHES)
    connection.execute("PRAGMA journal_mode = WAL")
