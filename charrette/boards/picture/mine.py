"""What of a board is somebody's own: their ideas, with what came of them, and their votes."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from charrette.boards.models import Board, Idea, Vote
from charrette.boards.picture.tracing import Outcomes
from charrette.boards.rules.budget import given_on
from charrette.boards.rules.changing import may_change, voted_on
from charrette.clock import iso
from charrette.spine.actors import Actor
from charrette.spine.following import SnapshotCache
from charrette.spine.lists import Audience
from charrette.spine.models import Stream
from charrette.spine.streams import Answer, Ids, mine
from charrette.youth import rules as youth

_AT_HAND = select(
    Stream.seq,
    exists().where(Idea.board_id == bindparam("board"), Idea.author_id == bindparam("person")).label("wrote"),
    exists().where(Vote.board_id == bindparam("board"), Vote.person_id == bindparam("person")).label("voted"),
).where(Stream.name == bindparam("stream"))


def ready_board(session: Session, by: Actor, stream: str, cache: SnapshotCache) -> Answer | None:
    """Return the answer of ``follow`` for a board whose picture is at hand; a hall that joins asks only for that."""
    board_id, person_id = int(stream.partition(":")[2]), by.person_id or 0
    row = session.execute(_AT_HAND, {"stream": stream, "board": board_id, "person": person_id}).first()
    kept = cache.peek(stream, by.audience, row.seq) if row is not None else None
    if kept is None or row is None or kept["board"]["youth"] or (by.person and by.person.stands_in_at is not None):
        return None  # one's own things are those of another row
    answer: Answer = {"ok": True, "stream": stream, "seq": row.seq, "snapshot": kept}
    limit = kept["board"]["votes_per_person"]
    if by.person is not None and (row.wrote or row.voted):
        answer["mine"] = _my_board(session, board_id, limit, person_id, by.audience)
    elif by.person is not None:
        answer["mine"] = {"ideas": [], "votes": [], "votes_left": limit, "votes_resting": []}
    return answer


def _my_board(
    session: Session, board_id: int, limit: int | None, person_id: int, audience: Audience, ids: Ids = None
) -> Answer:
    """Return what of a board is of the row ``person_id``: at a youth gathering that is not the actor's own."""
    own = (Idea.board_id == board_id) & (Idea.author_id == person_id)
    if ids is not None:
        own &= Idea.id.in_(ids)
    ideas = session.scalars(select(Idea).where(own).order_by(Idea.id)).all()
    outcomes = Outcomes(session, own, audience) if ideas else None
    given = given_on(session, board_id, person_id)
    fixed = voted_on(session, ideas)
    return {
        "ideas": [_my_idea(idea, outcomes.of(idea), fixed) for idea in ideas] if outcomes is not None else [],
        "votes": given.votes,
        "votes_left": given.left(limit),
        "votes_resting": given.resting,
    }


def _my_idea(idea: Idea, outcome: Answer, fixed: set[int]) -> Answer:
    return {
        "id": idea.id,
        "number": idea.number,
        "revision": idea.revision,
        "text": idea.text,
        "state": idea.state.value,
        "hidden_reason": idea.hidden_reason,
        "kind": idea.kind.value,
        "column": idea.column_id,
        "early": idea.early,
        "late": idea.late,
        "may_change": may_change(idea, fixed),
        "at": iso(idea.posted_at),
        "fate": outcome,
    }


@mine("board")
def own_on_board(session: Session, by: Actor, board: Board, ids: Ids) -> Answer:
    """Return the actor's ideas here (of them only those with ``ids``) and votes, and how many votes they have left."""
    return _my_board(session, board.id, board.votes_per_person, youth.id_at(session, by, board), by.audience, ids)
