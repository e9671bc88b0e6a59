"""A database may be emptied only when it holds nothing but the demo: anything else is left as it is."""

import pytest
from sqlalchemy import Engine, inspect, select, text

from storage import scratch
from storage.migrations import current, migrate
from storage.tables import people
from tests.builders import a_person
from tests.storage.conftest import Begin

DEMO = "T0DEMOTEAM"


def fill(begin: Begin, *workspaces: str) -> None:
    for workspace in workspaces:
        with begin(workspace) as uow:
            uow.people.add(a_person("UANA", workspace=workspace))


def names(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(select(people.c.workspace)))


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


def test_a_database_without_tables_is_blank(sqlite_databases: object, tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    assert scratch.is_blank(url)
    scratch.empty(url, DEMO)
