"""Rounds and their matches."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from bot.domain.matching import LeftOut, Match, Rule
from bot.domain.rounds import RoundState
from storage.columns import Json, Moment, Word
from storage.tables.schema import metadata, partial, required, workspace

rounds = Table(
    "rounds",
    metadata,
    workspace(),
    required("id"),
    required("program_id"),
    required("number", Integer),
    required("drafted_at", Moment),
    required("state", Word(RoundState)),
    required("left_out", Json(tuple[LeftOut, ...])),
    required("blocked", Json(dict[Rule, int])),
    required("pairs", BigInteger),
    required("unstable", Integer),
    required("excluded", Json(tuple[str, ...])),
    Column("sent_by", String),
    Column("sent_at", Moment),
    Column("dropped_by", String),
    required("called_off", Json(tuple[str, ...])),
    Column("checked_at", Moment),
    Column("introduced_at", Moment),
    required("told", Integer),
    required("idle", Json(tuple[str, ...])),
    required("idle_told", Integer),
    Column("closes_at", Moment),
    Column("closed_at", Moment),
    Column("next_look_at", Moment),
    required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    UniqueConstraint("workspace", "program_id", "number"),
)
partial("ix_rounds_look", rounds.c.workspace, rounds.c.next_look_at, where=rounds.c.next_look_at.is_not(None))

# There may be thousands in a round: a row for each, so that a few at a time can be brought together.
matches = Table(
    "matches",
    metadata,
    workspace(),
    required("round_id"),
    required("number", Integer),
    required("match", Json(Match)),
    required("turn", Integer),
    required("seat", Integer),
    Column("pairing_id", String),
    PrimaryKeyConstraint("workspace", "round_id", "number"),
    ForeignKeyConstraint(["workspace", "round_id"], ["rounds.workspace", "rounds.id"], ondelete="CASCADE"),
)
PAIRED = matches.c.pairing_id.is_not(None)
partial("uq_matches_one_pairing", matches.c.workspace, matches.c.pairing_id, unique=True, where=PAIRED)
