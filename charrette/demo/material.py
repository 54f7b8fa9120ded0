"""What simulated people say: ideas from a CSV file, and words of ours for the rest of the week."""

from __future__ import annotations

import csv
import random
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from charrette.counting import counted

HERE = Path(__file__).parent
OWN_IDEAS = HERE / "ideas_nl.csv"


class BadIdeas(Exception):
    """The ideas file cannot be used; the text says why in one sentence."""


@dataclass(frozen=True)
class Example:
    """One line of an ideas file. ``instance`` may be the key of a gathering it fits best."""

    text: str
    theme: str
    area: str
    instance: str

    def cut(self, limit: int) -> str:
        """Return the words, cut at a space so that they fit a board's limit."""
        if len(self.text) <= limit:
            return self.text
        return self.text[: limit - 1].rsplit(" ", 1)[0] + "…"


def read_ideas(path: Path) -> list[Example]:
    """Read an ideas file: CSV with a header, of which ``text`` is needed.

    Raises:
        BadIdeas: it is no such file, or has no ideas.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadIdeas(f"{path} cannot be read as CSV: {error}.") from error
    found = [_example(row) for row in rows if (row.get("text") or "").strip()]
    if not found:
        raise BadIdeas(f"{path} has no ideas: it needs a column called text, with words in it.")
    return found


def _example(row: dict[str, Any]) -> Example:
    def cell(name: str) -> str:
        return " ".join((row.get(name) or "").split())

    return Example(cell("text"), cell("category") or "Overig", cell("area"), cell("instance"))


def read_words() -> dict[str, Any]:
    """Return the file ``words_nl.toml``: what simulated people and the team are called and say."""
    return tomllib.loads((HERE / "words_nl.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Plan:
    """A design item as the design team will write it: a first text, and what later versions add."""

    title: str
    theme: str
    kind: str
    grain: str
    text: str
    why: str
    additions: tuple[str, ...]
    trits: dict[str, str]
    parties: dict[str, str] = field(default_factory=dict)


class Material:
    """All words, and a generator of random numbers that gives the same week for the same seed."""

    def __init__(self, ideas: list[Example], seed: int) -> None:
        self.rng = random.Random(seed)
        self._ideas = ideas
        self._left = self._shuffled()
        self._given = 0

    @cached_property
    def words(self) -> dict[str, Any]:
        """The file ``words_nl.toml``."""
        return read_words()

    def pick(self, *path: str) -> str:
        """Return one of the sentences at a place in the words file."""
        place: Any = self.words
        for name in path:
            place = place[name]
        return str(self.rng.choice(place))

    def next_idea(self, gathering: str) -> Example:
        """Return an idea for this gathering: of the lines that nobody got yet, one that was written for it, else one
        that was written for none, else any. When all are given out it begins again, whatever gathering asks."""
        if not self._left:
            self._left = self._shuffled()
        chosen = next(
            (each for wanted in (gathering, "") for each in self._left if each.instance == wanted), self._left[0]
        )
        self._left = [each for each in self._left if each is not chosen]
        self._given += 1
        return chosen

    def _shuffled(self) -> list[Example]:
        return self.rng.sample(self._ideas, len(self._ideas))

    def told(self) -> str:
        """Return in one sentence what became of the lines of the ideas file."""
        lines = counted(len(self._ideas), "line", "lines")
        if self._given <= len(self._ideas):
            unused = len(self._ideas) - self._given
            return f"The ideas file has {lines}; each was used once at most, and {unused:,} were left unused."
        return (
            f"The ideas file has {lines}; all were used before any came again, and none was left unused. "
            f"{counted(self._given - len(self._ideas), 'idea came', 'ideas came')} again."
        )

    def plans(self, themes: list[str], most: int) -> list[Plan]:
        """Return design items for the themes people wrote most about, with our own words where we have them."""
        written = {each["theme"]: each for each in self.words["items"]}
        found = []
        for theme, _ in Counter(themes).most_common():
            if theme in written:
                found.append(self._plan(written[theme], theme))
            elif theme:
                found.append(self._plan(self._general(theme), theme))
        return found[:most]

    def _general(self, theme: str) -> dict[str, Any]:
        general = self.words["general"]
        filled = {name: value.format(theme=theme) for name, value in general.items() if isinstance(value, str)}
        return {**general, **filled}

    def _plan(self, written: dict[str, Any], theme: str) -> Plan:
        return Plan(
            title=written["title"],
            theme=theme,
            kind=written["kind"],
            grain=written["grain"],
            text=written["text"],
            why=written["why"],
            additions=tuple(written["additions"]),
            trits=dict(written["trits"]),
            parties=dict(written.get("parties", {})),
        )
