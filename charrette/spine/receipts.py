"""Receipts: that an actor's command was carried out, and the answer that the same id gets again.

They are written with plain statements instead of mapped objects: each command writes one, and this costs a third.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, bindparam, delete, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from charrette import clock
from charrette.spine.actors import PARTICIPANT_TOKEN_VALID
from charrette.spine.models import CommandReceipt

FORGOTTEN = ""
"""The fingerprint of a receipt about somebody who was removed: whatever its fields were, it is the same command."""

_receipts: Table = CommandReceipt.__table__  # type: ignore[assignment]
_TAKEN = {
    kind.dialect.name: kind.insert(_receipts).on_conflict_do_nothing().returning(_receipts.c.fingerprint)
    for kind in (sqlite, postgresql)
}
_OWN = (_receipts.c.actor == bindparam("by")) & (_receipts.c.command_id == bindparam("id"))
_FIND = select(_receipts.c.fingerprint, _receipts.c.answer).where(_OWN)
_ANSWER = update(_receipts).where(_OWN).values(answer=bindparam("said"))


@dataclass(frozen=True)
class Receipt:
    """What is known of a command: what its fields were (a digest), and the answer."""

    fingerprint: str
    answer: dict[str, Any] | None


def take_receipt(session: Session, *, actor: str, command_id: str, fingerprint: str) -> Receipt | None:
    """Return the receipt of a command that was carried out before; None when this is the first time.

    The first time it is noted at once, so that another worker that gets the same command waits for this one.
    """
    values = {
        "actor": actor,
        "command_id": command_id,
        "fingerprint": fingerprint,
        "received_at": clock.now(),
    }
    connection = session.connection()
    if connection.execute(_TAKEN[connection.dialect.name], values).first() is not None:
        return None
    return find_receipt(session, actor=actor, command_id=command_id)


def find_receipt(session: Session, *, actor: str, command_id: str) -> Receipt:
    """Return a receipt that is there. It has no answer yet while its command waits for the same commit."""
    found = session.connection().execute(_FIND, {"by": actor, "id": command_id}).one()
    return Receipt(found.fingerprint, found.answer)


def received_at(session: Session, *, actor: str, command_id: str) -> datetime:
    """Return when a command came in whose receipt is there."""
    query = select(CommandReceipt.received_at)
    return session.scalars(query.where(CommandReceipt.actor == actor, CommandReceipt.command_id == command_id)).one()


def note_answer(session: Session, *, actor: str, command_id: str, answer: dict[str, Any]) -> None:
    """Keep the answer that the same command gets again."""
    session.connection().execute(_ANSWER, {"by": actor, "id": command_id, "said": answer})


RECEIPT_KEPT = PARTICIPANT_TOKEN_VALID
"""The receipt is the only thing that knows a repeat. So it stays as long as a phone that was away may come back with
what it sent before: until its token has run out, and what it sends is refused."""

MOST_AT_ONCE = 500


def _old(most: int) -> Select[str, str]:
    query = select(CommandReceipt.actor, CommandReceipt.command_id)
    query = query.where(CommandReceipt.received_at < clock.now() - RECEIPT_KEPT)
    return query.order_by(CommandReceipt.received_at).limit(most)


def has_old_receipts(session: Session) -> bool:
    """Return whether there is something to prune."""
    return session.execute(_old(1)).first() is not None


def prune_receipts(session: Session, *, most: int = MOST_AT_ONCE) -> int:
    """Remove the oldest receipts of which no repeat can come any more, at most ``most``; return how many went.

    A few at a time, so that no phone waits for it.
    """
    gone = [tuple(row) for row in session.execute(_old(most))]
    key = tuple_(CommandReceipt.actor, CommandReceipt.command_id)
    session.execute(delete(CommandReceipt).where(key.in_(gone)))
    return len(gone)
