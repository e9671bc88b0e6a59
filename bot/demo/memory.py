"""The local Slack's memory between runs: a SQLite file, one JSON value per row, a content beside some.

Every write is a transaction of its own, so that whatever ends the process leaves what was written before.
Whoever opens it has it alone until they close it or end.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

_FORMAT: Final = 2
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS people (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS conversations (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS homes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS messages (name TEXT PRIMARY KEY, value TEXT NOT NULL, content TEXT);
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, value TEXT NOT NULL, content BLOB);
"""
_KINDS: Final = ("facts", "notes", "people", "conversations", "homes", "messages", "files")


class MemoryInUse(Exception):
    """Somebody else has this memory open."""


class UnknownMemory(Exception):
    """This file was written by another version, or is no memory."""


class Memory:
    """Values by kind and name. Kinds: facts, notes, people, conversations, homes, messages, files.

    Args:
        path: the file; it is made when it is not there.

    Raises:
        MemoryInUse: when somebody else has it open.
        UnknownMemory: when it cannot be read here; `Memory.forget` makes room for a new one.
    """

    def __init__(self, path: Path) -> None:
        # One thread at a time uses it, but not always the same one.
        self._file = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
        try:
            self._take()
        except sqlite3.Error as error:
            self._file.close()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise MemoryInUse from error
            raise UnknownMemory from error
        except UnknownMemory:
            self._file.close()
            raise

    def _take(self) -> None:
        self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = NORMAL")
        self._file.execute("BEGIN IMMEDIATE")
        found = self._file.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, _FORMAT):
            raise UnknownMemory
        for statement in _TABLES.strip().split("\n"):
            self._file.execute(statement)
        self._file.execute(f"PRAGMA user_version = {_FORMAT}")
        self._file.execute("COMMIT")

    @staticmethod
    def forget(path: Path) -> None:
        """Take the file away, with what SQLite puts beside it."""
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).unlink()

    def close(self) -> None:
        """Give it back."""
        self._file.close()

    def empty(self) -> None:
        """Forget everything."""
        with self.at_once():
            for kind in _KINDS:
                self._file.execute(f"DELETE FROM {kind}")  # noqa: S608 -- one of our own words

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is written inside is kept together, or not at all."""
        self._file.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")

    def put(self, kind: str, name: str, value: Any) -> None:
        """Keep a JSON value."""
        query = f"INSERT OR REPLACE INTO {kind} (name, value) VALUES (?, ?)"  # noqa: S608 -- our own words
        self._file.execute(query, (name, json.dumps(value, ensure_ascii=False, separators=(",", ":"))))

    def put_content(self, kind: str, name: str, content: str | bytes | None) -> None:
        """Keep what is in a file or a message that is kept."""
        query = f"UPDATE {kind} SET content = ? WHERE name = ?"  # noqa: S608 -- one of our own words
        self._file.execute(query, (content, name))

    def get(self, kind: str, name: str) -> Any | None:
        """A value, or None."""
        query = f"SELECT value FROM {kind} WHERE name = ?"  # noqa: S608 -- one of our own words
        found = self._file.execute(query, (name,)).fetchone()
        return None if found is None else json.loads(found[0])

    def all(self, kind: str) -> Mapping[str, Any]:
        """Every value of a kind, by name."""
        rows = self._file.execute(f"SELECT name, value FROM {kind}").fetchall()  # noqa: S608 -- our own words
        # One text for the parser to read: a call for each takes longer than the values do.
        values = json.loads(f"[{','.join(value for _, value in rows)}]")
        return dict(zip((name for name, _ in rows), values, strict=True))

    def contents(self, kind: str) -> Mapping[str, Any]:
        """What is in the files, or in the messages, by name."""
        return dict(self._file.execute(f"SELECT name, content FROM {kind}"))  # noqa: S608 -- our own words

    # -- small things for the page

    def recall(self, name: str) -> Any | None:
        """What was kept under this name; None if nothing was."""
        return self.get("notes", name)

    def keep(self, name: str, value: Any) -> None:
        """Keep a JSON value under this name, instead of what was there."""
        self.put("notes", name, value)
