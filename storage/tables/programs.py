"""Programs."""

from sqlalchemy import (
    Column,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    literal_column,
)

from bot.domain.forms import Form
from bot.domain.programs import ProgramState
from bot.domain.terms import Terms
from storage.columns import Json, Moment, Word
from storage.tables.schema import metadata, partial, required, workspace

programs = Table(
    "programs",
    metadata,
    workspace(),
    required("id"),
    required("form", Word(Form)),
    required("channel_id"),
    required("name"),
    required("purpose", Text),
    required("edition", Integer),
    required("terms", Json(Terms)),
    required("created_by"),
    required("created_at", Moment),
    required("zone"),
    required("admins", Json(tuple[str, ...])),
    required("apart", Json(tuple[tuple[str, str], ...])),
    required("state", Word(ProgramState)),
    Column("announced_at", Moment),
    Column("launched_at", Moment),
    Column("closed_at", Moment),
    Column("lost_at", Moment),
    Column("next_round_at", Moment),
    Column("warned_at", Moment),
    Column("next_look_at", Moment),
    required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
)
OPEN_PROGRAM = programs.c.state != literal_column("'closed'")
partial("ix_programs_open", programs.c.workspace, programs.c.channel_id, where=OPEN_PROGRAM)
partial(
    "ix_programs_look",
    programs.c.workspace,
    programs.c.next_look_at,
    where=programs.c.next_look_at.is_not(None),
)
