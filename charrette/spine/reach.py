"""Reaching things: every look-up goes through the charrette of whoever asks, and through the door of its gathering.

What belongs to another charrette, and what does not exist, give the same answer: ``NotFound``. What belongs to a
gathering for who is invited is reached by who was let in there (``admissions``); others hear ``NotAllowed``.
"""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from charrette.agendas.models import AgendaTopic
from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules.admissions import ensure_admitted
from charrette.boards.models import Board, Idea, IdeaGroup
from charrette.crowds.models import SetAside
from charrette.errors import NotAllowed, NotFound
from charrette.people.models import Invitation, Person
from charrette.people.rules.actors import Actor
from charrette.plan.models import DesignItem, DesignVersion, Remark, ReviewRound
from charrette.projector.models import Screen
from charrette.week.models import Area, Charrette, Gathering
from charrette.youth import rules as youth

T = TypeVar("T")
BIGGEST_ID = 2**31 - 1
AT_ONCE = 500
"""So many ids go into one question to the database."""


def _get(session: Session, model: type[T], id: int, field: str, *options: ORMOption) -> T:
    thing = session.get(model, id, options=options) if 0 < id <= BIGGEST_ID else None
    if thing is None:
        raise NotFound(f"no_such_{field}", field=field)
    return thing


def _own(thing: T, charrette_id: int | None, by: Actor, field: str) -> T:
    if by.charrette_id is None or charrette_id != by.charrette_id:
        raise NotFound(f"no_such_{field}", field=field)
    return thing


def get_charrette(session: Session, by: Actor, id: int) -> Charrette:
    """Return a charrette that ``by`` belongs to."""
    thing = _get(session, Charrette, id, "charrette")
    return _own(thing, thing.id, by, "charrette")


def get_gathering(session: Session, by: Actor, id: int) -> Gathering:
    """Return a gathering of the actor's charrette."""
    return _let_in(session, find_gathering(session, by, id), by)


def find_gathering(session: Session, by: Actor, id: int) -> Gathering:
    """Return a gathering of the actor's charrette, who need not be let in there: for the door itself only."""
    thing = _get(session, Gathering, id, "gathering")
    return _own(thing, thing.charrette_id, by, "gathering")


def _let_in(session: Session, gathering: Gathering, by: Actor) -> Gathering:
    ensure_admitted(session, by, gathering)
    return gathering


def get_board(session: Session, by: Actor, id: int) -> Board:
    """Return a board of the actor's charrette, with its gathering."""
    thing = _get(session, Board, id, "board", joinedload(Board.gathering))
    _own(thing, thing.gathering.charrette_id, by, "board")
    _let_in(session, thing.gathering, by)
    return thing


def get_idea(session: Session, by: Actor, id: int, *, field: str = "idea") -> Idea:
    """Return an idea of the actor's charrette, by id."""
    thing = _get(session, Idea, id, field)
    _own(thing, thing.charrette_id, by, field)
    _let_in(session, thing.board.gathering, by)
    return thing


def get_ideas(session: Session, by: Actor, ids: list[int], *, field: str = "ideas") -> list[Idea]:
    """Return ideas by id, each once, in the order given."""
    return [get_idea(session, by, id, field=field) for id in dict.fromkeys(ids)]


def get_group(session: Session, by: Actor, id: int) -> IdeaGroup:
    """Return a group that was not dissolved."""
    thing = _get(session, IdeaGroup, id, "group")
    if thing.dissolved_at is not None:
        raise NotFound("no_such_group", field="group")
    gathering = _get(session, Board, thing.board_id, "group").gathering
    _own(thing, gathering.charrette_id, by, "group")
    _let_in(session, gathering, by)
    return thing


def get_entry(session: Session, by: Actor, id: int) -> AttendanceEntry:
    """Return a line of the check-in log of a gathering of the actor's charrette."""
    thing = _get(session, AttendanceEntry, id, "entry")
    gathering = _get(session, Gathering, thing.gathering_id, "entry")
    _own(thing, gathering.charrette_id, by, "entry")
    _let_in(session, gathering, by)
    return thing


def get_people(session: Session, by: Actor, ids: list[int]) -> list[Person]:
    """Return people of the actor's charrette by id, each once, in the order given."""
    known = [id for id in dict.fromkeys(ids) if 0 < id <= BIGGEST_ID]
    for at in range(0, len(known), AT_ONCE):  # each is looked up below, and found in the session
        session.scalars(select(Person).where(Person.id.in_(known[at : at + AT_ONCE]))).all()
    return [get_person(session, by, id, field="people") for id in dict.fromkeys(ids)]


def get_set_aside(session: Session, by: Actor, id: int) -> SetAside:
    """Return what the team did when it set people of the actor's charrette aside."""
    thing = _get(session, SetAside, id, "set_aside")
    return _own(thing, thing.charrette_id, by, "set_aside")


def get_item(session: Session, by: Actor, id: int, *, field: str = "item") -> DesignItem:
    """Return a design item of the actor's charrette."""
    thing = _get(session, DesignItem, id, field)
    return _own(thing, thing.charrette_id, by, field)


def get_version(session: Session, by: Actor, id: int, *, field: str = "version") -> DesignVersion:
    """Return a version of a design item of the actor's charrette."""
    thing = _get(session, DesignVersion, id, field)
    return _own(thing, thing.item.charrette_id, by, field)


