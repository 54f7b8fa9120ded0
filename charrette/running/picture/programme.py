"""The programme of the week as its bearer may see it, for programs and for pages."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from charrette.attendance.rules import admissions
from charrette.boards.picture.week import board_entity, boards_of
from charrette.exports.kinds import files_for
from charrette.spine.actors import Actor
from charrette.spine.streams import STREAMS
from charrette.week.picture import charrette_answer
from charrette.week.rules import get_charrette

Answer = dict[str, Any]


def week_answer(session: Session, by: Actor) -> Answer:
    """Return the programme: charrette, gatherings, boards, rounds, areas and the files the bearer may take home.

    ``admitted`` names the gatherings for who is invited at which the bearer is let in.

    Raises:
        NotFound: a projector that is not paired belongs to no charrette yet.
    """
    charrette = get_charrette(session, by, by.charrette_id or 0)
    parts = STREAMS["charrette"].parts

    def load(name: str) -> Any:
        return parts[name].load(session, charrette, by.audience, None)

    gatherings = sorted(load("gatherings"), key=lambda row: (row["position"], row["id"]))
    areas = load("areas")
    things = {
        "area": [(area["slug"], area["name"]) for area in areas],
        "gathering": [(gathering["key"], gathering["title"]) for gathering in gatherings],
    }
    return {
        "charrette": charrette_answer(charrette),
        "gatherings": gatherings,
        "boards": [board_entity(board) for board in boards_of(session, charrette)],
        "rounds": load("rounds"),
        "areas": areas,
        "exports": list(files_for(by.role, charrette.slug, things)),
        "admitted": admissions.admitted_to(session, by),
    }
