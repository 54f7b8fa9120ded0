"""Building a document: page numbers and contents that are known before the pages are drawn.

A document is built from a function that makes its story, first with nothing known, then again with the page
numbers found, until they stay the same. The result depends on nothing but the values: no clock, no file name.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame
from reportlab.platypus.tables import Table

from charrette.exports import fonts
from charrette.exports.pdf_canvas import TaggedCanvas
from charrette.exports.pdf_styles import DELFT, EMBER, FOOT, FOOTER, LINE, MARGIN
from charrette.exports.pdf_text import TextStyle, draw_text, text_width
from charrette.exports.text import clean


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier pass found: the page of each mark, and how many pages there are."""

    pages: tuple[tuple[str, int], ...] = ()
    total: int = 1

    def page(self, key: str) -> int:
        """Return the page ``key`` is on; 1 while it is not known."""
        return dict(self.pages).get(key, 1)


@dataclass(slots=True)
class Found:
    """Where the pass under way has drawn its marks."""

    pages: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class About:
    """What the document says of itself, and the line at the foot of every page."""

    title: str
    author: str
    subject: str
    lang: str
    footer: str
    page_of: Callable[[int, int], str]


Story = Callable[[Known, Found], list[Flowable]]


def build(story: Story, about: About, *, page_size: tuple[float, float] = A4) -> bytes:
    """Return the PDF of ``story``. Pure: run it in a thread or another process, away from the event loop."""
    fonts.register()
    known, canvas, target = _pass(story, about, Known(), page_size, dry=True)
    for _ in range(4):
        found, canvas, target = _pass(story, about, known, page_size)
        if found == known:
            break
        known = found
    canvas.save()
    return target.getvalue()


def _pass(
    story: Story, about: About, known: Known, page_size: tuple[float, float], *, dry: bool = False
) -> tuple[Known, TaggedCanvas, io.BytesIO]:
    """Make all pages, or with ``dry`` only find out what goes where; return what was found, and the unsaved canvas."""
    found, target = Found(), io.BytesIO()
    doc = BaseDocTemplate(
        target,
        pagesize=page_size,
        title=clean(about.title),
        author=clean(about.author),
        subject=clean(about.subject),
        creator="Charrette",
    )
    doc._doSave = 0
    width, height = page_size
    frame = Frame(MARGIN, MARGIN + 4, width - 2 * MARGIN, height - 2 * MARGIN, 0, 0, 0, 0)
    doc.addPageTemplates(PageTemplate("page", [frame], onPageEnd=partial(_footer, about=about, total=known.total)))
    canvases: list[TaggedCanvas] = []

    def make(*args: Any, **kwargs: Any) -> TaggedCanvas:
        canvases.append(tagged_canvas(*args, about=about, **kwargs))
        canvases[0].dry = dry
        return canvases[0]

    doc.build(story(known, found), canvasmaker=make)
    return Known(tuple(found.pages), doc.page), canvases[0], target


def tagged_canvas(*args: Any, about: About, **kwargs: Any) -> TaggedCanvas:
    """Return a canvas that depends on nothing but what is drawn: no clock, no random number."""
    canvas = TaggedCanvas(*args, **{**kwargs, "invariant": 1, "lang": about.lang})
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _footer(canvas: Any, doc: Any, *, about: About, total: int) -> None:
    if canvas.dry:
        return
    width = doc.pagesize[0]
    number = about.page_of(canvas.getPageNumber(), total)
    with artifact(canvas):
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, FOOT + 16, width - MARGIN, FOOT + 16)
        room = width - 2 * MARGIN - text_width(number, FOOTER) - 12
        draw_text(canvas, shortened(about.footer, FOOTER, room), FOOTER, MARGIN, FOOT + 3)
        draw_text(canvas, number, FOOTER, width - MARGIN, FOOT + 3, align="right")


def shortened(text: str, style: TextStyle, width: float) -> str:
    """Return ``text`` on one line of at most ``width``, with an ellipsis where it was cut."""
    line = " ".join(clean(text).split())
    if text_width(line, style) <= width:
        return line
    low, high = 0, len(line)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        if text_width(line[:middle].rstrip() + "…", style) <= width:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip() + "…"


@contextmanager
def artifact(canvas: Any) -> Iterator[None]:
    """Draw page furniture inside this block; reading aloud skips it."""
    canvas.open_artifact()
    try:
        yield
    finally:
        canvas.close_tag()


class Grid(Table):
    """A table whose lines and grounds are page furniture; what stands in its cells is tagged by itself."""

    def _drawBkgrnd(self) -> None:  # noqa: N802  reportlab's name
        with artifact(self.canv):
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802  reportlab's name
        with artifact(self.canv):
            super()._drawLines()


class Mark(Flowable):
    """A place to jump to: an entry in the outline and, by its key, a page number for the contents."""

    def __init__(self, found: Found, key: str, title: str, level: int = 0) -> None:
        super().__init__()
        self.found, self.key, self.title, self.level = found, key, title, level
        self.keepWithNext = True

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take no room."""
        return 0, 0

    def draw(self) -> None:
        """Note the page and tell the reader program."""
        canvas: Any = self.canv
        self.found.pages.append((self.key, canvas.getPageNumber()))
        canvas.bookmarkHorizontal(self.key, 0, 24)
        canvas.addOutlineEntry(" ".join(clean(self.title).split()), self.key, self.level, 0)


class Entry(Flowable):
    """One line of the contents: title, leader, page number, and a link to the place."""

    def __init__(self, title: str, key: str, page: int, style: TextStyle) -> None:
        super().__init__()
        self.title, self.key, self.page, self.style = title, key, page, style

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take one line."""
        self.width, self.height = available_width, self.style.leading + 4
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line."""
        canvas: Any = self.canv
        number = str(self.page)
        room = self.width - text_width(number, self.style) - 14
        title = shortened(self.title, self.style, room)
        y = self.height - self.style.size
        canvas.open_tag("P")
        draw_text(canvas, title, self.style, 0, y)
        draw_text(canvas, number, self.style, self.width, y, align="right")
        canvas.close_tag()
        canvas.add_link(f"{clean(self.title)} ({number})", (0, 0, self.width, self.height), key=self.key)
        with artifact(canvas):
            canvas.saveState()
            canvas.setStrokeColor(LINE)
            canvas.setDash(1, 3)
            start = text_width(title, self.style) + 8
            canvas.line(start, y + 1, self.width - text_width(number, self.style) - 8, y + 1)
            canvas.restoreState()


class Rule(Flowable):
    """A rule across the page, or a short one in ember that ends a title block."""

    def __init__(self, *, ember: bool = False, before: float = 6, after: float = 10) -> None:
        super().__init__()
        self.ember, self.before, self.after = ember, before, after

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take the rule and the space around it."""
        self.width, self.height = available_width, self.before + self.after + 2
        return self.width, self.height

    def draw(self) -> None:
        """Draw the rule."""
        canvas: Any = self.canv
        with artifact(canvas):
            canvas.saveState()
            if self.ember:
                canvas.setFillColor(EMBER)
                canvas.rect(0, self.after, 54, 3, stroke=0, fill=1)
            else:
                canvas.setStrokeColor(DELFT)
                canvas.setLineWidth(0.75)
                canvas.line(0, self.after, self.width, self.after)
            canvas.restoreState()
