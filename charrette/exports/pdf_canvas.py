"""A canvas that tags what it draws: readers hear headings, paragraphs and pictures, and skip the rest.

Open-source reportlab leaves the structure tree to its users. Content between ``open_tag`` and ``close_tag``
becomes one element of the tree; page furniture goes between ``open_artifact`` and ``close_tag``. ``add_link`` makes a
link of the element that was opened last, with words for who cannot see where it lies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    link: str = ""


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
        self._links: dict[str, Any] = {}
        self._nodes: list[Any] = []

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

    def add_link(self, words: str, rect: tuple[float, float, float, float], *, url: str = "", key: str = "") -> None:
        """Make the element opened last a link to ``url``, or to the place in this document named ``key``."""
        name = f"LINK{len(self._links)}"
        fields: dict[str, Any] = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Link"),
            "Rect": pdfdoc.PDFArray(self._absRect(rect, 1)),
            "Border": pdfdoc.PDFArray([0, 0, 0]),
            "F": 4,  # printed, as all that is tagged
            "Contents": pdfdoc.PDFString(clean(words)),
        }
        if url:
            action = {"Type": pdfdoc.PDFName("Action"), "S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(url)}
            fields["A"] = pdfdoc.PDFDictionary(action)
        else:
            fields["Dest"] = self._bookmarkReference(key)
        self._links[name] = pdfdoc.PDFDictionary(fields)
        self._addAnnotation(self._links[name], name)
        self._elements[-1] = replace(self._elements[-1], link=name)

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
        root, document = pdfdoc.PDFObjectReference("structRoot"), pdfdoc.PDFObjectReference("structDocument")
        by_page: dict[int, list[Any]] = {page: [] for page in range(self._page_index)}
        links: list[Any] = []
        children = []
        for element in self._elements:
            top, holder, link = self._write_element(element, document, self._page_index + len(links))
            children.append(top)
            by_page[element.page].append(holder)
            links += [link] if link is not None else []
        self._node("Document", root, children, name="structDocument")
        numbers: list[Any] = []
        for page, holders in by_page.items():
            numbers += [page, pdfdoc.PDFArray(holders)]
        for number, link in enumerate(links, self._page_index):
            numbers += [number, link]
        tree = {
            "Type": pdfdoc.PDFName("StructTreeRoot"),
            "K": pdfdoc.PDFArray([document]),
            "ParentTree": pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)}),
            "ParentTreeNextKey": self._page_index + len(links),
        }
        structure = pdfdoc.PDFDictionary(tree)
        doc.Reference(structure, "structRoot")
        doc.Catalog.StructTreeRoot = structure
        doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _write_element(self, element: _Element, document: Any, number: int) -> tuple[Any, Any, Any]:
        """Write an element; return it, what holds its content, and its link if it has one (``number`` is its key).

        A link lies in a paragraph and holds the words or the picture, and the place that can be pressed.
        """
        page = self._doc.Reference(self._doc.Pages.pages[element.page])
        if not element.link:
            alone = self._node(element.tag, document, element.mark, page=page, alt=element.alt)
            return alone, alone, None
        annotation = self._links[element.link]
        annotation.dict["StructParent"] = number
        pressed = {
            "Type": pdfdoc.PDFName("OBJR"),
            "Obj": pdfdoc.PDFObjectReference(self._doc.annotationName(element.link)),
            "Pg": page,
        }
        content: list[Any] = [element.mark, pdfdoc.PDFDictionary(pressed)]
        around = self._node("P" if element.tag == "Figure" else element.tag, document, [])
        link = self._node("Link", around, content, page=page)
        self._kids(around, [link])
        if element.tag != "Figure":
            return around, link, link
        picture = self._node("Figure", link, element.mark, page=page, alt=element.alt)
        self._kids(link, [picture, content[1]])
        return around, picture, link

    def _node(self, tag: str, parent: Any, kids: Any, *, page: Any = None, alt: str = "", name: str = "") -> Any:
        """Write one element of the tree and return the reference to it."""
        fields = {"Type": pdfdoc.PDFName("StructElem"), "S": pdfdoc.PDFName(tag), "P": parent}
        fields["K"] = pdfdoc.PDFArray(kids) if isinstance(kids, list) else kids
        if page is not None:
            fields["Pg"] = page
        if alt:
            fields["Alt"] = pdfdoc.PDFString(alt)
        self._nodes.append(pdfdoc.PDFDictionary(fields))
        return self._doc.Reference(self._nodes[-1], name or f"struct{len(self._nodes)}")

    def _kids(self, node: Any, kids: list[Any]) -> None:
        self._doc.idToObject[node.name].dict["K"] = pdfdoc.PDFArray(kids)
