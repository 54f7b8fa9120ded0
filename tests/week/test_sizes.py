"""What a phone must get to know the week: the programme, and which areas have an agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert

from charrette.agendas.lists import TritsPart
from charrette.agendas.models import AgendaTopic, TritsEntry
from charrette.errors import NotFound
from charrette.scripts.rules.loading import load_folder
from charrette.spine.lists import Audience
from charrette.week.models import Area, Charrette
from tests.spine.sizes import KILOBYTE, WORDS, message, received
from tests.world import World

AREAS, TOPICS = 35, 8
Note = Callable[[str], None]


def agendas(world: World, charrette_id: int, *, areas: int = AREAS, topics: int = TOPICS) -> None:
    """Give a charrette so many areas, each with an agenda of so many topics, with all their Trits."""

    def work(session: Any) -> None:
        known = session.query(Area).filter_by(charrette_id=charrette_id).count()
        more = [f"wijk-{number}" for number in range(known, areas)]
        session.add_all(Area(charrette_id=charrette_id, slug=slug, name=slug.title(), kind="village") for slug in more)
        session.flush()
        ids = [row.id for row in session.query(Area).filter_by(charrette_id=charrette_id)][:areas]
        rows = [
            {"charrette_id": charrette_id, "area_id": area, "number": at * topics + n, "title": WORDS, "why": WORDS}
            for at, area in enumerate(ids)
            for n in range(1, topics + 1)
        ]
        at = {"added_at": world.now.moment}
        made = session.scalars(insert(AgendaTopic).returning(AgendaTopic.id), [row | at for row in rows]).all()
        session.get_one(Charrette, charrette_id).last_topic_number = areas * topics
        trits = [
            {"topic_id": id, "part": part, "text": WORDS, "filled_at": world.now.moment}
            for id in made
            for part in TritsPart
        ]
        session.execute(insert(TritsEntry), trits)

    world.write(work)


def test_a_phone_knows_a_week_of_35_agendas_of_8_topics_in_10_kilobytes(world: World, note_figure: Note) -> None:
    """The whole example week, beside the small one of the tests."""
    world.write(lambda session: load_folder(session, "sessions/hoogeveen"))
    agendas(world, world.charrette)
    sizes = {kind: message(world.follow(f"{kind}:{world.charrette}", "annie")) for kind in ("charrette", "agendas")}

    assert sizes["charrette"] < 10 * KILOBYTE
    shown = world.snapshot(f"charrette:{world.charrette}", "annie")
    assert shown.keys() == {"charrette", "gatherings", "areas", "boards", "rounds", "agendas"}
    assert [agenda["topics"] for agenda in shown["agendas"]] == [TOPICS] * AREAS
    note_figure(f"bytes of a phone's first picture: {sizes}")


def test_what_is_done_to_a_topic_goes_to_who_looks_at_agendas(world: World) -> None:
    agendas(world, world.charrette)
    world.announced.clear()
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein", why=WORDS)["topic"]
    assert received(world, Audience.PARTICIPANT, f"charrette:{world.charrette}") < 300

    world.announced.clear()
    world.run("fill_trits", "otto", topic=topic, part="ourselves", text=WORDS)
    assert [one.stream for one in world.announced] == [f"agendas:{world.charrette}"]


def test_the_week_says_of_an_area_that_it_has_an_agenda_until_its_last_topic_goes(world: World) -> None:
    week, area = f"charrette:{world.charrette}", world.areas[0]
    topics = [world.run("add_agenda_topic", "otto", area=area, title=f"Plein {n}")["topic"] for n in range(2)]
    assert world.snapshot(week, "annie")["agendas"] == [{"id": area, "topics": 2}]
    for topic in topics:
        world.run("remove_agenda_topic", "otto", topic=topic, reason="Dubbel")

    assert world.snapshot(week, "annie")["agendas"] == []


def test_what_the_team_does_is_told_to_the_team_only(world: World) -> None:
    world.announced.clear()
    world.run("show_on_screen", screen=world.screen, view="black")

    assert {one.stream.partition(":")[0] for one in world.announced} == {"screen", "team"}
    for who in ("annie", "beamer"):
        with pytest.raises(NotFound):
            world.follow(f"team:{world.charrette}", who)
    assert world.follow(f"team:{world.charrette}", "fenna")["ok"] is True
