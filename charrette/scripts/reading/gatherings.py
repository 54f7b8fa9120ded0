"""Reading one gathering: its head, its boards and its steps."""

from charrette.boards.lists import BoardPhase
from charrette.boards.settings import BoardSettings
from charrette.projector.lists import ShowView
from charrette.scripts.reading import vocabulary as v
from charrette.scripts.reading.tables import Seen, Table
from charrette.scripts.reading.values import BoardScript, ColumnScript, GatheringScript, StepScript
from charrette.spine.settings import settings_of
from charrette.week.lists import GatheringKind, Openness


def read_gathering(table: Table, boards: Seen) -> GatheringScript:
    """The gathering in one file; `boards` holds the board keys of the files before it.

    The head is read before the groups, so that a key of the head that slipped
    into a group is recognised.
    """
    kind = table.choice("kind", GatheringKind) or GatheringKind.WORK
    start = table.clock("start")
    gathering = GatheringScript(
        key=table.key(),
        file=table.file,
        position=0,
        day=table.number("day", low=v.FIRST_DAY, high=v.LAST_DAY) or 0,
        kind=kind,
        title=table.text("title", limit=v.NAME_CHARACTERS),
        openness=table.choice("openness", Openness, required=False) or Openness.PUBLIC,
        expected=table.number("expected", low=0, high=v.EXPECTED_MOST, required=False),
        expected_is_minimum=table.flag("expected_is_minimum"),
        daypart=table.word("daypart", v.DAYPARTS, required=False) or None,
        start=start,
        start_is_example=table.flag("start_is_example"),
        who=table.text("who", limit=v.PARAGRAPH_CHARACTERS, required=False),
        outcome=table.text("outcome", limit=v.PARAGRAPH_CHARACTERS, required=False),
        door_required=table.flag("door_required"),
        boards=_read_boards(table, boards),
        steps=_read_steps(table),
    )
    table.finish()
    return gathering


def _read_boards(table: Table, seen: Seen) -> tuple[BoardScript, ...]:
    boards = []
    for each in table.tables("boards", most=v.BOARDS_MOST):
        board = BoardScript(
            key=each.key(),
            title=each.text("title", limit=v.NAME_CHARACTERS),
            question=each.text("question", limit=v.QUESTION_CHARACTERS),
            settings=BoardSettings(**{one.name: each.setting(one) for one in settings_of(BoardSettings)}),
            columns=_read_columns(each),
        )
        seen.add(board.key, f"{table.file}, {each.path}", each.wrong)
        boards.append(board)
        each.finish()
    return tuple(boards)


def _read_columns(board: Table) -> tuple[ColumnScript, ...]:
    columns, seen = [], Seen()
    for each in board.tables("columns", most=v.COLUMNS_MOST):
        column = ColumnScript(key=each.key(), title=each.text("title", limit=v.COLUMN_CHARACTERS))
        seen.add(column.key, each.path, each.wrong)
        columns.append(column)
        each.finish()
    return tuple(columns)


def _read_steps(table: Table) -> tuple[StepScript, ...]:
    steps, seen = [], Seen()
    for each in table.tables("steps", most=v.STEPS_MOST, needed=True):
        step = _read_step(each)
        seen.add(step.key, each.path, each.wrong)
        steps.append(step)
        each.finish()
    return tuple(steps)


def _read_step(table: Table) -> StepScript:
    step = StepScript(
        key=table.key(),
        title=table.text("title", limit=v.NAME_CHARACTERS),
        minutes=table.number("minutes", low=1, high=v.MINUTES_MOST) or 0,
        prompt=table.text("prompt", limit=v.QUESTION_CHARACTERS, required=False),
        say=table.text("say", limit=v.SAY_CHARACTERS, required=False),
        shows=table.choice("shows", ShowView, required=False) or ShowView.STEP,
        board=table.key("board", required=False) or None,
        phase=table.choice("phase", BoardPhase, required=False),
        round=table.number("round", low=1, high=v.ROUNDS_MOST, required=False),
    )
    if not table.has("board") and (step.shows.needs == "board" or table.has("phase")):
        table.wrong("board", "board_needed", found=step.shows if step.shows.needs == "board" else "phase")
    if not table.has("round") and step.shows.needs == "round":
        table.wrong("round", "round_needed", found=step.shows)
    return step
