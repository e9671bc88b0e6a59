"""Fresh databases for tests, cheap enough to give every test its own.

A schema is built once per worker into a template; each test then gets a copy of it.
"""

import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import LiteralString, Protocol

import psycopg
from psycopg import sql

Schema = Callable[[str], None]
"""Builds tables in the empty database behind a SQLAlchemy URL."""


class Databases(Protocol):
    """A source of fresh databases of one kind."""

    def fresh(self, schema: Schema | None = None) -> AbstractContextManager[str]:
        """Yield the SQLAlchemy URL of a database nobody else uses, then remove it."""


class SqliteDatabases:
    """Files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()
        self._templates: dict[Schema, Path] = {}

    @contextmanager
    def fresh(self, schema: Schema | None = None) -> Iterator[str]:
        """Yield the URL of a new file."""
        path = self._new_path()
        if schema:
            shutil.copyfile(self._template(schema), path)
        try:
            yield f"sqlite:///{path}"
        finally:
            for left in self._folder.glob(f"{path.name}*"):
                left.unlink()

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
    """Databases on one server.

    Args:
        server: the URL of the server with `{}` where the database's name goes.
        worker: keeps the names of parallel test workers apart.
    """

    def __init__(self, server: str, worker: str) -> None:
        self._server = server
        self._worker = worker
        self._numbers = itertools.count()
        self._templates: dict[Schema, str] = {}
        self._admin = psycopg.connect(server.format("postgres"), autocommit=True)

    def close(self) -> None:
        """Give the connection back."""
        self._admin.close()

    @contextmanager
    def fresh(self, schema: Schema | None = None) -> Iterator[str]:
        """Yield the URL of a new database; what is still connected at the end is disconnected."""
        name = self._create(self._template(schema) if schema else "template0")
        try:
            yield self._url(name)
        finally:
            self._run("DROP DATABASE {} WITH (FORCE)", name)

    def _template(self, schema: Schema) -> str:
        if schema not in self._templates:
            name = self._create("template0")
            schema(self._url(name))
            # A template can be copied only while nobody is connected to it.
            self._run("ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
            self._admin.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            self._templates[schema] = name
        return self._templates[schema]

    def _create(self, template: str) -> str:
        name = f"{self._worker}_{next(self._numbers)}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def _run(self, statement: LiteralString, *names: str) -> None:
        self._admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _url(self, name: str) -> str:
        return self._server.format(name).replace("postgresql://", "postgresql+psycopg://", 1)
