"""Who may do what, in one place. ``may_...`` answers; ``require`` turns a no into an error."""

from __future__ import annotations

from charrette.boards.models import Idea
from charrette.errors import NotAllowed
from charrette.people.rules.actors import Actor
from charrette.plan.models import Remark
from charrette.spine.roles import Role

RANK = {Role.SCREEN: 0, Role.PARTICIPANT: 1, Role.FACILITATOR: 2, Role.ORGANISER: 3}


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


def may_organise(by: Actor) -> bool:
    """Return whether this is an organiser."""
    return by.role is Role.ORGANISER


def may_watch(by: Actor) -> bool:
    """Return whether this actor belongs to a charrette at all, and so may read its public side."""
    return by.charrette_id is not None


def may_edit_idea(by: Actor, idea: Idea) -> bool:
    """Return whether this is the author of the idea (while its board takes ideas)."""
    return by.person_id is not None and idea.author_id == by.person_id


def may_see_author(by: Actor, thing: Idea | Remark) -> bool:
    """Return whether this actor may know who wrote something: its author and facilitators."""
    return by.is_staff or (by.person_id is not None and thing.author_id == by.person_id)
