"""What is wrong with a folder of session scripts, in Dutch and in English.

A facilitator reads these lines on the command line, before there is a
request or a chosen language, so the texts live here and not in the
translation catalogue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from charrette.scripts.reading.wording import EXPECTED, MESSAGES, SUGGESTION, TYPE_NAMES

LANGUAGES = ("en", "nl")
_SHOWN_CHARACTERS = 60
_SHOWN_WORDS = 24


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: which file, which key in it, what is wrong.

    `key` is a path such as `steps[3].minutes`, counted from 1, or
    `row 7, kind` in a CSV file, or empty for the file as a whole.
    `code` is stable; `params` fill the text.
    """

    file: str
    key: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self._fill(MESSAGES[self.code], "en")

    @property
    def expected(self) -> str:
        """What should stand there, in English."""
        return self._fill(EXPECTED[self.code], "en")

    def text(self, language: str = "en") -> str:
        """The whole mistake on one line; another language than nl reads as English."""
        language = language if language in LANGUAGES else "en"
        parts = [self._fill(MESSAGES[self.code], language), self._fill(EXPECTED[self.code], language)]
        if self.params.get("suggestion"):
            parts.append(self._fill(SUGGESTION, language))
        where = f"{shown(self.file)}: {shown(self.key)}" if self.key else shown(self.file)
        return f"{where}: {' '.join(part for part in parts if part)}"

    def _fill(self, texts: Mapping[str, str], language: str) -> str:
        return texts[language].format_map(_Params(self.params, language))


class ScriptErrors(Exception):
    """A folder of session scripts that cannot be loaded, with all its mistakes at once."""

    code = "script_errors"

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = list(mistakes)
        super().__init__(self.text("en"))

    def text(self, language: str = "en") -> str:
        """All mistakes, one a line, in the order of the files."""
        return "\n".join(mistake.text(language) for mistake in self.mistakes)


def shown(value: object) -> str:
    """A value as it may stand in a message: one line, printable, not too long."""
    text = "".join(mark if mark.isprintable() else f"\\x{ord(mark):02x}" for mark in str(value))
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"


class _Params(dict[str, str]):
    """Parameters as text; names of types in the reader's language."""

    def __init__(self, params: Mapping[str, Any], language: str) -> None:
        super().__init__()
        for name, value in params.items():
            if name in ("type", "found_type"):
                self[name] = TYPE_NAMES[value][language]
            elif isinstance(value, tuple):
                self[name] = _listed(value)
            else:
                self[name] = shown(value)


def _listed(words: tuple[str, ...]) -> str:
    quoted = [f'"{shown(word)}"' for word in words[:_SHOWN_WORDS]]
    return ", ".join(quoted + ["…"] * (len(words) > _SHOWN_WORDS)) or "–"
