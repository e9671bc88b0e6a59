"""What those who go on meeting agreed on."""

from sqlalchemy import (
    Column,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from bot.domain.agreements import Points
from storage.columns import Json, Moment
from storage.tables.schema import metadata, required, workspace

agreements = Table(
    "agreements",
    metadata,
    workspace(),
    required("pairing_id"),
    Column("points", Json(Points)),
    Column("stands_since", Moment),
    Column("proposed", Json(Points)),
    Column("proposed_by", String),
    required("confirmed", Json(tuple[str, ...])),
    required("number", Integer),
    required("version", Integer),
    PrimaryKeyConstraint("workspace", "pairing_id"),
)
