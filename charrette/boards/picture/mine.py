"""What of a board is somebody's own: their ideas, with what came of them, and their votes."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, joinedload

from charrette.boards.models import Board, Idea, Vote
from charrette.boards.picture.tracing import LED_SOMEWHERE, Outcomes
from charrette.boards.rules.budget import Given, given_on
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

_OWN = (Idea.board_id == bindparam("board")) & (Idea.author_id == bindparam("person"))
_OWN_IDEAS = (
    select(Idea, LED_SOMEWHERE)
    .where(_OWN)
    .order_by(Idea.id)
    .options(joinedload(Idea.board).joinedload(Board.gathering))
)
"""In one query what a phone that comes back asks for, as in the middle of an evening the whole hall does at once."""


def ready_board(session: Session, by: Actor, stream: str, cache: SnapshotCache) -> Answer | None:
    """Return the answer of ``follow`` for a board whose picture is at hand; a hall that joins asks only for that."""
    board_id, person_id = int(stream.partition(":")[2]), by.person_id or 0
    row = session.execute(_AT_HAND, {"stream": stream, "board": board_id, "person": person_id}).first()
    kept = cache.peek(stream, by.audience, row.seq) if row is not None else None
    if kept is None or row is None or kept["board"]["youth"] or (by.person and by.person.stands_in_at is not None):
        return None  # one's own things are those of another row
    answer: Answer = {"ok": True, "stream": stream, "seq": row.seq, "snapshot": kept}
    limit = kept["board"]["votes_per_person"]
    if by.person is not None:
        ideas = _my_ideas(session, board_id, person_id, by.audience) if row.wrote else []
        given = given_on(session, board_id, person_id) if row.voted else Given([], [])
        answer["mine"] = _my_board(ideas, given, limit)
    return answer


def _my_board(ideas: list[Answer], given: Given, limit: int | None) -> Answer:
    return {
        "ideas": ideas,
        "votes": given.votes,
        "votes_left": given.left(limit),
        "votes_resting": given.resting,
    }


def _my_ideas(session: Session, board_id: int, person_id: int, audience: Audience, ids: Ids = None) -> list[Answer]:
    """Return the ideas of the row ``person_id`` on a board: at a youth gathering that is not the actor's own."""
    query = _OWN_IDEAS if ids is None else _OWN_IDEAS.where(Idea.id.in_(ids))
    found = session.execute(query, {"board": board_id, "person": person_id}).all()
    ideas = [idea for idea, _ in found]
    led = [idea.id for idea, led_somewhere in found if led_somewhere]
    outcomes = Outcomes(session, Idea.id.in_(led) if led else None, audience)
    fixed = voted_on(session, ideas)
    return [_my_idea(idea, outcomes.of(idea), fixed) for idea in ideas]


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
    person_id = youth.id_at(session, by, board)
    ideas = _my_ideas(session, board.id, person_id, by.audience, ids)
    return _my_board(ideas, given_on(session, board.id, person_id), board.votes_per_person)
