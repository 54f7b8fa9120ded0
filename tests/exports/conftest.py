"""Fixtures of the export tests: golden files, the shared test data, and reading PDFs back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from charrette.exports.words import Words
from tests.exports.week import play
from tests.world import World

WorldAfter = Callable[[Callable[[World], Any]], tuple[World, Any]]

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"


@pytest.fixture
def words() -> Words:
    """Return the words of an English document."""
    return Words("en")


@pytest.fixture
def played(world_after: WorldAfter) -> World:
    """The small charrette after its week."""
    return world_after(play)[0]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Return a check of bytes against the golden file of that name; ``--update-golden`` writes it."""

    def check(name: str, data: bytes) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        assert path.is_file(), f"{path} is missing: run the tests once with --update-golden and look at the result"
        assert data.decode("utf-8") == path.read_bytes().decode("utf-8")

    return check


def reader(pdf: bytes) -> pypdf.PdfReader:
    """Return ``pdf`` opened for reading back."""
    return pypdf.PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """Return the text of all pages as a reader program takes it out."""
    return "\n".join(page.extract_text() for page in reader(pdf).pages)


def text_by_browser(pdf: bytes) -> str:
    """Return the text of all pages as Chromium's own reader takes it out: fast, but it rewrites some scripts."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def squeezed(text: str) -> str:
    """Return ``text`` without blanks and direction marks, in NFC: line breaks are the printer's business."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return "".join(text.split())


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Return the name of each font in ``pdf`` and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in reader(pdf).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            described = font.get_object().get("/FontDescriptor")
            found[font.get_object()["/BaseFont"]] = bool(described and "/FontFile2" in described.get_object())
    return found


def pictures_of(pdf: bytes, dpi: int = 100) -> list[Image.Image]:
    """Return the pages of ``pdf`` as pictures."""
    return [page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def codes_in(picture: Image.Image) -> list[str]:
    """Return what the QR codes in ``picture`` say, from top to bottom."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]


def kids(element: Any) -> list[Any]:
    """Return what an element of the structure of a PDF holds."""
    held = element["/K"].get_object() if "/K" in element else []
    return [row.get_object() for row in (held if isinstance(held, list) else [held])]


def elements(document: pypdf.PdfReader) -> Iterator[Any]:
    """Return all elements of the structure, in reading order."""
    waiting = kids(document.root_object["/StructTreeRoot"])
    while waiting:
        element = waiting.pop(0)
        if isinstance(element, dict) and "/S" in element:
            yield element
            waiting = kids(element) + waiting
