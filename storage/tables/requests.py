"""Requests, and who was asked."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    literal_column,
)

from bot.domain.forms import Form
from bot.domain.requests import AskState, Purpose, RequestState, Role
from storage.columns import Json, Moment, Word
from storage.tables.schema import metadata, partial, required, workspace

requests = Table(
    "requests",
    metadata,
    workspace(),
    required("id"),
    required("form", Word(Form)),
    required("requester_id"),
    required("purpose", Json(Purpose)),
    required("minutes", Integer),
    required("asked_at", Moment),
    Column("earliest", Date),
    Column("latest", Date),
    Column("target_id", String),
    required("state", Word(RequestState)),
    required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
)
OPEN_REQUEST = requests.c.state == literal_column("'asked'")
partial(
    "ix_requests_open", requests.c.workspace, requests.c.requester_id, requests.c.asked_at, where=OPEN_REQUEST
)

asks = Table(
    "asks",
    metadata,
    workspace(),
    required("id"),
    required("request_id"),
    required("position", Integer),
    required("person_id"),
    required("requester_id"),
    required("role", Word(Role)),
    required("state", Word(AskState)),
    required("asked_at", Moment),
    Column("answered_at", Moment),
    required("line", Text),
    PrimaryKeyConstraint("workspace", "id"),
    ForeignKeyConstraint(
        ["workspace", "request_id"], ["requests.workspace", "requests.id"], ondelete="CASCADE"
    ),
    Index(None, "workspace", "request_id"),
    Index(None, "workspace", "requester_id", "asked_at"),
)
OPEN_ASK = asks.c.state.in_([literal_column("'asked'"), literal_column("'waiting'")])
partial(
    "uq_asks_one_open", asks.c.workspace, asks.c.requester_id, asks.c.person_id, unique=True, where=OPEN_ASK
)
partial("ix_asks_open", asks.c.workspace, asks.c.person_id, asks.c.asked_at, where=OPEN_ASK)
