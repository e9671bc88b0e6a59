"""Engines: set up as the project relies on, and honest about which errors pass."""

import io
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot import logs
from bot.domain.outcomes import Account
from bot.ports import Overtaken
from storage.engine import is_transient, open_engine, threads_for
from storage.tables import inbox
from tests.builders import an_outcome
from tests.fakes import MONDAY
from tests.storage.conftest import Begin


def test_sqlite_is_opened_for_one_writer_and_many_readers(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
    assert found == ["wal", 1, 5000, 1]
    assert threads_for(engine) == 1
    engine.dispose()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_by_any_of_its_names(postgresql_url: str, scheme: str) -> None:
    engine = open_engine(postgresql_url.replace("postgresql+psycopg", scheme))
    with engine.connect() as connection:
        assert connection.scalar(select(1)) == 1
    assert threads_for(engine) == 10
    engine.dispose()


def test_a_locked_sqlite_is_worth_another_try(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.begin(), engine.connect() as impatient:
        impatient.connection.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(OperationalError) as locked:
            impatient.execute(select(1))
    assert is_transient(locked.value)
    engine.dispose()


def test_a_lost_connection_is_worth_another_try(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with engine.connect() as lost, engine.connect() as other:
        pid = lost.scalar(text("SELECT pg_backend_pid()"))
        other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        with pytest.raises(DBAPIError) as gone:
            lost.execute(select(1))
    assert is_transient(gone.value)
    with engine.connect() as again:
        assert again.scalar(select(1)) == 1
    engine.dispose()


def test_a_deadlock_is_worth_another_try(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    met, results = threading.Barrier(2), list[Exception]()

    def lock(first: int, second: int) -> None:
        try:
            with engine.begin() as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": first})
                met.wait()
                connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": second})
        except DBAPIError as error:
            results.append(error)

    threads = [threading.Thread(target=lock, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [is_transient(error) for error in results] == [True]
    engine.dispose()


def test_what_is_wrong_stays_wrong(engine: Engine) -> None:
    with pytest.raises(DBAPIError) as unknown, engine.connect() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert not is_transient(unknown.value)
    assert not is_transient(ValueError("wrong"))

    def twice() -> None:
        with engine.begin() as connection:
            for _ in range(2):
                connection.execute(insert(inbox).values(workspace="T1", delivery_id="D1", seen_at=MONDAY))

    with pytest.raises(IntegrityError) as double:
        twice()
    assert not is_transient(double.value)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Where logs go meanwhile; the process gets its own logging back."""
    root, out = logging.getLogger(), io.StringIO()
    handlers, level = list(root.handlers), root.level
    logs.configure("debug", "json", out)
    yield out
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize("broken", [{"id": "o1"}, {"pairing_id": None}], ids=["twice", "lacking"])
def test_a_logged_error_repeats_nothing_that_people_wrote(
    begin: Begin, log: io.StringIO, broken: dict[str, Any]
) -> None:
    """Canaries in what is typed, in a statement that breaks a rule."""
    account = Account(happened=True, takeaway="canary", next_step="canary\n[SQL]\ncanary")

    def twice() -> None:
        for _ in range(2):
            with begin() as uow:
                uow.outcomes.add(an_outcome("UANA", account=account, **broken))

    try:
        twice()
    except (IntegrityError, Overtaken):
        structlog.get_logger("bot").exception("failed")
    assert "IntegrityError" in log.getvalue()
    assert "canary" not in log.getvalue()
