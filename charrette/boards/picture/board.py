"""The picture of a board: what each audience may read of its ideas, groups and votes.

Who may read the text of an idea: facilitators all but withdrawn ones; others only visible ideas, and only
once the board is not concealed. Vote totals are open to nobody before the vote is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec
from sqlalchemy import bindparam, case, distinct, func, select, true
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from charrette.boards.lists import BoardPhase, IdeaKind, IdeaState, Origin
from charrette.boards.models import Ballot, Board, BoardColumn, Idea, IdeaGroup, Vote
from charrette.boards.picture.mine import ready_board
from charrette.boards.rules.ideas import POSITION_STEP
from charrette.boards.rules.reach import get_board
from charrette.boards.rules.reading import may_read_text, vote_totals
from charrette.boards.rules.results import result_lines
from charrette.clock import iso
from charrette.crowds.rules.counted import counts
from charrette.people.models import Person
from charrette.spine.lists import Audience
from charrette.spine.reach import AT_ONCE
from charrette.spine.streams import STAFF, Entity, Ids, part, stream
from charrette.spine.turns import batched, in_turns, rows_in_turns, things_in_turns
from charrette.spine.usual import Usual
from charrette.week.lists import READ_ONLY_STATES, GatheringState

T = TypeVar("T", Idea, Person)


@part("board", "board", single=True, same=True)
def board_itself(session: Session, board: Board, audience: Audience, ids: Ids) -> Entity:
    return {
        "id": board.id,
        "key": board.key,
        "title": board.title,
        "question": board.question,
        "gathering": board.gathering_id,
        "phase": board.phase.value,
        **msgspec.structs.asdict(board.settings),
        "moderated": board.moderated,
        "youth": board.gathering.youth,
        "read_only": board.gathering.state in READ_ONLY_STATES,
        "early": board.gathering.state is GatheringState.PLANNED,
        "results": board.results,
        "ballot": board.ballot if board.voted else 0,
    }


@part("board", "columns", same=True)
def columns(session: Session, board: Board, audience: Audience, ids: Ids) -> list[Entity]:
    rows = session.scalars(select(BoardColumn).where(BoardColumn.board_id == board.id).order_by(BoardColumn.id))
    return [{"id": row.id, "key": row.key, "title": row.title, "position": row.position} for row in rows]


WORDS = ("text", "kind", "grain", "area", "group", "foreign", "votes", "fate")
"""What of an idea only those get who may read it."""


USUAL = Usual(
    fields={"state": IdeaState.VISIBLE, "column": None, "late": False, "revision": 1},
    worded=(
        "text",
        {"kind": IdeaKind.IDEA, **dict.fromkeys(("grain", "area", "group", "votes", "fate")), "foreign": False},
    ),
    staff={"hidden_reason": None, "set_aside": False, "origin": Origin.PHONE, "fate_reason": None},
    times={"number": ("id", 1), "position": ("number", POSITION_STEP)},
    moment="at",
)
"""Of a fresh idea all but its words and, on a board with columns, its column. A charrette numbers its ideas one by one,
so with one charrette in a database the number is that of the row."""


@part("board", "ideas", names=STAFF, words=WORDS, usual=USUAL)
def ideas(session: Session, board: Board, audience: Audience, ids: Ids) -> list[Entity]:
    totals = vote_totals(session, board) if board.results else None
    touched = None if ids is None else [idea for idea in _some(session, Idea, ids) if idea.board_id == board.id]
    rows = in_turns(touched) if touched is not None else _rows(session, board)
    authors = _authors(session, board, touched) if audience is Audience.FACILITATOR else {}
    return [_idea(board, row, audience, totals, authors.get(row.author_id or 0)) for row in rows]


_FIELDS = [
    *(Idea.id, Idea.number, Idea.state, Idea.column_id, Idea.position, Idea.posted_at, Idea.late, Idea.revision),
    *(Idea.early, Idea.text, Idea.kind, Idea.grain, Idea.area_id, Idea.group_id, Idea.foreign, Idea.fate),
    *(Idea.hidden_reason, Idea.set_aside_from, Idea.origin, Idea.fate_reason, Idea.author_id),
]
"""What the picture of an idea is made of. A large board is read in rows: making each a thing takes longer by far."""


def _rows(session: Session, board: Board) -> Iterator[Any]:
    return rows_in_turns(session, select(*_FIELDS).where(Idea.board_id == board.id).order_by(Idea.id))


def _authors(session: Session, board: Board, ideas: list[Idea] | None) -> dict[int, Person]:
    """Return who wrote these ideas, or anything on the board, by id."""
    if ideas is not None:
        wrote = _some(session, Person, {idea.author_id for idea in ideas if idea.author_id is not None})
    else:
        ids = select(Idea.author_id).where(Idea.board_id == board.id)
        wrote = list(things_in_turns(session, select(Person).where(Person.id.in_(ids))))
    return {person.id: person for person in wrote}


def _some(session: Session, model: type[T], ids: Iterable[int]) -> list[T]:
    """Return the things with these ids; only those are asked for that this session does not hold yet.

    An event is shaped in the very transaction that made it: what it touched is there already.
    """
    held = {id: session.identity_map.get(identity_key(model, id)) for id in ids}
    for some in batched([id for id, thing in held.items() if thing is None], AT_ONCE):
        query = select(model).where(model.id.in_(some))
        held |= {thing.id: thing for thing in things_in_turns(session, query)}
    return [thing for thing in held.values() if thing is not None]


def _idea(board: Board, idea: Any, audience: Audience, totals: dict[int, int] | None, author: Person | None) -> Entity:
    """Return an idea, or a row with ``_FIELDS`` of it, as ``audience`` may see it."""
    entity: dict[str, Any] = {
        "id": idea.id,
        "number": idea.number,
        "state": idea.state.value,
        "column": idea.column_id,
        "position": idea.position,
        "at": iso(idea.posted_at),
        "late": idea.late,
        "revision": idea.revision,
        **({"early": True} if idea.early else {}),  # few are, and a hall gets all ideas
    }
    if not may_read_text(board, idea, audience):
        return entity
    entity |= {
        "text": idea.text,
        "kind": idea.kind.value,
        "grain": idea.grain.value if idea.grain else None,
        "area": idea.area_id,
        "group": idea.group_id,
        "foreign": idea.foreign,
        "votes": totals.get(idea.id, 0) if totals is not None else None,
        "fate": idea.fate.value if idea.fate else None,
    }
    if audience is Audience.FACILITATOR:
        entity |= {
            "hidden_reason": idea.hidden_reason,
            "set_aside": idea.set_aside_from is not None,
            "origin": idea.origin.value,
            "fate_reason": idea.fate_reason,
            "author": _author(board, author),
        }
    return entity


def _author(board: Board, author: Person | None) -> Entity | None:
    if author is None or author.erased_at is not None:
        return None
    return {
        "id": author.id,
        "name": None if board.gathering.youth else author.name,
        "party_role": author.party_role.value if author.party_role and not board.gathering.youth else None,
    }


@part("board", "groups")
def groups(session: Session, board: Board, audience: Audience, ids: Ids) -> list[Entity]:
    concealed = board.concealed and audience is not Audience.FACILITATOR
    query = select(IdeaGroup).where(IdeaGroup.board_id == board.id, IdeaGroup.dissolved_at.is_(None))
    if ids is not None:
        query = query.where(IdeaGroup.id.in_(ids))
    lines = result_lines(session, board) if board.results and not concealed else []
    votes = {line.group.id: line.votes for line in lines if line.group is not None}
    return [
        {
            "id": group.id,
            "title": "" if concealed else group.title,
            "position": group.position,
            "column": group.column_id,
            "votes": votes.get(group.id),
        }
        for group in session.scalars(query.order_by(IdeaGroup.id))
    ]


_THERE = (Idea.state != IdeaState.WITHDRAWN) & counts(Idea.author_id)
_COUNTED = (
    select(
        func.count(case((_THERE, 1))).label("ideas"),
        func.count(distinct(case((_THERE, Idea.author_id)))).label("people"),
        func.count(case((Idea.state == IdeaState.WAITING, 1))).label("waiting"),
    )
    .where(Idea.board_id == bindparam("board"))
    .subquery()
)
_VOTED = (
    select(
        func.count(case((Person.set_aside_id.is_(None), 1))).label("votes"),
        func.count(distinct(case((Person.set_aside_id.is_(None), Vote.person_id)))).label("voters"),
        func.count(Person.set_aside_id).label("votes_aside"),
    )
    .join(Person, Person.id == Vote.person_id)
    .join(Idea, Idea.id == Vote.idea_id)
    .join(Board, Board.id == Vote.board_id)
    .outerjoin(Ballot, Ballot.idea_id == Vote.idea_id)
    .where(Vote.board_id == bindparam("board"))
    # Those that can be seen: on ideas that are shown, and once the result is open, in a line of it (``result_lines``).
    .where(
        case(
            (Board.phase == BoardPhase.CLOSED, Ballot.idea_id.is_not(None) & _THERE),
            else_=Idea.state == IdeaState.VISIBLE,
        )
    )
    .subquery()
)
_TALLY = select(*_COUNTED.c, *_VOTED.c).join_from(_COUNTED, _VOTED, true())


@part("board", "tally", single=True, same=True)
def tally(session: Session, board: Board, audience: Audience, ids: Ids) -> Entity:
    row = session.execute(_TALLY, {"board": board.id}).one()
    return {name: getattr(row, name) for name in ("ideas", "people", "votes", "voters", "votes_aside", "waiting")}


stream(
    "board",
    Board,
    reach=get_board,
    gathering=lambda board: board.gathering,
    of_gatherings=lambda session, ids: session.scalars(select(Board.id).where(Board.gathering_id.in_(ids))),
    ready=ready_board,
    leads={"idea": Idea.board_id, "group": IdeaGroup.board_id},
)
