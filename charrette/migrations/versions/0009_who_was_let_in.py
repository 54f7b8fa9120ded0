"""Who was let in at a gathering for who is invited; nothing is noted any more of who came to a youth gathering.

Whoever was at such a gathering before stays let in there.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WHO_CAME = """
    insert into admissions (gathering_id, person_id)
    select distinct gatherings.id, attendance_entries.person_id from attendance_entries
    join gatherings on gatherings.id = attendance_entries.gathering_id
    where gatherings.openness = 'invited' and gatherings.kind <> 'youth' and attendance_entries.person_id is not null
"""


def upgrade() -> None:
    op.create_table(
        "admissions",
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gathering_id"], ["gatherings.id"], name=op.f("fk_admissions_gathering_id_gatherings")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_admissions_person_id_people")),
        sa.PrimaryKeyConstraint("gathering_id", "person_id", name=op.f("pk_admissions")),
    )
    op.create_index(op.f("ix_admissions_person_id"), "admissions", ["person_id"])
    op.execute(WHO_CAME)
    op.drop_column("people", "has_stand_in")


def downgrade() -> None:
    op.add_column("people", sa.Column("has_stand_in", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index(op.f("ix_admissions_person_id"), "admissions")
    op.drop_table("admissions")
