"""What people look back on."""

from sqlalchemy import (
    PrimaryKeyConstraint,
    Table,
)

from bot.domain.reviews import Answers
from storage.columns import Json, Moment
from storage.tables.schema import metadata, required, workspace

reviews = Table(
    "reviews",
    metadata,
    workspace(),
    required("pairing_id"),
    required("author_id"),
    required("answers", Json(Answers)),
    required("given_at", Moment),
    PrimaryKeyConstraint("workspace", "pairing_id", "author_id"),
)
