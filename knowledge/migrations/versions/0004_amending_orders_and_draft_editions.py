"""Amending orders and draft editions"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "amending_orders",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("act_id", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("unread", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["source_files.sha256"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_amending_orders_act", "amending_orders", ["act_id", "language"])
    op.create_table(
        "amending_instructions",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("act_kind", sa.String(length=20), nullable=True),
        sa.Column("act_number", sa.String(length=60), nullable=False),
        sa.Column("act_number_key", sa.String(length=60), nullable=False),
        sa.Column("act_date", sa.Date(), nullable=True),
        sa.Column("provision", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("old_words", sa.Text(), nullable=True),
        sa.Column("new_words", sa.Text(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("entry", sa.JSON(), nullable=True),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.Column("other_language_only", sa.Boolean(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["amending_orders.id"]),
        sa.PrimaryKeyConstraint("order_id", "position"),
    )
    op.create_index(
        "ix_amending_instructions_act_number_key", "amending_instructions", ["act_number_key"]
    )
    op.create_table(
        "draft_editions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("base_edition_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("footnotes", sa.JSON(), nullable=False),
        sa.Column("provisions", sa.JSON(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.Column("concerned", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("accepted_edition_id", sa.Integer(), nullable=True),
        sa.Column("official_edition_id", sa.Integer(), nullable=True),
        sa.Column("comparison", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_edition_id"], ["editions.id"]),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"]),
        sa.ForeignKeyConstraint(["base_edition_id"], ["editions.id"]),
        sa.ForeignKeyConstraint(["official_edition_id"], ["editions.id"]),
        sa.ForeignKeyConstraint(["order_id"], ["amending_orders.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("order_id", "act_id"),
    )
    op.create_index("ix_draft_editions_act_id", "draft_editions", ["act_id"])


def downgrade() -> None:
    op.drop_index("ix_draft_editions_act_id", table_name="draft_editions")
    op.drop_table("draft_editions")
    op.drop_index("ix_amending_instructions_act_number_key", table_name="amending_instructions")
    op.drop_table("amending_instructions")
    op.drop_index("ix_amending_orders_act", table_name="amending_orders")
    op.drop_table("amending_orders")
