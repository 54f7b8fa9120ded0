"""The rooms of the subjects: which there are, and bringing in all rooms of a kind so that what they declare is known.

A subject is a folder of the package with some of these rooms, each a module or a folder of modules. Nothing lists the
subjects: a new folder is found by itself.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

ROOMS = (
    "lists",
    "settings",
    "refusals",
    "models",
    "events",
    "rules",
    "commands",
    "picture",
    "files",
    "pages",
    "export",
)
"""The rooms a subject may have, from what rests on nothing to what rests on all before it."""

MACHINERY = frozenset({"demo", "exports", "keeping", "listening", "live", "migrations", "spine", "web"})
"""The folders that are no subject."""

PACKAGE = "charrette"
HOME = Path(__file__).parent


@cache
def subjects() -> tuple[str, ...]:
    """Return the names of all subjects, in the order of the alphabet."""
    folders = {found.name for found in pkgutil.iter_modules([str(HOME)]) if found.ispkg}
    return tuple(sorted(folders - MACHINERY))


def _has(folder: str, room: str) -> bool:
    return (HOME / folder / room).is_dir() or (HOME / folder / f"{room}.py").is_file()


@cache
def load(room: str) -> None:
    """Import this room of every subject, and of the spine where it has one, with all modules in it.

    Raises:
        DeclaredTwice: two subjects declare something under one name.
    """
    for subject in (*subjects(), "spine"):
        if _has(subject, room):
            _import_all(f"{PACKAGE}.{subject}.{room}")


def _import_all(name: str) -> None:
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
        _import_all(f"{name}.{found.name}")


def load_all() -> None:
    """Import every room that a server uses, at start, so that what is wrong shows before anybody comes.

    What makes files is left out: another process does that.

    Raises:
        DeclaredTwice: two subjects declare something under one name.
    """
    for room in ROOMS:
        if room != "export":
            load(room)
