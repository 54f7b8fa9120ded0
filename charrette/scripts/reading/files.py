"""From a folder to parsed tables: everything that can be wrong with a file as a file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from charrette.scripts.reading import vocabulary as v
from charrette.scripts.reading.mistakes import Mistake

_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")
_END = "(at end of document)"


@dataclass
class Folder:
    """The parsed files of one folder; a file that could not be read is absent.

    `gatherings` maps a file name to its table, in the order of the names;
    `complete` tells whether every gathering could be read.
    """

    path: Path
    mistakes: list[Mistake] = field(default_factory=list)
    programme: Mapping[str, Any] | None = None
    gatherings: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    complete: bool = True

    def wrong(self, file: str, code: str, **params: Any) -> None:
        """Write down a mistake about a file as a whole."""
        self.mistakes.append(Mistake(file, "", code, params))

    def read_text(self, name: str) -> str | None:
        """The text of a file in this folder, or None after writing down what is wrong."""
        try:
            with (self.path / name).open("rb") as stream:
                data = stream.read(v.FILE_BYTES_MOST + 1)
        except (OSError, ValueError) as error:
            self.wrong(name, "file_unreadable", reason=getattr(error, "strerror", None) or "?")
            return None
        if len(data) > v.FILE_BYTES_MOST:
            self.wrong(name, "file_too_big", limit=v.FILE_BYTES_MOST // 1024)
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.wrong(name, "not_utf8", line=data.count(b"\n", 0, error.start) + 1)
            return None

    def read_toml(self, name: str) -> Mapping[str, Any] | None:
        """The table in a TOML file, or None after writing down what is wrong."""
        text = self.read_text(name)
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except RecursionError:
            self.wrong(name, "broken_toml", line=1, detail="too many brackets inside each other")
        except ValueError as error:
            line, detail = _line_and_detail(str(error), text)
            self.wrong(name, "broken_toml", line=line, detail=detail)
        return None


def read_folder(path: Path) -> Folder:
    """Read every file of a folder of session scripts, with all mistakes of the files."""
    folder = Folder(path)
    if not path.is_dir():
        folder.wrong(str(path), "folder_missing", programme=v.PROGRAMME_FILE)
        return folder
    try:
        names = sorted(each.name for each in path.iterdir() if _is_script(each.name))
    except OSError as error:
        folder.wrong(str(path), "file_unreadable", reason=error.strerror or "?")
        return folder
    if not names:
        folder.wrong(str(path), "folder_empty")
        return folder
    if v.PROGRAMME_FILE in names:
        folder.programme = folder.read_toml(v.PROGRAMME_FILE)
    else:
        folder.wrong(v.PROGRAMME_FILE, "programme_missing")
    _read_gatherings(folder, [name for name in names if name != v.PROGRAMME_FILE])
    return folder


def _read_gatherings(folder: Folder, names: list[str]) -> None:
    if not names:
        folder.wrong(str(folder.path), "no_gatherings")
    if len(names) > v.GATHERINGS_MOST:
        folder.wrong(str(folder.path), "too_many", found=len(names), limit=v.GATHERINGS_MOST)
    for name in names[: v.GATHERINGS_MOST]:
        data = folder.read_toml(name)
        if data is None:
            folder.complete = False
        else:
            folder.gatherings[name] = data


def _is_script(name: str) -> bool:
    return name.endswith(".toml") and not name.startswith((".", "_"))


def _line_and_detail(message: str, text: str) -> tuple[int, str]:
    """Take the line number out of tomllib's message."""
    match = _LINE.search(message)
    if match:
        return int(match[1]), message[: match.start()]
    detail = message.replace(_END, "").strip()
    return text.rstrip().count("\n") + 1 if _END in message else 1, detail
