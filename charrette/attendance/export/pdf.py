"""The attendance list on paper, for the organiser: what it is for, four labelled numbers, rows, blank lines."""

from __future__ import annotations

from datetime import datetime

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus.flowables import Flowable, Spacer
from reportlab.platypus.tables import TableStyle

from charrette.attendance.export.values import AttendanceList, AttendanceRow
from charrette.exports.fonts import REGULAR
from charrette.exports.pdf_book import About, Found, Grid, Mark, Rule, build
from charrette.exports.pdf_styles import (
    CELL,
    CELL_HEAD,
    DELFT,
    HEADING,
    LINE,
    MARGIN,
    NUMBER,
    OVERLINE,
    QUIET,
    TITLE,
)
from charrette.exports.pdf_text import Text
from charrette.exports.phrases import moment_line, number_line, page_line, stood_line
from charrette.exports.words import Words

PAGE = landscape(A4)
WIDTH = PAGE[0] - 2 * MARGIN
_TOGETHER = 3
"""So many rows at the end of the list stay on one page: one alone looks forgotten."""
_SHORT = 200
"""Letters of a name that surely fit on a page; a row with more may go over pages."""
_COLUMNS = (28, 150, 88, 106, 60, 52, 52, WIDTH - 536)
_BLANK_HEIGHT = 26


def attendance_pdf(attendance: AttendanceList, words: Words) -> bytes:
    """Return the list as PDF, landscape A4. The same list gives the same bytes."""
    moment = attendance.moment
    title = words.gettext("Attendance %(gathering)s") % {"gathering": attendance.gathering_title}
    about = About(
        title=f"{title} · {moment.charrette_title}",
        author=moment.charrette_title,
        subject=moment_line(moment, words),
        lang=attendance.lang,
        footer=f"{title} · {stood_line(moment, words)}",
        page_of=lambda page, total: page_line(page, total, words),
    )
    return build(lambda known, found: _story(attendance, title, words, found), about, page_size=PAGE)


def purpose_lines(attendance: AttendanceList, words: Words) -> list[str]:
    """Return what stands in the head of the file: what the list is for, who may see it, until when."""
    lines = [attendance.purpose] if attendance.purpose else []
    lines.append(words.gettext("For the organiser only. Do not copy or leave this list lying about."))
    if attendance.keep_until:
        day = words.date(attendance.keep_until, attendance.moment.timezone)
        lines.append(words.gettext("Destroy this list on %(day)s at the latest.") % {"day": day})
    return lines


def _story(attendance: AttendanceList, title: str, words: Words, found: Found) -> list[Flowable]:
    day = words.gettext("Day %(day)d") % {"day": attendance.day}
    stood = attendance.moment
    held = words.date(attendance.held, stood.timezone) if attendance.held else ""
    over = " · ".join(part for part in (stood.charrette_title, stood.place, day, held) if part)
    story: list[Flowable] = [Mark(found, "start", title), Text(over, OVERLINE), Text(attendance.gathering_title, TITLE)]
    story += [Text(line, QUIET) for line in purpose_lines(attendance, words)]
    story += [Rule(ember=True, before=4, after=10), _numbers(attendance, words), Spacer(1, 12)]
    story.append(_rows(attendance, words))
    if attendance.blank_rows and attendance.keep_until is None:  # once it is over nobody comes in any more
        story.append(Text(words.gettext("Came in without signing up"), HEADING))
        story.append(_blank_lines(attendance.blank_rows, words))
    return [*story, Spacer(1, 12), Text(number_line(stood, words), QUIET)]


def _numbers(attendance: AttendanceList, words: Words) -> Flowable:
    expected = "–" if attendance.expected is None else str(attendance.expected)
    cells = (
        (expected, words.gettext("expected")),
        (str(attendance.attendances), words.ngettext("attendance", "attendances", attendance.attendances)),
        (
            str(attendance.unique),
            words.ngettext("unique person this week", "unique people this week", attendance.unique),
        ),
        (str(attendance.present), words.gettext("present now")),
    )
    row = [[Text(number, NUMBER), Text(label, CELL)] for number, label in cells]
    table = Grid([row], [110] * 4, hAlign="LEFT")
    table.setStyle(TableStyle([*_PLAIN, ("LINEBEFORE", (1, 0), (-1, -1), 0.5, LINE)]))
    return table


def _rows(attendance: AttendanceList, words: Words) -> Flowable:
    head = [
        words.gettext("No."),
        words.gettext("Name"),
        words.gettext("Role"),
        words.gettext("Area"),
        words.gettext("Status"),
        words.gettext("In"),
        words.gettext("Out"),
        words.gettext("How"),
    ]
    rows = [[Text(label, CELL_HEAD) for label in head]]
    for number, row in enumerate(attendance.rows, 1):
        rows.append([Text(cell, CELL) for cell in (str(number), *_cells(row, attendance, words))])
    last = attendance.rows[-_TOGETHER:]
    together = len(rows) > 2 * _TOGETHER and all(len(row.name or "") <= _SHORT for row in last)
    table = Grid(rows, _COLUMNS, repeatRows=1, splitInRow=1)
    first = len(rows) - _TOGETHER - 1  # the break above it is the first that is not made
    kept = [("NOSPLIT", (0, first), (-1, len(rows) - 1))] if together else []
    table.setStyle(TableStyle([*_LINED, *kept]))
    return table


def _cells(row: AttendanceRow, attendance: AttendanceList, words: Words) -> tuple[str, ...]:
    stood = attendance.moment

    def at(moment: datetime | None) -> str:
        return words.time(moment, stood.timezone, today=attendance.held or stood.at) if moment else ""

    how = ", ".join(words.name("entry_source", source) for source in row.sources)
    flags = ", ".join(words.name("attendance_flag", flag) for flag in row.flags)
    return (
        row.name or words.gettext("without a name"),
        words.name("party_role", row.party_role),
        row.area,
        words.name("attendance_status", row.status),
        at(row.first_entry),
        at(row.last_exit),
        f"{how} ({flags})" if flags else how,
    )


def _blank_lines(count: int, words: Words) -> Flowable:
    head = [
        "",
        words.gettext("Name"),
        words.gettext("Role"),
        words.gettext("Area"),
        words.gettext("In"),
        words.gettext("Out"),
    ]
    rows: list[list[Flowable | str]] = [[Text(label, CELL_HEAD) for label in head]]
    rows += [[""] * len(head) for _ in range(count)]
    widths = (28, 270, 144, 166, 60, WIDTH - 668)
    table = Grid(rows, widths, [None, *[_BLANK_HEIGHT] * count], repeatRows=1)
    table.setStyle(
        TableStyle([*_LINED, ("LEFTPADDING", (0, 0), (-1, -1), 6), ("LINEAFTER", (0, 1), (-2, -1), 0.25, LINE)])
    )
    return table


_PLAIN = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (0, -1), 0),
    ("LEFTPADDING", (1, 0), (-1, -1), 10),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
]
_LINED = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 2),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LINEBELOW", (0, 0), (-1, 0), 0.75, DELFT),
    ("LINEBELOW", (0, 1), (-1, -1), 0.35, LINE),
]
