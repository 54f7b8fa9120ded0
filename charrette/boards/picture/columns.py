"""A board as columns of cards, for its plain page: ``columnsOf`` in ``static/js/boards/state.js`` is the same rule."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from charrette.spine.streams import Entity
from charrette.spine.turns import in_turns

NO_COLUMN: Entity = {"id": None, "key": "", "title": "", "position": 0}


def columns_of(picture: Entity) -> list[dict[str, Any]]:
    """Return the columns of a picture of a board in order: each ``{"column", "ideas", "groups"}``.

    Of ``groups`` each is ``{"group", "ideas"}``. Only ideas that its reader may read. Those whose column is none of
    these, as they came in before the board had it, stand in the first. A group stands in one column with all its
    ideas, wherever these were moved to.
    """
    columns = sorted(picture["columns"], key=_place) or [NO_COLUMN]
    known = {column["id"] for column in columns}
    groups = {group["id"]: group for group in sorted(picture["groups"], key=_place)}
    shown = [idea for idea in in_turns(picture["ideas"]) if idea["state"] == "visible" and "text" in idea]
    alone: defaultdict[int | None, list[Entity]] = defaultdict(list)
    together: defaultdict[int, list[Entity]] = defaultdict(list)

    def home(thing: Entity) -> int | None:
        found: int | None = thing["column"] if thing["column"] in known else columns[0]["id"]
        return found

    for idea in in_turns(sorted(shown, key=_place)):
        (together[idea["group"]] if idea["group"] in groups else alone[home(idea)]).append(idea)
    return [
        {
            "column": column,
            "ideas": alone[column["id"]],
            "groups": [
                {"group": group, "ideas": together[id]} for id, group in groups.items() if home(group) == column["id"]
            ],
        }
        for column in columns
    ]


def _place(thing: Entity) -> tuple[int, int]:
    position: int = thing["position"]
    last: int = thing["number"] if "number" in thing else thing["id"]
    return position, last
