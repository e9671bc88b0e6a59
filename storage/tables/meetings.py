"""Meetings, and who has a seat in them."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
)

from bot.domain.meetings import Attendance, MeetingState
from storage.columns import Moment, Word
from storage.tables.schema import metadata, required, workspace

meetings = Table(
    "meetings",
    metadata,
    workspace(),
    required("id"),
    required("pairing_id"),
    required("starts_at", Moment),
    required("minutes", Integer),
    required("state", Word(MeetingState)),
    required("sequence", Integer),
    required("planned", Boolean),
    required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    Index(None, "workspace", "pairing_id"),
)

seats = Table(
    "seats",
    metadata,
    workspace(),
    required("meeting_id"),
    required("person_id"),
    required("position", Integer),
    Column("answer", Word(Attendance)),
    Column("answered_at", Moment),
    PrimaryKeyConstraint("workspace", "meeting_id", "person_id"),
    ForeignKeyConstraint(
        ["workspace", "meeting_id"], ["meetings.workspace", "meetings.id"], ondelete="CASCADE"
    ),
    # The meeting in it as well: SQLite without statistics prefers an index that covers, even a useless one.
    Index(None, "workspace", "person_id", "meeting_id"),
)
