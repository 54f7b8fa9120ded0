"""What the data folder remembers of the database it was used with: ``database.json``.

With it a start can tell a new folder, which gets the example week, from one whose database is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from charrette.config import Config

NAME = "database.json"
EXPLANATION = "Charrette knows by this file which database belongs here, so that a lost one is noticed."


@dataclass
class Marker:
    """``ids``: the database by kind or address. ``copies``: folders where backups were made. ``lost``: what happened
    to the database while it was served, until it is put back."""

    ids: dict[str, str] = field(default_factory=dict)
    copies: list[str] = field(default_factory=list)
    lost: str = ""


def file_of(config: Config) -> Path:
    """Return where the marker of a data folder is."""
    return config.data / NAME


def key_of(config: Config) -> str:
    """Return under what name a database is remembered: any SQLite file is the same one, wherever it lies.

    A database on a server goes by its address, without the password.
    """
    if config.is_sqlite:
        return "sqlite"
    return config.database_url.split("://", 1)[-1].split("?", 1)[0].rsplit("@", 1)[-1]


def read(config: Config) -> Marker | None:
    """Return what is remembered; None in a folder that was never used. One that cannot be read counts as used."""
    try:
        told = json.loads(file_of(config).read_text(encoding="utf-8"))
        return Marker(dict(told["ids"]), list(told.get("copies", [])), str(told.get("lost", "")))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        return Marker({key_of(config): ""})


def write(config: Config, marker: Marker) -> None:
    """Remember, so that it survives a power cut; for the owner only.

    Raises:
        OSError: the folder cannot be written.
    """
    told = {"what": EXPLANATION, "ids": marker.ids, "copies": marker.copies, "lost": marker.lost}
    half = config.data / f"{NAME}.part"
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as handle:
            json.dump(told, handle, indent=2)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(half, file_of(config))
    finally:
        half.unlink(missing_ok=True)
    sync_folder(config.data)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system offers that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remember_copies(config: Config, folder: Path) -> None:
    """Remember where a backup was made, so that it is found when it is needed."""
    known = read(config)
    place = str(folder.absolute())
    if known is not None and place not in known.copies:
        known.copies = [place, *known.copies][:20]
        with contextlib.suppress(OSError):
            write(config, known)


def forget_id(config: Config) -> None:
    """Let the next start accept the database that was put back on purpose."""
    known = read(config)
    if known is not None:
        known.ids[key_of(config)] = ""
        known.lost = ""
        write(config, known)
