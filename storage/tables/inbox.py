"""What was delivered to us before."""

from sqlalchemy import (
    Index,
    PrimaryKeyConstraint,
    Table,
)

from storage.columns import Moment
from storage.tables.schema import metadata, required, workspace

inbox = Table(
    "inbox",
    metadata,
    workspace(),
    required("delivery_id"),
    required("seen_at", Moment),
    PrimaryKeyConstraint("workspace", "delivery_id"),
    Index(None, "workspace", "seen_at"),
)
