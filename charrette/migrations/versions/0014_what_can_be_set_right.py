"""Why the team did something, rounds that go, what the framework holds, what a vote was about, what staff typed in.

An answer that was reported back still never changes; a remark that had none by then (its author was set aside and put
back) may get one. A planned round whose versions were revised or dropped meanwhile gets the newest, or loses them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from charrette.db import TZDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NOT_FROZEN = """exists (select 1 from round_versions e join design_versions v on v.id = e.version_id
    where e.round_id = new.id and v.frozen_hash is null)"""
IS_REPORTED = "exists (select 1 from review_rounds r where r.id = old.round_id and r.state = 'reported_back')"
ANSWER_CHANGES = "(old.outcome {differs} new.outcome or old.answer {differs} new.answer)"
IS_ITS_FROZEN = """exists (select 1 from design_versions v where v.id = new.adopted_version_id
    and v.item_id = new.id and v.frozen_hash is not null)"""

GUARDS = {
    "reviewed_is_frozen": (
        "update of state on review_rounds",
        f"new.state not in ('planned', 'cancelled') and {NOT_FROZEN}",
        "what is in review is frozen",
    ),
    "reported_stays": (
        "update on remarks",
        f"old.outcome is not null and {ANSWER_CHANGES} and {IS_REPORTED}",
        "an answer that was reported back never changes",
    ),
    "adopted_is_frozen": (
        "update on design_items",
        f"new.adopted_version_id is not null and not {IS_ITS_FROZEN}",
        "the framework holds frozen versions",
    ),
    "adopted_is_known": (
        "update on design_items",
        "new.state = 'in_framework' and new.adopted_version_id is null",
        "of an item in the framework it is known which version it holds",
    ),
}
BEFORE = {
    "reviewed_is_frozen": f"new.state <> 'planned' and {NOT_FROZEN}",
    "reported_stays": f"{ANSWER_CHANGES} and {IS_REPORTED}",
}
"""What the guards refused that there were before."""

PLANNED = "round_id in (select r.id from review_rounds r where r.state = 'planned')"
FILL = (
    """insert into given_reasons (charrette_id, gathering_id, act, text, given_at)
        select charrette_id, id, 'reopened', reopen_reason,
            coalesce(started_at, doors_opened_at, (select c.created_at from charrettes c where c.id = charrette_id))
        from gatherings where reopen_reason is not null""",
    """update design_items set adopted_version_id = (select n.id from design_versions n
            where n.item_id = design_items.id order by n.number desc limit 1)
        where state = 'in_framework'""",
    """insert into ballots (idea_id, board_id, group_id) select i.id, i.board_id, i.group_id
        from ideas i join boards b on b.id = i.board_id
        where b.voted and b.phase <> 'voting' and coalesce(i.set_aside_from, i.state) = 'visible'""",
    f"""delete from round_versions where {PLANNED} and version_id in (
            select v.id from design_versions v join design_items i on i.id = v.item_id
            where i.state in ('agreed', 'in_framework', 'dropped'))""",  # noqa: S608 - from above
    f"""update round_versions set version_id = (select n.id from design_versions n
            where n.item_id = (select v.item_id from design_versions v where v.id = round_versions.version_id)
            order by n.number desc limit 1)
        where {PLANNED}""",  # noqa: S608 - from above
)


def upgrade() -> None:
    _make_tables()
    add = "alter table {} add column {} {} constraint {} {}"
    person = (
        "references people (id)"
        " constraint ck_remarks_typed_in_is_nobodys check (author_id is null or entered_by_id is null)"
    )
    op.execute(add.format("remarks", "entered_by_id", "integer", "fk_remarks_entered_by_id_people", person))
    version = "references design_versions (id)"
    key = "fk_design_items_adopted_version_id_design_versions"
    op.execute(add.format("design_items", "adopted_version_id", "integer", key, version))
    op.add_column("review_rounds", sa.Column("cancelled_at", TZDateTime(timezone=True), nullable=True))
    reasoned = "check (state <> 'cancelled' or cancelled_reason is not null)"
    op.execute(
        add.format("review_rounds", "cancelled_reason", "varchar", "ck_review_rounds_cancelled_has_reason", reasoned)
    )
    op.add_column("ideas", sa.Column("early", sa.Boolean(), nullable=False, server_default=sa.false()))
    for statement in FILL:
        op.execute(statement)
    op.execute("alter table gatherings drop column reopen_reason")
    for name in BEFORE:
        _drop(name, GUARDS[name][0])
    for name, (event, refused, rule) in GUARDS.items():
        _guard(name, event, refused, rule)


def _make_tables() -> None:
    op.create_table(
        "given_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("charrette_id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=True),
        sa.Column("given_at", TZDateTime(timezone=True), nullable=False),
        *[
            sa.ForeignKeyConstraint([f"{one}_id"], [f"{many}.id"], name=op.f(f"fk_given_reasons_{one}_id_{many}"))
            for one, many in (
                ("charrette", "charrettes"),
                ("gathering", "gatherings"),
                ("item", "design_items"),
                ("by_person", "people"),
            )
        ],
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_reasons")),
    )
    op.create_index("ix_given_reasons_charrette_id", "given_reasons", ["charrette_id"])
    op.create_table(
        "ballots",
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["idea_id"], ["ideas.id"], name=op.f("fk_ballots_idea_id_ideas")),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_ballots_board_id_boards")),
        sa.ForeignKeyConstraint(["group_id"], ["idea_groups.id"], name=op.f("fk_ballots_group_id_idea_groups")),
        sa.PrimaryKeyConstraint("idea_id", name=op.f("pk_ballots")),
    )
    op.create_index("ix_ballots_board_id", "ballots", ["board_id"])


def _on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _drop(name: str, event: str) -> None:
    op.execute(f"drop trigger guard_{name}" + (f" on {event.rpartition(' ')[2]}" if _on_postgres() else ""))


def _guard(name: str, event: str, refused: str, rule: str) -> None:
    if not _on_postgres():
        refused = refused.format(differs="is not")
        op.execute(
            f"create trigger guard_{name} before {event} when {refused}"
            f" begin select raise(abort, '{name}: {rule}'); end"
        )
        return
    op.execute(
        f"create or replace function guard_{name}() returns trigger language plpgsql as $$ begin"
        f" if {refused.format(differs='is distinct from')} then raise exception '{name}: {rule}'"
        f" using errcode = 'check_violation', constraint = '{name}'; end if; return new; end $$"
    )
    op.execute(f"create trigger guard_{name} before {event} for each row execute function guard_{name}()")


def downgrade() -> None:
    for name, (event, _, rule) in GUARDS.items():
        _drop(name, event)
        if name in BEFORE:
            _guard(name, event, BEFORE[name], rule)
        elif _on_postgres():
            op.execute(f"drop function guard_{name}()")
    op.add_column("gatherings", sa.Column("reopen_reason", sa.String(), nullable=True))
    op.execute("update review_rounds set state = 'planned' where state = 'cancelled'")
    _drop_columns("ideas", "early")
    _drop_columns("design_items", "adopted_version_id")
    _drop_columns("remarks", "entered_by_id", check="ck_remarks_typed_in_is_nobodys")
    _drop_columns("review_rounds", "cancelled_reason", "cancelled_at", check="ck_review_rounds_cancelled_has_reason")
    op.drop_table("ballots")
    op.drop_table("given_reasons")


def _drop_columns(table: str, *columns: str, check: str | None = None) -> None:
    """Take columns out of a table that has triggers, which SQLite makes anew without them."""
    connection = op.get_bind()
    triggers = []
    if not _on_postgres():
        op.execute("pragma legacy_alter_table = on")  # else it looks at triggers of other tables halfway
        kept = sa.text("select sql from sqlite_master where type = 'trigger' and tbl_name = :table")
        triggers = list(connection.scalars(kept, {"table": table}))
    with op.batch_alter_table(table) as batch_op:
        if check is not None:
            batch_op.drop_constraint(op.f(check), type_="check")
        for column in columns:
            batch_op.drop_column(column)
    for trigger in triggers:
        op.execute(trigger)
    if not _on_postgres():
        op.execute("pragma legacy_alter_table = off")
