"""What was put to review, agreed, counted or ended is held by the database, whatever writes into it.

Triggers, as these rules look at the row before or at other tables. A later migration that makes one of these tables
anew (``batch_alter_table`` on SQLite) takes the triggers of that table along: it has to make them again.
"""

from __future__ import annotations

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NEWEST_IS_FROZEN = """exists (select 1 from design_versions v where v.item_id = new.id and v.frozen_hash is not null
    and v.number = (select max(n.number) from design_versions n where n.item_id = new.id))"""
WAS_REVIEWED = """exists (select 1 from design_versions v join round_versions e on e.version_id = v.id
    join review_rounds r on r.id = e.round_id
    where v.item_id = new.id and r.state in ('closed', 'answered', 'reported_back'))"""
IS_PAST = "new.state in ('agreed', 'in_framework')"
WAS_NOT_PAST = "old.state not in ('agreed', 'in_framework')"
IS_FROZEN = "exists (select 1 from design_versions v where v.id = new.version_id and v.frozen_hash is not null)"
IN_ROUND = "exists (select 1 from round_versions e where e.round_id = new.round_id and e.version_id = new.version_id)"
ROUND_IS_OPEN = "exists (select 1 from review_rounds r where r.id = new.round_id and r.state = 'open')"
ROUND_IS_PLANNED = "exists (select 1 from review_rounds r where r.id = new.round_id and r.state = 'planned')"
ROUND_IS_REPORTED = "exists (select 1 from review_rounds r where r.id = old.round_id and r.state = 'reported_back')"
VOTES_LEFT = """exists (select 1 from boards b where b.id = new.board_id and (b.votes_per_person is null
    or b.votes_per_person > (select count(*) from votes v
        where v.board_id = new.board_id and v.person_id = new.person_id)))"""
HAS_FROZEN = "exists (select 1 from design_versions v where v.item_id = old.id and v.frozen_hash is not null)"

LINE = ("gathering_id", "person_id", "kind", "source", "at", "received_at", "clock_off", "by_person_id", "annuls_id")


def _changes(*columns: str) -> str:
    return "(" + " or ".join(f"old.{column} {{differs}} new.{column}" for column in columns) + ")"


GUARDS = [
    (
        "version_stays_frozen",
        "update on design_versions",
        "old.frozen_hash is not null and "
        + _changes("item_id", "number", "title", "text", "why", "frozen_hash", "frozen_at"),
        "a frozen version never changes",
    ),
    ("version_stays", "delete on design_versions", "old.frozen_hash is not null", "a frozen version never changes"),
    (
        "frozen_item_stays",
        "update on design_items",
        f"{_changes('charrette_id', 'number', 'kind', 'grain')} and {HAS_FROZEN}",
        "what the hash of a frozen version covers never changes",
    ),
    (
        "no_version_after_agreement",
        "insert on design_versions",
        "exists (select 1 from design_items i where i.id = new.item_id"
        " and i.state in ('in_review', 'agreed', 'in_framework', 'dropped'))",
        "an item in review, agreed or dropped gets no new version",
    ),
    (
        "agreed_is_frozen",
        "update of state on design_items",
        f"{IS_PAST} and {WAS_NOT_PAST} and not {NEWEST_IS_FROZEN}",
        "an agreed item has a frozen version",
    ),
    (
        "agreed_was_reviewed",
        "update of state on design_items",
        f"{IS_PAST} and {WAS_NOT_PAST} and not {WAS_REVIEWED}",
        "an agreed item was in a closed round",
    ),
    ("no_item_begins_agreed", "insert on design_items", IS_PAST, "an agreed item has a frozen version"),
    (
        "reviewed_is_frozen",
        "update of state on review_rounds",
        "new.state <> 'planned' and exists (select 1 from round_versions e join design_versions v on v.id = e.version_id"
        " where e.round_id = new.id and v.frozen_hash is null)",
        "what is in review is frozen",
    ),
    (
        "answered_in_full",
        "update of state on review_rounds",
        "new.state in ('answered', 'reported_back')"
        " and exists (select 1 from remarks m left join people p on p.id = m.author_id"
        " where m.round_id = new.id and m.outcome is null and p.set_aside_id is null)",
        "a round is answered when each of its remarks is, but for those of who is set aside",
    ),
    (
        "opened_is_frozen",
        "update on round_versions",
        f"new.open and not {IS_FROZEN}",
        "what is in review is frozen",
    ),
    (
        "entered_is_frozen",
        "insert on round_versions",
        f"not {ROUND_IS_PLANNED} and not {IS_FROZEN}",
        "what is in review is frozen",
    ),
    ("remark_in_open_round", "insert on remarks", f"not {ROUND_IS_OPEN}", "a remark is made while its round is open"),
    ("remark_of_the_round", "insert on remarks", f"not {IN_ROUND}", "a remark is about a version of its round"),
    (
        "reported_stays",
        "update on remarks",
        f"{_changes('outcome', 'answer')} and {ROUND_IS_REPORTED}",
        "an answer that was reported back never changes",
    ),
    ("votes_within_the_limit", "insert on votes", f"not {VOTES_LEFT}", "nobody has more votes than the board gives"),
    (
        "vote_on_its_board",
        "insert on votes",
        "not exists (select 1 from ideas i where i.id = new.idea_id and i.board_id = new.board_id)",
        "a vote is cast on the board of its idea",
    ),
    (
        "log_stays",
        "update on attendance_entries",
        _changes(*LINE, "heads")
        + " or (new.client_id is not null and new.client_id {differs} old.client_id)"
        + " or (new.device_at is not null and new.device_at {differs} old.device_at)"
        + " or (new.reason {differs} '█' and new.reason {differs} old.reason)",
        "a line of the log only loses what identifies",
    ),
    ("log_keeps_its_lines", "delete on attendance_entries", "true", "nothing is taken out of the log"),
    ("ideas_stay", "delete on ideas", "true", "an idea is never deleted"),
    ("erasures_stay", "delete on erasures", "true", "it stays known who was removed"),
    (
        "removed_is_nameless",
        "update on people",
        "new.erased_at is not null and (new.name is not null or new.party_role is not null"
        " or new.area_id is not null or new.client_id is not null)",
        "who was removed bears nothing that identifies",
    ),
    (
        "removed_stays_removed",
        "update on people",
        "old.erased_at is not null and new.erased_at is null",
        "who was removed stays removed",
    ),
    (
        "revoked_stays_revoked",
        "update on access_tokens",
        "old.revoked_at is not null and new.revoked_at is null",
        "a token that ended stays ended",
    ),
    (
        "used_stays_used",
        "update on invitations",
        "old.used_at is not null and new.used_at is null",
        "a link works once",
    ),
]
"""The name of each guard, what it looks at, what it refuses, and the rule in words."""

