"""Digests: what people were told of by e-mail"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "told",
        sa.Column("person", sa.String(length=320), nullable=False),
        sa.Column("thing", sa.String(length=120), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("person", "thing", "occasion", "due"),
    )


def downgrade() -> None:
    op.drop_table("told")
