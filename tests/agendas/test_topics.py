"""What comes on the agenda of an area, and how its Trits are filled."""

from __future__ import annotations

from charrette.agendas.export.reading import agenda_document
from charrette.week.models import Area, Charrette
from tests.spine.asking import outcome
from tests.world import World


def test_a_topic_comes_from_an_item_in_the_framework_that_is_meant_for_its_area(world: World) -> None:
    item, version = world.item()
    topic = {"area": "krakeel", "title": "Plein"}
    assert outcome(world, "add_agenda_topic", "otto", from_item=item, **topic) == "item_not_adopted"
    world.run("close_round", round=world.round([version]))
    world.run("agree_item", item=item)
    world.run("adopt_into_framework", item=item, areas=["nieuwlande"])

    assert outcome(world, "add_agenda_topic", "otto", from_item=item, **topic) == "item_not_for_area"
    assert outcome(world, "add_agenda_topic", "otto", from_item=item, **{**topic, "area": "nieuwlande"}) == "ok"
    assert outcome(world, "add_agenda_topic", "otto", **{**topic, "area": "\ud800"}) == "no_such_area"


def test_an_agenda_names_its_source_by_the_version_that_was_agreed_to(world: World) -> None:
    """Also while a later one is in review; a version that nobody agreed to is on no agenda and in no form."""
    item, version = world.item()
    world.run("close_round", round=world.round([version]))
    world.run("agree_item", item=item)
    world.run("adopt_into_framework", item=item, areas="all")
    world.run("add_agenda_topic", "otto", area="krakeel", title="Plein", from_item=item)
    world.run("take_back_agreement", item=item, reason="Te duur")
    later = world.run("revise_item", item=item, text="Auto's", title="Parkeerplaats", why="Drukte")["version"]
    world.round([later], title="Tweede ronde")
    with world.reading() as session:
        charrette, area = session.get_one(Charrette, world.charrette), session.get_one(Area, world.areas[0])
        agenda = agenda_document(session, charrette, area, public_url="http://127.0.0.1", lang="nl")
    shown = {
        who: [(row["title"], row["framework"]) for row in world.snapshot(f"plan:{world.charrette}", who)["items"]]
        for who in ("annie", "fenna")
    }

    assert [topic.from_item and topic.from_item.title for topic in agenda.topics] == ["Dorpsplein"]
    assert shown["annie"] == shown["fenna"] == [("Parkeerplaats", {"title": "Dorpsplein", "why": "Er is nu geen plek"})]


def test_each_part_of_the_trits_is_filled_or_does_not_apply(world: World) -> None:
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Plein")["topic"]
    part = {"topic": topic, "part": "ourselves"}

    assert outcome(world, "fill_trits", "otto", **part) == "trits_empty"
    assert outcome(world, "fill_trits", "otto", **part, text="Wij", not_applicable=True) == "trits_both"
    complete = [
        world.run("fill_trits", "otto", **part, text="Wij vegen")["complete"],
        world.run("fill_trits", "otto", topic=topic, part="with_help", text="Stenen", party="GEMEENTE")["complete"],
        world.run("fill_trits", "otto", topic=topic, part="to_others", not_applicable=True)["complete"],
    ]
    assert complete == [False, False, True]
    (shown,) = world.snapshot(f"agendas:{world.charrette}", "annie")["topics"]
    assert shown["trits"]["with_help"] == {
        "text": "Stenen",
        "not_applicable": False,
        "party": "Gemeente Hoogeveen",
        "state": "asked",
        "party_text": None,
        "answered_at": None,
    }
