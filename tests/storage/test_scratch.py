"""A database may be emptied only when it holds nothing but the demo: anything else is left as it is."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, inspect, select, text

from storage import scratch
from storage.engine import open_engine
from storage.migrations import current, migrate
from storage.tables import people
from tests.builders import a_person
from tests.databases import Databases
from tests.storage.conftest import Begin

DEMO = "T0DEMOTEAM"


def fill(begin: Begin, *workspaces: str) -> None:
    for workspace in workspaces:
        with begin(workspace) as uow:
            uow.people.add(a_person("UANA", workspace=workspace))


def names(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(select(people.c.workspace)))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database without tables."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.fresh(None) as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


def test_a_demo_is_taken_away_with_its_tables(begin: Begin, engine: Engine, database_url: str) -> None:
    fill(begin, DEMO)
    assert not scratch.is_blank(database_url)
    scratch.check_holds_only(database_url, DEMO)
    scratch.empty(database_url, DEMO)
    assert scratch.is_blank(database_url)
    assert current(database_url) is None
    migrate(database_url)
    assert names(engine) == set()


@pytest.mark.parametrize("workspaces", [("TREAL",), (DEMO, "TREAL")])
def test_whoever_works_in_it_keeps_everything(
    begin: Begin, engine: Engine, database_url: str, workspaces: tuple[str, ...]
) -> None:
    fill(begin, *workspaces)
    with pytest.raises(scratch.HoldsMore, match="another workspace in people"):
        scratch.empty(database_url, DEMO)
    with pytest.raises(scratch.HoldsMore):
        scratch.check_holds_only(database_url, DEMO)
    assert names(engine) == set(workspaces)


def test_tables_of_another_program_are_left_alone(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    with pytest.raises(scratch.HoldsMore, match="a table called invoices"):
        scratch.empty(database_url, DEMO)
    assert {"invoices", "people"} <= set(inspect(engine).get_table_names())


@pytest.mark.parametrize(
    "foreign",
    [
        ["CREATE TABLE projects (id INTEGER, workspace TEXT)", "INSERT INTO projects VALUES (1, NULL)"],
        ["CREATE TABLE projects (id INTEGER, workspace TEXT)"],
        ["CREATE TABLE people (id INTEGER, workspace TEXT)"],
        ["CREATE TABLE people (id INTEGER, workspace TEXT)", "INSERT INTO people VALUES (1, NULL)"],
    ],
    ids=["nobody's row", "no row", "a name of ours", "a name of ours, nobody's row"],
)
@pytest.mark.parametrize("revision", [None, "9b1c2d3e4f50"])
def test_another_programs_database_is_left_alone(
    empty_database: Engine, foreign: list[str], revision: str | None
) -> None:
    """Whatever its columns are called, with or without rows, with or without migrations of its own."""
    if revision is not None:
        foreign = [*foreign, *made_by(revision)]
    left_alone(empty_database, foreign)


@pytest.mark.parametrize("revision", ["9b1c2d3e4f50", "0001"])
def test_another_programs_revision_alone_is_left_alone(empty_database: Engine, revision: str) -> None:
    """Its migrations have made no table yet; ours make theirs together with the first revision."""
    left_alone(empty_database, made_by(revision))


def made_by(revision: str) -> list[str]:
    """The mark that Alembic leaves."""
    return [
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        f"INSERT INTO alembic_version VALUES ('{revision}')",  # noqa: S608 -- one of our own words
    ]


def left_alone(engine: Engine, statements: list[str]) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    before = inspect(engine).get_table_names()
    url = engine.url.render_as_string(hide_password=False)
    with pytest.raises(scratch.HoldsMore):
        scratch.check_holds_only(url, DEMO)
    with pytest.raises(scratch.HoldsMore):
        scratch.empty(url, DEMO)
    assert inspect(engine).get_table_names() == before


def test_a_row_of_nobodys_in_a_table_of_ours_is_kept(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE inbox"))
        connection.execute(text("CREATE TABLE inbox (workspace TEXT)"))
        connection.execute(text("INSERT INTO inbox VALUES (NULL)"))
    with pytest.raises(scratch.HoldsMore, match="another workspace in inbox"):
        scratch.empty(database_url, DEMO)


def test_a_database_without_tables_is_blank(sqlite_databases: object, tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    assert scratch.is_blank(url)
    scratch.empty(url, DEMO)
