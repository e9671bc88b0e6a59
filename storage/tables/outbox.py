"""Messages that leave after the commit."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import JSON

from bot.ports import Letter
from storage.columns import Json, Moment, Word
from storage.tables.schema import Key, metadata, partial, required, workspace

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    workspace(),
    required("recipients", Json(tuple[str, ...])),
    required("address"),
    required("kind"),
    # Null once the words are forgotten.
    Column("params", JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")),
    required("key", Key),
    required("send_at", Moment),
    required("state", Word(Letter)),
    required("attempts", Integer),
    Column("claimed_until", Moment),
    Column("claimed_by", String),
    Column("about", String),
    Column("edits", String),
    Column("posted_channel", String),
    Column("posted_ts", String),
    required("unprompted", Boolean),
    Column("sent_at", Moment),
    Column("settled_at", Moment),
    Column("last_error", Text),
    UniqueConstraint("workspace", "key"),
)
QUEUED = outbox.c.state == literal_column("'queued'")
UNPROMPTED = text("unprompted")
DEAD = outbox.c.state == literal_column("'dead'")
SAID = and_(
    outbox.c.state.in_([literal_column("'sent'"), literal_column("'dropped'")]), outbox.c.params.is_not(None)
)
EMPTY = outbox.c.params.is_(None)
CLAIMED = and_(QUEUED, outbox.c.claimed_until.is_not(None))
partial("ix_outbox_due", outbox.c.send_at, outbox.c.id, where=QUEUED)
partial("ix_outbox_claimed", outbox.c.claimed_until, where=CLAIMED)
partial("ix_outbox_address", outbox.c.workspace, outbox.c.address, outbox.c.id, where=QUEUED)
partial("ix_outbox_unprompted", outbox.c.workspace, outbox.c.address, where=UNPROMPTED)
partial("ix_outbox_about", outbox.c.workspace, outbox.c.about, where=outbox.c.about.is_not(None))
# The workspace first: SQLite without statistics prefers any index that begins with what must be equal.
partial("ix_outbox_said", outbox.c.workspace, outbox.c.settled_at, where=SAID)
partial("ix_outbox_empty", outbox.c.workspace, outbox.c.settled_at, where=EMPTY)
partial("ix_outbox_dead", outbox.c.workspace, outbox.c.settled_at, where=DEAD)
