"""The structure of our PDFs, walked as a screen reader walks it: nothing is drawn that it does not know of."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pypdf
import pytest
from pypdf.generic import ContentStream

from charrette.agendas.export.pdf import agenda_pdf
from charrette.attendance.export.pdf import attendance_pdf
from charrette.exports.words import Words
from charrette.week.export import poster_pdf
from tests.exports import examples
from tests.exports.conftest import elements, kids, reader

PAINTS = frozenset({b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh"})


@pytest.fixture(params=["agenda", "attendance", "poster"])
def document(request: pytest.FixtureRequest) -> pypdf.PdfReader:
    """Each kind of PDF that we make."""
    words = Words("nl")
    makers = {
        "agenda": lambda: agenda_pdf(examples.agenda(), words),
        "attendance": lambda: attendance_pdf(examples.attendance(), words),
        "poster": lambda: poster_pdf(examples.poster(), words),
    }
    return reader(makers[request.param]())


def holders(document: pypdf.PdfReader) -> dict[int, Any]:
    """Return what the tree says of each page and of each link, by its number."""
    numbers = document.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    return {int(numbers[at]): numbers[at + 1].get_object() for at in range(0, len(numbers), 2)}


def test_every_document_says_its_language_and_shows_its_title(document: pypdf.PdfReader) -> None:
    root = document.root_object

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712  a value of the PDF
    assert document.metadata is not None
    assert document.metadata.title


def test_all_that_is_drawn_is_in_the_tree_or_declared_to_be_furniture(document: pypdf.PdfReader) -> None:
    by_number = holders(document)
    for page in document.pages:
        marks, stray, depth = [], [], 0
        for operands, operator in ContentStream(page.get_contents(), document).operations:
            if operator in (b"BDC", b"BMC"):
                assert depth == 0, "marked content within marked content"
                marks += [int(operands[1]["/MCID"])] if operator == b"BDC" else []
                depth += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in PAINTS and depth == 0:
                stray.append(operator)
        known = by_number[int(page["/StructParents"])]
        assert (marks, stray, depth) == (list(range(len(known))), [], 0)
        for mark, element in enumerate(known):
            assert mark in kids(element.get_object())
            assert element.get_object()["/Pg"].get_object() == page.get_object()


def test_each_element_is_a_child_of_its_parent(document: pypdf.PdfReader) -> None:
    for element in elements(document):
        for kid in kids(element):
            if isinstance(kid, dict) and "/S" in kid:
                assert kid["/P"].get_object() == element


def test_headings_go_down_one_level_at_a_time_from_one_title(document: pypdf.PdfReader) -> None:
    levels = [int(element["/S"][2:]) for element in elements(document) if element["/S"][1:2] == "H"]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_pictures_have_words(document: pypdf.PdfReader) -> None:
    assert [element for element in elements(document) if element["/S"] == "/Figure" and not element.get("/Alt")] == []


def test_every_link_says_where_it_leads_and_is_in_the_tree(document: pypdf.PdfReader) -> None:
    by_number = holders(document)
    links = [note.get_object() for page in document.pages for note in page.get("/Annots", [])]
    tied = [element for element in elements(document) if element["/S"] == "/Link"]

    assert all(link["/Contents"].strip() for link in links)
    assert [by_number[int(link["/StructParent"])] for link in links] == tied
    for link, element in zip(links, tied, strict=True):
        (pressed,) = [kid for kid in kids(element) if isinstance(kid, dict) and kid.get("/Type") == "/OBJR"]
        assert pressed["/Obj"].get_object() == link


def test_a_code_is_a_picture_within_a_link_within_a_paragraph() -> None:
    document = reader(poster_pdf(examples.poster(), Words("en")))
    (link,) = [element for element in elements(document) if element["/S"] == "/Link"]

    assert link["/P"].get_object()["/S"] == "/P"
    assert kids(link)[0]["/S"] == "/Figure"
    assert kids(link)[0]["/Alt"].startswith("QR code to https://charrette")
