"""What was agreed or is in the framework can be set right: for a reason, and without a hole in what people read."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from charrette.agendas.export.reading import agenda_document
from charrette.errors import Conflict
from charrette.week.models import Area, Charrette
from tests.spine.asking import outcome
from tests.world import World


def agreed(world: World, *, adopted: bool = True, areas: Any = "all") -> int:
    item, version = world.item()
    world.run("close_round", round=world.round([version]))
    world.run("agree_item", item=item)
    if adopted:
        world.run("adopt_into_framework", item=item, areas=areas)
    return item


def told(world: World, item: int, who: str = "fenna") -> dict[str, Any]:
    items = world.snapshot(f"plan:{world.charrette}", who)["items"]
    found: dict[str, Any] = next(row for row in items if row["id"] == item)
    return found


def framework(world: World, area: int = 0) -> list[str]:
    """Return the texts of the framework in the document of an area."""
    with world.reading() as session:
        charrette, where = session.get_one(Charrette, world.charrette), session.get_one(Area, world.areas[area])
        document = agenda_document(session, charrette, where, public_url="", lang="nl")
    return [part.text for part in document.framework_parts]


def reasons(world: World, item: int) -> list[tuple[str, str]]:
    given = world.snapshot(f"team:{world.charrette}", "fenna")["reasons"]
    return [(why["act"], why["text"]) for why in given if why["item"] == item]


@pytest.mark.parametrize("adopted", [False, True])
def test_an_agreement_is_taken_back_for_a_reason_and_the_item_is_revised_again(world: World, adopted: bool) -> None:
    item = agreed(world, adopted=adopted)
    assert outcome(world, "take_back_agreement", item=item, reason=" ") == "reason_missing"
    world.run("take_back_agreement", item=item, reason="De bus kan er niet door")

    assert (told(world, item)["state"], reasons(world, item)) == (
        "revising", [("agreement_taken_back", "De bus kan er niet door")],
    )  # fmt: skip
    assert outcome(world, "take_back_agreement", item=item, reason="Nog eens") == "item_not_agreed"
    assert outcome(world, "revise_item", item=item, text="Een plein met een bocht") == "ok"


def test_the_framework_keeps_its_version_until_another_one_is_adopted(world: World) -> None:
    item = agreed(world, areas=["krakeel"])
    world.run("take_back_agreement", item=item, reason="De bus kan er niet door")
    version = world.run("revise_item", item=item, text="Een plein met een bocht")["version"]
    world.run("close_round", round=world.round([version]))
    world.run("agree_item", item=item)

    assert (framework(world, 0), framework(world, 1)) == (["Een plein om te zitten"], [])
    assert (told(world, item)["adopted"], told(world, item)["areas"]) == (1, [world.areas[0]])
    assert told(world, item, "annie")["version"]["number"] == 2
    assert outcome(world, "add_agenda_topic", "otto", area="krakeel", title="Plein", from_item=item) == "ok"
    world.run("adopt_into_framework", item=item, areas="all")
    assert (framework(world, 0), framework(world, 1)) == (["Een plein met een bocht"],) * 2
    assert told(world, item)["adopted"] == 2


def test_an_item_that_is_dropped_after_all_leaves_the_framework(world: World) -> None:
    item = agreed(world)
    assert outcome(world, "drop_item", item=item, reason="Te duur") == "item_state"
    world.run("take_back_agreement", item=item, reason="De bus kan er niet door")
    world.run("drop_item", item=item, reason="Te duur")

    assert (framework(world), told(world, item)["adopted"], told(world, item)["areas"]) == ([], None, None)


def test_the_areas_of_an_adopted_item_change_for_a_reason(world: World) -> None:
    item = agreed(world)
    assert outcome(world, "change_item_areas", item=item, areas=["krakeel"], reason="") == "reason_missing"
    assert outcome(world, "change_item_areas", item=item, areas=[], reason="Daar") == "areas_all_or_list"
    world.run("change_item_areas", item=item, areas=["krakeel"], reason="Alleen daar is een plein")

    assert (len(framework(world, 0)), len(framework(world, 1))) == (1, 0)
    assert reasons(world, item) == [("areas_changed", "Alleen daar is een plein")]
    world.run("change_item_areas", item=item, areas="all", reason="Toch overal")
    assert (len(framework(world, 0)), len(framework(world, 1))) == (1, 1)
    fresh = agreed(world, adopted=False)
    assert outcome(world, "change_item_areas", item=fresh, areas="all", reason="Overal") == "item_not_adopted"


@pytest.mark.parametrize(
    "statement",
    [
        "update design_items set adopted_version_id = null where state = 'in_framework'",
        "update design_items set adopted_version_id = (select max(id) from design_versions)",
    ],
)
def test_the_database_holds_that_the_framework_has_frozen_versions_of_its_items(
    world: World, statement: str, caplog: pytest.LogCaptureFixture
) -> None:
    agreed(world)
    world.item("Een bankje")
    with pytest.raises(Conflict, match="changed_meanwhile"):
        world.write(lambda session: session.execute(text(statement)))
    assert "adopted_is" in caplog.text
