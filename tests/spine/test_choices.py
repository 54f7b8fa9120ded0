"""Closed lists: every value that is shown has a word in every language, and no list is written a second time."""

from __future__ import annotations

import ast
import gettext
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from charrette.spine.choices import LISTS, Choices, Word, Words, choices, word, word_of

ROOT = Path(__file__).parents[2]
LANGUAGES = sorted(path.name for path in (ROOT / "charrette/translations").iterdir() if path.is_dir())
NEVER_SHOWN = {"entry_kind"}
"""Lists of which people see no value: lines of the check-in log are told by what came of them."""


def words_of_all_lists() -> list[Word]:
    """Return every word of every list."""
    found = []
    for kind in LISTS.values():
        for value in kind:
            if value.words is not None:
                found += [value.words.staff, value.words.for_participants()]
    return found


def test_every_value_has_words() -> None:
    assert [
        f"{name}: {value}"
        for name, kind in LISTS.items()
        if name not in NEVER_SHOWN
        for value in kind
        if value.words is None
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_in_every_language(language: str) -> None:
    compiled = io.BytesIO()
    with (ROOT / "charrette/translations" / language / "LC_MESSAGES/messages.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    known = gettext.GNUTranslations(compiled)._catalog  # type: ignore[attr-defined]
    assert [found for found in words_of_all_lists() if f"{found.context}\x04{found.text}" not in known] == []


def test_a_value_that_we_do_not_know_has_no_word() -> None:
    assert word_of("party_answer", "perhaps") is None
    assert word_of("party_answer", None) is None
    assert word_of("gathering_state", "running", participants=True) == ("gathering_state, participants", "going on now")
    assert word_of("party_role", "resident", participants=True) == ("party_role", "resident")


def test_a_word_of_another_list_and_an_unknown_tone_are_refused() -> None:
    for words in (
        Words(word("party_answer", "asked")),
        Words(word("weather", "wet"), word("weather", "It rains.")),
        Words(word("weather", "wet"), tone="gloomy"),
    ):

        class Weather(Choices):
            """What it is like outside."""

            WET = "wet", words

        with pytest.raises(ValueError, match=r"weather|gloomy"):
            choices("weather")(Weather)
    assert "weather" not in LISTS


def written_in_python(path: Path) -> Iterator[tuple[int, set[str]]]:
    """Yield the texts that a table or a row of texts in this file has as keys, with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Dict):
            parts: list[ast.expr | None] = list(node.keys)
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            parts = list(node.elts)
        else:
            continue
        texts = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
        if len(texts) >= 3:
            yield node.lineno, texts


def written_in_text(path: Path) -> Iterator[tuple[int, set[str]]]:
    """Yield the keys of tables of words in a script or a page, with the line: ``{ planned: t("planned"), ... }``."""
    source = path.read_text("utf-8")
    for table in re.finditer(r"\{[^{}]*\}", source):
        keys = set(re.findall(r"""["']?(\w+)["']?\s*:\s*(?:t|_)\(""", table.group(0)))
        if len(keys) >= 3:
            yield source.count("\n", 0, table.start()) + 1, keys


def repeats(path: Path, tables: Iterator[tuple[int, set[str]]]) -> list[str]:
    """Return where a file has most values of a closed list as a table of its own."""
    return [
        f"{path.relative_to(ROOT)}:{line} is the list {name} again"
        for line, texts in tables
        for name, kind in LISTS.items()
        if len(kind) >= 3 and texts <= set(kind) and len(texts) * 2 > len(kind)
    ]


def test_no_list_is_written_a_second_time() -> None:
    found = []
    for path in sorted((ROOT / "charrette").rglob("*.py")):
        if path.name != "lists.py" and not {"migrations", "demo"} & set(path.parts):  # a crowd of ours has likings
            found += repeats(path, written_in_python(path))
    for folder, ending in (("static/js", "*.js"), ("templates", "*.html")):
        for path in sorted((ROOT / folder).rglob(ending)):
            found += repeats(path, written_in_text(path))
    assert found == []
