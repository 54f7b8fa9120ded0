"""What ended stays ended: looking at what the database wrote down of it, and doing it again after an older copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, false, func, select, update
from sqlalchemy.orm import Session

from charrette import clock
from charrette.people.models import AccessToken, Invitation, RoleGrant
from charrette.privacy.lists import EndingKind
from charrette.privacy.models import Ending
from charrette.spine.upkeep import upkeep

AT_ONCE = 500


@dataclass(frozen=True, order=True)
class Ended:
    """One thing that ended; see ``models.Ending``."""

    kind: EndingKind
    what: str
    expires_at: datetime | None


def newest(session: Session) -> int:
    """Return the id of the last ending; 0 when nothing ended yet."""
    return session.scalar(select(func.max(Ending.id))) or 0


def ended_since(session: Session, id: int = 0) -> dict[int, Ended]:
    """Return what ended after the one with this ``id`` and would count if it had not, by id."""
    query = select(Ending.id, Ending.kind, Ending.what, Ending.expires_at).where(Ending.id > id, ~_is_past())
    return {row.id: Ended(row.kind, row.what, row.expires_at) for row in session.execute(query)}


def _is_past() -> ColumnElement[bool]:
    return func.coalesce(Ending.expires_at <= clock.now(), false())


def _may_go() -> ColumnElement[bool]:
    """Past, and not the last: SQLite gives the number of a last row that went to the next, which would pass for it."""
    return _is_past() & (Ending.id < select(func.max(Ending.id)).scalar_subquery())


def has_past(session: Session) -> bool:
    """Return whether there is something to forget."""
    return session.scalar(select(Ending.id).where(_may_go()).limit(1)) is not None


@upkeep("what ended long ago", is_due=has_past)
def forget_past(session: Session) -> None:
    """Forget what would not count any more anyway."""
    session.execute(delete(Ending).where(_may_go()).execution_options(synchronize_session=False))


def end_again(session: Session, ended: Iterable[Ended]) -> int:
    """End again what ended before; return how much of it had come back. What is not known here is only written down."""
    of: dict[EndingKind, list[str]] = {kind: [] for kind in EndingKind}
    unknown = set(ended) - set(ended_since(session).values())
    for one in sorted(unknown, key=lambda one: (one.kind, one.what)):
        of[one.kind].append(one.what)
    back = sum(_end_roles(session, what) for what in of[EndingKind.ROLE])
    for digests in _parts(of[EndingKind.REVOKED]):
        living = AccessToken.digest.in_(digests), AccessToken.revoked_at.is_(None)
        back += session.execute(update(AccessToken).where(*living).values(revoked_at=clock.now())).rowcount  # type: ignore[attr-defined]
    for digests in _parts(of[EndingKind.USED]):
        unused = Invitation.digest.in_(digests), Invitation.used_at.is_(None)
        back += session.execute(update(Invitation).where(*unused).values(used_at=clock.now(), name=None)).rowcount  # type: ignore[attr-defined]
    for digests in _parts(of[EndingKind.WITHDRAWN]):
        back += session.execute(delete(Invitation).where(Invitation.digest.in_(digests))).rowcount  # type: ignore[attr-defined]
    _write_down(session, unknown)
    return back


def _parts(digests: Sequence[str]) -> Iterable[Sequence[str]]:
    return (digests[at : at + AT_ONCE] for at in range(0, len(digests), AT_ONCE))


def _end_roles(session: Session, what: str) -> int:
    """Take a role away again: the very one that was given at that moment, as ids may be given out anew."""
    person, role, moment = what.split(" ", 2)
    given = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    same = RoleGrant.person_id == int(person), RoleGrant.role == role, RoleGrant.granted_at == given
    taken: int = session.execute(delete(RoleGrant).where(*same)).rowcount  # type: ignore[attr-defined]
    return taken


def _write_down(session: Session, ended: set[Ended]) -> None:
    """Keep what the triggers did not, as it is about what this copy does not know."""
    there = {(row.kind, row.what) for row in session.execute(select(Ending.kind, Ending.what))}
    session.add_all(
        Ending(kind=one.kind, what=one.what, expires_at=one.expires_at)
        for one in sorted(ended, key=lambda one: (one.kind, one.what))
        if (one.kind, one.what) not in there
    )
    session.flush()
