"""How often staff let more people in, whether some are held up at the door, and who stands in at a youth gathering."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = "fk_people_stands_in_at_gatherings"


def upgrade() -> None:
    op.add_column("charrettes", sa.Column("let_in", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("charrettes", sa.Column("crowded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("youth", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("has_stand_in", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Written out: both databases take a column with its key so, and no table is made anew for it.
    op.execute(f"alter table people add column stands_in_at integer constraint {KEY} references gatherings (id)")
    op.create_index("ix_people_stands_in_at", "people", ["stands_in_at"])


def downgrade() -> None:
    op.drop_index("ix_people_stands_in_at", "people")
    with op.batch_alter_table("people") as batch_op:
        batch_op.drop_column("stands_in_at")
        batch_op.drop_column("has_stand_in")
        batch_op.drop_column("youth")
    with op.batch_alter_table("charrettes") as batch_op:
        batch_op.drop_column("crowded")
        batch_op.drop_column("let_in")
