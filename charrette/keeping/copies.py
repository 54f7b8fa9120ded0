"""Backups: where they lie, which is the newest that can be used, and which of the automatic ones are kept."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from charrette.config import Config
from charrette.dumps import COMPRESSED_MAGIC, DUMP_MAGIC, is_dump, tables_of
from charrette.keeping import marker

AUTOMATIC = re.compile(r"^auto-(\d{8}-\d{6})\.(?:sqlite3|dump)$")
STAMP = "%Y%m%d-%H%M%S"
MINUTES_KEPT = 5
HOURS_KEPT = 24
DAYS_KEPT = 14
MOST_BYTES = 2_000_000_000
FEWEST_KEPT = 2
DUMPS = (DUMP_MAGIC, COMPRESSED_MAGIC)
SET_ASIDE = "-before-restore-"
"""In the names of what ``restore`` replaced: no backup, as the newest of it may be in a file beside it."""


@dataclass(frozen=True)
class Copy:
    """One backup: ``at`` is when it was written, in seconds since 1970."""

    file: Path
    size: int
    at: float


def folder_of(config: Config) -> Path:
    """Return where the automatic backups go."""
    return config.data / "backups"


def _places(config: Config, *, elsewhere: bool) -> list[Path]:
    places = [folder_of(config), config.data]
    if elsewhere:
        known = marker.read(config)
        places += [Path("backups").absolute(), *(Path(one) for one in (known.copies if known else []))]
    return list(dict.fromkeys(places))


def found(config: Config, database: Path | None, *, elsewhere: bool = True) -> list[Copy]:
    """Return all backups that can be found, the newest first; never the database itself.

    ``elsewhere``: also in the folder ``backups`` where the command is typed, and where backups were made before.
    """
    places = _places(config, elsewhere=elsewhere)
    if database is not None:
        places = list(dict.fromkeys([*places, database.parent.absolute(), database.parent.absolute() / "backups"]))
    beginning = DUMPS if database is None else (b"SQLite format 3\0",)
    seen = {}
    for place in places:
        with suppress(OSError):
            for file in place.iterdir():
                same = database is not None and file.absolute() == database.absolute()
                if not same and SET_ASIDE not in file.name and (copy := _copy(file, beginning)) is not None:
                    seen[file.resolve()] = copy
    for file in rescued_beside(config):
        if (copy := _copy(file, beginning)) is not None:
            seen[file.resolve()] = copy
    return sorted(seen.values(), key=lambda copy: (copy.at, copy.file.name), reverse=True)


def databases_in(folders: Iterable[Path]) -> list[Path]:
    """Return the databases of ours in these folders that a server used: no backups, which keep no log beside them (byte
    18 of the file is 2), and none that ``restore`` set aside."""
    found = []
    for folder in folders:
        with suppress(OSError):
            for file in sorted(folder.iterdir()):
                copy = _copy(file, (b"SQLite format 3\0",)) if SET_ASIDE not in file.name else None
                if copy is not None and _keeps_a_log(file) and is_sound(file):
                    found.append(file)
    return found


def _keeps_a_log(file: Path) -> bool:
    with file.open("rb") as handle:
        return handle.read(19)[18:] == b"\x02"


def rescued_beside(config: Config) -> list[Path]:
    """Return what was rescued beside a data folder that was taken away as a whole."""
    with suppress(OSError):
        return sorted(config.data.parent.glob(f"{config.data.name}-rescued-*.sqlite3"))
    return []


def _copy(file: Path, beginnings: tuple[bytes, ...]) -> Copy | None:
    """Return a file as a backup, if it looks like one. Reads its first bytes: never for a database that is open."""
    try:
        if not file.is_file() or file.name.endswith(".part"):
            return None
        with file.open("rb") as handle:
            if not handle.read(max(map(len, beginnings))).startswith(beginnings):
                return None
        state = file.stat()
    except OSError:
        return None
    return Copy(file, state.st_size, state.st_mtime)


def is_sound(file: Path) -> bool:
    """Return whether a file is a whole database of ours. It is only read: no file appears beside it."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1", uri=True)) as copy:
            tables = {row[0] for row in copy.execute("select name from sqlite_master where type='table'")}
            return {"alembic_version", "charrettes"} <= tables and (
                copy.execute("pragma quick_check(1)").fetchone()[0] == "ok"
            )
    except sqlite3.Error:
        return False


def newest_sound(config: Config, database: Path | None) -> Copy | None:
    """Return the newest backup that can be put back."""
    looks_sound = is_sound if database is not None else _is_sound_dump
    return next((copy for copy in found(config, database) if looks_sound(copy.file)), None)


def _is_sound_dump(file: Path) -> bool:
    """Return whether a dump is whole; of a compressed one that is not looked at."""
    return not is_dump(file) or "charrettes" in tables_of(file)


def to_let_go(files: dict[Path, int], now: datetime) -> list[Path]:
    """Return which automatic backups go: kept are the last few, one of each hour and one of each day.

    ``files``: size in bytes by path. Together they stay under ``MOST_BYTES``, but the newest two are always kept.
    """
    moments = sorted(((moment, path) for path in files if (moment := moment_of(path))), reverse=True)
    keep = [path for _, path in moments[:MINUTES_KEPT]]
    for pattern, reach in (("%Y%m%d%H", timedelta(hours=HOURS_KEPT)), ("%Y%m%d", timedelta(days=DAYS_KEPT))):
        newest = {}
        for moment, path in reversed(moments):
            if now - moment <= reach:
                newest[moment.strftime(pattern)] = path
        keep += newest.values()
    room, kept = MOST_BYTES, set()
    for number, (_, path) in enumerate(moments):
        if path in keep and (number < FEWEST_KEPT or files[path] <= room):
            kept.add(path)
            room -= files[path]
    return [path for _, path in moments if path not in kept]


def moment_of(file: Path) -> datetime | None:
    """Return when an automatic backup was made, by its name (in UTC); None for any other file."""
    match = AUTOMATIC.match(file.name)
    try:
        return datetime.strptime(match[1], STAMP).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None
