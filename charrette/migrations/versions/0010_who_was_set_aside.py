"""Who was set aside with what they did, why, and since when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from charrette.db import TZDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEY = "fk_people_set_aside_id_set_asides"


def upgrade() -> None:
    op.create_table(
        "set_asides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charrette_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("set_at", TZDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", TZDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["charrette_id"], ["charrettes.id"], name=op.f("fk_set_asides_charrette_id_charrettes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_asides")),
    )
    op.create_index("ix_set_asides_charrette_id", "set_asides", ["charrette_id"])
    op.execute(f"alter table people add column set_aside_id integer constraint {KEY} references set_asides (id)")
    op.create_index("ix_people_set_aside_id", "people", ["set_aside_id"])
    op.add_column("ideas", sa.Column("set_aside_from", sa.String(32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("ideas") as batch_op:
        batch_op.drop_column("set_aside_from")
    op.drop_index("ix_people_set_aside_id", "people")
    with op.batch_alter_table("people") as batch_op:
        batch_op.drop_column("set_aside_id")
    op.drop_index("ix_set_asides_charrette_id", "set_asides")
    op.drop_table("set_asides")
