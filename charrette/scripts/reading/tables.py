"""Reading one TOML table, key by key, without ever stopping at the first mistake.

Each method looks up one key, writes down what is wrong with it and goes on
with a harmless stand-in, so that one run shows a facilitator every mistake.
The stand-ins never leave the package: with a single mistake nothing is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from charrette.scripts.reading import vocabulary as v
from charrette.scripts.reading.mistakes import Mistake
from charrette.spine.settings import Setting
from charrette.spine.texts import is_blank

E = TypeVar("E", bound=StrEnum)

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "flag"),
    (str, "text"),
    (int, "number"),
    (float, "fraction"),
    (datetime, "moment"),
    (date, "date"),
    (time, "time"),
    (list, "list"),
    (dict, "table"),
)


def type_name(value: object) -> str:
    """The name of a TOML type as `wording.TYPE_NAMES` knows it."""
    return next(name for kind, name in _TYPES if isinstance(value, kind))


def closest(word: str, known: Sequence[str]) -> str:
    """The known word that somebody probably meant, or an empty text."""
    return next(iter(get_close_matches(word.lower(), known, n=1)), "")


@dataclass
class Table:
    """One table of a file: `path` is where it stands, empty for the file itself.

    `known_at_top` fills up while the top of the file is read; a key of the
    top that turns up inside a [[group]] gets its own explanation, because in
    TOML everything below [[steps]] belongs to that step.
    """

    data: Mapping[str, Any]
    file: str
    mistakes: list[Mistake]
    path: str = ""
    known_at_top: set[str] = field(default_factory=set)
    _asked: list[str] = field(default_factory=list)

    def where(self, name: str) -> str:
        """The path of a key in this table, as shown in a mistake."""
        return f"{self.path}.{name}" if self.path else name

    def wrong(self, name: str, code: str, **params: Any) -> None:
        """Write down one mistake about a key of this table."""
        self.mistakes.append(Mistake(self.file, self.where(name), code, params))

    def has(self, name: str) -> bool:
        """Whether the key is given, right or wrong."""
        return name in self.data

    def text(self, name: str, *, limit: int, required: bool = True) -> str:
        """A text of at most `limit` characters; when it is given it is not blank."""
        value = self._get(name, str, "text", required)
        return "" if value is None else self._trimmed(name, value, limit)

    def texts(self, name: str, *, limit: int, most: int) -> tuple[str, ...]:
        """A list of at most `most` texts; absent means none."""
        values = self._get(name, list, "texts", False) or []
        self._not_too_many(name, values, most)
        found = []
        for number, value in enumerate(values[:most], start=1):
            if isinstance(value, str):
                found.append(self._trimmed(f"{name}[{number}]", value, limit))
            else:
                self.wrong(f"{name}[{number}]", "wrong_type", found_type=type_name(value), type="text")
        return tuple(found)

    def key(self, name: str = "key", *, required: bool = True) -> str:
        """A key: small letters, digits and hyphens."""
        value = self.text(name, limit=10 * v.KEY_CHARACTERS, required=required)
        if value and not is_key(value):
            self.wrong(name, "bad_key", found=value, limit=v.KEY_CHARACTERS)
        return value

    def number(self, name: str, *, low: int, high: int, required: bool = True) -> int | None:
        """A whole number from `low` up to and including `high`."""
        value = self._get(name, int, "number", required)
        if value is not None and not low <= value <= high:
            found = value if abs(value) < 10**12 else "…"
            self.wrong(name, "out_of_range", found=found, low=low, high=high)
            return None
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false; absent means `default`."""
        value = self._get(name, bool, "flag", False)
        return default if value is None else value

    def setting(self, setting: Setting) -> Any:
        """A setting of ours: yes or no, or a number within its limits; its default when it is absent or wrong."""
        if setting.kind is bool:
            return self.flag(setting.name, default=setting.default)
        found = self.number(setting.name, low=setting.low or 0, high=setting.high or 0, required=False)
        return setting.default if found is None else found

    def word(self, name: str, choices: Sequence[str], *, required: bool = True) -> str:
        """One word out of `choices`, empty when absent."""
        value = self.text(name, limit=10 * v.KEY_CHARACTERS, required=required)
        if value and value not in choices:
            self.unknown(name, value, choices)
            return ""
        return value

    def choice(self, name: str, kind: type[E], *, required: bool = True) -> E | None:
        """One member of an enum by its value; None when absent or wrong."""
        value = self.word(name, [member.value for member in kind], required=required)
        return kind(value) if value else None

    def unknown(self, name: str, found: str, choices: Sequence[str], code: str = "unknown_choice") -> None:
        """Write down that `found` is not among `choices`, with the likeliest one."""
        self.wrong(name, code, found=found, choices=tuple(choices), suggestion=closest(found, choices))

    def clock(self, name: str) -> time | None:
        """A local clock time, as "19:30" or as TOML's own 19:30:00."""
        if isinstance(self.data.get(name), time):
            self._asked.append(name)
            return self.data[name].replace(second=0, microsecond=0)
        value = self._get(name, str, "time", False)
        if value is None:
            return None
        match = _CLOCK.fullmatch(value.strip())
        if match is None:
            self.wrong(name, "bad_time", found=value)
            return None
        return time(int(match[1]), int(match[2]))

    def day(self, name: str) -> date | None:
        """A date without a time, written without quotes."""
        value = self._get(name, date, "date", False)
        if isinstance(value, datetime):
            self.wrong(name, "wrong_type", found_type="moment", type="date")
            return None
        return value

    def tables(self, name: str, *, most: int, needed: bool = False) -> list[Table]:
        """The groups [[name]]: at most `most`, at least one when `needed`."""
        values = self._get(name, list, "tables", needed) if self.has(name) else []
        if needed and values == []:
            self.wrong(name, "too_few")
        self._not_too_many(name, values or [], most)
        found = []
        for number, value in enumerate((values or [])[:most], start=1):
            if isinstance(value, dict):
                found.append(self._inside(f"{name}[{number}]", value))
            else:
                self.wrong(f"{name}[{number}]", "wrong_type", found_type=type_name(value), type="table")
        return found

    def finish(self) -> None:
        """Write down every key that nobody asked for."""
        for name in self.data:
            if name in self._asked:
                continue
            if self.path and name in self.known_at_top:
                self.wrong(name, "misplaced_key")
            else:
                free = [each for each in self._asked if each not in self.data]
                suggestion = closest(name, free)
                self.wrong(name, "unknown_key", choices=tuple(self._asked), suggestion=suggestion)

    def _inside(self, name: str, data: Mapping[str, Any]) -> Table:
        return Table(data, self.file, self.mistakes, self.where(name), self.known_at_top)

    def _get(self, name: str, kind: type, named: str, required: bool) -> Any:
        self._asked.append(name)
        if not self.path:
            self.known_at_top.add(name)
        if name not in self.data:
            if required:
                self.wrong(name, "missing_key", type=named)
            return None
        value = self.data[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.wrong(name, "wrong_type", found_type=type_name(value), type=named)
            return None
        return value

    def _trimmed(self, name: str, value: str, limit: int) -> str:
        text = _flowing(value)
        if is_blank(text):
            self.wrong(name, "empty_text")
        if len(text) > limit:
            self.wrong(name, "too_long", length=len(text), limit=limit)
        return text

    def _not_too_many(self, name: str, values: Sequence[object], most: int) -> None:
        if len(values) > most:
            self.wrong(name, "too_many", found=len(values), limit=most)


@dataclass
class Seen:
    """Keys seen so far, to find the ones that are used twice."""

    first: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, where: str, wrong: Callable[..., None], name: str = "key") -> None:
        """Remember `key`; a second one is reported through `wrong`, under `name`."""
        if key and key in self.first:
            wrong(name, "duplicate", found=key, first=self.first[key])
        elif key:
            self.first[key] = where


def _flowing(text: str) -> str:
    """Text without the line breaks of the editor; an empty line stays a new paragraph."""
    paragraphs = (" ".join(part.split()) for part in _EMPTY_LINE.split(text))
    return "\n\n".join(part for part in paragraphs if part)


def is_key(text: str) -> bool:
    """Whether a text may be a key."""
    return len(text) <= v.KEY_CHARACTERS and _KEY.fullmatch(text) is not None
