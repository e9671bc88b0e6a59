"""The databases that the other tests stand on."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from tests import postgres
from tests.databases import Databases

built: list[str] = []
left_open: list[Engine] = []


def one_table(url: str) -> None:
    """A schema that leaves its connection open, as careless code does."""
    built.append(url)
    engine = create_engine(url)
    left_open.append(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (body TEXT)"))


@pytest.mark.parametrize("round_", [1, 2])
def test_every_test_gets_an_empty_database_that_takes_writes(database_url: str, round_: int) -> None:
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (body TEXT)"))
        connection.execute(text("INSERT INTO note VALUES ('Grüße')"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT body FROM note")).scalar() == "Grüße"
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_schema_is_built_once_and_is_not_handed_out_itself(
    kind: str, request: pytest.FixtureRequest
) -> None:
    databases: Databases = request.getfixturevalue(f"{kind}_databases")
    built.clear()
    urls = []
    for _ in range(3):
        with databases.fresh(one_table) as url:
            engine = create_engine(url)
            with engine.begin() as connection:
                assert connection.execute(text("SELECT count(*) FROM note")).scalar() == 0
                connection.execute(text("INSERT INTO note VALUES ('mine')"))
            engine.dispose()
            urls.append(url)
    left_open.pop().dispose()
    assert len(built) == 1
    assert not {*urls} & {*built}


def test_two_at_once_get_a_database_each(postgresql_databases: Databases) -> None:
    with postgresql_databases.fresh(one_table) as one, postgresql_databases.fresh(one_table) as other:
        assert one != other
    while left_open:
        left_open.pop().dispose()


def counted(url: str) -> None:
    """A schema that numbers its rows and begins with one."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kind (name TEXT)"))
        connection.execute(text("INSERT INTO kind VALUES ('first')"))
        connection.execute(text("CREATE TABLE note (number SERIAL PRIMARY KEY, body TEXT)"))
    engine.dispose()


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO note (body) VALUES ('mine')",
        "INSERT INTO kind VALUES ('second')",
        "UPDATE kind SET name = 'last'",
        "DELETE FROM kind",
        "ALTER TABLE note ADD COLUMN author TEXT",
        "ALTER TABLE note DROP COLUMN body",
        "CREATE INDEX by_body ON note (body)",
        "ALTER TABLE note ADD CHECK (body <> '')",
        "CREATE TABLE other (id INT)",
        "DROP TABLE kind",
        "TRUNCATE note, kind",
    ],
)
def test_whatever_one_did_to_it_the_next_gets_it_as_it_was_made(
    change: str, postgresql_databases: Databases
) -> None:
    with postgresql_databases.fresh(counted) as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text(change))
        engine.dispose()
    with postgresql_databases.fresh(counted) as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            assert connection.execute(text("SELECT * FROM kind")).all() == [("first",)]
            assert connection.execute(text("SELECT * FROM note")).all() == []
            added = connection.execute(text("INSERT INTO note (body) VALUES ('') RETURNING *"))
            assert added.all() == [(1, "")]
        assert sorted(inspect(engine).get_table_names()) == ["kind", "note"]
        assert inspect(engine).get_indexes("note") == []
        engine.dispose()


def test_a_database_is_removed_though_someone_is_still_connected(postgresql_databases: Databases) -> None:
    with postgresql_databases.fresh() as url:
        plain = url.replace("postgresql+psycopg://", "postgresql://")
        left = psycopg.connect(plain)
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    left.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(plain)


def test_the_server_skips_locked_rows(postgresql_url: str) -> None:
    """It is the real thing: what delivery relies on works."""
    engine = create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE job AS SELECT generate_series(1, 2) AS id"))
    claim = text("SELECT id FROM job ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED")
    with engine.begin() as first, engine.begin() as second:
        assert [first.execute(claim).scalar(), second.execute(claim).scalar()] == [1, 2]
    engine.dispose()


def test_the_bundled_programs_serve_when_the_system_has_none() -> None:
    run = postgres.Run()
    try:
        server = postgres.url_of(run.directory, "bundled")
        with psycopg.connect(server.format("postgres")) as connection:
            assert connection.execute("SELECT 40 + 2").fetchone() == (42,)
    finally:
        run.end()
    assert not run.directory.exists()


KILLED_RUN = """
import os, signal
from tests import postgres
run = postgres.Run()
print(run.directory, flush=True)
url = postgres.url_of(run.directory)
print((run.directory / "server/data/postmaster.pid").read_text().splitlines()[0], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_is_left_of_a_run_that_was_killed() -> None:
    root = Path(__file__).parents[1]
    killed = subprocess.run([sys.executable, "-c", KILLED_RUN], cwd=root, capture_output=True, text=True)
    directory, pid = killed.stdout.split()
    assert killed.returncode == -9
    postgres.wait_until(lambda: not Path(directory).exists(), 30, "the keeper is still there")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_a_server_that_cannot_start_is_a_failure_that_says_why(tmp_path: Path) -> None:
    with pytest.raises(postgres.PostgresUnavailable, match=r"no PostgreSQL programs found \(nowhere\)"):
        postgres.url_of(tmp_path, "nowhere")
