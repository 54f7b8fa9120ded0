"""What was ended stays ended when an older copy is put back: revoked tokens, used and withdrawn links, lost roles.

A list like that of removed people (``erasures.py``), for the same reasons in two places: the table ``endings``, and
``ended.jsonl`` in the data folder. It was weighed to let a restore end every session instead: then all staff and every
projector in the hall would have to be let in again, just when something went wrong, and phones that were signed out
would still come back. The list holds digests and ids only; a line goes when what it is about would have run out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.db import Database
from charrette.privacy.lists import EndingKind
from charrette.privacy.rules import endings
from charrette.privacy.rules.endings import Ended
from charrette.private import make_file
from charrette.spine.models import Store

LIST_NAME = "ended.jsonl"


def read_list(folder: Path, mark: str) -> set[Ended]:
    """Return what the list in the data folder says of the database with this mark, without what ran out since."""
    return {ended for store, ended in _lines(folder) if store == mark}


def _lines(folder: Path) -> list[tuple[str, Ended]]:
    """Read the list; half a line, after a power cut, counts for nothing."""
    path = folder / LIST_NAME
    found = []
    for raw in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            line = json.loads(raw)
            until = datetime.fromisoformat(line["until"]) if line["until"] else None
            ended = Ended(EndingKind(line["kind"]), str(line["what"]), until)
        except (ValueError, TypeError, KeyError):
            continue
        if until is None or until > clock.now():
            found.append((str(line["store"]), ended))
    return found


def _write(path: Path, lines: Iterable[tuple[str, Ended]], how: str) -> None:
    begun = how == "a" and path.read_bytes()[-1:] not in (b"", b"\n")
    with path.open(how, encoding="utf-8") as handle:
        handle.write("\n" if begun else "")  # half a line is left when the disk was full; what follows is none of it
        for store, one in lines:
            until = one.expires_at.isoformat() if one.expires_at is not None else None
            handle.write(json.dumps({"store": store, "kind": one.kind, "what": one.what, "until": until}) + "\n")
        handle.flush()
        os.fsync(handle.fileno())


def mirror(database: Database, folder: Path) -> set[int]:
    """Bring the list in the data folder up to date with the database, whole at every moment; return the ids in it."""
    with database.read() as session:
        mark = session.scalars(select(Store.mark)).one()
        rows = endings.ended_since(session)
    before, present = set(_lines(folder)), {(mark, ended) for ended in rows.values()}
    if not present <= before:
        half = folder / f"{LIST_NAME}.part"
        make_file(half)
        _write(half, sorted(before | present, key=lambda line: (line[0], line[1].kind, line[1].what)), "w")
        os.replace(half, folder / LIST_NAME)
    return set(rows)


class EndingList:
    """Keeps the list of a server up to date: what is new is added, as a whole hall may leave at a time."""

    OVERLAP = 500
    """So many ids are looked at again: on PostgreSQL a lower one may be committed after a higher one."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._listed: set[int] | None = None

    def keep(self) -> None:
        """Add what ended since the last time."""
        if self._listed is None:
            self._listed = mirror(self._database, self._folder)
            return
        overlap = self.OVERLAP if self._database.path is None else 0
        since = max(self._listed, default=0) - overlap
        with self._database.read() as session:
            rows = endings.ended_since(session, since)
            mark = session.scalars(select(Store.mark)).one()
        new = {id: ended for id, ended in rows.items() if id not in self._listed}
        if not new:
            return
        path = self._folder / LIST_NAME
        if not path.exists():
            make_file(path)
        _write(path, [(mark, ended) for ended in new.values()], "a")
        self._listed = {id for id in self._listed if id >= since} | set(new)


def apply_list(session: Session, folder: Path) -> int:
    """End again in this database what the list names; return how much had come back. Quick when nothing had."""
    mark = session.scalars(select(Store.mark)).one()
    return endings.end_again(session, read_list(folder, mark))


def is_missing(session: Session, folder: Path) -> bool:
    """Return whether the list names something that this database does not know."""
    mark = session.scalars(select(Store.mark)).one()
    return not read_list(folder, mark) <= set(endings.ended_since(session).values())
