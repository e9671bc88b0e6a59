"""Pairings and their members."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from bot.domain.forms import Form
from bot.domain.pairings import Fit, PairingState, Part
from storage.columns import Moment, Word
from storage.tables.schema import metadata, required, workspace

pairings = Table(
    "pairings",
    metadata,
    workspace(),
    required("id"),
    required("form", Word(Form)),
    required("topic", Text),
    required("minutes", Integer),
    required("opened_at", Moment),
    required("once", Boolean),
    Column("request_id", String),
    Column("program_id", String),
    Column("round_id", String),
    Column("ends_at", Moment),
    required("state", Word(PairingState)),
    Column("ended_at", Moment),
    required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    Index(None, "workspace", "program_id"),
)

members = Table(
    "members",
    metadata,
    workspace(),
    required("pairing_id"),
    required("person_id"),
    required("position", Integer),
    required("part", Word(Part)),
    Column("fit", Word(Fit)),
    Column("left_at", Moment),
    required("early", Boolean),
    PrimaryKeyConstraint("workspace", "pairing_id", "person_id"),
    ForeignKeyConstraint(
        ["workspace", "pairing_id"], ["pairings.workspace", "pairings.id"], ondelete="CASCADE"
    ),
    # All that is asked by person, so that the rows themselves are not read: who is in what, since when not,
    # and how many places that takes.
    Index("ix_members_person", "workspace", "person_id", "left_at", "part", "pairing_id"),
)
PRESENT = members.c.left_at.is_(None)
