"""The file under a running SQLite database: is it still the one that was opened?

SQLite goes on writing into a file that was deleted, replaced or unmounted, and says nothing: what is "saved" then is
gone at the next start. Looking costs two calls of the system (some microseconds), so it is done at every commit.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

Identity = tuple[int, int]
MAGIC = b"SQLite format 3\0"
WITH_LOG = b"\x02\x02"
"""Bytes 18 and 19 of a file that is written by way of a log (WAL)."""


def uri_of(path: Path) -> str:
    """Return the address of a file for SQLite that opens it for reading and writing and never makes it."""
    return f"file:{quote(str(path.absolute()))}?mode=rw"


def identity_of(path: Path) -> Identity | None:
    """Return which file a path leads to, or None when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Anchor:
    """Holds one connection open on a SQLite file, and tells whether the files it opened are still in their place.

    The connection is for rescue: through it everything committed can still be read when the file has no name any more.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            sqlite3.Error: it cannot be opened or read.
        """
        self.path = path.absolute()
        self.log = Path(f"{self.path}-wal")
        self.held = sqlite3.connect(uri_of(path), uri=True, check_same_thread=False, isolation_level=None)
        self.held.execute("select count(*) from sqlite_master").fetchone()
        self._main = identity_of(self.path)
        self._log: Identity | None = None
        self._sizes = (0, 0)
        self._changed_at = 0
        self._broken: str | None = None
        # Stays open until the end: closing a file beside SQLite would cost it its locks.
        self._plain = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)

    def opens_the_same(self, path: Path) -> bool:
        """Return whether opening ``path`` now gives the file that was opened first."""
        return identity_of(path) == self._main

    def trouble(self) -> str | None:
        """Return what happened to the files, in words for the log; None while all is well.

        What comes back as the same file (a disk that is mounted again) is well again. What was cut off is not.
        """
        if self._broken is not None:
            return self._broken
        try:
            main = os.stat(self.path)
        except OSError:
            return "was removed"
        if (main.st_dev, main.st_ino) != self._main:
            return "was replaced by another file"
        if main.st_size == 0 < self._sizes[0]:
            self._broken = "was cut off"
            return self._broken
        try:
            log = os.stat(self.log)
        except OSError:
            return "lost its -wal file" if self._log else None
        self._log = self._log or (log.st_dev, log.st_ino)
        if (log.st_dev, log.st_ino) != self._log:
            return "lost its -wal file"
        self._broken = self._compare(main, log)
        return self._broken

    def _compare(self, main: os.stat_result, log: os.stat_result) -> str | None:
        """Tell whether the content is still ours. While another program holds the file it is looked at again later."""
        shrunk = main.st_size < self._sizes[0] or log.st_size < self._sizes[1]
        if main.st_mtime_ns != self._changed_at and not self._begins_as_ours():
            return "was overwritten"
        if shrunk:
            try:
                if not self._is_whole(main.st_size):
                    return "was cut off"
            except sqlite3.OperationalError as error:
                return None if "locked" in str(error) else "was cut off"
        self._sizes, self._changed_at = (main.st_size, log.st_size), main.st_mtime_ns
        return None

    def _begins_as_ours(self) -> bool:
        """Return whether the file still begins as a database with a log beside it; a copy laid over it does not."""
        begin = os.pread(self._plain, 20, 0)
        return begin.startswith(MAGIC) and begin.endswith(WITH_LOG)

    def give_up(self, what: str) -> None:
        """Trust this file no more: ``what`` happened to it, in words for the log, unless a look tells it better."""
        if self.trouble() is None:
            self._broken = what

    def close(self) -> None:
        """Let go of the file, after every other connection to it was closed."""
        self.held.close()
        os.close(self._plain)

    def version(self) -> int:
        """Return a number that is another one once anybody committed something."""
        return int(self.held.execute("pragma data_version").fetchone()[0])

    def _is_whole(self, size: int) -> bool:
        """Tell tidied up from cut off: another program may have compacted the file (``vacuum``).

        Raises:
            sqlite3.OperationalError: another program holds it.
        """
        try:
            with closing(sqlite3.connect(uri_of(self.path), uri=True)) as fresh:
                pages = fresh.execute("pragma page_count").fetchone()[0]
                bytes_of_a_page = fresh.execute("pragma page_size").fetchone()[0]
                sound = fresh.execute("pragma quick_check(1)").fetchone()[0] == "ok"
        except sqlite3.OperationalError:
            raise
        except sqlite3.Error:
            return False
        return bool(sound and pages > 0 and bytes_of_a_page <= size)

    def rescue(self, target: Path) -> bool:
        """Write everything that was committed to ``target``; return whether that copy is sound.

        Raises:
            OSError, sqlite3.Error: it cannot be written.
        """
        half = target.with_name(target.name + ".part")
        os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        try:
            with closing(sqlite3.connect(half)) as copy:
                self.held.backup(copy)
                copy.execute("pragma journal_mode=delete")
                sound = copy.execute("pragma integrity_check(1)").fetchone()[0] == "ok"
                sound = sound and copy.execute("select count(*) from sqlite_master").fetchone()[0] > 0
            os.replace(half, target)
        finally:
            half.unlink(missing_ok=True)
        return bool(sound)
