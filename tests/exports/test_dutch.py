"""Files in Dutch: every code has a word (how they read: ``test_golden.py``)."""

from __future__ import annotations

import gettext
import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from charrette.exports.words import CODE_NAMES, TRANSLATIONS, Words


@pytest.fixture
def dutch() -> Words:
    """Return Dutch words straight from the catalogue in the repository, compiled here."""
    compiled = io.BytesIO()
    with (TRANSLATIONS / "nl" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale="nl"))
    compiled.seek(0)
    return Words("nl", gettext.GNUTranslations(compiled))


SAME_IN_BOTH = {"planner", "badge"}


def test_every_code_has_a_dutch_word(dutch: Words) -> None:
    names = {name for group in CODE_NAMES.values() for name in group.values()} - SAME_IN_BOTH
    assert sorted(name for name in names if dutch.gettext(name) == name) == []
