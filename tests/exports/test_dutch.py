"""The agenda in Dutch: every label translated, dates the Dutch way."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from charrette.exports.pdf import agenda_pdf, attendance_pdf
from charrette.exports.words import TRANSLATIONS, Words
from tests.exports import examples
from tests.exports.conftest import text_of


@pytest.fixture
def dutch() -> Words:
    """Return Dutch words straight from the catalogue in the repository, compiled here."""
    compiled = io.BytesIO()
    with (TRANSLATIONS / "nl" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale="nl"))
    compiled.seek(0)
    return Words("nl", gettext.GNUTranslations(compiled))


def test_the_dutch_agenda_reads_as_agreed(golden: Callable[[str, bytes], None], dutch: Words) -> None:
    golden("agenda.nl.pdf.txt", (text_of(agenda_pdf(examples.agenda(), dutch)) + "\n").encode())


def test_the_dutch_attendance_list_reads_as_agreed(golden: Callable[[str, bytes], None], dutch: Words) -> None:
    golden("attendance.nl.pdf.txt", (text_of(attendance_pdf(examples.attendance(), dutch)) + "\n").encode())
