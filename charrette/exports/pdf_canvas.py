"""A canvas that tags what it draws: readers hear headings, paragraphs and pictures, and skip the rest.

Open-source reportlab leaves the structure tree to its users. Content between ``open_tag`` and ``close_tag``
becomes one element of the tree; page furniture goes between ``open_artifact`` and ``close_tag``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from charrette.exports.text import clean


@dataclass(frozen=True, slots=True)
class _Element:
    tag: str
    page: int
    mark: int
    alt: str


class TaggedCanvas(Canvas):
    """A reportlab canvas with a structure tree, written when the document is saved."""

    dry = False  # only find out what goes where; nothing is drawn
    _code: list[str]  # the content of the page under way
    _doc: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._elements: list[_Element] = []
        self._page_index = 0
        self._marks = 0

    def open_tag(self, tag: str, alt: str = "") -> None:
        """Begin an element such as ``H1``, ``P`` or ``Figure``; ``alt`` says what a picture shows."""
        self._elements.append(_Element(tag, self._page_index, self._marks, clean(alt)))
        self._code.append(f"/{tag} <</MCID {self._marks}>> BDC")
        self._marks += 1

    def open_artifact(self) -> None:
        """Begin page furniture that reading aloud leaves out."""
        self._code.append("/Artifact BMC")

    def close_tag(self) -> None:
        """End what ``open_tag`` or ``open_artifact`` began."""
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        """End the page and tie it to its elements."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self._page_index
        page.Tabs = pdfdoc.PDFName("S")
        self._page_index += 1
        self._marks = 0

    def save(self) -> None:
        """Write the structure tree, then the document."""
        if len(self._code):
            self.showPage()
        self._write_structure()
        super().save()

    def _write_structure(self) -> None:
        doc = self._doc
        root = pdfdoc.PDFObjectReference("structRoot")
        document = pdfdoc.PDFObjectReference("structDocument")
        by_page: dict[int, list[Any]] = {}
        children = []
        for number, element in enumerate(self._elements):
            fields = {
                "Type": pdfdoc.PDFName("StructElem"),
                "S": pdfdoc.PDFName(element.tag),
                "P": document,
                "Pg": doc.Reference(doc.Pages.pages[element.page]),
                "K": element.mark,
            }
            if element.alt:
                fields["Alt"] = pdfdoc.PDFString(element.alt)
            reference = doc.Reference(pdfdoc.PDFDictionary(fields), f"struct{number}")
            children.append(reference)
            by_page.setdefault(element.page, []).append(reference)
        numbers: list[Any] = []
        for page in range(self._page_index):
            numbers += [page, pdfdoc.PDFArray(by_page.get(page, []))]
        top = {
            "Type": pdfdoc.PDFName("StructElem"),
            "S": pdfdoc.PDFName("Document"),
            "P": root,
            "K": pdfdoc.PDFArray(children),
        }
        doc.Reference(pdfdoc.PDFDictionary(top), "structDocument")
        tree = {
            "Type": pdfdoc.PDFName("StructTreeRoot"),
            "K": pdfdoc.PDFArray([document]),
            "ParentTree": pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}),
            "ParentTreeNextKey": self._page_index,
        }
        structure = pdfdoc.PDFDictionary(tree)
        doc.Reference(structure, "structRoot")
        doc.Catalog.StructTreeRoot = structure
        doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
