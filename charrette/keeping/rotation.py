"""Backups that make themselves: each minute in which something changed. A handful is kept; a full disk gets none."""

from __future__ import annotations

import logging
import shutil
import time
from contextlib import suppress

from charrette import clock
from charrette.backups import UNSOUND
from charrette.config import Config
from charrette.db import Database
from charrette.keeping import copies
from charrette.offload import apart

log = logging.getLogger(__name__)

LARGE_BYTES = 50_000_000
SPARE_BYTES = 200_000_000
"""So much stays free on the disk beside a new backup: people's words come before copies of them."""


class Rotation:
    """Makes the automatic backups of one server (SQLite), in the folder ``backups`` of its data folder."""

    def __init__(self, config: Config, database: Database) -> None:
        self._config = config
        self._database = database
        self._folder = copies.folder_of(config)
        self._version: int | None = None
        self._due = time.monotonic()
        self._warned = False

    def look(self) -> None:
        """Make a backup when it is time and something changed since the last one."""
        seconds, anchor = self._config.backup_seconds, self._database.anchor
        if not seconds or anchor is None or time.monotonic() < self._due:
            return
        version = anchor.version()
        if version != self._version and self._make():
            self._version = version
            self._due = time.monotonic() + seconds

    def finish(self) -> None:
        """Make a last one at an orderly stop, if something changed; not of a large database, which would take long."""
        path, anchor = self._database.path, self._database.anchor
        if not self._config.backup_seconds or path is None or anchor is None or anchor.trouble() is not None:
            return
        if anchor.version() != self._version and path.stat().st_size < LARGE_BYTES:
            self._make()

    def _make(self) -> bool:
        """Make one and let old ones go; return whether it was made. Others go on meanwhile."""
        path = self._database.path
        assert path is not None
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shutil.disk_usage(self._folder).free < 2 * path.stat().st_size + SPARE_BYTES:
                return self._not_made(f"the disk with {self._folder} is nearly full")
            file = self._folder / f"auto-{clock.now():{copies.STAMP}}.sqlite3"
            code = apart("charrette.backups", self._database.url, str(self._config.data), str(file))
            if code == UNSOUND:
                self._database.give_up("was damaged")  # nobody noticed until now
            if code != 0:
                return self._not_made(f"{file} could not be written")
        except OSError as error:
            return self._not_made(str(error))
        self._warned = False
        self._let_go()
        return True

    def _not_made(self, reason: str) -> bool:
        self._due = time.monotonic() + self._config.backup_seconds
        if not self._warned:
            log.warning("no backup was made: %s", reason)
        self._warned = True
        return False

    def _let_go(self) -> None:
        with suppress(OSError):
            files = {file: file.stat().st_size for file in self._folder.iterdir() if copies.moment_of(file)}
            half = self._folder.glob("auto-*.part")  # of a server that was ended while it made one
            for file in (*copies.to_let_go(files, clock.now()), *half):
                file.unlink(missing_ok=True)
