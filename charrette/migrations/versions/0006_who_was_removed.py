"""Which database this is, who was removed, and which sign-in link a start made; no names in receipts any more.

A database that was in use before gets its mark from its first charrette, so that its older copies get the same one.
"""

from __future__ import annotations

import hashlib
import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "store",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store")),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("cleaned_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("person_id", "joined_at", name=op.f("uq_erasures_person_id_joined_at")),
    )
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at_start", sa.Boolean(), nullable=False, server_default=sa.false()))
    connection = op.get_bind()
    connection.execute(sa.text("insert into store (id, mark) values (1, :mark)"), {"mark": _mark(connection)})
    connection.execute(
        sa.text(
            "insert into erasures (person_id, joined_at, erased_at) "
            "select id, created_at, erased_at from people where erased_at is not null"
        )
    )
    _forget_names_in_receipts(connection)


def _mark(connection: sa.Connection) -> str:
    code = connection.execute(sa.text("select code from charrettes order by id limit 1")).scalar()
    return hashlib.sha256(f"charrette {code}".encode()).hexdigest() if code else secrets.token_hex(32)


def _forget_names_in_receipts(connection: sa.Connection) -> None:
    receipts = sa.table("command_receipts", sa.column("actor"), sa.column("command_id"), sa.column("answer", sa.JSON()))
    rows = connection.execute(sa.select(receipts).where(sa.cast(receipts.c.answer, sa.Text()).like('%"name"%'))).all()
    for actor, id, answer in rows:
        said = json.loads(json.dumps(answer))
        said.get("result", {}).pop("name", None)
        own = (receipts.c.actor == actor) & (receipts.c.command_id == id)
        connection.execute(receipts.update().where(own).values(answer=said))


def downgrade() -> None:
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_column("at_start")
    op.drop_table("erasures")
    op.drop_table("store")
