"""Looks after the store while the server runs, every second.

Is the database still there, does it take what is written, is it time for a backup? Staff see a banner as long as
something is wrong; what was committed into a file that lost its name is rescued.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from charrette import clock
from charrette.config import Config
from charrette.db import Database
from charrette.dbfile import Anchor
from charrette.errors import DomainError
from charrette.keeping import copies, marker
from charrette.keeping.rotation import Rotation
from charrette.keeping.words import command
from charrette.spine.models import Store
from charrette.spine.writer import Writer
from charrette.storage import AWAY, out_of_order

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
PROBE_EVERY_SECONDS = 2.0
REMIND_EVERY_SECONDS = 4.0
PROBE_BYTES = 65_536

Tell = Callable[[dict[str, Any]], None]


@dataclass
class Keeper:
    """The state of the store of one server. ``tell`` passes it on to staff; ``trouble`` is a code, or None."""

    config: Config
    database: Database
    writer: Writer
    tell: Tell | None = None
    trouble: str | None = None
    rescued: Path | None = None
    rotation: Rotation = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _probed_at: float = 0.0
    _told_at: float = 0.0
    _rescue_tried: bool = False

    def __post_init__(self) -> None:
        self.rotation = Rotation(self.config, self.database)

    def run(self, sleep: Callable[[float], None], stopped: Callable[[], bool]) -> None:
        """Look every second until ``stopped()``; an error is logged and does not end it."""
        while not stopped():
            sleep(TICK_SECONDS)
            try:
                self.look()
            except Exception:
                log.exception("the store could not be looked after")

    def look(self) -> None:
        """Find out how the store is, pass it on, and make a backup when it is time."""
        anchor = self.database.anchor
        what = anchor.trouble() if anchor is not None else None
        if anchor is not None and what is not None:
            self._settle("store_gone")
            if not self._rescue_tried:
                self._rescue_tried = True
                self._rescue(anchor, what)  # nothing else goes on now: nothing is acknowledged
            return
        if self._rescue_tried:
            self._rescue_tried, self.writer.trouble = False, None
            self._note_loss("")
            log.warning("the database %s is back in its place", self.database.path)
        if anchor is None and self.writer.trouble is None:
            self._knock()
        if self.writer.trouble or self.trouble:
            self._probe()
        self._settle(self.writer.trouble if self.trouble or self._probed_at else None)
        if self.trouble is None:
            self._probed_at = 0.0
            self.rotation.look()

    def _settle(self, trouble: str | None) -> None:
        """Tell staff what changed; while something is wrong again and again, for whoever comes in later."""
        changed, self.trouble = trouble != self.trouble, trouble
        now = time.monotonic()
        if changed and trouble is not None and trouble != "store_gone":
            log.error("the database does not take what is written (%s); phones keep what people write", trouble)
        if self.tell is not None and (changed or (trouble and now - self._told_at > REMIND_EVERY_SECONDS)):
            self._told_at = now
            self.tell({"trouble": trouble})

    def _knock(self) -> None:
        """Find out whether a database server is there, also when nobody writes."""
        try:
            with self.database.read() as session:
                session.execute(select(1))
        except AWAY as error:
            self.writer.trouble = out_of_order(error).code

    def _probe(self) -> None:
        """Find out whether the store takes something again, by writing and emptying a few pages."""
        if time.monotonic() - self._probed_at < PROBE_EVERY_SECONDS:
            return
        self._probed_at = time.monotonic()
        with suppress(DomainError):
            self.writer.run(lambda session: _write(session, os.urandom(PROBE_BYTES)))
            self.writer.run(lambda session: _write(session, None))

    def _rescue(self, anchor: Anchor, what: str) -> None:
        """Write what was committed to a new file, and say in one line of the log what happened and what to do."""
        self._note_loss(what)
        for target in self._rescue_places(anchor):
            try:
                if anchor.rescue(target):
                    self.rescued = target
                    break
                target.unlink()
            except (OSError, sqlite3.Error):
                continue
        if self.rescued is not None:
            marker.remember_copies(self.config, self.rescued.parent)
            hint = f"all that was saved is in {self.rescued}"
        else:
            hint = "it could not be rescued, so the newest backup counts"
        newest = self.rescued or getattr(copies.newest_sound(self.config, anchor.path), "file", Path("FILE"))
        back = command(self.config, "restore", str(newest))
        sentence = (
            "the database %s %s while the server ran: nothing is saved any more and phones keep what people write; "
        )
        log.critical(sentence + "%s; stop the server, type %s and start again", anchor.path, what, hint, back)

    def _rescue_places(self, anchor: Anchor) -> list[Path]:
        """Return where to try: beside the database, else beside its folder, where the next start looks for it."""
        moment = f"rescued-{clock.now():{copies.STAMP}}.sqlite3"
        beside = anchor.path.parent / f"{anchor.path.stem}-{moment}"
        around = [folder / f"{self.config.data.name}-{moment}" for folder in (self.config.data.parent, Path.home())]
        return [beside, *around]

    def _note_loss(self, what: str) -> None:
        """Let the next start know: what is there then may be less than what was acknowledged."""
        with suppress(OSError):
            known = marker.read(self.config)
            if known is not None:
                known.lost = what
                marker.write(self.config, known)


def _write(session: Session, content: bytes | None) -> None:
    session.execute(update(Store).values(probe=content))
