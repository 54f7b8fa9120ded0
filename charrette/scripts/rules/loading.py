"""Loading session scripts: from what a facilitator wrote to the programme in the database.

Things are matched by their key, so loading again is safe: texts are updated, new things are added, and a second
time the same script changes nothing and announces nothing. What is no longer in the script stays and is reported,
because people may have posted to it. Only steps and empty columns are taken out: they hold nothing of anybody.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.agendas.events import PartiesLoaded
from charrette.attendance.rules import admissions
from charrette.boards.events import BoardScriptLoaded
from charrette.boards.models import Board, BoardColumn, Idea, IdeaGroup
from charrette.boards.settings import BoardSettings
from charrette.db import Base
from charrette.running.events import GatheringReloaded
from charrette.scripts.reading import BoardScript, GatheringScript, Script, StepScript, load_script
from charrette.scripts.rules.load_report import LoadReport
from charrette.scripts.rules.reloading import free_code, keep_the_door, reload_gathering, update
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.week.events import ProgrammeLoaded
from charrette.week.lists import GatheringState
from charrette.week.models import Area, Charrette, Gathering, Party, Step

T = TypeVar("T", bound=Base)


def load_folder(session: Session, folder: str | Path, *, by: Actor | None = None) -> LoadReport:
    """Read the session scripts in ``folder`` and load them; the caller commits.

    Raises:
        ScriptErrors: with every mistake in the folder; nothing was changed.
    """
    return load_programme(session, script=load_script(folder), by=by)


def load_programme(session: Session, *, script: Script, by: Actor | None = None) -> LoadReport:
    """Bring the programme of one charrette in line with ``script``. ``by`` None is the command line.

    Raises:
        NotAllowed: ``by`` is not an organiser.
    """
    if by is not None:
        permissions.require(permissions.may_organise(by))
    report = LoadReport(script.key)
    charrette = _load_charrette(session, script, report)
    _load_parties(session, charrette, script, report)
    _load_areas(session, charrette, script, report)
    loaded = [_load_gathering(session, charrette, each, report) for each in script.gatherings]
    boards = {
        board.key: board
        for gathering, written in zip(loaded, script.gatherings, strict=True)
        for board in _load_boards(session, gathering, written, report)
    }
    for gathering, written in zip(loaded, script.gatherings, strict=True):
        _load_steps(session, gathering, written, boards, report)
    _report_absent(session, charrette, script, report)
    session.flush()
    _announce(session, charrette, report)
    return report


def _load_charrette(session: Session, script: Script, report: LoadReport) -> Charrette:
    charrette = session.scalar(select(Charrette).where(Charrette.slug == script.key))
    values = {
        "title": script.title,
        "place": script.place,
        "timezone": script.timezone,
        "goal": script.goal,
        "mission": script.mission,
        "preconditions": "\n".join(script.preconditions),
    }
    if charrette is not None:
        report.note("charrettes", charrette, changed=update(charrette, values))
        return charrette
    charrette = Charrette(slug=script.key, code=free_code(session), created_at=clock.now(), **values)
    return _add(session, charrette, "charrettes", report)


def _load_parties(session: Session, charrette: Charrette, script: Script, report: LoadReport) -> None:
    known = {party.key: party for party in session.scalars(select(Party).where(Party.charrette_id == charrette.id))}
    for written in script.parties:
        values = {"name": written.name, "kind": written.kind}
        if written.key in known:
            report.note("parties", known[written.key], changed=update(known[written.key], values))
        else:
            _add(session, Party(charrette_id=charrette.id, key=written.key, **values), "parties", report)


def _load_areas(session: Session, charrette: Charrette, script: Script, report: LoadReport) -> None:
    known = {area.slug: area for area in session.scalars(select(Area).where(Area.charrette_id == charrette.id))}
    for written in script.areas:
        values = {"name": written.name, "kind": written.kind, "description": written.description}
        if written.key in known:
            report.note("areas", known[written.key], changed=update(known[written.key], values))
        else:
            _add(session, Area(charrette_id=charrette.id, slug=written.key, **values), "areas", report)


def _load_gathering(session: Session, charrette: Charrette, written: GatheringScript, report: LoadReport) -> Gathering:
    found = session.scalar(
        select(Gathering).where(Gathering.charrette_id == charrette.id, Gathering.key == written.key)
    )
    values = {
        "position": written.position,
        "day": written.day,
        "kind": written.kind,
        "title": written.title,
        "who": written.who,
        "outcome": written.outcome,
        "openness": written.openness,
        "expected": written.expected,
        "expected_is_minimum": written.expected_is_minimum,
        "daypart": written.daypart,
        "planned_start": written.start.isoformat("minutes") if written.start else None,
        "planned_is_example": written.start_is_example,
        "door_required": written.door_required,
    }
    if found is not None and admissions.somebody_came(session, found):
        keep_the_door(found, values, report)
    if found is not None:
        reload_gathering(session, found, values, report)
        return found
    gathering = Gathering(charrette_id=charrette.id, key=written.key, code=free_code(session), **values)
    return _add(session, gathering, "gatherings", report)


def _load_boards(session: Session, gathering: Gathering, written: GatheringScript, report: LoadReport) -> list[Board]:
    known = {board.key: board for board in session.scalars(select(Board).where(Board.gathering_id == gathering.id))}
    boards = []
    for each in written.boards:
        board = known.get(each.key)
        texts = {"title": each.title, "question": each.question}
        if board is None:
            board = _add(session, Board(gathering_id=gathering.id, key=each.key, **texts), "boards", report)
            board.choose(each.settings)
        else:
            free = _nothing_happened(session, board, gathering)
            set_anew = board.choose(each.settings if free else _as_steered(board, each.settings))
            report.note("boards", board, changed=update(board, texts) or set_anew)
        _load_columns(session, board, each, report)
        boards.append(board)
    return boards


def _as_steered(board: Board, written: BoardSettings) -> BoardSettings:
    """What the facilitator steers during the gathering stays: loading again must not hide what was revealed."""
    return msgspec.structs.replace(written, **{name: getattr(board.settings, name) for name in BoardSettings.steered})


def _nothing_happened(session: Session, board: Board, gathering: Gathering) -> bool:
    if gathering.state is not GatheringState.PLANNED:
        return False
    return session.scalar(select(Idea.id).where(Idea.board_id == board.id).limit(1)) is None


def _load_columns(session: Session, board: Board, written: BoardScript, report: LoadReport) -> None:
    query = select(BoardColumn).where(BoardColumn.board_id == board.id)
    known = {column.key: column for column in session.scalars(query)}
    for position, each in enumerate(written.columns, start=1):
        values = {"title": each.title, "position": position}
        column = known.pop(each.key, None)
        if column is None:
            session.add(BoardColumn(board_id=board.id, key=each.key, **values))
            report.touch(board)
        elif update(column, values):
            report.touch(board)
    for column in known.values():
        if _column_is_used(session, column):
            report.absent("columns", f"{board.key}/{column.key}")
        else:
            session.delete(column)
            report.lost(board, column.id)


def _column_is_used(session: Session, column: BoardColumn) -> bool:
    in_ideas = select(Idea.id).where(Idea.column_id == column.id)
    in_groups = select(IdeaGroup.id).where(IdeaGroup.column_id == column.id)
    return session.scalar(select(or_(in_ideas.exists(), in_groups.exists()))) is True


def _load_steps(
    session: Session, gathering: Gathering, written: GatheringScript, boards: dict[str, Board], report: LoadReport
) -> None:
    known = {step.key: step for step in session.scalars(select(Step).where(Step.gathering_id == gathering.id))}
    for position, each in enumerate(written.steps, start=1):
        values = _step_values(each, position, boards)
        step = known.pop(each.key, None)
        if step is None:
            session.add(Step(gathering_id=gathering.id, key=each.key, **values))
            report.touch(gathering)
        elif update(step, values):
            report.touch(gathering)
    for step in known.values():
        if step.id == gathering.step_id:  # people are in the middle of it
            report.absent("steps", f"{gathering.key}/{step.key}")
        else:
            session.delete(step)
            report.lost(gathering, step.id)


def _step_values(written: StepScript, position: int, boards: dict[str, Board]) -> dict[str, object]:
    return {
        "position": position,
        "title": written.title,
        "minutes": written.minutes,
        "prompt": written.prompt,
        "say": written.say,
        "shows": written.shows,
        "board_id": boards[written.board].id if written.board else None,
        "board_phase": written.phase.value if written.phase else None,
        "round_number": written.round,
    }


def _report_absent(session: Session, charrette: Charrette, script: Script, report: LoadReport) -> None:
    in_charrette = Gathering.charrette_id == charrette.id
    boards = select(Gathering.key, Board.key).join(Board, Board.gathering_id == Gathering.id).where(in_charrette)
    written = {(gathering.key, board.key) for gathering, board in script.boards()}
    for name, keys, kept in (
        ("gatherings", session.scalars(select(Gathering.key).where(in_charrette)), script.gatherings),
        ("parties", session.scalars(select(Party.key).where(Party.charrette_id == charrette.id)), script.parties),
        ("areas", session.scalars(select(Area.slug).where(Area.charrette_id == charrette.id)), script.areas),
    ):
        for key in sorted(set(keys) - {each.key for each in kept}):
            report.absent(name, key)
    for gathering_key, board_key in sorted({(row[0], row[1]) for row in session.execute(boards)} - written):
        report.absent("boards", f"{gathering_key}/{board_key}")


def _announce(session: Session, charrette: Charrette, report: LoadReport) -> None:
    """Tell every stream whose picture became another one."""
    if not report.changed:
        return
    record(session, ProgrammeLoaded(charrette=charrette.id))
    if any(isinstance(thing, Party) for thing in report.touched):
        record(session, PartiesLoaded(agendas=charrette.id))
    for thing in report.touched:
        if isinstance(thing, Gathering):
            record(session, GatheringReloaded(gathering=thing.id, removed_steps=report.lost_by(thing)))
        elif isinstance(thing, Board):
            record(session, BoardScriptLoaded(board=thing.id, removed_columns=report.lost_by(thing)))


def _add(session: Session, thing: T, name: str, report: LoadReport) -> T:
    session.add(thing)
    session.flush()
    report.created(name, thing)
    return thing
