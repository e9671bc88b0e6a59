"""Whose turn it is."""

from sqlalchemy import (
    BigInteger,
    PrimaryKeyConstraint,
    Table,
)

from storage.columns import Moment
from storage.tables.schema import metadata, required, workspace

turns = Table(
    "turns",
    metadata,
    workspace(),
    required("what"),
    required("holder"),
    required("until", Moment),
    required("done", BigInteger),
    PrimaryKeyConstraint("workspace", "what"),
)
