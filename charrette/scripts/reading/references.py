"""What can only be checked when all files are read: which board a step names."""

from charrette.scripts.reading.tables import Table
from charrette.scripts.reading.values import GatheringScript


def check_references(read: list[tuple[GatheringScript, Table]], *, complete: bool) -> None:
    """Write down every step that names an unknown board, or moves another gathering's.

    A step may show a board of any gathering of the week, for instance to
    report back; only the gathering that owns a board moves its phase. When a
    file could not be read (`complete` is false) a board may stand in there,
    so unknown boards are not reported yet.
    """
    home = {board.key: gathering.file for gathering, _ in read for board in gathering.boards if board.key}
    for gathering, table in read:
        own = [board.key for board in gathering.boards if board.key]
        others = [key for key, file in home.items() if file != gathering.file]
        for number, step in enumerate(gathering.steps, start=1):
            where = f"steps[{number}]"
            if complete and step.board and step.board not in home:
                table.unknown(f"{where}.board", step.board, [*own, *others], code="unknown_board")
            elif step.board in others and step.board not in own and step.phase is not None:
                table.wrong(f"{where}.phase", "foreign_phase", found=step.board)
