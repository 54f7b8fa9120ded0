"""The published result of a vote in the picture of a board: numbers only.

Words, numbers and places are those of the parts ``ideas`` and ``groups``, so an idea that is hidden or a group that is
renamed says so there, once, and the result stays what it was. ``lines_of`` puts the two together, as
``static/js/boards/state.js`` does on the screens.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.boards.models import Ballot, Board, IdeaGroup
from charrette.boards.rules.results import Line, result_lines
from charrette.boards.rules.results import former_results as former_lines
from charrette.spine.lists import Audience
from charrette.spine.packed import pack, unpack
from charrette.spine.streams import Entity, Ids, part
from charrette.spine.turns import in_turns


def _is_open(board: Board, audience: Audience) -> bool:
    return board.results and (audience is Audience.FACILITATOR or not board.concealed)


@part("board", "results", single=True)
def results(session: Session, board: Board, audience: Audience, ids: Ids) -> Entity:
    """Return the published result, as it stood when voting ended; nothing stood while there is none to read.

    ``votes`` has those of each idea that stood (packed, see ``spine/packed.py``), ``groups`` which of them were in one.
    """
    lines = result_lines(session, board) if _is_open(board, audience) else []
    return {
        "votes": pack({id: votes for line in lines for id, votes in line.votes_of.items()}),
        "groups": [_members(line.group, line) for line in lines if line.group is not None],
    }


def _members(group: IdeaGroup, line: Line) -> Entity:
    return {"id": group.id, "ideas": sorted(line.votes_of)}


@part("board", "former_groups", single=True)
def former_groups(session: Session, board: Board, audience: Audience, ids: Ids) -> Entity:
    """Return the groups of the published result that were taken apart since: ``groups`` has them no more."""
    query = (
        select(IdeaGroup)
        .where(IdeaGroup.board_id == board.id, IdeaGroup.dissolved_at.is_not(None))
        .where(IdeaGroup.id.in_(select(Ballot.group_id).where(Ballot.board_id == board.id)))
        .order_by(IdeaGroup.id)
    )
    gone = session.scalars(query).all() if _is_open(board, audience) else []
    return {"groups": [{"id": group.id, "title": group.title, "position": group.position} for group in gone]}


@part("board", "former_results", single=True)
def former_results(session: Session, board: Board, audience: Audience, ids: Ids) -> Entity:
    """Return what the ballots came to after which another was begun anew, the first one first; as ``results``, with the
    titles of the groups. They were published, so they can be read also while voting goes on."""
    readable = audience is Audience.FACILITATOR or not board.concealed
    ballots = former_lines(session, board) if readable else {}
    return {"ballots": [_former(number, lines) for number, lines in ballots.items()]}


def _former(number: int, lines: list[Line]) -> Entity:
    groups = [
        {**_members(line.group, line), "title": line.group.title, "position": line.group.position}
        for line in lines
        if line.group is not None
    ]
    votes = pack({id: votes for line in lines for id, votes in line.votes_of.items()})
    return {"number": number, "votes": votes, "groups": groups}


def lines_of(picture: Entity) -> list[Entity]:
    """Return the lines of the result in the picture of a board, the most votes first; equal ones as they came to be.

    Groups before ideas, and never by where an idea stands on the board now: a card may be moved after the closing.

    ``kind``: ``group`` or ``idea``. ``title``: of an idea its words, None for who may not read them (any more).
    ``ideas``: those that the line counts, ``{"id", "number"}`` each.
    """
    votes = {id: number or 0 for id, number in unpack(picture["results"]["votes"]).items()}
    ideas = {row["id"]: row for row in in_turns(picture["ideas"])}
    groups = {row["id"]: row for row in [*picture["former_groups"]["groups"], *picture["groups"]]}
    members = [(groups[row["id"]], row["ideas"]) for row in picture["results"]["groups"]]
    grouped = {id for _, of_group in members for id in of_group}
    lines = [_group_line(group, [ideas[id] for id in of_group], votes) for group, of_group in in_turns(members)]
    lines += [_idea_line(ideas[id], votes) for id in in_turns(votes) if id not in grouped]
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]


Placed = tuple[tuple[int, ...], Entity]


def _group_line(group: Entity, ideas: list[Entity], votes: dict[int, int]) -> Placed:
    count = sum(votes[idea["id"]] for idea in ideas)
    line = {"kind": "group", "id": group["id"], "title": group["title"], "votes": count, "ideas": _numbers(ideas)}
    return (-count, 0, group["position"], group["id"]), line


def _idea_line(idea: Entity, votes: dict[int, int]) -> Placed:
    count = votes[idea["id"]]
    line = {"kind": "idea", "id": idea["id"], "title": idea.get("text"), "votes": count, "ideas": _numbers([idea])}
    return (-count, 1, idea["number"]), {**line, "late": idea["late"]}


def _numbers(ideas: list[Entity]) -> list[dict[str, Any]]:
    return [{"id": idea["id"], "number": idea["number"]} for idea in sorted(ideas, key=lambda idea: idea["number"])]