UNFROZEN = """select v.id, v.number, v.title, v.text, v.why, i.number, i.kind, i.grain, coalesce(i.agreed_at, v.made_at)
    from design_versions v join design_items i on i.id = v.item_id where v.frozen_hash is null and (
        (i.state in ('agreed', 'in_framework') and v.number = (
            select max(n.number) from design_versions n where n.item_id = i.id))
        or exists (select 1 from round_versions e join review_rounds r on r.id = e.round_id
            where e.version_id = v.id and r.state <> 'planned'))"""


def upgrade() -> None:
    _freeze_what_should_be()
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for name, event, refused, rule in GUARDS:
        if on_postgres:
            _guard_postgres(name, event, refused.format(differs="is distinct from"), rule)
        else:
            _guard_sqlite(name, event, refused.format(differs="is not"), rule)


def _freeze_what_should_be() -> None:
    """Freeze what is agreed or in review and, by whatever mishap, is not frozen."""
    connection = op.get_bind()
    for id, version, title, words, why, item, kind, grain, at in connection.execute(sa.text(UNFROZEN)).all():
        said = {"item": item, "version": version, "title": title}
        said |= {"kind": kind, "grain": grain, "text": words, "why": why}
        digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        connection.execute(
            sa.text("update design_versions set frozen_hash = :digest, frozen_at = :at where id = :id"),
            {"digest": digest, "at": at, "id": id},
        )


def _guard_sqlite(name: str, event: str, refused: str, rule: str) -> None:
    op.execute(
        f"create trigger guard_{name} before {event} when {refused} begin select raise(abort, '{name}: {rule}'); end"
    )


def _guard_postgres(name: str, event: str, refused: str, rule: str) -> None:
    row = "old" if event.startswith("delete") else "new"
    op.execute(
        f"create or replace function guard_{name}() returns trigger language plpgsql as $$ begin if {refused} then "
        f"raise exception '{name}: {rule}' using errcode = 'check_violation', constraint = '{name}'; end if; "
        f"return {row}; end $$"
    )
    op.execute(f"create trigger guard_{name} before {event} for each row execute function guard_{name}()")


def downgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for name, event, _, _ in GUARDS:
        table = event.rpartition(" ")[2]
        op.execute(f"drop trigger guard_{name}" + (f" on {table}" if on_postgres else ""))
        if on_postgres:
            op.execute(f"drop function guard_{name}()")
