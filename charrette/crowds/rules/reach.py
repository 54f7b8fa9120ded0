"""Reaching those who were set aside, as ``spine.reach`` says."""

from __future__ import annotations

from sqlalchemy.orm import Session

from charrette.crowds.models import SetAside
from charrette.spine.actors import Actor
from charrette.spine.reach import ensure_own, get_by_id


def get_set_aside(session: Session, by: Actor, id: int) -> SetAside:
    """Return what the team did when it set people of the actor's charrette aside."""
    thing = get_by_id(session, SetAside, id, "set_aside")
    return ensure_own(thing, thing.charrette_id, by, "set_aside")
