"""The handbook calls each button by the words that stand on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "charrette" / "translations" / "nl" / "LC_MESSAGES" / "messages.po"
LEAD_IN = re.compile(r"(?m)^(?:[-*]|\d+\.)?\s*\*\*[^*]+[.?]\*\*")
"""Bold words that begin a paragraph or a point and end as a sentence are its title, not words of a screen."""


def words_on_screens(language: str) -> set[str]:
    """Return all texts of the screens in a language."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="nl")
    found: set[str] = set()
    for message in catalogue:
        both = message.id if language == "en" else message.string
        texts = [both] if isinstance(both, str) else both
        found.update(texts)
        if message.context:  # a word of a closed list stands alone with a capital
            found.update(text[:1].upper() + text[1:] for text in texts)
    return found


@pytest.mark.parametrize(("name", "language"), [("running-a-charrette.md", "nl"), ("running-a-charrette.en.md", "en")])
def test_every_bold_word_stands_on_a_screen(name: str, language: str) -> None:
    """A renamed button must be renamed in the handbook too."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    quoted = {" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", LEAD_IN.sub("", text))}
    assert len(quoted) > 60
    assert quoted - words_on_screens(language) - {"vet", "bold"} == set()
