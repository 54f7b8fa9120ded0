"""The poster at the door."""

from __future__ import annotations

from charrette.exports.words import Words
from charrette.week.export import poster_pdf
from tests.exports import examples
from tests.exports.conftest import reader, text_of


def test_the_poster_says_address_and_code_on_both_sizes(words: Words) -> None:
    for size, width in (("A4", 595), ("A3", 841)):
        pdf = reader(poster_pdf(examples.poster(), words, size=size))
        assert len(pdf.pages) == 1
        assert int(pdf.pages[0].mediabox.width) == width
        assert "7KDX4M" in pdf.pages[0].extract_text()


def test_the_poster_says_what_to_do_with_the_code(words: Words) -> None:
    assert "Point the camera of your phone at this code." in text_of(poster_pdf(examples.poster(), words))
