"""Which of our own scripts a screen is made of, read from their imports; and so, which words it needs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

SCREENS = {
    "phone": "js/apps/phone/main.js",
    "console": "js/apps/console/main.js",
    "screen": "js/apps/projector/main.js",
}
"""The script that each screen begins with."""
_IMPORT = re.compile(
    r"""^\s*(?:import|export)\b[^"';]*?["'](\.{1,2}/[^"']+)["']|\bimport\(\s*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE
)
"""An import at the top of a script, or one that fetches a script when it is wanted."""


@cache
def modules_of(static_folder: str, entry: str) -> tuple[str, ...]:
    """Return the entry and everything it imports, at once or later, as paths under the static folder.

    What is fetched later counts too: it is drawn with the words that came at the start. What is absent is left out.
    """
    found: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        file = Path(static_folder) / path
        if path in found or not file.is_file():
            continue
        found[path] = None
        targets = (at_once or later for at_once, later in _IMPORT.findall(file.read_text("utf-8")))
        waiting += [normpath(join(dirname(path), target)) for target in targets]
    return tuple(sorted(found))


@cache
def source_of(static_folder: str, screen: str) -> str:
    """Return all scripts of a screen as one text, to look words up in."""
    paths = modules_of(static_folder, SCREENS[screen])
    return "\n".join((Path(static_folder) / path).read_text("utf-8") for path in paths)
