"""What all tables have in common."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Index, MetaData, String, TextClause
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = String().with_variant(String(collation="C"), "postgresql")
"""Text compared byte by byte on both databases, so that a range is a prefix."""


def workspace() -> Column[str]:
    """The workspace of a row: every table has one."""
    return Column("workspace", String, nullable=False)


def required(name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]] = String) -> Column[Any]:
    """A column that always has a value."""
    return Column(name, kind, nullable=False)


def partial(
    name: str, *columns: ColumnElement[Any], where: ColumnElement[bool] | TextClause, unique: bool = False
) -> Index:
    """An index of some rows alone, on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
