"""Where the scripts and styles of a page are: put together from ours and the libraries by ``tools/bundle.mjs``.

A page asks for a handful of files so, which decides how fast a full hall has its first screen; their names change with
what is in them, so that a browser may keep each for ever.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, current_app, url_for

from charrette.keeping import StartError

FOLDER = "built"


@dataclass(frozen=True)
class Built:
    """A script or style as browsers get it: its address, and those of what it wants at once."""

    url: str
    first: tuple[str, ...]


@cache
def manifest(static_folder: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return for each script or style that a page begins with: its file, and those it wants at once.

    Raises:
        StartError: the set-up did not put them together.
    """
    try:
        entries = json.loads((Path(static_folder) / FOLDER / "manifest.json").read_text("utf-8"))["entries"]
        return {name: (entry["file"], tuple(entry["first"])) for name, entry in entries.items()}
    except (OSError, ValueError, KeyError, TypeError):
        raise StartError("The screens are not put together yet: run `make setup`, and start it again.") from None


def ensure_built(app: Flask) -> None:
    """See that there is something to show on a screen, before anybody is let in.

    Raises:
        StartError: the set-up did not put the screens together.
    """
    manifest(str(app.static_folder))


def built(name: str) -> Built:
    """Return where the script or style ``name`` is, as ``js/apps/phone/main.js`` (for templates).

    Raises:
        StartError: the set-up did not put the screens together.
        KeyError: there is no such script or style that a page begins with (``tools/bundle.mjs`` lists them).
    """
    file, first = manifest(str(current_app.static_folder))[name]
    return Built(_address(file), tuple(map(_address, first)))


def _address(file: str) -> str:
    return url_for("static", filename=f"{FOLDER}/{file}")
