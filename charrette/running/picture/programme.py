"""The programme of the week as its bearer may see it, for programs and for pages."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from charrette.attendance.rules import admissions
from charrette.attendance.rules.joining import Joined
from charrette.boards.picture.week import board_entity, boards_of
from charrette.exports.kinds import files_for
from charrette.spine.actors import Actor
from charrette.spine.streams import STREAMS
from charrette.week.models import Charrette
from charrette.week.rules import get_charrette

Answer = dict[str, Any]


def me_answer(by: Actor) -> Answer:
    """Return who this is."""
    person = by.person
    return {
        "role": by.role.value,
        "person": None
        if person is None
        else {
            "id": person.id,
            "name": person.name,
            "party_role": person.party_role.value if person.party_role else None,
            "area": person.area_id,
        },
        "screen": None if by.screen is None else {"id": by.screen.id, "paired": by.screen.pairing_code is None},
        "charrette": by.charrette_id,
    }


def joined_answer(session: Session, joined: Joined) -> Answer:
    """Return what a phone gets when it came in."""
    gathering = joined.gathering
    named = gathering is None or not gathering.youth
    return {
        "token": joined.token,
        "person": {"id": joined.person.id, "name": joined.person.name if named else None},
        "charrette": charrette_answer(joined.charrette),
        "gathering": None
        if gathering is None
        else {
            "id": gathering.id,
            "day": gathering.day,
            "kind": gathering.kind.value,
            "title": gathering.title,
            "state": gathering.state.value,
            "code": gathering.code,
            "stream": gathering.stream,
        },
    }


def charrette_answer(charrette: Charrette) -> Answer:
    """Return a charrette as it stands in answers."""
    return {"id": charrette.id, "slug": charrette.slug, "title": charrette.title, "code": charrette.code}


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
