"""Loading a week as the command line does, and looking at what came of it."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.lists import EntryKind, EntrySource
from charrette.attendance.models import AttendanceEntry
from charrette.boards.models import Board, BoardColumn, Idea
from charrette.people.models import Person
from charrette.scripts.rules.load_report import LoadReport
from charrette.scripts.rules.loading import load_folder
from charrette.week.models import Area, Charrette, Gathering, Party, Step


def load(session: Session, week: Path) -> LoadReport:
    """Load and commit, as the command line does; what was to be announced is forgotten."""
    report = load_folder(session, week)
    session.commit()
    session.info.pop("events", None)
    return report


def everything(session: Session) -> list[tuple[object, ...]]:
    session.flush()
    rows: list[tuple[object, ...]] = []
    for model in (Charrette, Party, Area, Gathering, Board, BoardColumn, Step):
        rows += [(model.__name__, *row) for row in session.execute(select(model.__table__).order_by("id"))]
    return rows


def gathering(session: Session, key: str) -> Gathering:
    return session.scalars(select(Gathering).where(Gathering.key == key)).one()


def board(session: Session, key: str) -> Board:
    return session.scalars(select(Board).where(Board.key == key)).one()


def annie_posts(session: Session, on: Board, column: str | None = None) -> Idea:
    """Annie puts an idea on a board, and is present at its gathering."""
    charrette_id, moment = on.gathering.charrette_id, clock.now()
    annie = Person(charrette_id=charrette_id, name="Annie", created_at=moment)
    session.add(annie)
    session.flush()
    column_id = session.scalar(select(BoardColumn.id).where(BoardColumn.board_id == on.id, BoardColumn.key == column))
    idea = Idea(
        charrette_id=charrette_id,
        board_id=on.id,
        number=1,
        text="Een bank bij de vijver",
        column_id=column_id,
        author_id=annie.id,
        posted_at=moment,
        changed_at=moment,
    )
    entry = AttendanceEntry(
        gathering_id=on.gathering_id,
        person_id=annie.id,
        kind=EntryKind.ENTRY,
        source=EntrySource.PHONE,
        at=moment,
        received_at=moment,
    )
    session.add_all([idea, entry])
    session.commit()
    return idea
