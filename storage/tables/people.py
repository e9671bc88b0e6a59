"""People, and by which words a mentor is found."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)

from bot.domain.people import Kind, Profile
from storage.columns import Json, Word
from storage.tables.schema import metadata, partial, required, workspace

people = Table(
    "people",
    metadata,
    workspace(),
    required("id"),
    required("name"),
    required("zone"),
    required("locale"),
    required("kind", Word(Kind)),
    required("active", Boolean),
    required("admin", Boolean),
    required("email"),
    required("title"),
    required("department"),
    Column("manager_id", String),
    Column("level", Integer),
    required("imported", Json(tuple[str, ...])),
    required("left", Boolean),
    Column("employee_id", String),
    required("profile", Json(Profile)),
    Column("paused_until", Date),
    required("blocked", Json(tuple[str, ...])),
    Column("country", String),
    required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
)
Index("ix_people_reports", people.c.workspace, people.c.manager_id)
ADMIN = text("admin")  # a comparison with true would read differently on the two databases
partial("ix_people_admins", people.c.workspace, people.c.id, where=ADMIN)

# By which words a mentor is found: rows only for those who opted in.
topic_words = Table(
    "topic_words",
    metadata,
    workspace(),
    required("word"),
    required("person_id"),
    PrimaryKeyConstraint("workspace", "word", "person_id"),
    ForeignKeyConstraint(["workspace", "person_id"], ["people.workspace", "people.id"], ondelete="CASCADE"),
    Index(None, "workspace", "person_id"),
)
