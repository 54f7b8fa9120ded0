"""How many bytes go over the wire: what one audience receives of what the server just announced."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from charrette.boards.lists import IdeaKind, IdeaState
from charrette.boards.models import Idea, Vote
from charrette.live.packets import dumps
from charrette.people.models import Person
from charrette.spine.lists import Audience
from charrette.spine.writer import Announcement
from charrette.week.models import Charrette
from tests.world import World

KILOBYTE = 1000
WORDS = "Een bankje bij de vijver, met een boom die schaduw geeft en waar ouderen even kunnen zitten"


def message(value: Any) -> int:
    """Return how many bytes a message takes on a websocket, without its frame."""
    return len(dumps(value).encode())


def received(world: World, audience: Audience, stream: str | None = None) -> int:
    """Return the bytes that who follows everything, or ``stream``, got of what was announced since it was cleared."""
    return sum(
        len(b"42")
        + message(["events", {"stream": told.stream, "events": told.shapes[audience], **_apart(told, audience)}])
        for told in world.announced
        if stream is None or told.stream == stream
    )


def _apart(told: Announcement, audience: Audience) -> dict[str, Any]:
    return {"apart": told.apart[audience]} if audience in told.apart else {}


def fill(world: World, ideas: int, *, by: str = "annie", votes: int = 0) -> None:
    """Put so many ideas of one person on the board, and this many votes of one hall, spread unevenly."""

    def work(session: Any) -> None:
        charrette = session.get_one(Charrette, world.charrette)
        first = charrette.last_number + 1
        charrette.last_number += ideas
        rows = [
            {
                "charrette_id": world.charrette,
                "board_id": world.board,
                "number": number,
                "text": f"{WORDS} ({number})",
                "column_id": world.columns[0],
                "position": number * 100,
                "author_id": world.people[by],
                "kind": IdeaKind.IDEA,
                "state": IdeaState.VISIBLE,
                "posted_at": world.now.moment,
                "changed_at": world.now.moment,
            }
            for number in range(first, first + ideas)
        ]
        made = list(session.scalars(insert(Idea).returning(Idea.id, sort_by_parameter_order=True), rows))
        hall = [{"charrette_id": world.charrette, "created_at": world.now.moment} for _ in range(-(-votes // 5))]
        voters = list(session.scalars(insert(Person).returning(Person.id), hall)) if hall else []
        cast = {(made[(7 * at * at) % len(made)], voters[at // 5]) for at in range(votes)}
        moment = {"board_id": world.board, "cast_at": world.now.moment}
        if cast:
            session.execute(insert(Vote), [{"idea_id": idea, "person_id": who, **moment} for idea, who in sorted(cast)])

    world.write(work)
