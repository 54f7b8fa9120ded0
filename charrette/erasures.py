"""Who was removed stays removed: in the files of the data folder, and when an older copy is put back.

Beside the database lies a list of ids and moments (``erased.jsonl``), without a word about anybody. It is the same
list as the table ``erasures``, and both are kept: a copy that is put back has an older table, a database that moves
to another machine has no list. A line counts only for the database it came from (``store.mark``) and for the very
person, known by id and the microsecond of coming in.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.copies import Line, clean_copies, clean_copy, clean_store, not_cleanable, note_copy
from charrette.db import Database
from charrette.endings import EndingList
from charrette.offload import apart
from charrette.privacy.models import Erasure
from charrette.privacy.rules import erasure
from charrette.privacy.rules.erasure import erase_again
from charrette.private import make_file
from charrette.spine.models import Store
from charrette.spine.writer import Writer

LIST_NAME = "erased.jsonl"
NICENESS = 10
REST_SECONDS = 5.0
"""How long after one cleaning the next begins: a hall that leaves at once is one cleaning or two, not a hundred."""


def _told(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read_list(folder: Path) -> set[Line]:
    """Return the list that lies in the data folder; half a line, after a power cut, counts for nothing."""
    path = folder / LIST_NAME
    lines = set()
    for raw in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            line = Line(**json.loads(raw))
            datetime.fromisoformat(line.joined), datetime.fromisoformat(line.erased)
        except (ValueError, TypeError):
            continue
        lines.add(line)
    return lines


def keep_list(folder: Path, lines: set[Line]) -> None:
    """Add ``lines`` to the list in the data folder; it is whole at every moment."""
    before = read_list(folder)
    if lines <= before:
        return
    half = folder / f"{LIST_NAME}.part"
    make_file(half)
    with half.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(asdict(line)) + "\n" for line in sorted(before | lines))
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(half, folder / LIST_NAME)


def lines_in(session: Session) -> set[Line]:
    """Return the list of a database of this version."""
    mark = session.scalars(select(Store.mark)).one()
    rows = session.execute(select(Erasure.person_id, Erasure.joined_at, Erasure.erased_at))
    return {Line(mark, person, _told(joined), _told(erased)) for person, joined, erased in rows}


def apply_list(session: Session, folder: Path) -> int:
    """Remove from this database whom the list or its own table names; return how many had come back."""
    mark = session.scalars(select(Store.mark)).one()
    lines = read_list(folder) | lines_in(session)
    moment = datetime.fromisoformat
    gone = [(line.person, moment(line.joined), moment(line.erased)) for line in sorted(lines) if line.store == mark]
    return erase_again(session, gone)


def mirror(database: Database, folder: Path) -> set[Line]:
    """Bring the list in the data folder up to date with the database; return the lines of the database."""
    with database.read() as session:
        lines = lines_in(session)
    keep_list(folder, lines)
    return lines


def keep_copy_clean(database: Database, folder: Path, copy: Path) -> None:
    """Remember a copy that was made just now; who was removed while it was made is removed from it."""
    if not copy.absolute().is_relative_to(folder.absolute()):  # the others are found by looking
        note_copy(folder, copy)
    clean_copy(copy, mirror(database, folder))


class Cleaner:
    """Does what an erasure asks beside its transaction: the list, and the files. Called again and again. It also keeps
    the list of what ended.

    Nobody waits for it, and it may end halfway: what is not done is known from the table and done the next time.
    """

    def __init__(self, database: Database, writer: Writer, folder: Path) -> None:
        self._database = database
        self._writer = writer
        self._folder = folder
        self._listed: int | None = None
        self._ended = EndingList(database, folder)
        self._not_before = 0.0
        self._dumps_clean: int | None = None

    def clean(self) -> bool:
        """Clean up after what was erased since the last time; return whether nothing is left to do."""
        self._ended.keep()
        own = self._database.path
        with self._database.read() as session:
            newest = erasure.newest(session)
            pending = erasure.not_cleaned(session) if own is not None else []
        if newest != self._listed:
            mirror(self._database, self._folder)
            self._listed = newest
        if own is None:
            return self._clean_dumps(newest)
        if not pending:
            return True
        if time.monotonic() < self._not_before:
            return False
        self._not_before = time.monotonic() + REST_SECONDS
        done = apart("charrette.erasures", str(own), str(self._folder)) == 0
        if done and self._writer.hold(lambda: clean_store(own)):
            self._writer.run(lambda session: erasure.note_cleaned(session, pending))
            return True
        self._not_before = 0.0
        return False

    def _clean_dumps(self, newest: int) -> bool:
        """Clean the dumps that lie in the data folder of this worker; each worker may have one of its own."""
        if newest == self._dumps_clean:
            return True
        if newest and time.monotonic() < self._not_before:
            return False
        self._not_before = time.monotonic() + REST_SECONDS
        if newest == 0 or apart("charrette.erasures", "", str(self._folder)) == 0:
            self._dumps_clean = newest
        return newest == self._dumps_clean


def main() -> int:
    """Clean the copies in the data folder: ``python -m charrette.erasures DATABASE FOLDER``; return the exit code.

    In a process of its own, as there may be many copies; the file that is served is cleaned by the server itself.
    ``DATABASE`` is empty on PostgreSQL.
    """
    os.nice(NICENESS)
    own, folder = (Path(word) if word else None for word in sys.argv[1:])
    assert folder is not None
    clean_copies(folder, own, read_list(folder))
    for file in not_cleanable(folder):
        print(f"{file} is a compressed dump and still names who was removed; throw it away.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
