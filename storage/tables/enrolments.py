"""Who is in which program, and by which words a mentor is found there."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    literal_column,
)

from bot.domain.enrolments import EnrolmentState, Wishes
from storage.columns import Json, Moment, Word
from storage.tables.schema import metadata, partial, required, workspace

enrolments = Table(
    "enrolments",
    metadata,
    workspace(),
    required("id"),
    required("program_id"),
    required("person_id"),
    required("joined_at", Moment),
    required("wishes", Json(Wishes)),
    required("auto", Boolean),
    required("state", Word(EnrolmentState)),
    Column("paused_until", Date),
    required("skips_next", Boolean),
    Column("sat_out_of", Integer),
    required("left_out", Integer),
    Column("left_at", Moment),
    required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    UniqueConstraint("workspace", "program_id", "person_id"),
)
ACTIVE_ENROLMENT = enrolments.c.state == literal_column("'active'")
partial("ix_enrolments_active", enrolments.c.workspace, enrolments.c.person_id, where=ACTIVE_ENROLMENT)

# By which words a mentor is found in a program: rows only for those who mentor there.
offer_words = Table(
    "offer_words",
    metadata,
    workspace(),
    required("program_id"),
    required("word"),
    required("person_id"),
    PrimaryKeyConstraint("workspace", "program_id", "word", "person_id"),
    ForeignKeyConstraint(
        ["workspace", "program_id", "person_id"],
        ["enrolments.workspace", "enrolments.program_id", "enrolments.person_id"],
        ondelete="CASCADE",
    ),
    Index("ix_offer_words_person", "workspace", "program_id", "person_id"),
)
