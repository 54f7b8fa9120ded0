"""A version is in one open round at most, and an item is meant for all areas or for some, never both.

On SQLite only tables that no other refers to are made anew: the others get an index, which needs no new table.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FIRST_OPEN = """
    update round_versions set open = true where round_id = (
        select min(review_rounds.id) from review_rounds
        join round_versions as entry on entry.round_id = review_rounds.id
        where entry.version_id = round_versions.version_id and review_rounds.state = 'open')
"""
NOT_BOTH = "delete from item_areas where item_id in (select id from design_items where for_all_areas)"


def upgrade() -> None:
    op.add_column("round_versions", sa.Column("open", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(FIRST_OPEN)
    op.create_index(
        "uq_round_versions_open",
        "round_versions",
        ["version_id"],
        unique=True,
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    op.execute(NOT_BOTH)
    op.create_index("uq_design_items_id_for_all_areas", "design_items", ["id", "for_all_areas"], unique=True)
    with op.batch_alter_table("item_areas") as batch_op:
        batch_op.add_column(sa.Column("for_all", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.drop_constraint("fk_item_areas_item_id_design_items", type_="foreignkey")
        batch_op.create_foreign_key(
            "fk_item_areas_some_not_all", "design_items", ["item_id", "for_all"], ["id", "for_all_areas"]
        )
        batch_op.create_check_constraint(batch_op.f("ck_item_areas_some_not_all"), "not for_all")


def downgrade() -> None:
    with op.batch_alter_table("item_areas") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_item_areas_some_not_all"), type_="check")
        batch_op.drop_constraint("fk_item_areas_some_not_all", type_="foreignkey")
        batch_op.create_foreign_key("fk_item_areas_item_id_design_items", "design_items", ["item_id"], ["id"])
        batch_op.drop_column("for_all")
    op.drop_index("uq_design_items_id_for_all_areas", "design_items")
    op.drop_index("uq_round_versions_open", "round_versions")
    op.drop_column("round_versions", "open")
