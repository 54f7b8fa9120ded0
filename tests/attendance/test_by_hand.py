"""Who has no phone or gives no name is put on the list by the team, and what all of them come to."""

from __future__ import annotations

import pytest

from tests.attendance.hall import numbers, person, refused
from tests.world import World


@pytest.mark.trust("T64")
def test_a_walk_in_without_a_name_is_present_not_by_name(world: World) -> None:
    world.open()
    walk_in = world.run("add_walk_in", gathering=world.work)["person"]
    world.run("add_walk_in", gathering=world.work, name="  Roelof   te Velde ", area=world.areas[0])
    people = {row["id"]: row for row in world.snapshot(f"gathering:{world.work}", "fenna")["people"]}

    assert numbers(world) == (2, 2)
    assert (people[walk_in]["name"], people[walk_in]["status"], people[walk_in]["walk_in"]) == (None, "present", True)
    assert [row["name"] for row in people.values() if row["area"] == world.areas[0]] == ["Roelof te Velde"]


@pytest.mark.trust("T96")
def test_in_a_youth_gathering_a_walk_in_has_no_name_whatever_was_typed(world: World) -> None:
    world.open(world.youth)
    world.run("add_walk_in", gathering=world.youth, name="Sanne", party_role="resident")
    (row,) = world.snapshot(f"gathering:{world.youth}", "fenna")["people"]

    assert (row["name"], row["party_role"], row["area"]) == (None, None, None)


def test_after_the_end_only_staff_can_still_put_somebody_on_the_list(world: World) -> None:
    world.open()
    world.run("close_gathering", gathering=world.work)

    assert refused(world, "check_in", "annie", gathering=world.work) == "gathering_closed"
    assert world.run("check_in_person", gathering=world.work, person=world.people["annie"])["already"] is False


def test_who_could_not_be_told_at_the_door_stands_only_on_the_list_of_where_they_came(world: World) -> None:
    world.open()
    world.run("add_walk_in", gathering=world.work)
    world.run("add_walk_in", gathering=world.work, name="Harm")
    world.run("check_in", "otto", gathering=world.work)
    world.open(world.later)

    def listed(gathering: int) -> list[str | None]:
        people = world.snapshot(f"gathering:{gathering}", "fenna")["people"]
        return [row["name"] for row in people]

    known = ["Annie", "Fenna", "Geert", "Harm", "Jamila"]
    assert sorted(map(str, listed(world.work))) == [*known, "None", "Otto"]
    assert sorted(map(str, listed(world.later))) == [*known, "Otto"]


def test_a_team_member_without_a_phone_is_checked_in_from_the_list_like_anybody_else(world: World) -> None:
    world.open()
    fenna = person(world, "fenna")
    assert (fenna["staff"], fenna["status"]) == (True, "absent")
    assert numbers(world) == (0, 0)
    assert world.run("check_in_person", "otto", gathering=world.work, person=fenna["id"])["already"] is False
    assert world.run("check_in_person", gathering=world.work, person=fenna["id"])["already"] is True

    assert (person(world, "fenna")["status"], person(world, "fenna")["sources"]) == ("present", ["manual"])
    assert numbers(world) == (1, 1)
    assert world.mine(f"gathering:{world.work}", "fenna")["attendance"]["status"] == "present"


def test_a_team_member_who_gives_no_name_can_be_told_by_nobody_and_is_added_by_hand(world: World) -> None:
    world.run("update_me", remove=["name"])
    world.open()
    world.run("add_walk_in", "otto", gathering=world.work, name="Fenna")

    people = world.snapshot(f"gathering:{world.work}", "otto")["people"]
    assert [(row["name"], row["staff"]) for row in people if row["status"] == "present"] == [("Fenna", False)]
    assert world.people["fenna"] not in [row["id"] for row in people]


def test_attendances_unique_people_and_present_now_are_three_numbers(world: World) -> None:
    world.open()
    world.run("check_in", "annie", gathering=world.work)
    world.run("check_in", "geert", gathering=world.work)
    world.run("close_gathering", gathering=world.work)
    world.open(world.later)
    world.run("check_in", "annie", gathering=world.later)
    week = world.snapshot(f"team:{world.charrette}", "fenna")["attendance"]

    assert week == {"attendances": 3, "unique": 2}
    assert (numbers(world), numbers(world, world.later)) == ((2, 0), (1, 1))


def test_a_headcount_stands_beside_the_check_ins(world: World) -> None:
    world.open()
    world.run("count_heads", gathering=world.work, count=61)

    assert world.snapshot(f"gathering:{world.work}", "annie")["attendance"]["heads"] == 61
    assert numbers(world) == (0, 0)
    assert refused(world, "count_heads", "fenna", gathering=world.work, count=-1) == "count_out_of_range"
