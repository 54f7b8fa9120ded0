"""Who is let in at a gathering for who is invited: who showed its code, and whom staff checked in there.

The rule is asked where things are reached (``reach``), so nobody else does or reads anything of such a gathering,
whatever id they send. Staff and projectors are let in everywhere.
"""

from __future__ import annotations

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from charrette.attendance.models import Admission, AttendanceEntry
from charrette.boards.models import Board, Idea
from charrette.errors import NotAllowed
from charrette.people.models import Person
from charrette.plan.models import Remark, ReviewRound
from charrette.spine.actors import Actor
from charrette.spine.lists import Role
from charrette.spine.streams import is_open_to_all
from charrette.week.lists import GatheringState
from charrette.week.models import Gathering
from charrette.youth import rules as youth


def is_admitted(session: Session, by: Actor, gathering: Gathering) -> bool:
    """Return whether ``by`` may do and read what belongs to this gathering of their charrette."""
    if by.role is not Role.PARTICIPANT or not gathering.invited:
        return True
    own = youth.id_at(session, by, gathering)
    if gathering.youth:
        return own != 0
    return session.get(Admission, (gathering.id, own)) is not None


def ensure_admitted(session: Session, by: Actor, gathering: Gathering) -> None:
    """Make sure of it.

    Raises:
        NotAllowed: they must show the code of this gathering first (``gathering_code_needed``).
    """
    if not is_admitted(session, by, gathering):
        raise NotAllowed("gathering_code_needed")


def admit(session: Session, *, gathering: Gathering, person: Person) -> None:
    """Let a person in who showed the code of this gathering, or whom staff check in; a second time changes nothing.

    Raises:
        NotFound: this row stands for somebody at another youth gathering, and nobody knows here for whom.
    """
    if gathering.youth:
        youth.person_at(session, gathering, person)
    elif gathering.invited:
        own = youth.own_row(session, person)
        if session.get(Admission, (gathering.id, own.id)) is None:
            session.add(Admission(gathering_id=gathering.id, person_id=own.id))
            session.flush()


def admitted_to(session: Session, by: Actor) -> list[int]:
    """Return the ids of the gatherings for who is invited at which ``by`` is let in."""
    rows = session.scalars(select(Gathering).where(Gathering.charrette_id == by.charrette_id, Gathering.invited))
    return sorted(row.id for row in rows if is_admitted(session, by, row))


def somebody_came(session: Session, gathering: Gathering) -> bool:
    """Return whether anybody was let in, or may have been: from then on it stays for whom it was."""
    if gathering.doors_opened_at is not None or gathering.state is not GatheringState.PLANNED:
        return True
    came = (
        exists().where(Person.stands_in_at == gathering.id),
        exists().where(Admission.gathering_id == gathering.id),
        exists().where(AttendanceEntry.gathering_id == gathering.id),
        exists().where(Idea.board_id == Board.id, Board.gathering_id == gathering.id),
        exists().where(Remark.round_id == ReviewRound.id, ReviewRound.gathering_id == gathering.id),
    )
    return bool(session.scalar(select(or_(*came))))


_INVITED = select(Gathering.invited).where(Gathering.id == bindparam("gathering"))


@is_open_to_all
def is_for_everybody(session: Session, gathering: int) -> bool:
    """Return whether the gathering with this id is not for who is invited only."""
    return session.scalar(_INVITED, {"gathering": gathering}) is False
