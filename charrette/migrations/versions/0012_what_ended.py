"""What ended for good: revoked tokens, used and withdrawn links, roles that were taken away.

Triggers write it down, so that nothing in the code can end something and forget to say so. What ended before is taken
over as far as it can still be seen; links that were withdrawn are not there any more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = {
    "sqlite": "old.granted_at",
    "postgresql": "to_char(old.granted_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
NOTES = [
    (
        "token",
        "update of revoked_at on access_tokens",
        "new.revoked_at is not null and old.revoked_at is null",
        "'revoked', new.digest, new.expires_at",
    ),
    (
        "used_link",
        "update of used_at on invitations",
        "new.used_at is not null and old.used_at is null",
        "'used', new.digest, new.expires_at",
    ),
    (
        "withdrawn_link",
        "delete on invitations",
        "old.used_at is null",
        "'withdrawn', old.digest, old.expires_at",
    ),
    ("role", "delete on role_grants", "true", "'role', old.person_id || ' ' || old.role || ' ' || {moment}, null"),
]
"""The name of each trigger, what it looks at, when it writes, and what."""


def upgrade() -> None:
    op.create_table(
        "endings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=100), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endings")),
        sa.UniqueConstraint("kind", "what", name=op.f("uq_endings_kind_what")),
    )
    ended = "insert into endings (kind, what, expires_at) select '{}', digest, expires_at from {} where {} is not null"
    op.execute(ended.format("revoked", "access_tokens", "revoked_at"))
    op.execute(ended.format("used", "invitations", "used_at"))
    connection = op.get_bind()
    dialect = connection.dialect.name
    for name, event, when, values in NOTES:
        values = values.format(moment=MOMENT[dialect])
        insert = f"insert into endings (kind, what, expires_at) values ({values}) on conflict do nothing"  # noqa: S608 - from above
        if dialect == "postgresql":
            connection.exec_driver_sql(
                f"create or replace function note_{name}() returns trigger language plpgsql as $$ begin "
                f"if {when} then {insert}; end if; return null; end $$"
            )
            connection.exec_driver_sql(
                f"create trigger note_{name} after {event} for each row execute function note_{name}()"
            )
        else:
            connection.exec_driver_sql(f"create trigger note_{name} after {event} when {when} begin {insert}; end")


def downgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for name, event, _, _ in NOTES:
        op.execute(f"drop trigger note_{name}" + (f" on {event.rpartition(' ')[2]}" if on_postgres else ""))
        if on_postgres:
            op.execute(f"drop function note_{name}()")
    op.drop_table("endings")