def get_round(session: Session, by: Actor, id: int) -> ReviewRound:
    """Return a review round of the actor's charrette."""
    thing = _get(session, ReviewRound, id, "round")
    _own(thing, thing.charrette_id, by, "round")
    _let_in(session, thing.gathering, by)
    return thing


def get_remark(session: Session, by: Actor, id: int) -> Remark:
    """Return a remark of the actor's charrette."""
    thing = _get(session, Remark, id, "remark")
    _own(thing, thing.round.charrette_id, by, "remark")
    _let_in(session, thing.round.gathering, by)
    return thing


def find_area(session: Session, charrette_id: int | None, area: int | str) -> Area | None:
    """Return an area of a charrette by its id, its slug or its name, as ``GET /api/week`` tells them."""
    found = session.scalars(select(Area).where(Area.charrette_id == charrette_id).order_by(Area.id)).all()
    by_key = [row for row in found if area in (row.id, row.slug)]
    name = area.strip().casefold() if isinstance(area, str) else None
    return next(iter(by_key or [row for row in found if row.name.casefold() == name]), None)


def get_area(session: Session, by: Actor, area: int | str, *, field: str = "area") -> Area:
    """Return an area of the actor's charrette, by its id, its slug or its name."""
    found = find_area(session, by.charrette_id, area)
    if found is None:
        raise NotFound("no_such_area", field=field)
    return found


def get_topic(session: Session, by: Actor, id: int) -> AgendaTopic:
    """Return an agenda topic that was not removed."""
    thing = _get(session, AgendaTopic, id, "topic")
    if thing.removed_at is not None:
        raise NotFound("no_such_topic", field="topic")
    return _own(thing, thing.charrette_id, by, "topic")


def get_person(session: Session, by: Actor, id: int, *, field: str = "person") -> Person:
    """Return a person of the actor's charrette who was not removed."""
    thing = _get(session, Person, id, field)
    if thing.erased_at is not None:
        raise NotFound(f"no_such_{field}", field=field)
    return _own(thing, thing.charrette_id, by, field)


def get_invitation(session: Session, by: Actor, id: int) -> Invitation:
    """Return a sign-in link of the actor's charrette that nobody used yet."""
    thing = _get(session, Invitation, id, "invitation")
    if thing.used_at is not None:
        raise NotFound("no_such_invitation", field="invitation")
    return _own(thing, thing.charrette_id, by, "invitation")


def get_screen(session: Session, by: Actor, id: int) -> Screen:
    """Return a projector of the actor's charrette."""
    thing = _get(session, Screen, id, "screen")
    if thing.removed_at is not None:
        raise NotFound("no_such_screen", field="screen")
    return _own(thing, thing.charrette_id, by, "screen")


_STREAM_GETTERS = {
    "board": get_board,
    "gathering": get_gathering,
    "round": get_round,
    "charrette": get_charrette,
}


def get_stream_owner(session: Session, by: Actor, stream: str) -> Any:
    """Return the thing whose stream this is, if ``by`` may follow it. A projector may follow its own stream only."""
    kind, _, number = stream.partition(":")
    if not (number.isascii() and number.isdigit()) or len(number) > 10 or number != str(int(number)):
        raise NotFound("no_such_stream", field="stream")
    if kind == "screen" and by.screen is not None and by.screen.id == int(number):
        return by.screen
    getter = get_screen if kind == "screen" and by.is_staff else _STREAM_GETTERS.get(kind)
    if getter is None:
        raise NotFound("no_such_stream", field="stream")
    try:
        return getter(session, by, int(number))
    except (NotFound, NotAllowed) as error:
        raise type(error)(error.code, field="stream") from error


def streams_of(session: Session, gatherings: list[int]) -> list[str]:
    """Return the names of all streams of these gatherings: their own, and those of their boards and rounds."""
    boards = session.scalars(select(Board.id).where(Board.gathering_id.in_(gatherings)))
    rounds = session.scalars(select(ReviewRound.id).where(ReviewRound.gathering_id.in_(gatherings)))
    found = [f"gathering:{id}" for id in gatherings]
    return found + [f"board:{id}" for id in boards] + [f"round:{id}" for id in rounds]


class StreamHomes:
    """Remembers which charrette and gathering a stream belongs to: that never changes, and every phone asks it.

    Whether the gathering is for who is invited may change with its script, so that is asked each time.
    """

    def __init__(self) -> None:
        self._home_of: dict[str, tuple[int | None, int | None]] = {}

    def ensure_may_follow(self, session: Session, by: Actor, stream: str) -> None:
        """Make sure that ``by`` may follow ``stream``, as ``get_stream_owner`` does.

        Raises:
            NotFound: no such stream, or not for this actor.
        """
        charrette, gathering = self._home_of.get(stream, (None, None))
        if by.charrette_id is not None and charrette == by.charrette_id and _is_open(session, gathering):
            return
        owner = get_stream_owner(session, by, stream)
        if not stream.startswith("screen:"):  # which projector may follow which is no matter of the charrette only
            found = youth.gathering_of(owner)
            self._home_of[stream] = (by.charrette_id, found.id if found is not None else None)


_INVITED = select(Gathering.invited).where(Gathering.id == bindparam("gathering"))


def _is_open(session: Session, gathering: int | None) -> bool:
    """Return whether a gathering is for everybody; what belongs to no gathering is."""
    return gathering is None or session.scalar(_INVITED, {"gathering": gathering}) is False
