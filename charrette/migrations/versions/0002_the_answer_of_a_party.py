"""The answer of a party to a part of the Trits: what it says, and since when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import charrette.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("trits_entries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("party_text", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("answered_at", charrette.db.TZDateTime(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_trits_entries_declined_has_reason"),
            "party_answer <> 'declined' or party_text is not null",
        )


def downgrade() -> None:
    with op.batch_alter_table("trits_entries", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_trits_entries_declined_has_reason"), type_="check")
        batch_op.drop_column("answered_at")
        batch_op.drop_column("party_text")
