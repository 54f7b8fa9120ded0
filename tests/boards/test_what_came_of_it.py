"""An idea whose way ended says why: to its author on the phone and on paper pages, and to the team in the table."""

from __future__ import annotations

from typing import Any

from charrette.boards.export import ideas_table
from charrette.boards.picture.tracing import trace_idea
from charrette.privacy.picture import own_data
from charrette.week.models import Charrette
from tests.world import World


def fate(world: World, idea: int, who: str = "annie") -> tuple[str, str | None]:
    """Return what the phone of an author says of their idea, and why."""
    (told,) = (row["fate"] for row in world.mine(f"board:{world.board}", who)["ideas"] if row["id"] == idea)
    return told["outcome"], told["reason"]


def trace(world: World, who: str) -> dict[str, Any]:
    with world.reading() as session:
        return trace_idea(session, by=world.actor(session, who), number=1)


def dropped(world: World) -> int:
    world.open()
    idea = world.post("Een bankje")
    item, _ = world.item("Een plein", [idea])
    assert fate(world, idea) == ("used", None)
    world.run("drop_item", item=item, reason="Er komt een weg")
    return idea


def test_an_idea_whose_only_item_was_dropped_tells_its_author_why(world: World) -> None:
    idea = dropped(world)

    assert fate(world, idea) == ("dropped", "Er komt een weg")
    with world.reading() as session:
        (kept,) = own_data(session, world.actor(session, "annie"))["ideas"]
        rows = ideas_table(session, session.get_one(Charrette, world.charrette)).rows
    assert (kept["outcome"], kept["reason"]) == ("dropped", "Er komt een weg")
    assert (rows[0].fate, rows[0].fate_reason) == ("dropped", "Er komt een weg")


def test_an_idea_that_another_item_uses_too_is_still_used(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    (gone, _), _ = world.item("Een plein", [idea]), world.item("Een park", [idea])
    world.run("drop_item", item=gone, reason="Er komt een weg")

    assert fate(world, idea) == ("used", None)
    assert [item["reason"] for item in trace(world, "annie")["chain"]] == ["Er komt een weg"]


def test_the_way_of_the_idea_shows_the_item_that_was_dropped_without_its_words(world: World) -> None:
    dropped(world)
    told = trace(world, "annie")

    assert (told["outcome"], told["reason"]) == ("dropped", "Er komt een weg")
    assert told["chain"] == [
        {"number": 1, "title": None, "state": "dropped", "reason": "Er komt een weg", "versions": [], "rounds": []}
    ]
    assert trace(world, "fenna")["chain"][0]["title"] == "Dorpsplein"


def test_who_may_not_read_an_idea_does_not_read_why_its_item_was_dropped(world: World) -> None:
    idea = dropped(world)
    world.run("hide_idea", idea=idea, reason="Een naam")
    told = trace(world, "geert")

    assert (told["outcome"], told["reason"], told["chain"][0]["reason"]) == ("hidden", None, None)


def test_a_phone_hears_at_once_that_something_happened_with_its_idea(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    item, _ = world.item("Een plein", [idea])
    for type, fields in (
        ("drop_item", {"item": item, "reason": "Er komt een weg"}),
        ("add_agenda_topic", {"area": "krakeel", "title": "Bank", "from_ideas": [idea]}),
        ("remove_agenda_topic", {"topic": 1, "reason": "Dubbel"}),
    ):
        seq = world.follow(f"board:{world.board}", "annie")["seq"]
        world.run(type, "otto", **fields)
        news = world.follow(f"board:{world.board}", "annie", since=seq)["events"]
        assert [event["data"]["changes"]["ideas"][0]["id"] for event in news] == [idea], type


def test_an_idea_that_was_taken_off_an_agenda_tells_its_author_why(world: World) -> None:
    world.open()
    idea = world.post("Een bankje")
    topic = world.run("add_agenda_topic", "otto", area="krakeel", title="Bank", from_ideas=[idea])["topic"]
    assert fate(world, idea) == ("on_agenda", None)
    world.run("remove_agenda_topic", "otto", topic=topic, reason="Staat er dubbel op")

    assert fate(world, idea) == ("off_agenda", "Staat er dubbel op")
    (gone,) = world.snapshot(f"agendas:{world.charrette}", "fenna")["removed_topics"]
    assert (gone["title"], gone["reason"]) == ("Bank", "Staat er dubbel op")
