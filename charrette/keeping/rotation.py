"""Backups that make themselves: each minute in which something changed. A handful is kept; a full disk gets none."""

from __future__ import annotations

import logging
import shutil
import time
from contextlib import suppress

from sqlalchemy import make_url

from charrette import clock
from charrette.backups import UNSOUND, no_tool, without_password
from charrette.config import Config
from charrette.db import Database
from charrette.keeping import copies
from charrette.keeping.duty import Duty
from charrette.offload import apart

log = logging.getLogger(__name__)

LARGE_BYTES = 50_000_000
SPARE_BYTES = 200_000_000
"""So much stays free on the disk beside a new backup: people's words come before copies of them."""


class Rotation:
    """Makes the automatic backups of one server, in the folder ``backups`` of its data folder.

    Of the workers that share a database on PostgreSQL one makes them (``keeping/duty.py``).
    """

    def __init__(self, config: Config, database: Database) -> None:
        self._config = config
        self._database = database
        self._folder = copies.folder_of(config)
        self._duty = Duty(database) if database.path is None else None
        self._version: object = None
        self._due = time.monotonic()
        self._warned = False

    def look(self) -> None:
        """Make a backup when it is time and something changed since the last one."""
        if not self._config.backup_seconds or time.monotonic() < self._due:
            return
        version = self._present_version()
        if version is not None and version != self._version and self._make():
            self._version = version
            self._due = time.monotonic() + self._config.backup_seconds

    def finish(self) -> None:
        """Make a last one at an orderly stop, if something changed; not of a large database, which would take long."""
        anchor = self._database.anchor
        lost = self._duty is None and (anchor is None or anchor.trouble() is not None)
        if self._config.backup_seconds and not lost:
            version = self._present_version()
            if version is not None and version != self._version and self._size() < LARGE_BYTES:
                self._make()
        if self._duty is not None:
            self._duty.end()

    def _present_version(self) -> object:
        """Return what changes whenever the database does; None when another worker makes the backups."""
        if self._duty is not None:
            return self._duty.version()
        return self._database.anchor.version() if self._database.anchor is not None else None

    def _size(self) -> int:
        path = self._database.path
        return path.stat().st_size if path is not None else self._duty.size() if self._duty is not None else 0

    def _make(self) -> bool:
        """Make one and let old ones go; return whether it was made. Others go on meanwhile."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shutil.disk_usage(self._folder).free < 2 * self._size() + SPARE_BYTES:
                return self._not_made(f"the disk with {self._folder} is nearly full")
            if self._duty is not None and shutil.which("pg_dump") is None:
                return self._not_made(no_tool("pg_dump"))
            ending = "sqlite3" if self._duty is None else "dump"
            file = self._folder / f"auto-{clock.now():{copies.STAMP}}.{ending}"
            url = make_url(self._database.url)
            secret = {"PGPASSWORD": url.password} if url.password else {}
            address = without_password(url) if secret else self._database.url
            code = apart("charrette.backups", address, str(self._config.data), str(file), **secret)
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
