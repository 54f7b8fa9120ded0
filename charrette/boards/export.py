"""The table of all ideas with what happened to each, to take home; it names no author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from charrette.boards.files import IDEAS
from charrette.boards.lists import IdeaState
from charrette.boards.models import Board, BoardColumn, Idea
from charrette.boards.picture.tracing import Answer, Outcomes
from charrette.boards.rules.reading import vote_totals
from charrette.exports.archive import Beside
from charrette.exports.making import Giving, makes
from charrette.exports.moments import Moment, moment_of
from charrette.exports.orders import Order
from charrette.exports.sheets import FORMATS, Column, Sheet, sheet_bytes
from charrette.exports.tables import json_bytes
from charrette.exports.words import Words
from charrette.spine.choices import word
from charrette.week.models import Charrette, Gathering


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaRow:
    """One post with what happened to it; no author, so that the table can be public."""

    number: int
    text: str
    board: str
    day: int | None
    gathering: str
    column: str
    kind: str
    grain: str
    area: str
    group: str
    state: str
    votes: int | None
    fate: str | None
    fate_reason: str
    duplicate_of: int | None
    items: tuple[int, ...]
    topics: tuple[int, ...]
    early: bool
    late: bool
    origin: str
    placed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeasTable:
    """All posts of a charrette (or of one board) at one moment, in the order of their numbers."""

    title: str
    rows: tuple[IdeaRow, ...]
    moment: Moment
    left_out: str


def ideas_table(session: Session, charrette: Charrette) -> IdeasTable:
    """Return all posts of a charrette without their authors. Hidden and withdrawn ones keep their number only."""
    columns = {row.id: row.title for row in session.scalars(select(BoardColumn))}
    outcomes = Outcomes(session, Idea.charrette_id == charrette.id)
    votes = _open_votes(session, charrette)
    query = (
        select(Idea)
        .where(Idea.charrette_id == charrette.id)
        .options(joinedload(Idea.board).joinedload(Board.gathering), joinedload(Idea.area))
        .order_by(Idea.number)
    )
    rows = tuple(_idea_row(idea, outcomes.of(idea), columns, votes) for idea in session.scalars(query))
    left_out = sum(1 for row in rows if row.state != IdeaState.VISIBLE)
    return IdeasTable(
        title=charrette.title,
        rows=rows,
        moment=moment_of(session, charrette, "ideas"),
        left_out=str(left_out) if left_out else "",
    )


def _open_votes(session: Session, charrette: Charrette) -> dict[int, int]:
    """Return the votes of each idea that has some, of all boards whose results are open; nobody knows the others."""
    of_week = Board.gathering.has(Gathering.charrette_id == charrette.id)
    boards = [board for board in session.scalars(select(Board).where(of_week)) if board.results]
    return {idea: count for board in boards for idea, count in vote_totals(session, board).items()}


def _idea_row(idea: Idea, outcome: Answer, columns: dict[int, str], votes: dict[int, int]) -> IdeaRow:
    shown = idea.state is IdeaState.VISIBLE
    return IdeaRow(
        number=idea.number,
        text=idea.text if shown else "",
        board=idea.board.title,
        day=idea.board.gathering.day,
        gathering=idea.board.gathering.title,
        column=columns.get(idea.column_id or 0, ""),
        kind=idea.kind.value,
        grain=idea.grain.value if idea.grain else "",
        area=idea.area.name if idea.area else "",
        group=outcome["group"] or "",
        state=idea.state.value,
        votes=votes.get(idea.id, 0) if shown and idea.board.results else None,
        fate=outcome["outcome"],
        fate_reason=(outcome["reason"] or "") if shown else "",
        duplicate_of=outcome["duplicate_of"],
        items=tuple(outcome["items"]),
        topics=tuple(outcome["topics"]),
        early=idea.early,
        late=idea.late,
        origin=idea.origin.value,
        placed_at=idea.posted_at,
    )


NAME = word("sheet name", "Ideas")
COLUMNS = (
    Column("number", word("heading", "Idea number")),
    Column("text", word("heading", "Idea")),
    Column("board", word("heading", "Board")),
    Column("day", word("heading", "Day")),
    Column("gathering", word("heading", "Session")),
    Column("column", word("heading", "Column on the board")),
    Column("kind", word("heading", "Kind"), choices="idea_kind"),
    Column("grain", word("heading", "Coarse or fine"), choices="grain"),
    Column("area", word("heading", "Area")),
    Column("group", word("heading", "Group")),
    Column("state", word("heading", "State"), choices="idea_state"),
    Column("votes", word("heading", "Votes")),
    Column("fate", word("heading", "What happened with it"), choices="idea_outcome"),
    Column("fate_reason", word("heading", "Why")),
    Column("duplicate_of", word("heading", "The same as idea")),
    Column("items", word("heading", "In design items")),
    Column("topics", word("heading", "In agenda topics")),
    Column("early", word("heading", "Posted before the doors opened")),
    Column("late", word("heading", "Posted after collecting")),
    Column("origin", word("heading", "How it came in"), choices="origin"),
    Column("placed_at", word("heading", "Posted"), time=True),
)


def ideas_sheet(table: IdeasTable) -> Sheet:
    """Return all posts with what happened to each; no authors."""
    rows = [tuple(getattr(row, column.key) for column in COLUMNS) for row in table.rows]
    return Sheet(name=NAME, columns=COLUMNS, rows=rows, moment=table.moment)


def ideas_json(table: IdeasTable) -> bytes:
    """Return all posts as data."""
    return json_bytes(table)


def ideas_beside(table: IdeasTable, words: Words) -> Beside:
    """Return the table in each format, as it lies beside the agendas in an archive for staff."""
    note = words.gettext("Ideas that are listed by their number only: %(count)s.") % {"count": table.left_out}
    return Beside(
        kinds=(IDEAS.name,),
        files={
            **{f"ideas.{format}": sheet_bytes(ideas_sheet(table), format, words) for format in FORMATS},
            "ideas.json": ideas_json(table),
        },
        notes=(note,) if table.left_out else (),
    )


@makes(IDEAS)
def ideas(session: Session, order: Order, words: Words) -> Giving:
    """Make the table."""
    table = ideas_table(session, session.get_one(Charrette, order.charrette))
    return lambda guard: ideas_json(table) if order.format == "json" else ideas_sheet(table)
