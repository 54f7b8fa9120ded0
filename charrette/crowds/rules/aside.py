"""Setting people aside: they, their votes, check-ins and posts count nowhere until they are put back.

For a machine that came in as two hundred people. Nothing is removed and no token ends: what they did stays where it
is, and whatever counts asks ``domain.counted``. Their ideas are hidden, for the reason that was given. Meanwhile they
can do nothing (``ensure_not_aside``) and are told that reason: who was taken for a machine goes to the team.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.rules import checking_in
from charrette.boards.events import IdeasSetAside
from charrette.boards.lists import IdeaState
from charrette.boards.models import Board, Idea, Vote
from charrette.boards.rules.budget import settle_returning
from charrette.crowds.events import PeopleSetAside, SetAsideChanged
from charrette.crowds.models import SetAside
from charrette.errors import Conflict, Invalid, NotAllowed
from charrette.people.models import Person
from charrette.plan.events import RemarksSetAside
from charrette.plan.models import Remark, ReviewRound
from charrette.plan.rules.rounds import settle_answers
from charrette.spine import permissions
from charrette.spine.acting import may_act
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.reach import AT_ONCE
from charrette.spine.texts import REASON_LIMIT, clean_text
from charrette.week.lists import READ_ONLY_STATES
from charrette.week.models import Charrette, Gathering


@may_act
def ensure_not_aside(session: Session, *people: Person | None) -> None:
    """Make sure that none of these rows of who acts was set aside.

    Raises:
        NotAllowed: one was (``set_aside`` with the reason).
    """
    for person in people:
        if person is not None and person.set_aside_id is not None:
            raise NotAllowed("set_aside", reason=session.get_one(SetAside, person.set_aside_id).reason)


def set_people_aside(
    session: Session, *, charrette: Charrette, people: list[Person], by: Actor, reason: str
) -> tuple[SetAside, int]:
    """Set these people aside for a reason; return that, and how many they are. Who was set aside before stays so.

    Raises:
        Invalid: nobody, one of the team or whom the team added (``not_to_set_aside``), or no reason.
    """
    permissions.require(permissions.may_facilitate(by))
    why = clean_text(reason, limit=REASON_LIMIT, field="reason")
    chosen = [person for person in people if person.set_aside_id is None and person.erased_at is None]
    if not chosen or any(person.grants or person.walk_in for person in chosen):
        raise Invalid("not_to_set_aside", field="people")
    act = SetAside(charrette_id=charrette.id, reason=why, by_person_id=by.person_id, set_at=clock.now())
    session.add(act)
    session.flush()
    ids = sorted({person.id for person in chosen})
    _each(session, ids, lambda some: update(Person).where(Person.id.in_(some)).values(set_aside_id=act.id))
    for idea in _ideas_of(session, ids):
        if idea.state is IdeaState.WITHDRAWN:
            continue
        idea.set_aside_from = idea.state
        if idea.state is not IdeaState.HIDDEN:
            idea.state, idea.hidden_reason = IdeaState.HIDDEN, why
    _tell(session, act, ids)
    return act, len(ids)


def put_people_back(session: Session, *, act: SetAside, by: Actor) -> int:
    """Let the people of one act count again, with all they did; return how many.

    What the team decided about an idea of theirs meanwhile stays. Who was in when a session closed is checked out.

    Raises:
        Conflict: that was done before (``put_back_before``).
    """
    permissions.require(permissions.may_facilitate(by))
    if act.ended_at is not None:
        raise Conflict("put_back_before", field="set_aside")
    act.ended_at = clock.now()
    ids = list(session.scalars(select(Person.id).where(Person.set_aside_id == act.id).order_by(Person.id)))
    _each(session, ids, lambda some: update(Person).where(Person.id.in_(some)).values(set_aside_id=None))
    returning = _ideas_of(session, ids)
    for idea in returning:
        if idea.set_aside_from not in (None, IdeaState.HIDDEN):
            idea.state, idea.hidden_reason = idea.set_aside_from, None
        idea.set_aside_from = None
    settle_returning(session, returning)
    closed = Gathering.charrette_id == act.charrette_id, Gathering.state.in_(READ_ONLY_STATES)
    for gathering in session.scalars(select(Gathering).where(*closed).order_by(Gathering.id)).all():
        checking_in.check_out_everybody(session, gathering=gathering, people=ids)
    _tell(session, act, ids)
    return len(ids)


def _each(session: Session, ids: list[int], statement: Any) -> None:
    session.flush()
    for at in range(0, len(ids), AT_ONCE):
        session.execute(statement(ids[at : at + AT_ONCE]).execution_options(synchronize_session="fetch"))


def _found(session: Session, ids: list[int], query: Any, column: Any) -> list[Any]:
    """Return the rows of ``query`` of which ``column`` is one of ``ids``."""
    found: list[Any] = []
    for at in range(0, len(ids), AT_ONCE):
        found += session.execute(query.where(column.in_(ids[at : at + AT_ONCE]))).all()
    return found


def _ideas_of(session: Session, ids: list[int]) -> list[Idea]:
    return [idea for (idea,) in _found(session, ids, select(Idea), Idea.author_id)]


def _tell(session: Session, act: SetAside, ids: list[int]) -> None:
    """Record the change wherever these people were seen: lists, boards with their ideas or votes, rounds, numbers."""
    session.flush()
    opened = Gathering.charrette_id == act.charrette_id, Gathering.doors_opened_at.is_not(None)
    for gathering_id in session.scalars(select(Gathering.id).where(*opened).order_by(Gathering.id)):
        record(session, PeopleSetAside(gathering=gathering_id, people=ids))
    wrote: dict[int, list[int]] = defaultdict(list)
    for board_id, idea_id in _found(session, ids, select(Idea.board_id, Idea.id), Idea.author_id):
        wrote[board_id].append(idea_id)
    voted = {row[0] for row in _found(session, ids, select(Vote.board_id).distinct(), Vote.person_id)}
    for board in session.scalars(select(Board).where(Board.id.in_(wrote.keys() | voted)).order_by(Board.id)):
        record(session, IdeasSetAside(board=board.id, ideas=sorted(wrote[board.id]), results=board.results))
    said: dict[int, list[int]] = defaultdict(list)
    for round_id, remark_id in _found(session, ids, select(Remark.round_id, Remark.id), Remark.author_id):
        said[round_id].append(remark_id)
    for round_id, remarks in sorted(said.items()):
        settle_answers(session, session.get_one(ReviewRound, round_id))
        record(session, RemarksSetAside(round=round_id, remarks=sorted(remarks)))
    record(session, SetAsideChanged(team=act.charrette_id, set_aside=act.id))
