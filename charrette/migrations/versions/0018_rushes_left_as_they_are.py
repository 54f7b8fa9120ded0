"""Which rush at the door the team left as it is: told once, it is told to nobody any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rushes_left",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charrette_id", sa.Integer(), nullable=False),
        sa.Column("first_person", sa.Integer(), nullable=False),
        sa.Column("last_person", sa.Integer(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["charrette_id"], ["charrettes.id"], name=op.f("fk_rushes_left_charrette_id_charrettes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rushes_left")),
        sa.UniqueConstraint(
            "charrette_id",
            "first_person",
            "last_person",
            name=op.f("uq_rushes_left_charrette_id_first_person_last_person"),
        ),
    )


def downgrade() -> None:
    op.drop_table("rushes_left")
