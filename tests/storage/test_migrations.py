"""Migrations yield exactly the tables, once, whoever runs them."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from storage import tables
from storage.engine import open_engine
from storage.migrations import SchemaOutOfDate, check, configured, current, head, migrate
from tests.databases import Databases
from tests.storage.conftest import at_once


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Sources of databases without tables."""
    found: Databases = request.getfixturevalue(f"{request.param}_databases")
    return found


def test_the_migrations_yield_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_every_table_carries_the_workspace() -> None:
    assert [table.name for table in tables.metadata.sorted_tables if "workspace" not in table.c] == []


def test_conditions_of_indexes_are_those_of_the_tables(engine: Engine) -> None:
    """Alembic does not compare them, so both databases are asked."""
    wanted = {
        (table.name, str(index.name))
        for table in tables.metadata.sorted_tables
        for index in table.indexes
        if index.dialect_options[engine.dialect.name]["where"] is not None
    }
    found = {
        (table, str(index["name"]))
        for table in inspect(engine).get_table_names()
        for index in inspect(engine).get_indexes(table)
        if index.get("dialect_options", {}).get(f"{engine.dialect.name}_where") is not None
    }
    assert found == wanted


def test_a_database_that_is_behind_is_refused_with_what_to_do(databases: Databases) -> None:
    with databases.fresh() as url:
        assert current(url) is None
        with pytest.raises(SchemaOutOfDate, match="Run `mentorbot migrate`"):
            check(url)
        migrate(url)
        assert current(url) == head()
        check(url)


def test_processes_that_migrate_at_once_are_all_content(databases: Databases) -> None:
    with databases.fresh() as url:
        assert at_once(4, lambda _: migrate(url)) == [None] * 4
        check(url)


def test_a_migration_can_be_taken_back(databases: Databases) -> None:
    with databases.fresh() as url:
        migrate(url)
        engine = open_engine(url)
        with engine.begin() as connection:
            command.downgrade(configured(connection), "base")
        assert inspect(engine).get_table_names() == ["alembic_version"]
        engine.dispose()
