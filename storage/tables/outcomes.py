"""What people take away, and how useful it was."""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from bot.domain.outcomes import Account
from storage.columns import Json, Moment
from storage.tables.schema import metadata, partial, required, workspace

outcomes = Table(
    "outcomes",
    metadata,
    workspace(),
    required("id"),
    required("pairing_id"),
    Column("meeting_id", String),
    required("author_id"),
    required("account", Json(Account)),
    required("logged_at", Moment),
    PrimaryKeyConstraint("workspace", "id"),
    Index(None, "workspace", "pairing_id"),
)
# One account per author: of a meeting, or of a pairing that met without one being booked.
partial(
    "uq_outcomes_of_meeting",
    outcomes.c.workspace,
    outcomes.c.meeting_id,
    outcomes.c.author_id,
    unique=True,
    where=outcomes.c.meeting_id.is_not(None),
)
partial(
    "uq_outcomes_of_pairing",
    outcomes.c.workspace,
    outcomes.c.pairing_id,
    outcomes.c.author_id,
    unique=True,
    where=outcomes.c.meeting_id.is_(None),
)

ratings = Table(
    "ratings",
    metadata,
    workspace(),
    required("pairing_id"),
    required("person_id"),
    required("rated_at", Moment),
    required("score", Integer),
    PrimaryKeyConstraint("workspace", "pairing_id", "person_id", "rated_at"),
)
