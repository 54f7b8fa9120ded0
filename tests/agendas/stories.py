"""Stories of the agenda of an area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from charrette.agendas.events import PartiesLoaded
from charrette.spine.journal import record
from charrette.week.models import Party
from tests.plan.stories import adopted_item
from tests.spine.stories import simple, story
from tests.world import World

simple(
    "agenda_counted",
    "charrette",
    lambda w: None,
    lambda w: w.run("add_agenda_topic", "otto", area="krakeel", title="Plein"),
)


def _topic(world: World) -> int:
    item = adopted_item(world)
    made: int = world.run("add_agenda_topic", "otto", area=world.areas[0], title="Plein", from_item=item)["topic"]
    return made


@story("parties_loaded", "charrette")
def _parties_loaded(world: World) -> Iterator[None]:
    """A party that a topic names is called otherwise, and there is one more."""
    world.run("fill_trits", "otto", topic=_topic(world), part="with_help", text="Stenen", party="gemeente")
    yield

    def load(session: Any) -> None:
        session.scalars(select(Party).where(Party.key == "gemeente")).one().name = "Gemeente De Wolden"
        session.add(Party(charrette_id=world.charrette, key="corporatie", name="De woningcorporatie"))
        session.flush()
        record(session, PartiesLoaded(agendas=world.charrette))

    world.write(load)


simple(
    "agenda_topic_added",
    "charrette",
    adopted_item,
    lambda w, item: w.run("add_agenda_topic", "otto", area="krakeel", title="Plein", from_item=item),
)
simple(
    "agenda_topic_edited",
    "charrette",
    _topic,
    lambda w, t: w.run("edit_agenda_topic", "otto", topic=t, title="Pleinen"),
)
simple(
    "agenda_topic_removed",
    "charrette",
    _topic,
    lambda w, topic: w.run("remove_agenda_topic", "otto", topic=topic, reason="Dubbel"),
)
simple(
    "trits_filled",
    "charrette",
    _topic,
    lambda w, topic: w.run("fill_trits", "otto", topic=topic, part="with_help", text="Stenen", party="gemeente"),
)


@story("trits_answered", "charrette")
def _trits_answered(world: World) -> Iterator[None]:
    part = {"topic": _topic(world), "part": "with_help"}
    world.run("fill_trits", "otto", **part, text="Stenen", party="gemeente")
    yield
    world.run("answer_trits", "otto", **part, answer="declined", text="Het geld is op")
