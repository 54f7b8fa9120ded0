"""After the week: what happened with every idea, and the agenda of each area with its Trits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from charrette.agendas.lists import TritsPart
from charrette.demo.book import IdeaNote, ItemNote, TopicNote

if TYPE_CHECKING:
    from charrette.demo.week import Scene

LEFT_OPEN = 0.1
NOT_APPLICABLE = 0.15
MOST_IDEAS_PER_TOPIC = 6


async def answer_ideas(scene: Scene) -> None:
    """Say what happened with ideas that are in no design item; some stay *not handled yet*, and say so."""
    week, rng = scene.week, scene.week.material.rng
    used = {id for item in week.book.items.values() if item.state != "dropped" for id in item.ideas}
    first: dict[str, IdeaNote] = {}
    sending = []
    for note in week.book.ideas.values():
        earlier = first.setdefault(note.text, note)
        if note.id in used or note.state != "visible":
            continue
        if earlier is not note and earlier.state == "visible":
            sending.append(_answer(scene, note, "duplicate", duplicate_of=earlier.id))
        elif rng.random() >= LEFT_OPEN:
            fate = rng.choice(("partly", "parked", "parked", "passed_on", "not_used"))
            sending.append(_answer(scene, note, fate, reason=week.material.pick("idea_answers", fate)))
    await asyncio.gather(*sending)


async def _answer(scene: Scene, note: IdeaNote, fate: str, **more: Any) -> None:
    await scene.week.facilitators.send("answer_idea", idea=note.id, outcome=fate, **more)
    note.fate = fate


async def write(scene: Scene) -> None:
    """Put on each area's agenda every framework item meant for it, with its Trits; undo one mistake."""
    book = scene.week.book
    adopted = [item for item in book.items.values() if item.adopted]
    meant = [
        (slug, item)
        for slug, area in scene.week.area_slugs.items()
        for item in adopted
        if item.areas == "all" or (isinstance(item.areas, list) and area in item.areas)
    ]
    for slug, item in meant:  # one after another: topics are numbered as they come
        await _add_topic(scene, slug, item)
    if adopted:
        await _add_by_mistake(scene, adopted[0])


async def _add_topic(scene: Scene, slug: str, item: ItemNote) -> None:
    week = scene.week
    ideas = [id for id in item.ideas if week.book.ideas[id].state == "visible"][:MOST_IDEAS_PER_TOPIC]
    answer = await week.organisers.send(
        "add_agenda_topic", area=slug, title=item.title, why=item.why, from_item=item.id, from_ideas=ideas
    )
    topic = TopicNote(answer["topic"], slug, item.title, item.id)
    week.book.topics[topic.id] = topic
    plan = week.plans[item.title]
    for part in TritsPart:
        text = plan.trits.get(part, "")
        if not text or (part != "ourselves" and week.material.rng.random() < NOT_APPLICABLE):
            await week.organisers.send("fill_trits", topic=topic.id, part=part, not_applicable=True)
            topic.trits[part] = None
            continue
        party = plan.parties.get(part)
        more = {"party": party} if party else {}
        await week.organisers.send("fill_trits", topic=topic.id, part=part, text=text, **more)
        topic.trits[part] = text


async def _add_by_mistake(scene: Scene, item: ItemNote) -> None:
    """Add a topic twice and take the second off again: it must be on no agenda."""
    slug = next(topic.area for topic in scene.week.book.topics.values() if topic.item == item.id)
    answer = await scene.week.organisers.send("add_agenda_topic", area=slug, title=item.title, from_item=item.id)
    reason = scene.week.material.pick("topic_reasons")
    await scene.week.organisers.send("remove_agenda_topic", topic=answer["topic"], reason=reason)
    scene.week.book.topics[answer["topic"]] = TopicNote(answer["topic"], slug, item.title, item.id, removed=True)
