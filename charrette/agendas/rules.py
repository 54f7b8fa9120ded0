"""Area agendas: topics from framework items and ideas, and their Trits."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.agendas.events import (
    AgendaCounted,
    AgendaTopicAdded,
    AgendaTopicEdited,
    AgendaTopicRemoved,
    TritsAnswered,
    TritsFilled,
)
from charrette.agendas.lists import PartyAnswer, TritsPart
from charrette.agendas.models import AgendaTopic, TopicIdea, TritsEntry
from charrette.boards.lists import IdeaState
from charrette.boards.models import Idea
from charrette.boards.rules.reading import tell_authors
from charrette.errors import Conflict, Invalid, NotFound
from charrette.plan.models import DesignItem
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.numbers import take_number
from charrette.spine.reach import ensure_own, get_by_id
from charrette.spine.texts import LONG_TEXT_LIMIT, REASON_LIMIT, TITLE_LIMIT, as_seen, clean_name, clean_text
from charrette.week.models import Area, Charrette, Party


def add_agenda_topic(
    session: Session,
    *,
    area: Area,
    by: Actor,
    title: str,
    why: str,
    item: DesignItem | None = None,
    ideas: list[Idea] | None = None,
) -> AgendaTopic:
    """Put a topic on the agenda of an area. Made from an item and no ideas of its own, it names those of the item.

    Raises:
        Conflict: the item is not in the framework (``item_not_adopted``) or not meant for this area.
    """
    permissions.require(permissions.may_organise(by))
    if item is not None:
        _ensure_for_area(item, area)
        ideas = ideas or [source.idea for source in item.sources if source.idea.state is IdeaState.VISIBLE]
    topic = AgendaTopic(
        charrette_id=area.charrette_id,
        area_id=area.id,
        number=take_number(session, area.charrette_id, Charrette.last_topic_number),
        title=clean_text(title, limit=TITLE_LIMIT, field="title"),
        why=clean_text(why, limit=LONG_TEXT_LIMIT, field="why", required=False),
        from_item_id=item.id if item is not None else None,
        added_at=clock.now(),
    )
    topic.ideas = [TopicIdea(idea_id=idea.id) for idea in ideas or []]
    session.add(topic)
    session.flush()
    record(session, AgendaTopicAdded(agendas=area.charrette_id, topic=topic.id))
    record(session, AgendaCounted(charrette=area.charrette_id, area=area.id))
    tell_authors(session, _ideas_behind(topic))
    return topic


def _ideas_behind(topic: AgendaTopic) -> list[Idea]:
    """Return the ideas a topic came from, directly or by its item."""
    by_item = topic.from_item.sources if topic.from_item is not None else []
    return [row.idea for row in topic.ideas] + [source.idea for source in by_item]


def _ensure_for_area(item: DesignItem, area: Area) -> None:
    if item.adopted_version_id is None:
        raise Conflict("item_not_adopted", field="from_item")
    if not item.for_all_areas and area.id not in {row.area_id for row in item.areas}:
        raise Conflict("item_not_for_area", field="from_item")


def edit_agenda_topic(
    session: Session, *, topic: AgendaTopic, by: Actor, title: str | None = None, why: str | None = None
) -> AgendaTopic:
    """Change the title or the why of a topic."""
    permissions.require(permissions.may_organise(by))
    if title is not None:
        topic.title = clean_text(title, limit=TITLE_LIMIT, field="title")
    if why is not None:
        topic.why = clean_text(why, limit=LONG_TEXT_LIMIT, field="why", required=False)
    record(session, AgendaTopicEdited(agendas=topic.charrette_id, topic=topic.id))
    return topic


def remove_agenda_topic(session: Session, *, topic: AgendaTopic, by: Actor, reason: str) -> None:
    """Take a topic off its agenda, for a reason that the team and the authors of its ideas can read."""
    permissions.require(permissions.may_organise(by))
    topic.removed_reason = clean_text(reason, limit=REASON_LIMIT, field="reason")
    topic.removed_at = clock.now()
    record(session, AgendaTopicRemoved(agendas=topic.charrette_id, topic=topic.id))
    record(session, AgendaCounted(charrette=topic.charrette_id, area=topic.area_id))
    tell_authors(session, _ideas_behind(topic))


def fill_trits(
    session: Session,
    *,
    topic: AgendaTopic,
    by: Actor,
    part: TritsPart,
    text: str | None = None,
    not_applicable: bool = False,
    party: int | str | None = None,
) -> TritsEntry:
    """Fill one part of a topic's Trits, or declare it not applicable.

    ``party`` is the id, key or name of a party of the charrette, or any other name; it is then asked to accept. Its
    answer is to these words: another text or another party makes it open again.

    Raises:
        Invalid: neither text nor *not applicable* (``trits_empty``), or both (``trits_both``).
        NotFound: the charrette has no party of this id.
    """
    permissions.require(permissions.may_organise(by))
    words = clean_text(text or "", limit=LONG_TEXT_LIMIT, required=False)
    if bool(words) == not_applicable:
        raise Invalid("trits_both" if words else "trits_empty", field="text")
    known = _find_party(session, topic.charrette_id, party)
    entry = session.scalar(select(TritsEntry).where(TritsEntry.topic_id == topic.id, TritsEntry.part == part))
    if entry is None:
        entry = TritsEntry(topic_id=topic.id, part=part)
        topic.trits.append(entry)
    name = clean_name(party, field="party") if known is None and isinstance(party, str) else None
    answered = (entry.text, entry.not_applicable or False, entry.party, entry.party_name)
    if answered != (words, not_applicable, known, name):
        entry.party_answer = PartyAnswer.ASKED if known is not None or name else None
        entry.party_text = entry.answered_at = None
    entry.text, entry.not_applicable, entry.filled_at = words, not_applicable, clock.now()
    entry.party, entry.party_name = known, name
    session.flush()
    record(session, TritsFilled(agendas=topic.charrette_id, topic=topic.id, part=part.value))
    return entry


def _find_party(session: Session, charrette_id: int, party: int | str | None) -> Party | None:
    if party is None:
        return None
    parties = session.scalars(select(Party).where(Party.charrette_id == charrette_id)).all()
    if isinstance(party, int):
        found = next((row for row in parties if row.id == party), None)
        if found is None:
            raise NotFound("no_such_party", field="party")
        return found
    wanted = as_seen(party)
    return next((row for row in parties if wanted and wanted in (as_seen(row.key), as_seen(row.name))), None)


def answer_trits(
    session: Session, *, topic: AgendaTopic, by: Actor, part: TritsPart, answer: PartyAnswer, text: str | None = None
) -> TritsEntry:
    """Note what the party named in a part of the Trits says: an organiser does it for them, they have no sign-in.

    ``text`` is why, or on what terms; everybody can read it. ``asked`` takes an answer back.

    Raises:
        Conflict: the part names no party (``trits_no_party``).
        Invalid: declined without a reason (``decline_reason_missing``), or a text that is too long.
    """
    permissions.require(permissions.may_organise(by))
    entry = session.scalar(select(TritsEntry).where(TritsEntry.topic_id == topic.id, TritsEntry.part == part))
    if entry is None or entry.party_answer is None:
        raise Conflict("trits_no_party", field="part")
    words = clean_text(text or "", limit=REASON_LIMIT, required=False)
    if answer is PartyAnswer.DECLINED and not words:
        raise Invalid("decline_reason_missing", field="text")
    answered = answer is not PartyAnswer.ASKED
    entry.party_answer = answer
    entry.party_text = words or None if answered else None
    entry.answered_at = clock.now() if answered else None
    session.flush()
    record(session, TritsAnswered(agendas=topic.charrette_id, topic=topic.id, part=part.value))
    return entry


def get_topic(session: Session, by: Actor, id: int) -> AgendaTopic:
    """Return an agenda topic that was not removed."""
    thing = get_by_id(session, AgendaTopic, id, "topic")
    if thing.removed_at is not None:
        raise NotFound("no_such_topic", field="topic")
    return ensure_own(thing, thing.charrette_id, by, "topic")
