"""The current step of a gathering and the board of a step exist, on PostgreSQL too.

The tables refer to each other in a circle, so one of each pair of keys has to be added after both tables are there.
SQLite took them with the tables; on PostgreSQL they were left out.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEYS = (
    ("fk_gatherings_step_id_steps", "gatherings", "steps", "step_id"),
    ("fk_steps_board_id_boards", "steps", "boards", "board_id"),
)


def _present(table: str) -> set[str | None]:
    return {key["name"] for key in sa.inspect(op.get_bind()).get_foreign_keys(table)}


def upgrade() -> None:
    for name, table, target, column in KEYS:
        if name not in _present(table):
            op.create_foreign_key(name, table, target, [column], ["id"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for name, table, _, _ in KEYS:
        op.drop_constraint(name, table, type_="foreignkey")
