"""The chain from a note to the area agenda, read from the idea: what happened with it.

Every number has an answer. Where nothing was decided yet, the answer says just that.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from charrette.agendas.models import AgendaTopic, TopicIdea
from charrette.attendance.rules import admissions
from charrette.boards.lists import IdeaState
from charrette.boards.models import Idea, IdeaGroup
from charrette.clock import iso
from charrette.errors import NotFound
from charrette.plan.lists import ItemState
from charrette.plan.models import DesignItem, DesignVersion, ItemSource, ReviewRound
from charrette.plan.rules.items import rounds_of_each
from charrette.plan.rules.shown import shown_group, shown_version
from charrette.spine.actors import Actor
from charrette.spine.lists import Audience
from charrette.week.rules import get_charrette
from charrette.youth import rules as youth

Answer = dict[str, Any]
_OTHER = Idea.__table__.alias("other")

LED_SOMEWHERE = (
    Idea.group_id.is_not(None)
    | Idea.duplicate_of_id.is_not(None)
    | exists().where(ItemSource.idea_id == Idea.id)
    | exists().where(TopicIdea.idea_id == Idea.id)
)
"""Whether more than the idea itself says what happened with it. Of most ideas of a hall nothing does."""


def find_idea(session: Session, *, by: Actor, number: int) -> Idea:
    """Return the idea with this speakable number.

    Raises:
        NotFound: this number was never given out in the actor's charrette.
    """
    idea = session.scalar(select(Idea).where(Idea.charrette_id == by.charrette_id, Idea.number == number))
    if idea is None:
        raise NotFound("no_such_idea", field="idea")
    return idea


def items_from(session: Session, idea: Idea) -> list[DesignItem]:
    """Return the design items that were made from this idea."""
    query = select(DesignItem).join(ItemSource).where(ItemSource.idea_id == idea.id).order_by(DesignItem.id)
    return list(session.scalars(query.options(selectinload(DesignItem.versions))))


def topics_from(session: Session, idea: Idea, *, removed: bool = False) -> list[AgendaTopic]:
    """Return the agenda topics that came from this idea, directly or by a design item made from it; or those of them
    that were taken off their agenda."""
    by_item = select(ItemSource.item_id).where(ItemSource.idea_id == idea.id)
    direct = select(TopicIdea.topic_id).where(TopicIdea.idea_id == idea.id)
    query = (
        select(AgendaTopic)
        .where(AgendaTopic.removed_at.is_not(None) if removed else AgendaTopic.removed_at.is_(None))
        .where(AgendaTopic.id.in_(direct) | AgendaTopic.from_item_id.in_(by_item))
        .order_by(AgendaTopic.id)
        .options(joinedload(AgendaTopic.area))
    )
    return list(session.scalars(query))


def idea_outcome(session: Session, idea: Idea, audience: Audience) -> Answer:
    """Return what happened with an idea, in short: ``outcome`` and what it points at, as ``audience`` may know it.

    ``outcome`` is the first that is true of: withdrawn, hidden, what a facilitator said (used, partly, parked,
    not_used, passed_on, duplicate), on_agenda, used (in a design item), dropped (with its design item), off_agenda
    (with its topic), grouped, not_handled_yet. ``reason`` is why, where somebody said so.
    """
    group = session.get(IdeaGroup, idea.group_id) if idea.group_id is not None else None
    duplicate = session.get(Idea, idea.duplicate_of_id) if idea.duplicate_of_id is not None else None
    items = items_from(session, idea)
    answer = _outcome(
        idea,
        topics=[topic.number for topic in topics_from(session, idea)],
        items=[item.number for item in items if item.state is not ItemState.DROPPED],
        dropped=[item.dropped_reason or "" for item in items if item.state is ItemState.DROPPED],
        off=[topic.removed_reason or "" for topic in topics_from(session, idea, removed=True)],
        group=group.title if group is not None else None,
        duplicate_of=duplicate.number if duplicate is not None else None,
    )
    if group is not None:
        answer["group"] = shown_group(group, idea.board, audience)
    return answer


def _outcome(
    idea: Idea,
    *,
    topics: list[int],
    items: list[int],
    dropped: list[str],
    off: list[str],
    group: str | None,
    duplicate_of: int | None,
) -> Answer:
    """Put together what happened; ``dropped`` and ``off`` are the reasons why items and topics made from it went."""
    reason = idea.hidden_reason if idea.state is IdeaState.HIDDEN else idea.fate_reason
    if idea.state in (IdeaState.WITHDRAWN, IdeaState.HIDDEN):
        outcome = idea.state.value
    elif idea.fate is not None:
        outcome = idea.fate.value
    elif topics:
        outcome = "on_agenda"
    elif items:
        outcome = "used"
    elif dropped or off:
        outcome, reason = ("dropped", dropped[-1]) if dropped else ("off_agenda", off[-1])
    else:
        outcome = "grouped" if group is not None else "not_handled_yet"
    return {
        "outcome": outcome,
        "reason": reason,
        "items": items,
        "topics": topics,
        "group": group,
        "duplicate_of": duplicate_of,
    }


class Outcomes:
    """What happened with each of some ideas, as ``idea_outcome`` says it to ``audience``, read in as many queries as
    for one. ``chosen`` says which, such as ``Idea.charrette_id == 1``; with None nothing is read, for ideas of which
    none ``LED_SOMEWHERE``. To others than facilitators the board of an idea says whether they may know its group."""

    def __init__(
        self, session: Session, chosen: ColumnElement[bool] | None, audience: Audience = Audience.FACILITATOR
    ) -> None:
        self._audience = audience
        self._numbers: dict[int, int] = {}
        self._groups: dict[int, IdeaGroup] = {}
        self._items: defaultdict[int, list[int]] = defaultdict(list)
        self._dropped: defaultdict[int, list[str]] = defaultdict(list)
        self._off: defaultdict[int, list[str]] = defaultdict(list)
        self._topics: defaultdict[int, list[int]] = defaultdict(list)
        if chosen is not None:
            self._read_ideas_and_groups(session, chosen)
            self._read_topics(session, chosen, self._read_items(session, chosen))

    def _read_ideas_and_groups(self, session: Session, chosen: ColumnElement[bool]) -> None:
        other = _OTHER.c
        same = select(other.id, other.number).join(Idea, Idea.duplicate_of_id == other.id).where(chosen)
        self._numbers = {id: number for id, number in session.execute(same.distinct())}
        groups = select(IdeaGroup).join(Idea, Idea.group_id == IdeaGroup.id).where(chosen)
        self._groups = {group.id: group for group in session.scalars(groups.distinct())}

    def _read_items(self, session: Session, chosen: ColumnElement[bool]) -> dict[int, set[int]]:
        query = (
            select(ItemSource.idea_id, DesignItem.id, DesignItem.number, DesignItem.state, DesignItem.dropped_reason)
            .join(DesignItem, DesignItem.id == ItemSource.item_id)
            .join(Idea, Idea.id == ItemSource.idea_id)
            .where(chosen)
            .order_by(DesignItem.id)
        )
        ideas_of_item: defaultdict[int, set[int]] = defaultdict(set)
        for idea_id, item_id, number, state, reason in session.execute(query):
            ideas_of_item[item_id].add(idea_id)
            if state is not ItemState.DROPPED:
                self._items[idea_id].append(number)
            else:
                self._dropped[idea_id].append(reason or "")
        return ideas_of_item

    def _read_topics(self, session: Session, chosen: ColumnElement[bool], ideas_of_item: dict[int, set[int]]) -> None:
        direct: defaultdict[int, set[int]] = defaultdict(set)
        links = select(TopicIdea.topic_id, TopicIdea.idea_id).join(Idea, Idea.id == TopicIdea.idea_id).where(chosen)
        for topic_id, idea_id in session.execute(links):
            direct[topic_id].add(idea_id)
        by_idea = select(TopicIdea.topic_id).join(Idea, Idea.id == TopicIdea.idea_id).where(chosen)
        by_item = select(ItemSource.item_id).join(Idea, Idea.id == ItemSource.idea_id).where(chosen)
        topics = (
            select(AgendaTopic)
            .where(AgendaTopic.id.in_(by_idea) | AgendaTopic.from_item_id.in_(by_item))
            .order_by(AgendaTopic.id)
        )
        for topic in session.scalars(topics):
            for idea_id in direct[topic.id] | ideas_of_item.get(topic.from_item_id or 0, set()):
                if topic.removed_at is None:
                    self._topics[idea_id].append(topic.number)
                else:
                    self._off[idea_id].append(topic.removed_reason or "")

    def of(self, idea: Idea) -> Answer:
        """Return what happened with ``idea``, one of those that were chosen."""
        group = self._groups.get(idea.group_id or 0)
        answer = _outcome(
            idea,
            topics=self._topics.get(idea.id, []),
            items=self._items.get(idea.id, []),
            dropped=self._dropped.get(idea.id, []),
            off=self._off.get(idea.id, []),
            group=group.title if group is not None else None,
            duplicate_of=self._numbers.get(idea.duplicate_of_id or 0),
        )
        if group is not None and self._audience is not Audience.FACILITATOR:
            answer["group"] = shown_group(group, idea.board, self._audience)
        return answer


def trace_idea(session: Session, *, by: Actor, number: int) -> Answer:
    """Return the whole chain of an idea: board, group, items with versions and rounds, agenda topics.

    The words of an idea that this actor may not read are left out; its outcome is always told.
    """
    idea = find_idea(session, by=by, number=number)
    own = by.person_id is not None and idea.author_id == youth.id_at(session, by, idea)
    admitted = admissions.is_admitted(session, by, idea.board.gathering)
    readable = own or by.is_staff or (admitted and idea.state is IdeaState.VISIBLE and not idea.board.concealed)
    outcome = idea_outcome(session, idea, by.audience)
    if not readable:  # why something is not used may well repeat it
        outcome["reason"] = None
    if not admitted:
        outcome["group"] = None
    return {
        "number": idea.number,
        "text": idea.text if readable and idea.state is not IdeaState.WITHDRAWN else None,
        "posted_at": iso(idea.posted_at),
        "own": own,
        "board": {"id": idea.board_id, "title": idea.board.title, "gathering": idea.board.gathering.title},
        **outcome,
        "chain": _chain(session, idea, by.audience, readable),
        "agenda": [
            {"number": topic.number, "title": topic.title, "area": topic.area.name, "area_slug": topic.area.slug}
            for topic in topics_from(session, idea)
        ],
    }


def _chain(session: Session, idea: Idea, audience: Audience, readable: bool) -> list[Answer]:
    items = items_from(session, idea)
    rounds = rounds_of_each(session, items)
    found = []
    for item in items:
        version = shown_version(item, audience)
        if version is not None or item.state is ItemState.DROPPED:
            found.append(_item_chain(item, version, rounds[item.id], audience, readable))
    return found


def _item_chain(
    item: DesignItem, version: DesignVersion | None, rounds: list[ReviewRound], audience: Audience, readable: bool
) -> Answer:
    """Return the way of one item; of one that was dropped others than facilitators get the reason, not its words."""
    held = [row for row in rounds if audience is Audience.FACILITATOR or row.opened_at is not None]
    return {
        "number": item.number,
        "title": version.title if version is not None else None,
        "state": item.state.value,
        "reason": item.dropped_reason if readable else None,
        "versions": [version.number for version in item.versions if version.frozen_hash is not None],
        "rounds": [{"number": round.number, "title": round.title} for round in held],
    }


def all_idea_numbers(session: Session, by: Actor) -> list[int]:
    """Return every number that was given out."""
    charrette = get_charrette(session, by, by.charrette_id or 0)
    return list(session.scalars(select(Idea.number).where(Idea.charrette_id == charrette.id).order_by(Idea.number)))
