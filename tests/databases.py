"""Fresh databases for tests, cheap enough to give every test its own.

A schema is built once per worker into a template; each test then gets a copy of it, or one that was emptied.
"""

import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, LiteralString, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Engine

from storage.engine import open_engine

Schema = Callable[[str], None]
"""Builds tables in the empty database behind a SQLAlchemy URL."""


class Databases(Protocol):
    """A source of fresh databases of one kind."""

    def fresh(self, schema: Schema | None = None) -> AbstractContextManager[str]:
        """Yield the SQLAlchemy URL of a database nobody else uses, then remove it."""


@contextmanager
def engine_on(url: str) -> Iterator[Engine]:
    """An engine, its connections closed at the end.

    Databases are handed out again, and their engine with them: it has compiled most statements by then.
    """
    engine = _engine(url)
    yield engine
    engine.dispose()


_engine = cache(open_engine)


class SqliteDatabases:
    """Files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()
        self._free: list[Path] = []
        self._templates: dict[Schema, Path] = {}

    @contextmanager
    def fresh(self, schema: Schema | None = None) -> Iterator[str]:
        """Yield the URL of a new file; its name may have been that of one that is gone."""
        path = self._free.pop() if self._free else self._new_path()
        if schema:
            shutil.copyfile(self._template(schema), path)
        try:
            yield f"sqlite:///{path}"
        finally:
            for left in self._folder.glob(f"{path.name}*"):
                left.unlink()
            self._free.append(path)

    def _template(self, schema: Schema) -> Path:
        if schema not in self._templates:
            path = self._new_path()
            schema(f"sqlite:///{path}")
            with closing(sqlite3.connect(path)) as connection:
                # What the write-ahead log holds belongs into the one file that is copied.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._templates[schema] = path
        return self._templates[schema]

    def _new_path(self) -> Path:
        return self._folder / f"{next(self._numbers)}.db"


class PostgresDatabases:
    """Databases on one server. Copying one takes half a second: who gives one back leaves it to the next.

    Args:
        server: the URL of the server with `{}` where the database's name goes.
        worker: keeps the names of parallel test workers apart.
    """

    def __init__(self, server: str, worker: str) -> None:
        self._server = server
        self._worker = worker
        self._numbers = itertools.count()
        self._templates: dict[Schema, _Template] = {}
        self._admin = psycopg.connect(server.format("postgres"), autocommit=True)

    def close(self) -> None:
        """Give the connection back."""
        self._admin.close()

    @contextmanager
    def fresh(self, schema: Schema | None = None) -> Iterator[str]:
        """Yield the URL of an empty database; what is still connected at the end is disconnected."""
        template = self._template(schema) if schema else None
        if template and template.idle:
            name = template.idle.pop()
        else:
            name = self._create(template.name if template else "template0")
        try:
            yield self._url(name)
        finally:
            self._disconnect(name)
            if template and self._emptied(name, template):
                template.idle.append(name)
            else:
                self._run("DROP DATABASE {} WITH (FORCE)", name)

    def _template(self, schema: Schema) -> "_Template":
        if schema not in self._templates:
            name = self._create("template0")
            schema(self._url(name))
            with self._connect(name) as connection:
                tables = [table for (table,) in connection.execute(_TABLES)]
                filled = {table: rows for table in tables if (rows := _rows(connection, table))}
                made = _Template(name, _shape(connection), tuple(set(tables) - set(filled)), filled)
            # A template can be copied only while nobody is connected to it.
            self._run("ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
            self._disconnect(name)
            self._templates[schema] = made
        return self._templates[schema]

    def _emptied(self, name: str, template: "_Template") -> bool:
        """Take everything out; False when it is no longer what the template is in anything else."""
        with self._connect(name) as connection:
            if _shape(connection) != template.shape:
                return False
            connection.execute("SET session_replication_role = replica")  # in any order: no keys are checked
            for table in template.empty:
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            connection.execute("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")
            return all(rows == _rows(connection, table) for table, rows in template.filled.items())

    def _disconnect(self, name: str) -> None:
        self._admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name]
        )

    def _create(self, template: str) -> str:
        name = f"{self._worker}_{next(self._numbers)}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def _run(self, statement: LiteralString, *names: str) -> None:
        self._admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(self._server.format(name))

    def _url(self, name: str) -> str:
        return self._server.format(name).replace("postgresql://", "postgresql+psycopg://", 1)


@dataclass(frozen=True)
class _Template:
    """What a schema makes: its shape, its empty tables, the rows of the others, and copies that wait."""

    name: str
    shape: str
    empty: tuple[str, ...]
    filled: Mapping[str, str]
    idle: list[str] = field(default_factory=list)


_TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def _shape(connection: psycopg.Connection) -> str:
    """Of all that the catalogue says of tables, columns, keys and triggers: which row, and who wrote it last.

    Whatever a statement changes there writes its row anew; a copy has the rows of its template.
    """
    return _only(
        connection,
        sql.SQL("""
            SELECT md5(string_agg(row::text, ' ' ORDER BY row::text)) FROM (
                SELECT oid, 0, xmin FROM pg_class WHERE oid >= 16384
                UNION ALL SELECT attrelid, attnum, xmin FROM pg_attribute WHERE attrelid >= 16384
                UNION ALL SELECT oid, 0, xmin FROM pg_constraint WHERE oid >= 16384
                UNION ALL SELECT oid, 0, xmin FROM pg_trigger
            ) AS row
        """),
    )


def _rows(connection: psycopg.Connection, table: str) -> str:
    """What a table holds, in short; nothing when it is empty."""
    every = sql.SQL("SELECT md5(string_agg(row::text, ' ' ORDER BY row::text)) FROM {} AS row")
    return _only(connection, every.format(sql.Identifier(table)))


def _only(connection: psycopg.Connection, query: sql.SQL | sql.Composed) -> str:
    found = connection.execute(query).fetchone()
    return str(found[0] or "") if found else ""
