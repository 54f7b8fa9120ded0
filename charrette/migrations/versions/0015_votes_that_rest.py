"""Only votes for ideas that are shown take up what a board gives: one for an idea that was hidden since rests."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NAME, RULE = "votes_within_the_limit", "nobody has more votes than the board gives"
ALL = "select count(*) from votes v where v.board_id = new.board_id and v.person_id = new.person_id"
SHOWN = """select count(*) from votes v join ideas i on i.id = v.idea_id
    where v.board_id = new.board_id and v.person_id = new.person_id and i.state = 'visible'"""


def upgrade() -> None:
    _guard(SHOWN)


def downgrade() -> None:
    _guard(ALL)


def _guard(given: str) -> None:
    refused = f"""not exists (select 1 from boards b where b.id = new.board_id
        and (b.votes_per_person is null or b.votes_per_person > ({given})))"""  # noqa: S608
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"create or replace function guard_{NAME}() returns trigger language plpgsql as $$ begin"
            f" if {refused} then raise exception '{NAME}: {RULE}' using errcode = 'check_violation',"
            f" constraint = '{NAME}'; end if; return new; end $$"
        )
        return
    op.execute(f"drop trigger guard_{NAME}")
    op.execute(
        f"create trigger guard_{NAME} before insert on votes when {refused}"
        f" begin select raise(abort, '{NAME}: {RULE}'); end"
    )
