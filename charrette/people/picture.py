"""What somebody is told of themselves."""

from __future__ import annotations

from charrette.spine.actors import Actor
from charrette.spine.streams import Answer


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
