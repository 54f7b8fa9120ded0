"""Values for tests of how something is laid out, whatever the rules say: odd texts, long lists, broken fonts.

What people take home is compared with files made from a database (``tests/exports/week.py``), never with these.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from charrette.agendas.export.values import AgendaDocument, FrameworkPart, Source, Topic, Trit
from charrette.attendance.export.values import AttendanceList, AttendanceRow
from charrette.boards.export import IdeaRow, IdeasTable
from charrette.exports.moments import Moment
from charrette.week.export import PosterValue

AT = datetime(2026, 3, 14, 20, 15, tzinfo=UTC)


def moment(seq: int = 1482) -> Moment:
    """Return the moment the examples were made from."""
    return Moment(
        seq=seq, at=AT, charrette_title="Charrette De Smederijen", place="Hoogeveen", timezone="Europe/Amsterdam"
    )


MOMENT = moment()


def topic(number: int = 1, title: str = "Een bankje bij de brug", **changes: object) -> Topic:
    """Return a topic with all three parts in different states."""
    values: dict[str, object] = {
        "number": number,
        "title": title,
        "why": "Wie naar de winkel loopt, kan nergens zitten. Met een bankje halverwege blijft het te doen.",
        "trits": (
            Trit(
                part="ourselves",
                text="We zetten het bankje neer en houden het schoon. Geert en Annie maken een rooster.",
            ),
            Trit(
                part="with_help",
                text="We vragen hout en een halve dag graafwerk.",
                party="Gemeente",
                state="accepted",
                party_text="Vanaf het voorjaar.",
            ),
            Trit(part="to_others", not_applicable=True),
        ),
        "from_item": Source(number=4, title="Routes waar je onderweg kunt rusten"),
        "idea_numbers": (12, 48, 131),
        "url": f"https://charrette.example/agendas/smederijen/noordscheschut#topic-{number}",
    }
    return Topic(**{**values, **changes})  # type: ignore[arg-type]


SUNDAY = (
    Trit(part="ourselves", text="Vier vrijwilligers schenken koffie."),
    Trit(part="with_help", text="Een sleutel en uitleg over de verwarming.", party="SWW", state="asked"),
    Trit(
        part="to_others",
        text="Het dak nakijken.",
        party="Woonconcept",
        state="declined",
        party_text="Het dak is van de gemeente, wij mogen er niet op.",
    ),
)
"""A part that residents do, one that a party was asked for, one that a party declined."""


def agenda(*topics: Topic, **changes: object) -> AgendaDocument:
    """Return the agenda of Noordscheschut with ``topics``, or with three of its own."""
    own = (
        topic(1),
        topic(
            2,
            "Het dorpshuis op zondag open",
            why="Op zondag is er niets te doen voor wie alleen woont.",
            trits=SUNDAY,
            from_item=None,
            idea_numbers=(77,),
        ),
        topic(3, "Veilig oversteken bij de school", why="", trits=(), idea_numbers=(), url=""),
    )
    values: dict[str, object] = {
        "area_slug": "noordscheschut",
        "area_name": "Noordscheschut",
        "area_kind": "dorp",
        "years": (2026, 2029),
        "state": "draft",
        "topics": topics or own,
        "framework_parts": (
            framework_part(
                number=4,
                title="Routes waar je onderweg kunt rusten",
                text="Elke route naar een winkel, school of dorpshuis heeft om de driehonderd meter een zitplek.",
                why="Zo blijft lopen gewoon, ook als het minder makkelijk gaat.",
            ),
            framework_part(
                number=7, title="Sleutels bij bewoners", text="Bewoners beheren zelf de sleutel van hun dorpshuis."
            ),
        ),
        "url": "https://charrette.example/agendas/smederijen/noordscheschut",
        "moment": MOMENT,
        "lang": "nl",
    }
    return AgendaDocument(**{**values, **changes})  # type: ignore[arg-type]


def framework_part(**changes: object) -> FrameworkPart:
    """Return a part of the framework of which only the words matter."""
    values: dict[str, object] = {"number": 1, "title": "", "text": "", "why": "", "kind": "", "grain": ""}
    return FrameworkPart(**{**values, **changes})  # type: ignore[arg-type]


def idea_row(**changes: object) -> IdeaRow:
    """Return a row of the table of ideas with nothing in it but ``changes``."""
    values: dict[str, object] = {
        **dict.fromkeys(("text", "board", "gathering", "column", "kind", "grain", "area", "group", "fate_reason"), ""),
        **dict.fromkeys(("day", "votes", "fate", "duplicate_of", "placed_at")),
        **{
            "number": 1,
            "state": "visible",
            "items": (),
            "topics": (),
            "early": False,
            "late": False,
            "origin": "phone",
        },
    }
    return IdeaRow(**{**values, **changes})  # type: ignore[arg-type]


def attendance_row(**changes: object) -> AttendanceRow:
    """Return a row of the attendance list with nothing in it but ``changes``."""
    values: dict[str, object] = {
        **{"name": "", "party_role": "", "area": "", "status": "present"},
        **{"first_entry": None, "last_exit": None, "sources": (), "flags": ()},
    }
    return AttendanceRow(**{**values, **changes})  # type: ignore[arg-type]


def ideas(*rows: IdeaRow) -> IdeasTable:
    """Return a table of ``rows``, or of two ideas with a fate."""
    own = (
        idea_row(
            number=12,
            text="Een bankje bij de brug",
            board="Wat missen we?",
            day=1,
            area="Noordscheschut",
            kind="idea",
            grain="fine",
            votes=14,
            fate="used",
            items=(4,),
            topics=(1,),
            placed_at=AT,
        ),
        idea_row(
            number=13, text="=1+1", board="Wat missen we?", day=1, state="hidden", fate="duplicate", duplicate_of=12
        ),
    )
    return IdeasTable(title="Alle ideeën", rows=rows or own, moment=MOMENT, left_out="")


def attendance(*rows: AttendanceRow, **changes: object) -> AttendanceList:
    """Return the list of the kick-off with ``rows``, or with three people and somebody without a name."""
    own = (
        attendance_row(
            name="Annie de Vries",
            party_role="resident",
            area="Noordscheschut",
            status="left",
            first_entry=AT - timedelta(hours=3),
            last_exit=AT,
            sources=("room_qr", "paper"),
        ),
        attendance_row(
            name="Geert Bakker",
            party_role="worker",
            status="present",
            first_entry=AT - timedelta(hours=2),
            sources=("manual",),
            flags=("clock_off",),
        ),
        attendance_row(name="Jamila El Amrani", party_role="decision_maker", area="Krakeel", status="absent"),
        attendance_row(name="", status="present", first_entry=AT - timedelta(hours=1), sources=("headcount",)),
    )
    values: dict[str, object] = {
        "gathering_title": "Startbijeenkomst",
        "day": 1,
        "held": AT - timedelta(hours=2),
        "expected": 75,
        "attendances": 4,
        "unique": 3,
        "present": 2,
        "rows": rows or own,
        "moment": MOMENT,
        "purpose": "Om te weten wie meeontwerpt en welke gebieden meedoen.",
        "keep_until": AT + timedelta(days=90),
        "blank_rows": 8,
        "lang": "nl",
    }
    return AttendanceList(**{**values, **changes})  # type: ignore[arg-type]


def poster(title: str = "Charrette De Smederijen") -> PosterValue:
    """Return the poster of the week."""
    return PosterValue(
        title=title,
        place="Hoogeveen",
        url="https://charrette.example/j/7KDX4M",
        code="7KDX4M",
        lang="nl",
    )
