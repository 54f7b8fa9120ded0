"""From the framework, agendas, ideas and attendance in the database to the values that every format prints.

An area's document holds its own topics and the framework parts that are meant for it or for all areas, nothing of
other areas.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from charrette.agendas.lists import TritsPart
from charrette.agendas.models import AgendaTopic, TopicIdea, TritsEntry
from charrette.attendance.models import AttendanceEntry
from charrette.attendance.rules import log
from charrette.boards.lists import IdeaState
from charrette.boards.models import Board, BoardColumn, Idea
from charrette.boards.picture.tracing import Answer, Outcomes
from charrette.boards.rules.reading import vote_totals
from charrette.crowds.models import SetAside
from charrette.exports import values as v
from charrette.exports.moments import moment_number, moment_time
from charrette.exports.orders import Kind
from charrette.people.models import Person
from charrette.plan.models import DesignItem
from charrette.plan.rules.shown import shown_version
from charrette.spine.lists import Audience
from charrette.week.models import Area, Charrette, Gathering

ATTENDANCE_KEPT = timedelta(days=30)
"""How long a list with names may be kept after the gathering; the counts stay."""
BLANK_ROWS = 12
"""Lines on paper for who comes in without signing up."""


def moment_of(session: Session, charrette: Charrette, *kinds: Kind, gathering: str = "") -> v.Moment:
    """Return the moment that files of these kinds are made from; of one ``gathering`` (its key), if they are of one."""
    return v.Moment(
        seq=moment_number(session, charrette, *kinds, gathering=gathering),
        at=moment_time(session, charrette, *kinds, gathering=gathering),
        charrette_title=charrette.title,
        place=charrette.place,
        timezone=charrette.timezone,
    )


def agenda_document(
    session: Session, charrette: Charrette, area: Area, *, public_url: str, lang: str
) -> v.AgendaDocument:
    """Return the agenda of one area."""
    (document,) = agenda_documents(session, charrette, [area], public_url=public_url, lang=lang)
    return document


def agenda_documents(
    session: Session, charrette: Charrette, areas: list[Area], *, public_url: str, lang: str
) -> list[v.AgendaDocument]:
    """Return the agendas of these areas, read in as many queries as for one."""
    topics = _topics_by_area(session, areas)
    framework, moment = _framework(session, charrette), moment_of(session, charrette, "agenda")
    documents = []
    for area in areas:
        url = f"{public_url}/agendas/{charrette.slug}/{area.slug}"
        document = v.AgendaDocument(
            area_slug=area.slug,
            area_name=area.name,
            area_kind=area.kind,
            years=None,
            state="draft",
            topics=tuple(_topic(topic, url) for topic in topics[area.id]),
            framework_parts=_framework_parts(framework, area),
            url=url,
            moment=moment,
            lang=lang,
        )
        documents.append(document)
    return documents


def _topics_by_area(session: Session, areas: list[Area]) -> dict[int, list[AgendaTopic]]:
    query = (
        select(AgendaTopic)
        .where(AgendaTopic.area_id.in_([area.id for area in areas]), AgendaTopic.removed_at.is_(None))
        .options(
            selectinload(AgendaTopic.ideas).joinedload(TopicIdea.idea),
            selectinload(AgendaTopic.trits).joinedload(TritsEntry.party),
            selectinload(AgendaTopic.from_item).selectinload(DesignItem.versions),
        )
        .order_by(AgendaTopic.number)
    )
    found: dict[int, list[AgendaTopic]] = {area.id: [] for area in areas}
    for topic in session.scalars(query):
        found[topic.area_id].append(topic)
    return found


def _topic(topic: AgendaTopic, url: str) -> v.Topic:
    filled = {entry.part: entry for entry in topic.trits}
    item = topic.from_item
    version = shown_version(item, Audience.PARTICIPANT) if item is not None else None
    return v.Topic(
        number=topic.number,
        title=topic.title,
        why=topic.why,
        trits=tuple(_trit(part, filled.get(part)) for part in TritsPart),
        from_item=v.Source(number=item.number, title=version.title) if item and version else None,
        idea_numbers=tuple(sorted(row.idea.number for row in topic.ideas)),
        url=f"{url}#topic-{topic.number}",
    )


def _trit(part: TritsPart, entry: TritsEntry | None) -> v.Trit:
    if entry is None:
        return v.Trit(part=part.value)
    return v.Trit(
        part=part.value,
        text=entry.text,
        not_applicable=entry.not_applicable,
        party=entry.party.name if entry.party else entry.party_name or "",
        state=entry.party_answer.value if entry.party_answer else None,
        party_text=entry.party_text or "",
    )


def _framework(session: Session, charrette: Charrette) -> list[DesignItem]:
    query = (
        select(DesignItem)
        .where(DesignItem.charrette_id == charrette.id, DesignItem.adopted_version_id.is_not(None))
        .options(selectinload(DesignItem.adopted), selectinload(DesignItem.areas))
        .order_by(DesignItem.number)
    )
    return list(session.scalars(query))


def _framework_parts(framework: list[DesignItem], area: Area) -> tuple[v.FrameworkPart, ...]:
    meant = [item for item in framework if item.for_all_areas or area.id in {row.area_id for row in item.areas}]
    held = [(item, item.adopted) for item in meant]  # whatever is being revised of it meanwhile
    return tuple(
        v.FrameworkPart(
            number=item.number,
            title=version.title,
            text=version.text,
            why=version.why,
            kind=item.kind,
            grain=item.grain.value,
        )
        for item, version in held
        if version is not None
    )


def ideas_table(session: Session, charrette: Charrette) -> v.IdeasTable:
    """Return all posts of a charrette without their authors. Hidden and withdrawn ones keep their number only."""
    columns = {row.id: row.title for row in session.scalars(select(BoardColumn))}
    outcomes = Outcomes(session, Idea.charrette_id == charrette.id)
    votes = _open_votes(session, charrette)
    query = (
        select(Idea)
        .where(Idea.charrette_id == charrette.id)
        .options(joinedload(Idea.board).joinedload(Board.gathering), joinedload(Idea.area))
        .order_by(Idea.number)
    )
    rows = tuple(_idea_row(idea, outcomes.of(idea), columns, votes) for idea in session.scalars(query))
    left_out = sum(1 for row in rows if row.state != IdeaState.VISIBLE)
    return v.IdeasTable(
        title=charrette.title,
        rows=rows,
        moment=moment_of(session, charrette, "ideas"),
        left_out=str(left_out) if left_out else "",
    )


def _open_votes(session: Session, charrette: Charrette) -> dict[int, int]:
    """Return the votes of each idea that has some, of all boards whose results are open; nobody knows the others."""
    of_week = Board.gathering.has(Gathering.charrette_id == charrette.id)
    boards = [board for board in session.scalars(select(Board).where(of_week)) if board.results]
    return {idea: count for board in boards for idea, count in vote_totals(session, board).items()}


def _idea_row(idea: Idea, outcome: Answer, columns: dict[int, str], votes: dict[int, int]) -> v.IdeaRow:
    shown = idea.state is IdeaState.VISIBLE
    return v.IdeaRow(
        number=idea.number,
        text=idea.text if shown else "",
        board=idea.board.title,
        day=idea.board.gathering.day,
        gathering=idea.board.gathering.title,
        column=columns.get(idea.column_id or 0, ""),
        kind=idea.kind.value,
        grain=idea.grain.value if idea.grain else "",
        area=idea.area.name if idea.area else "",
        group=outcome["group"] or "",
        state=idea.state.value,
        votes=votes.get(idea.id, 0) if shown and idea.board.results else None,
        fate=outcome["outcome"],
        fate_reason=(outcome["reason"] or "") if shown else "",
        duplicate_of=outcome["duplicate_of"],
        items=tuple(outcome["items"]),
        topics=tuple(outcome["topics"]),
        early=idea.early,
        late=idea.late,
        origin=idea.origin.value,
        placed_at=idea.posted_at,
    )


def attendance_list(
    session: Session, charrette: Charrette, gathering: Gathering, *, purpose: str, lang: str
) -> v.AttendanceList:
    """Return who was at a gathering. In a youth gathering nobody has a name."""
    seen = log.presences(session, gathering.id)
    people = {row.id: row for row in session.scalars(select(Person).where(Person.id.in_(list(seen))))}
    areas = {row.id: row.name for row in session.scalars(select(Area).where(Area.charrette_id == charrette.id))}
    rows = [_attendance_row(people[id], presence, areas, gathering.youth) for id, presence in seen.items()]
    return v.AttendanceList(
        gathering_title=gathering.title,
        day=gathering.day,
        expected=gathering.expected,
        attendances=log.count_attendances(session, gathering.id),
        unique=log.count_unique(session, charrette.id),
        present=log.count_present(session, gathering.id),
        rows=tuple(sorted(rows, key=lambda row: (row.name.casefold(), str(row.first_entry)))),
        moment=moment_of(session, charrette, "attendance", gathering=gathering.key),
        purpose=purpose,
        keep_until=gathering.closed_at + ATTENDANCE_KEPT if gathering.closed_at is not None else None,
        blank_rows=BLANK_ROWS,
        lang=lang,
    )


def _attendance_row(person: Person, presence: log.Presence, areas: dict[int, str], youth: bool) -> v.AttendanceRow:
    return v.AttendanceRow(
        name="" if youth else person.name or "",
        party_role="" if youth or person.party_role is None else person.party_role.value,
        area="" if youth else areas.get(person.area_id or 0, ""),
        status=presence.status,
        first_entry=presence.first_entry,
        last_exit=presence.last_exit,
        sources=tuple(presence.sources),
        flags=tuple(presence.flags),
    )


def check_in_log(session: Session, charrette: Charrette, gathering: Gathering) -> v.CheckInLog:
    """Return every line of the check-in log of a gathering, annulled ones and annulments too."""
    lines = list(
        session.scalars(
            select(AttendanceEntry).where(AttendanceEntry.gathering_id == gathering.id).order_by(AttendanceEntry.id)
        )
    )
    ids = {id for line in lines for id in (line.person_id, line.by_person_id) if id is not None}
    names = {row.id: row.name or "" for row in session.scalars(select(Person).where(Person.id.in_(ids)))}
    aside = select(Person.id, SetAside.reason).join(SetAside, SetAside.id == Person.set_aside_id)
    reasons = {id: why for id, why in session.execute(aside.where(Person.charrette_id == charrette.id))}
    rows = tuple(_log_row(line, gathering, {} if gathering.youth else names, reasons) for line in lines)
    moment = moment_of(session, charrette, "check_in_log", gathering=gathering.key)
    return v.CheckInLog(title=gathering.title, rows=rows, moment=moment)


def _log_row(line: AttendanceEntry, gathering: Gathering, names: dict[int, str], aside: dict[int, str]) -> v.CheckInRow:
    """Return a line of the log; ``aside`` has why people were set aside, whose lines count nowhere."""
    why = aside.get(line.person_id or 0)
    flags = {"clock_off": line.clock_off, "set_aside": why is not None}
    return v.CheckInRow(
        id=line.id,
        gathering=gathering.title,
        kind=line.kind.value,
        source=line.source.value,
        server_time=line.at,
        device_time=line.device_at,
        person=line.person_id,
        name=names.get(line.person_id or 0, ""),
        by=names.get(line.by_person_id or 0, ""),
        annuls=line.annuls_id,
        reason=line.reason or why or "",
        count=line.heads,
        flags=tuple(flag for flag, on in flags.items() if on),
    )


def book(session: Session, charrette: Charrette, *, public_url: str, lang: str, with_ideas: bool) -> v.Book:
    """Return all agendas of a charrette; ``with_ideas``, for staff, adds the list of all ideas to what all may have."""
    areas = list(session.scalars(select(Area).where(Area.charrette_id == charrette.id).order_by(Area.slug)))
    shown: tuple[Kind, ...] = ("agendas", "ideas") if with_ideas else ("agendas",)
    return v.Book(
        slug=charrette.slug,
        moment=moment_of(session, charrette, *shown),
        agendas=tuple(agenda_documents(session, charrette, areas, public_url=public_url, lang=lang)),
        ideas=ideas_table(session, charrette) if with_ideas else None,
        lang=lang,
    )
