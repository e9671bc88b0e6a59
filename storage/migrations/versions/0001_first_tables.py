"""The first tables: people, requests, pairings, meetings, outcomes, waits, the outbox and the inbox."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(24)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _index(name: str, table: str, columns: list[str], *, where: str = "", unique: bool = False) -> None:
    condition = sa.text(where) if where else None
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("pairing_id", sa.String, nullable=False),
        sa.Column("author_id", sa.String, nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "pairing_id", "author_id", name="pk_reviews"),
    )

    op.create_table(
        "agreements",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("pairing_id", sa.String, nullable=False),
        sa.Column("points", JSON, nullable=True),
        sa.Column("stands_since", MOMENT, nullable=True),
        sa.Column("proposed", JSON, nullable=True),
        sa.Column("proposed_by", sa.String, nullable=True),
        sa.Column("confirmed", JSON, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "pairing_id", name="pk_agreements"),
    )

    op.create_table(
        "inbox",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("delivery_id", sa.String, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "delivery_id", name="pk_inbox"),
    )
    _index("ix_inbox_workspace_seen_at", "inbox", ["workspace", "seen_at"])

    op.create_table(
        "turns",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("done", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "what", name="pk_turns"),
    )

    op.create_table(
        "meetings",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("pairing_id", sa.String, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("planned", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_meetings"),
    )
    _index("ix_meetings_workspace_pairing_id", "meetings", ["workspace", "pairing_id"])

    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("recipients", JSON, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("params", JSON, nullable=True),
        sa.Column("key", KEY, nullable=False),
        sa.Column("send_at", MOMENT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claimed_until", MOMENT, nullable=True),
        sa.Column("claimed_by", sa.String, nullable=True),
        sa.Column("about", sa.String, nullable=True),
        sa.Column("edits", sa.String, nullable=True),
        sa.Column("posted_channel", sa.String, nullable=True),
        sa.Column("posted_ts", sa.String, nullable=True),
        sa.Column("unprompted", sa.Boolean, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("last_error", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("workspace", "key", name="uq_outbox_workspace_key"),
    )
    _index("ix_outbox_about", "outbox", ["workspace", "about"], where="about IS NOT NULL")
    _index("ix_outbox_address", "outbox", ["workspace", "address", "id"], where="state = 'queued'")
    _index(
        "ix_outbox_claimed",
        "outbox",
        ["claimed_until"],
        where="state = 'queued' AND claimed_until IS NOT NULL",
    )
    _index("ix_outbox_dead", "outbox", ["workspace", "settled_at"], where="state = 'dead'")
    _index("ix_outbox_due", "outbox", ["send_at", "id"], where="state = 'queued'")
    _index("ix_outbox_empty", "outbox", ["workspace", "settled_at"], where="params IS NULL")
    _index(
        "ix_outbox_said",
        "outbox",
        ["workspace", "settled_at"],
        where="state IN ('sent', 'dropped') AND params IS NOT NULL",
    )
    _index("ix_outbox_unprompted", "outbox", ["workspace", "address"], where="unprompted")

    op.create_table(
        "outcomes",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("pairing_id", sa.String, nullable=False),
        sa.Column("meeting_id", sa.String, nullable=True),
        sa.Column("author_id", sa.String, nullable=False),
        sa.Column("account", JSON, nullable=False),
        sa.Column("logged_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_outcomes"),
    )
    _index("ix_outcomes_workspace_pairing_id", "outcomes", ["workspace", "pairing_id"])
    _index(
        "uq_outcomes_of_meeting",
        "outcomes",
        ["workspace", "meeting_id", "author_id"],
        where="meeting_id IS NOT NULL",
        unique=True,
    )
    _index(
        "uq_outcomes_of_pairing",
        "outcomes",
        ["workspace", "pairing_id", "author_id"],
        where="meeting_id IS NULL",
        unique=True,
    )

    op.create_table(
        "pairings",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("form", WORD, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("once", sa.Boolean, nullable=False),
        sa.Column("request_id", sa.String, nullable=True),
        sa.Column("program_id", sa.String, nullable=True),
        sa.Column("round_id", sa.String, nullable=True),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_pairings"),
    )
    _index("ix_pairings_workspace_program_id", "pairings", ["workspace", "program_id"])

    op.create_table(
        "people",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("locale", sa.String, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("admin", sa.Boolean, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("department", sa.String, nullable=False),
        sa.Column("manager_id", sa.String, nullable=True),
        sa.Column("level", sa.Integer, nullable=True),
        sa.Column("imported", JSON, nullable=False),
        sa.Column("left", sa.Boolean, nullable=False),
        sa.Column("employee_id", sa.String, nullable=True),
        sa.Column("profile", JSON, nullable=False),
        sa.Column("paused_until", sa.Date, nullable=True),
        sa.Column("blocked", JSON, nullable=False),
        sa.Column("country", sa.String, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_people"),
    )
    _index("ix_people_admins", "people", ["workspace", "id"], where="admin")
    _index("ix_people_reports", "people", ["workspace", "manager_id"])

    op.create_table(
        "programs",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("form", WORD, nullable=False),
        sa.Column("channel_id", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("terms", JSON, nullable=False),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("admins", JSON, nullable=False),
        sa.Column("apart", JSON, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("announced_at", MOMENT, nullable=True),
        sa.Column("launched_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("lost_at", MOMENT, nullable=True),
        sa.Column("next_round_at", MOMENT, nullable=True),
        sa.Column("warned_at", MOMENT, nullable=True),
        sa.Column("next_look_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_programs"),
    )
    _index("ix_programs_open", "programs", ["workspace", "channel_id"], where="state != 'closed'")
    _index("ix_programs_look", "programs", ["workspace", "next_look_at"], where="next_look_at IS NOT NULL")

    op.create_table(
        "enrolments",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("program_id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("wishes", JSON, nullable=False),
        sa.Column("auto", sa.Boolean, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("paused_until", sa.Date, nullable=True),
        sa.Column("skips_next", sa.Boolean, nullable=False),
        sa.Column("sat_out_of", sa.Integer, nullable=True),
        sa.Column("left_out", sa.Integer, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_enrolments"),
        sa.UniqueConstraint(
            "workspace", "program_id", "person_id", name="uq_enrolments_workspace_program_id_person_id"
        ),
    )
    _index("ix_enrolments_active", "enrolments", ["workspace", "person_id"], where="state = 'active'")

    op.create_table(
        "rounds",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("program_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("drafted_at", MOMENT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("left_out", JSON, nullable=False),
        sa.Column("blocked", JSON, nullable=False),
        sa.Column("pairs", sa.BigInteger, nullable=False),
        sa.Column("unstable", sa.Integer, nullable=False),
        sa.Column("excluded", JSON, nullable=False),
        sa.Column("sent_by", sa.String, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("dropped_by", sa.String, nullable=True),
        sa.Column("called_off", JSON, nullable=False),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.Column("introduced_at", MOMENT, nullable=True),
        sa.Column("told", sa.Integer, nullable=False),
        sa.Column("idle", JSON, nullable=False),
        sa.Column("idle_told", sa.Integer, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("next_look_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_rounds"),
        sa.UniqueConstraint(
            "workspace", "program_id", "number", name="uq_rounds_workspace_program_id_number"
        ),
    )
    _index("ix_rounds_look", "rounds", ["workspace", "next_look_at"], where="next_look_at IS NOT NULL")

    op.create_table(
        "matches",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("round_id", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("match", JSON, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("seat", sa.Integer, nullable=False),
        sa.Column("pairing_id", sa.String, nullable=True),
        sa.PrimaryKeyConstraint("workspace", "round_id", "number", name="pk_matches"),
        sa.ForeignKeyConstraint(
            ["workspace", "round_id"],
            ["rounds.workspace", "rounds.id"],
            name="fk_matches_rounds",
            ondelete="CASCADE",
        ),
    )
    _index(
        "uq_matches_one_pairing",
        "matches",
        ["workspace", "pairing_id"],
        where="pairing_id IS NOT NULL",
        unique=True,
    )

    op.create_table(
        "ratings",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("pairing_id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("rated_at", MOMENT, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "pairing_id", "person_id", "rated_at", name="pk_ratings"),
    )

    op.create_table(
        "requests",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("form", WORD, nullable=False),
        sa.Column("requester_id", sa.String, nullable=False),
        sa.Column("purpose", JSON, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("earliest", sa.Date, nullable=True),
        sa.Column("latest", sa.Date, nullable=True),
        sa.Column("target_id", sa.String, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_requests"),
    )
    _index("ix_requests_open", "requests", ["workspace", "requester_id", "asked_at"], where="state = 'asked'")

    op.create_table(
        "waits",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("phase", WORD, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("subject_id", sa.String, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("next_look_at", MOMENT, nullable=True),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("snoozed_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_waits"),
        sa.UniqueConstraint(
            "workspace",
            "subject_id",
            "phase",
            "person_id",
            name="uq_waits_workspace_subject_id_phase_person_id",
        ),
    )
    _index("ix_waits_look", "waits", ["workspace", "next_look_at"], where="next_look_at IS NOT NULL")
    _index("ix_waits_workspace_person_id_since", "waits", ["workspace", "person_id", "since"])

    op.create_table(
        "asks",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("request_id", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("requester_id", sa.String, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("line", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_asks"),
        sa.ForeignKeyConstraint(
            ["workspace", "request_id"],
            ["requests.workspace", "requests.id"],
            name="fk_asks_requests",
            ondelete="CASCADE",
        ),
    )
    _index(
        "ix_asks_open", "asks", ["workspace", "person_id", "asked_at"], where="state IN ('asked', 'waiting')"
    )
    _index("ix_asks_workspace_request_id", "asks", ["workspace", "request_id"])
    _index("ix_asks_workspace_requester_id_asked_at", "asks", ["workspace", "requester_id", "asked_at"])
    _index(
        "uq_asks_one_open",
        "asks",
        ["workspace", "requester_id", "person_id"],
        where="state IN ('asked', 'waiting')",
        unique=True,
    )

    op.create_table(
        "members",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("pairing_id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("part", WORD, nullable=False),
        sa.Column("fit", WORD, nullable=True),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.Column("early", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "pairing_id", "person_id", name="pk_members"),
        sa.ForeignKeyConstraint(
            ["workspace", "pairing_id"],
            ["pairings.workspace", "pairings.id"],
            name="fk_members_pairings",
            ondelete="CASCADE",
        ),
    )
    _index("ix_members_person", "members", ["workspace", "person_id", "left_at", "part", "pairing_id"])

    op.create_table(
        "seats",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("meeting_id", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("answer", WORD, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("workspace", "meeting_id", "person_id", name="pk_seats"),
        sa.ForeignKeyConstraint(
            ["workspace", "meeting_id"],
            ["meetings.workspace", "meetings.id"],
            name="fk_seats_meetings",
            ondelete="CASCADE",
        ),
    )
    _index("ix_seats_workspace_person_id_meeting_id", "seats", ["workspace", "person_id", "meeting_id"])

    op.create_table(
        "topic_words",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("word", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "word", "person_id", name="pk_topic_words"),
        sa.ForeignKeyConstraint(
            ["workspace", "person_id"],
            ["people.workspace", "people.id"],
            name="fk_topic_words_people",
            ondelete="CASCADE",
        ),
    )
    _index("ix_topic_words_workspace_person_id", "topic_words", ["workspace", "person_id"])

    op.create_table(
        "offer_words",
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("program_id", sa.String, nullable=False),
        sa.Column("word", sa.String, nullable=False),
        sa.Column("person_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "program_id", "word", "person_id", name="pk_offer_words"),
        sa.ForeignKeyConstraint(
            ["workspace", "program_id", "person_id"],
            ["enrolments.workspace", "enrolments.program_id", "enrolments.person_id"],
            name="fk_offer_words_enrolments",
            ondelete="CASCADE",
        ),
    )
    _index("ix_offer_words_person", "offer_words", ["workspace", "program_id", "person_id"])


def downgrade() -> None:
    for table in (
        "offer_words",
        "topic_words",
        "agreements",
        "reviews",
        "seats",
        "members",
        "asks",
        "waits",
        "requests",
        "ratings",
        "matches",
        "rounds",
        "enrolments",
        "programs",
        "people",
        "pairings",
        "outcomes",
        "outbox",
        "meetings",
        "inbox",
        "turns",
    ):
        op.drop_table(table)
