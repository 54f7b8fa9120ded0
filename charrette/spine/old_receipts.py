"""How long it is remembered that a command was carried out."""

from __future__ import annotations

from sqlalchemy import Select, delete, select, tuple_
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.rules.joining import PARTICIPANT_TOKEN_VALID
from charrette.spine.models import CommandReceipt

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
