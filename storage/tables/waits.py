"""What people have yet to do."""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from bot.domain.nudging import Phase
from storage.columns import Moment, Word
from storage.tables.schema import metadata, partial, required, workspace

waits = Table(
    "waits",
    metadata,
    workspace(),
    required("id"),
    required("phase", Word(Phase)),
    required("person_id"),
    required("subject_id"),
    required("since", Moment),
    Column("next_look_at", Moment),
    required("step", Integer),
    Column("snoozed_until", Moment),
    PrimaryKeyConstraint("workspace", "id"),
    # The subject first: what waits on it is closed by it.
    UniqueConstraint("workspace", "subject_id", "phase", "person_id"),
    Index(None, "workspace", "person_id", "since"),
)
partial("ix_waits_look", waits.c.workspace, waits.c.next_look_at, where=waits.c.next_look_at.is_not(None))
