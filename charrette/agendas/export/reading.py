"""From the framework and the agendas in the database to the values that every format prints.

An area's document holds its own topics and the framework parts that are meant for it or for all areas, nothing of
other areas.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from charrette.agendas.export import values as v
from charrette.agendas.files import AGENDA, AGENDAS
from charrette.agendas.lists import TritsPart
from charrette.agendas.models import AgendaTopic, TopicIdea, TritsEntry
from charrette.exports.archive import Beside
from charrette.exports.moments import moment_of
from charrette.plan.models import DesignItem
from charrette.plan.rules.shown import shown_version
from charrette.spine.lists import Audience
from charrette.week.models import Area, Charrette


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
    framework, moment = _framework(session, charrette), moment_of(session, charrette, AGENDA.name)
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
            selectinload(AgendaTopic.from_item).options(
                selectinload(DesignItem.versions), selectinload(DesignItem.adopted)
            ),
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
    version = (item.adopted or shown_version(item, Audience.PARTICIPANT)) if item is not None else None
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


def agenda_book(
    session: Session, charrette: Charrette, *, public_url: str, lang: str, beside: Beside | None = None
) -> v.Book:
    """Return all agendas of a charrette; ``beside``: what other subjects add, for those who may have that too."""
    areas = list(session.scalars(select(Area).where(Area.charrette_id == charrette.id).order_by(Area.slug)))
    beside = beside or Beside()
    return v.Book(
        slug=charrette.slug,
        moment=moment_of(session, charrette, AGENDAS.name, *beside.kinds),
        agendas=tuple(agenda_documents(session, charrette, areas, public_url=public_url, lang=lang)),
        beside=beside,
        lang=lang,
    )
