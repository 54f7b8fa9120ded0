"""What organisers do with the charrette itself: its state and its areas."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec

from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import Reason, ShortText
from charrette.spine.lists import Role
from charrette.week import rules as charrettes
from charrette.week.lists import CharretteState
from charrette.week.rules import get_charrette


class AddArea(Command, frozen=True, kw_only=True):
    name: ShortText
    kind: Annotated[str, msgspec.Meta(max_length=40)] = ""
    example: ClassVar[dict[str, Any]] = {"name": "Nieuwlande", "kind": "village"}


@command(AddArea, role=Role.ORGANISER, stream="charrette")
def add_area(work: Work, fields: AddArea) -> Result:
    """Add an area."""
    charrette = get_charrette(work.session, work.by, work.by.charrette_id or 0)
    area = charrettes.add_area(work.session, charrette=charrette, by=work.by, name=fields.name, kind=fields.kind)
    return {"area": area.id, "slug": area.slug}


class SetCharretteState(Command, frozen=True, kw_only=True):
    state: CharretteState
    reason: Reason | None = None
    example: ClassVar[dict[str, Any]] = {"state": "week"}


@command(SetCharretteState, role=Role.ORGANISER, stream="charrette")
def set_charrette_state(work: Work, fields: SetCharretteState) -> Result:
    """Bring the charrette to preparation, week, aftercare or closed."""
    charrette = get_charrette(work.session, work.by, work.by.charrette_id or 0)
    charrettes.set_charrette_state(
        work.session, charrette=charrette, by=work.by, state=fields.state, reason=fields.reason
    )
    return {"state": charrette.state.value}
