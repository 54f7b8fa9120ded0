"""Room for what is written, and emptied again, to find out whether a full disk takes something."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("store", sa.Column("probe", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("store") as batch_op:
        batch_op.drop_column("probe")
