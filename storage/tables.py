"""Tables, each with its workspace.

Rows of other nouns are referred to by id alone: foreign keys join
only what is one thing (a request and its asks, a pairing and its members), so that
nouns can be kept, erased and one day sharded apart.

A condition of a partial index is written once, here, and used by the queries as it stands: with a bound
parameter in its place neither database would know that the index fits.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import JSON, TypeEngine

from bot.domain.agreements import Points
from bot.domain.enrolments import EnrolmentState, Wishes
from bot.domain.forms import Form
from bot.domain.matching import LeftOut, Match, Rule
from bot.domain.meetings import Attendance, MeetingState
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account
from bot.domain.pairings import Fit, PairingState, Part
from bot.domain.people import Kind, Profile
from bot.domain.programs import ProgramState
from bot.domain.requests import AskState, Purpose, RequestState, Role
from bot.domain.reviews import Answers
from bot.domain.rounds import RoundState
from bot.domain.terms import Terms
from bot.ports import Letter
from storage.columns import Json, Moment, Word

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = String().with_variant(String(collation="C"), "postgresql")
"""Text compared byte by byte on both databases, so that a range is a prefix."""


def _workspace() -> Column[str]:
    return Column("workspace", String, nullable=False)


def _required(name: str, kind: TypeEngine[Any] | type[TypeEngine[Any]] = String) -> Column[Any]:
    return Column(name, kind, nullable=False)


people = Table(
    "people",
    metadata,
    _workspace(),
    _required("id"),
    _required("name"),
    _required("zone"),
    _required("locale"),
    _required("kind", Word(Kind)),
    _required("active", Boolean),
    _required("admin", Boolean),
    _required("email"),
    _required("title"),
    _required("department"),
    Column("manager_id", String),
    Column("level", Integer),
    _required("imported", Json(tuple[str, ...])),
    _required("left", Boolean),
    Column("employee_id", String),
    _required("profile", Json(Profile)),
    Column("paused_until", Date),
    _required("blocked", Json(tuple[str, ...])),
    Column("country", String),
    _required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
)
Index("ix_people_reports", people.c.workspace, people.c.manager_id)
ADMIN = text("admin")  # a comparison with true would read differently on the two databases
Index("ix_people_admins", people.c.workspace, people.c.id, sqlite_where=ADMIN, postgresql_where=ADMIN)

# By which words a mentor is found: rows only for those who opted in.
topic_words = Table(
    "topic_words",
    metadata,
    _workspace(),
    _required("word"),
    _required("person_id"),
    PrimaryKeyConstraint("workspace", "word", "person_id"),
    ForeignKeyConstraint(["workspace", "person_id"], ["people.workspace", "people.id"], ondelete="CASCADE"),
    Index(None, "workspace", "person_id"),
)

requests = Table(
    "requests",
    metadata,
    _workspace(),
    _required("id"),
    _required("form", Word(Form)),
    _required("requester_id"),
    _required("purpose", Json(Purpose)),
    _required("minutes", Integer),
    _required("asked_at", Moment),
    Column("earliest", Date),
    Column("latest", Date),
    Column("target_id", String),
    _required("state", Word(RequestState)),
    _required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
)
OPEN_REQUEST = requests.c.state == literal_column("'asked'")
Index(
    "ix_requests_open",
    requests.c.workspace,
    requests.c.requester_id,
    requests.c.asked_at,
    sqlite_where=OPEN_REQUEST,
    postgresql_where=OPEN_REQUEST,
)

asks = Table(
    "asks",
    metadata,
    _workspace(),
    _required("id"),
    _required("request_id"),
    _required("position", Integer),
    _required("person_id"),
    _required("requester_id"),
    _required("role", Word(Role)),
    _required("state", Word(AskState)),
    _required("asked_at", Moment),
    Column("answered_at", Moment),
    _required("line", Text),
    PrimaryKeyConstraint("workspace", "id"),
    ForeignKeyConstraint(
        ["workspace", "request_id"], ["requests.workspace", "requests.id"], ondelete="CASCADE"
    ),
    Index(None, "workspace", "request_id"),
    Index(None, "workspace", "requester_id", "asked_at"),
)
OPEN_ASK = asks.c.state.in_([literal_column("'asked'"), literal_column("'waiting'")])
Index(
    "uq_asks_one_open",
    asks.c.workspace,
    asks.c.requester_id,
    asks.c.person_id,
    unique=True,
    sqlite_where=OPEN_ASK,
    postgresql_where=OPEN_ASK,
)
Index(
    "ix_asks_open",
    asks.c.workspace,
    asks.c.person_id,
    asks.c.asked_at,
    sqlite_where=OPEN_ASK,
    postgresql_where=OPEN_ASK,
)

pairings = Table(
    "pairings",
    metadata,
    _workspace(),
    _required("id"),
    _required("form", Word(Form)),
    _required("topic", Text),
    _required("minutes", Integer),
    _required("opened_at", Moment),
    _required("once", Boolean),
    Column("request_id", String),
    Column("program_id", String),
    Column("round_id", String),
    Column("ends_at", Moment),
    _required("state", Word(PairingState)),
    Column("ended_at", Moment),
    _required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    Index(None, "workspace", "program_id"),
)

members = Table(
    "members",
    metadata,
    _workspace(),
    _required("pairing_id"),
    _required("person_id"),
    _required("position", Integer),
    _required("part", Word(Part)),
    Column("fit", Word(Fit)),
    Column("left_at", Moment),
    _required("early", Boolean),
    PrimaryKeyConstraint("workspace", "pairing_id", "person_id"),
    ForeignKeyConstraint(
        ["workspace", "pairing_id"], ["pairings.workspace", "pairings.id"], ondelete="CASCADE"
    ),
    # All that is asked by person, so that the rows themselves are not read: who is in what, since when not,
    # and how many places that takes.
    Index("ix_members_person", "workspace", "person_id", "left_at", "part", "pairing_id"),
)
PRESENT = members.c.left_at.is_(None)

agreements = Table(
    "agreements",
    metadata,
    _workspace(),
    _required("pairing_id"),
    Column("points", Json(Points)),
    Column("stands_since", Moment),
    Column("proposed", Json(Points)),
    Column("proposed_by", String),
    _required("confirmed", Json(tuple[str, ...])),
    _required("number", Integer),
    _required("version", Integer),
    PrimaryKeyConstraint("workspace", "pairing_id"),
)

programs = Table(
    "programs",
    metadata,
    _workspace(),
    _required("id"),
    _required("form", Word(Form)),
    _required("channel_id"),
    _required("name"),
    _required("purpose", Text),
    _required("terms", Json(Terms)),
    _required("created_by"),
    _required("created_at", Moment),
    _required("zone"),
    _required("admins", Json(tuple[str, ...])),
    _required("apart", Json(tuple[tuple[str, str], ...])),
    _required("state", Word(ProgramState)),
    Column("announced_at", Moment),
    Column("launched_at", Moment),
    Column("closed_at", Moment),
    Column("lost_at", Moment),
    Column("next_round_at", Moment),
    Column("warned_at", Moment),
    Column("next_look_at", Moment),
    _required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
)
OPEN_PROGRAM = programs.c.state != literal_column("'closed'")
Index(
    "ix_programs_open",
    programs.c.workspace,
    programs.c.channel_id,
    sqlite_where=OPEN_PROGRAM,
    postgresql_where=OPEN_PROGRAM,
)
Index(
    "ix_programs_look",
    programs.c.workspace,
    programs.c.next_look_at,
    sqlite_where=programs.c.next_look_at.is_not(None),
    postgresql_where=programs.c.next_look_at.is_not(None),
)

enrolments = Table(
    "enrolments",
    metadata,
    _workspace(),
    _required("id"),
    _required("program_id"),
    _required("person_id"),
    _required("joined_at", Moment),
    _required("wishes", Json(Wishes)),
    _required("auto", Boolean),
    _required("state", Word(EnrolmentState)),
    Column("paused_until", Date),
    _required("skips_next", Boolean),
    Column("sat_out_of", Integer),
    _required("left_out", Integer),
    Column("left_at", Moment),
    _required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    UniqueConstraint("workspace", "program_id", "person_id"),
)
ACTIVE_ENROLMENT = enrolments.c.state == literal_column("'active'")
Index(
    "ix_enrolments_active",
    enrolments.c.workspace,
    enrolments.c.person_id,
    sqlite_where=ACTIVE_ENROLMENT,
    postgresql_where=ACTIVE_ENROLMENT,
)

# By which words a mentor is found in a program: rows only for those who mentor there.
offer_words = Table(
    "offer_words",
    metadata,
    _workspace(),
    _required("program_id"),
    _required("word"),
    _required("person_id"),
    PrimaryKeyConstraint("workspace", "program_id", "word", "person_id"),
    ForeignKeyConstraint(
        ["workspace", "program_id", "person_id"],
        ["enrolments.workspace", "enrolments.program_id", "enrolments.person_id"],
        ondelete="CASCADE",
    ),
    Index("ix_offer_words_person", "workspace", "program_id", "person_id"),
)

rounds = Table(
    "rounds",
    metadata,
    _workspace(),
    _required("id"),
    _required("program_id"),
    _required("number", Integer),
    _required("drafted_at", Moment),
    _required("state", Word(RoundState)),
    _required("left_out", Json(tuple[LeftOut, ...])),
    _required("blocked", Json(dict[Rule, int])),
    _required("pairs", BigInteger),
    _required("unstable", Integer),
    _required("excluded", Json(tuple[str, ...])),
    Column("sent_by", String),
    Column("sent_at", Moment),
    Column("dropped_by", String),
    _required("called_off", Json(tuple[str, ...])),
    Column("checked_at", Moment),
    Column("introduced_at", Moment),
    _required("told", Integer),
    _required("idle", Json(tuple[str, ...])),
    _required("idle_told", Integer),
    Column("closes_at", Moment),
    Column("closed_at", Moment),
    Column("next_look_at", Moment),
    _required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    UniqueConstraint("workspace", "program_id", "number"),
)
Index(
    "ix_rounds_look",
    rounds.c.workspace,
    rounds.c.next_look_at,
    sqlite_where=rounds.c.next_look_at.is_not(None),
    postgresql_where=rounds.c.next_look_at.is_not(None),
)

# There may be thousands in a round: a row for each, so that a few at a time can be brought together.
matches = Table(
    "matches",
    metadata,
    _workspace(),
    _required("round_id"),
    _required("number", Integer),
    _required("match", Json(Match)),
    _required("turn", Integer),
    _required("seat", Integer),
    Column("pairing_id", String),
    PrimaryKeyConstraint("workspace", "round_id", "number"),
    ForeignKeyConstraint(["workspace", "round_id"], ["rounds.workspace", "rounds.id"], ondelete="CASCADE"),
)
PAIRED = matches.c.pairing_id.is_not(None)
Index(
    "uq_matches_one_pairing",
    matches.c.workspace,
    matches.c.pairing_id,
    unique=True,
    sqlite_where=PAIRED,
    postgresql_where=PAIRED,
)

meetings = Table(
    "meetings",
    metadata,
    _workspace(),
    _required("id"),
    _required("pairing_id"),
    _required("starts_at", Moment),
    _required("minutes", Integer),
    _required("state", Word(MeetingState)),
    _required("sequence", Integer),
    _required("planned", Boolean),
    _required("version", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    Index(None, "workspace", "pairing_id"),
)

seats = Table(
    "seats",
    metadata,
    _workspace(),
    _required("meeting_id"),
    _required("person_id"),
    _required("position", Integer),
    Column("answer", Word(Attendance)),
    Column("answered_at", Moment),
    PrimaryKeyConstraint("workspace", "meeting_id", "person_id"),
    ForeignKeyConstraint(
        ["workspace", "meeting_id"], ["meetings.workspace", "meetings.id"], ondelete="CASCADE"
    ),
    # The meeting in it as well: SQLite without statistics prefers an index that covers, even a useless one.
    Index(None, "workspace", "person_id", "meeting_id"),
)

outcomes = Table(
    "outcomes",
    metadata,
    _workspace(),
    _required("id"),
    _required("pairing_id"),
    Column("meeting_id", String),
    _required("author_id"),
    _required("account", Json(Account)),
    _required("logged_at", Moment),
    PrimaryKeyConstraint("workspace", "id"),
    Index(None, "workspace", "pairing_id"),
)
# One account per author: of a meeting, or of a pairing that met without one being booked.
Index(
    "uq_outcomes_of_meeting",
    outcomes.c.workspace,
    outcomes.c.meeting_id,
    outcomes.c.author_id,
    unique=True,
    sqlite_where=outcomes.c.meeting_id.is_not(None),
    postgresql_where=outcomes.c.meeting_id.is_not(None),
)
Index(
    "uq_outcomes_of_pairing",
    outcomes.c.workspace,
    outcomes.c.pairing_id,
    outcomes.c.author_id,
    unique=True,
    sqlite_where=outcomes.c.meeting_id.is_(None),
    postgresql_where=outcomes.c.meeting_id.is_(None),
)

ratings = Table(
    "ratings",
    metadata,
    _workspace(),
    _required("pairing_id"),
    _required("person_id"),
    _required("rated_at", Moment),
    _required("score", Integer),
    PrimaryKeyConstraint("workspace", "pairing_id", "person_id", "rated_at"),
)

reviews = Table(
    "reviews",
    metadata,
    _workspace(),
    _required("pairing_id"),
    _required("author_id"),
    _required("answers", Json(Answers)),
    _required("given_at", Moment),
    PrimaryKeyConstraint("workspace", "pairing_id", "author_id"),
)

waits = Table(
    "waits",
    metadata,
    _workspace(),
    _required("id"),
    _required("phase", Word(Phase)),
    _required("person_id"),
    _required("subject_id"),
    _required("since", Moment),
    Column("next_look_at", Moment),
    _required("step", Integer),
    Column("snoozed_until", Moment),
    PrimaryKeyConstraint("workspace", "id"),
    # The subject first: what waits on it is closed by it.
    UniqueConstraint("workspace", "subject_id", "phase", "person_id"),
    Index(None, "workspace", "person_id", "since"),
)
Index(
    "ix_waits_look",
    waits.c.workspace,
    waits.c.next_look_at,
    sqlite_where=waits.c.next_look_at.is_not(None),
    postgresql_where=waits.c.next_look_at.is_not(None),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    _workspace(),
    _required("recipients", Json(tuple[str, ...])),
    _required("address"),
    _required("kind"),
    # Null once the words are forgotten.
    Column("params", JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")),
    _required("key", Key),
    _required("send_at", Moment),
    _required("state", Word(Letter)),
    _required("attempts", Integer),
    Column("claimed_until", Moment),
    Column("claimed_by", String),
    Column("about", String),
    Column("edits", String),
    Column("posted_channel", String),
    Column("posted_ts", String),
    _required("unprompted", Boolean),
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
Index("ix_outbox_due", outbox.c.send_at, outbox.c.id, sqlite_where=QUEUED, postgresql_where=QUEUED)
Index("ix_outbox_claimed", outbox.c.claimed_until, sqlite_where=CLAIMED, postgresql_where=CLAIMED)
Index(
    "ix_outbox_address",
    outbox.c.workspace,
    outbox.c.address,
    outbox.c.id,
    sqlite_where=QUEUED,
    postgresql_where=QUEUED,
)
Index(
    "ix_outbox_unprompted",
    outbox.c.workspace,
    outbox.c.address,
    sqlite_where=UNPROMPTED,
    postgresql_where=UNPROMPTED,
)
Index(
    "ix_outbox_about",
    outbox.c.workspace,
    outbox.c.about,
    sqlite_where=outbox.c.about.is_not(None),
    postgresql_where=outbox.c.about.is_not(None),
)
# The workspace first: SQLite without statistics prefers any index that begins with what must be equal.
Index("ix_outbox_said", outbox.c.workspace, outbox.c.settled_at, sqlite_where=SAID, postgresql_where=SAID)
Index("ix_outbox_empty", outbox.c.workspace, outbox.c.settled_at, sqlite_where=EMPTY, postgresql_where=EMPTY)
Index("ix_outbox_dead", outbox.c.workspace, outbox.c.settled_at, sqlite_where=DEAD, postgresql_where=DEAD)

inbox = Table(
    "inbox",
    metadata,
    _workspace(),
    _required("delivery_id"),
    _required("seen_at", Moment),
    PrimaryKeyConstraint("workspace", "delivery_id"),
    Index(None, "workspace", "seen_at"),
)

turns = Table(
    "turns",
    metadata,
    _workspace(),
    _required("what"),
    _required("holder"),
    _required("until", Moment),
    _required("done", BigInteger),
    PrimaryKeyConstraint("workspace", "what"),
)
