"""The ids of people and of tokens are drawn by us and by nobody else.

On PostgreSQL these tables still had a sequence: a row that came in without an id would have told after which other it
came. Without one it is refused. SQLite has no sequences.
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

DRAWN = ("people", "access_tokens")


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in DRAWN:
        op.execute(f"alter table {table} alter column id drop default")
        op.execute(f"drop sequence if exists {table}_id_seq")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in DRAWN:
        op.execute(f"create sequence {table}_id_seq owned by {table}.id")
        op.execute(f"select setval('{table}_id_seq', greatest((select max(id) from {table}), 1))")  # noqa: S608 - ours
        op.execute(f"alter table {table} alter column id set default nextval('{table}_id_seq')")
