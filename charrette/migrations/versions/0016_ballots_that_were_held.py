"""A ballot can be begun anew on a board; the results of those before are kept, as numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("boards", sa.Column("ballot", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "former_ballots",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name="fk_former_ballots_board_id_boards"),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name="fk_former_ballots_idea_id_ideas"),
        sa.ForeignKeyConstraint(["group_id"], ["idea_groups.id"], name="fk_former_ballots_group_id_idea_groups"),
        sa.PrimaryKeyConstraint("board_id", "number", "idea_id", name="pk_former_ballots"),
    )


def downgrade() -> None:
    op.drop_table("former_ballots")
    op.drop_column("boards", "ballot")
