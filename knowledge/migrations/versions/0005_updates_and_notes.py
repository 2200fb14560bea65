"""Updates and notes"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TABLES = (
    "note_provisions",
    "note_versions",
    "notes",
    "accepted_editions",
    "acceptances",
    "update_events",
    "update_reasons",
    "updates",
)


def upgrade() -> None:
    op.create_table(
        "updates",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(length=330), nullable=False),
        sa.Column("open_article_id", sa.String(length=330), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("assigned_to", sa.Text(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"]),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("open_article_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_updates_article_id", "updates", ["article_id"])
    op.create_index("ix_updates_state", "updates", ["state"])
    op.create_table(
        "update_reasons",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("update_id", sa.Integer(), nullable=False),
        sa.Column("provision", sa.String(length=330), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("act_id", sa.String(length=120), nullable=False),
        sa.Column("eid", sa.String(length=200), nullable=False),
        sa.Column("old_hash", sa.String(length=64), nullable=False),
        sa.Column("new_hash", sa.String(length=64), nullable=False),
        sa.Column("edition_date", sa.Date(), nullable=False),
        sa.Column("old_edition_id", sa.Integer(), nullable=False),
        sa.Column("new_edition_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"]),
        sa.ForeignKeyConstraint(["new_edition_id"], ["editions.id"]),
        sa.ForeignKeyConstraint(["old_edition_id"], ["editions.id"]),
        sa.ForeignKeyConstraint(["update_id"], ["updates.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_update_reasons_key",
        "update_reasons",
        ["update_id", "language", "act_id", "eid", "old_hash", "new_hash", "edition_date"],
        unique=True,
    )
    op.create_index("ix_update_reasons_provision", "update_reasons", ["provision", "status"])
    op.create_table(
        "update_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("update_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_state", sa.String(length=20), nullable=True),
        sa.Column("to_state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["update_id"], ["updates.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_update_events_update_id", "update_events", ["update_id"])
    op.create_table(
        "acceptances",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(length=330), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("update_id", sa.Integer(), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"]),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"]),
        sa.ForeignKeyConstraint(["update_id"], ["updates.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_acceptances_article_id", "acceptances", ["article_id"])
    op.create_table(
        "accepted_editions",
        sa.Column("acceptance_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["acceptance_id"], ["acceptances.id"]),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"]),
        sa.PrimaryKeyConstraint("acceptance_id", "edition_id"),
    )
    op.create_table(
        "notes",
        sa.Column("article_id", sa.String(length=330), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"]),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "note_versions",
        sa.Column("article_id", sa.String(length=330), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["notes.article_id"]),
        sa.PrimaryKeyConstraint("article_id", "number"),
    )
    op.create_table(
        "note_provisions",
        sa.Column("article_id", sa.String(length=330), nullable=False),
        sa.Column("act_id", sa.String(length=120), nullable=False),
        sa.Column("eid", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"]),
        sa.ForeignKeyConstraint(["article_id"], ["notes.article_id"]),
        sa.PrimaryKeyConstraint("article_id", "act_id", "eid"),
    )
    op.create_index("ix_note_provisions_place", "note_provisions", ["act_id", "eid"])


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
