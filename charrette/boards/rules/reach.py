"""Reaching boards, ideas and groups, as ``spine.reach`` says."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from charrette.attendance.rules.reach import let_in
from charrette.boards.lists import IdeaState
from charrette.boards.models import Board, Idea, IdeaGroup
from charrette.errors import NotFound
from charrette.spine.actors import Actor
from charrette.spine.reach import BIGGEST_ID, ensure_own, get_by_id, have_at_hand
from charrette.spine.turns import in_turns


def get_board(session: Session, by: Actor, id: int) -> Board:
    """Return a board of the actor's charrette, with its gathering."""
    thing = get_by_id(session, Board, id, "board", joinedload(Board.gathering))
    ensure_own(thing, thing.gathering.charrette_id, by, "board")
    let_in(session, thing.gathering, by)
    return thing


def get_idea(session: Session, by: Actor, id: int, *, field: str = "idea") -> Idea:
    """Return an idea of the actor's charrette, by id."""
    thing = get_by_id(session, Idea, id, field)
    ensure_own(thing, thing.charrette_id, by, field)
    let_in(session, thing.board.gathering, by)
    return thing


def get_idea_by_number(session: Session, by: Actor, number: int, *, field: str = "number") -> Idea:
    """Return an idea of the actor's charrette by the number that people call it by, on whatever board."""
    query = select(Idea).where(Idea.charrette_id == by.charrette_id, Idea.number == number)
    thing = session.scalar(query) if 0 < number <= BIGGEST_ID else None
    if thing is None:
        raise NotFound("no_such_idea", field=field)
    let_in(session, thing.board.gathering, by)
    return thing


def get_ideas(session: Session, by: Actor, ids: list[int], *, field: str = "ideas") -> list[Idea]:
    """Return ideas by id, each once, in the order given."""
    chosen = list(dict.fromkeys(ids))
    _held = have_at_hand(session, Idea, chosen)
    return [get_idea(session, by, id, field=field) for id in in_turns(chosen)]


def there_still(ideas: list[Idea]) -> tuple[list[Idea], list[int]]:
    """Return those of the chosen ideas that were not taken back since they were chosen, and the numbers of those that
    were: what is made of them goes on without."""
    gone = [idea.number for idea in ideas if idea.state is IdeaState.WITHDRAWN]
    return [idea for idea in ideas if idea.state is not IdeaState.WITHDRAWN], gone


def get_group(session: Session, by: Actor, id: int, *, dissolved: bool = False) -> IdeaGroup:
    """Return a group that was not dissolved, or may be."""
    thing = get_by_id(session, IdeaGroup, id, "group")
    if thing.dissolved_at is not None and not dissolved:
        raise NotFound("no_such_group", field="group")
    gathering = get_by_id(session, Board, thing.board_id, "group").gathering
    ensure_own(thing, gathering.charrette_id, by, "group")
    let_in(session, gathering, by)
    return thing
