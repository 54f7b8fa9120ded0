"""Who may do what, in one place. ``may_...`` answers; ``require`` turns a no into an error."""

from __future__ import annotations

from charrette.errors import NotAllowed
from charrette.spine.actors import Actor
from charrette.spine.lists import Role


def require(allowed: bool) -> None:
    """Raise ``NotAllowed`` unless ``allowed``."""
    if not allowed:
        raise NotAllowed("not_allowed")


def may_take_part(by: Actor) -> bool:
    """Return whether this is somebody who posts, votes and remarks: any person, no screen."""
    return by.person is not None


def may_facilitate(by: Actor) -> bool:
    """Return whether this is a facilitator or an organiser."""
    return by.is_staff


def may_write(by: Actor, *, on_behalf: bool) -> bool:
    """Return whether this actor may say something themselves, or type it in for somebody with a pencil."""
    return may_facilitate(by) or (may_take_part(by) and not on_behalf)


def may_organise(by: Actor) -> bool:
    """Return whether this is an organiser."""
    return by.role is Role.ORGANISER


def may_watch(by: Actor) -> bool:
    """Return whether this actor belongs to a charrette at all, and so may read its public side."""
    return by.charrette_id is not None
