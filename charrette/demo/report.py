"""The tables at the end: what each day brought, and how long each feedback loop took."""

from __future__ import annotations

from collections import Counter

from charrette.demo.book import Book


def tables(book: Book) -> str:
    """Return both tables and the fates of all ideas, as text."""
    return "\n".join(["", *_days(book), "", *_loops(book), "", _fates(book)])


def _days(book: Book) -> list[str]:
    head = ("Day", "People", "Attendances", "Ideas", "Votes", "Remarks", "Versions", "Slowest acknowledgement")
    rows = [_day(book, day) for day in sorted(book.days)]
    slowest = max((note.slowest for note in book.days.values()), default=0.0)
    total = (
        "Week",
        str(len(book.people())),
        str(book.attendances()),
        str(len(book.ideas)),
        str(sum(len(note.votes) for note in book.ideas.values())),
        str(len(book.remarks)),
        str(sum(len(note.versions) for note in book.items.values())),
        f"{slowest * 1000:.0f} ms",
    )
    return _lined([head, *rows, total])


def _day(book: Book, day: int) -> tuple[str, ...]:
    ideas = [note for note in book.ideas.values() if note.day == day]
    versions = [each for item in book.items.values() for each in item.versions if each.day == day]
    return (
        str(day),
        str(len(book.people(day))),
        str(book.attendances(day)),
        str(len(ideas)),
        str(sum(len(note.votes) for note in ideas)),
        str(sum(1 for note in book.remarks.values() if note.day == day)),
        str(len(versions)),
        f"{book.days[day].slowest * 1000:.0f} ms",
    )


def _loops(book: Book) -> list[str]:
    head = ("Loop", "At", "Versions in", "People", "Remarks", "Adopted", "Open for", "Until the report back")
    rows = []
    for note in book.rounds.values():
        remarks = book.remarks_of(note.id)
        rows.append(
            (
                str(note.number),
                book.gatherings[note.gathering].title,
                str(len(note.versions)),
                str(len({remark.person for remark in remarks})),
                str(len(remarks)),
                str(sum(1 for remark in remarks if remark.outcome in ("adopted", "partly"))),
                f"{note.closed - note.opened:.1f} s",
                f"{max(0.0, note.reported - note.opened):.1f} s",
            )
        )
    return _lined([head, *rows])


def _fates(book: Book) -> str:
    counted = Counter(book.outcome_of(note).replace("_", " ") for note in book.ideas.values())
    return "What happened with the ideas: " + ", ".join(f"{count} {name}" for name, count in counted.most_common())


def _lined(rows: list[tuple[str, ...]]) -> list[str]:
    """Return rows as lines with columns under each other; numbers to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if place == 0 or not cell[:1].isdigit() else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]
