"""A machine that came in as a whole crowd: staff see it, set it aside with all it did, and put it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from charrette.attendance.export.reading import attendance_list, check_in_log
from charrette.crowds.rules.rushes import FEWEST, Way, rushes_answer, rushes_of
from charrette.errors import Conflict, DomainError, Invalid, NotAllowed
from charrette.week.models import Charrette, Gathering
from tests.world import YOUTH_CODE, Clock, World

MACHINE = FEWEST
WHY = "Een script: twintig stemmen in twee seconden"


def ways(clock: Clock, count: int, *, every: float, took: float) -> list[Way]:
    """Return so many people who joined ``every`` so many seconds, and voted ``took`` seconds later."""
    starts = [clock.moment + timedelta(seconds=every * number) for number in range(count)]
    return [Way(number, start, start + timedelta(seconds=took)) for number, start in enumerate(starts)]


@pytest.mark.parametrize(
    ("what", "count", "every", "took", "seen"),
    [
        ("two hundred in six seconds", 200, 0.03, 6.0, True),
        ("one a second, each as fast as a page loads", 40, 1.0, 0.5, True),
        ("one in twenty seconds, each as fast as a page loads", 40, 20.0, 0.5, True),
        ("a projected code: a hundred in two minutes, then they read", 100, 1.2, 40.0, False),
        ("a hundred in two minutes of whom everybody presses at once", 100, 1.2, 8.0, False),
        ("three hundred who scan at the same moment and then read", 300, 0.05, 20.0, False),
        ("a village evening: fifty at the door in some minutes", 50, 6.0, 30.0, False),
        ("a table that knows the board", FEWEST - 1, 0.2, 5.0, False),
    ],
)
def test_a_rush_is_what_no_hall_does(now: Clock, what: str, count: int, every: float, took: float, seen: bool) -> None:
    found = rushes_of(ways(now, count, every=every, took=took))

    assert [len(rush) for rush in found] == ([count] if seen else []), what


def test_the_hall_among_which_a_machine_comes_in_is_not_meant(now: Clock) -> None:
    hall = ways(now, 60, every=1.0, took=30.0)
    machine = [Way(1000 + way.person, way.joined, way.acted) for way in ways(now, 200, every=0.03, took=3.0)]

    assert [{way.person >= 1000 for way in rush} for rush in rushes_of(hall + machine)] == [{True}]


def rush(world: World, *, gathering: int | None = None) -> list[int]:
    """Let a machine come in as a crowd, check in, vote for the first idea, post one and remark; return who it is."""
    who = []
    for number in range(MACHINE):
        name = f"machine {number}"
        who.append(
            world.join(name, client_id=f"made up {number}", code=YOUTH_CODE if gathering == world.youth else None)
        )
        world.now.move(seconds=0.1)
    for number in range(MACHINE):
        world.run("check_in", f"machine {number}", gathering=gathering or world.work)
    return who


@pytest.fixture
def voting(world: World) -> tuple[World, int]:
    """A board on which Annie and Geert voted for Annie's idea; it goes on."""
    world.open()
    idea = world.post("Een bankje")
    world.run("set_board_phase", board=world.board, phase="voting")
    for name in ("annie", "geert"):
        world.run("check_in", name, gathering=world.work)
        world.run("cast_vote", name, idea=idea)
    world.now.move(minutes=20)
    return world, idea


def flood(world: World, idea: int) -> list[int]:
    """Let the machine come in and vote; return who it is."""
    who = rush(world)
    for number in range(MACHINE):
        world.run("cast_vote", f"machine {number}", idea=idea)
    return who


def numbers(world: World) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Return what the board, the list of the session and the week count."""
    board = world.snapshot(f"board:{world.board}", "beamer")["tally"]
    gathering = world.snapshot(f"gathering:{world.work}", "annie")["attendance"]
    return board, gathering, world.snapshot(f"team:{world.charrette}", "fenna")["attendance"]


def test_staff_see_a_rush_and_participants_do_not(app: Flask, voting: tuple[World, int]) -> None:
    world, idea = voting
    who = flood(world, idea)
    client = app.test_client()
    seen = client.get("/api/rushes", headers=world.header("fenna")).json

    assert [(one["people"], one["votes"], one["ideas"]) for one in seen["rushes"]] == [(who, MACHINE, 0)]
    assert client.get("/api/rushes", headers=world.header("annie")).status_code == 403
    assert client.get("/api/rushes", headers=world.header("olga")).json["rushes"] == []


def test_set_aside_they_count_nowhere_and_put_back_everywhere(voting: tuple[World, int]) -> None:
    world, idea = voting
    before = numbers(world)
    who = flood(world, idea)
    flooded = numbers(world)
    act = world.run("set_people_aside", people=who, reason=WHY)
    aside = numbers(world)
    shown = world.snapshot(f"team:{world.charrette}", "fenna")["set_asides"]
    world.run("set_board_phase", board=world.board, phase="closed")
    result = world.snapshot(f"board:{world.board}", "beamer")["ideas"][0]["votes"]
    world.run("set_board_phase", board=world.board, phase="voting")
    back = world.run("put_people_back", set_aside=act["set_aside"])

    assert (before[0]["votes"], flooded[0]["votes"], flooded[0]["voters"]) == (2, 2 + MACHINE, 2 + MACHINE)
    assert aside == ({**before[0], "votes_aside": MACHINE}, *before[1:])
    assert result == 2
    assert [(one["reason"], one["people"]) for one in shown] == [(WHY, MACHINE)]
    assert (act["people"], back) == (MACHINE, {"people": MACHINE})
    assert numbers(world) == flooded
    assert world.snapshot(f"team:{world.charrette}", "fenna")["set_asides"] == []
    with pytest.raises(Conflict, match="put_back_before"):
        world.run("put_people_back", set_aside=act["set_aside"])


def test_their_ideas_and_remarks_leave_with_the_reason_and_come_back(world: World) -> None:
    world.open()
    _, version = world.item()
    round = world.round([version])
    world.post("Een bankje")
    who = rush(world)
    ideas = [world.post(f"Koop nu {number}", f"machine {number}") for number in range(3)]
    world.run("hide_idea", idea=ideas[2], reason="Reclame")
    for number in range(3):
        said = {"version": version, "kind": "support", "text": f"Goed {number}"}
        world.run("add_remark", f"machine {number}", round=round, **said)
    world.run("close_round", round=round)
    act = world.run("set_people_aside", people=who, reason=WHY)["set_aside"]
    board = world.snapshot(f"board:{world.board}", "fenna")
    said_there = world.snapshot(f"round:{round}", "fenna")
    mine = world.mine(f"board:{world.board}", "machine 0")["ideas"][0]
    world.run("show_idea", idea=ideas[1])
    world.run("hide_idea", idea=ideas[1], reason="Toch niet")
    world.run("put_people_back", set_aside=act)
    back = {row["id"]: row for row in world.snapshot(f"board:{world.board}", "fenna")["ideas"]}

    assert (board["tally"]["ideas"], board["tally"]["people"]) == (1, 1)
    assert [row["hidden_reason"] for row in board["ideas"]] == [None, WHY, WHY, "Reclame"]
    assert (mine["state"], mine["hidden_reason"]) == ("hidden", WHY)
    assert (said_there["remarks"], said_there["tally"]["remarks"], said_there["round"]["state"]) == ([], 0, "answered")
    assert [(back[id]["state"], back[id]["hidden_reason"]) for id in ideas] == [
        ("visible", None),
        ("hidden", "Toch niet"),
        ("hidden", "Reclame"),
    ]
    again = world.snapshot(f"round:{round}", "fenna")
    assert (len(again["remarks"]), again["round"]["state"]) == (3, "closed")


def test_who_is_set_aside_can_do_nothing_and_hears_why(app: Flask, voting: tuple[World, int]) -> None:
    world, idea = voting
    who = flood(world, idea)
    world.run("set_people_aside", people=who, reason=WHY)
    for type, fields in (
        ("post_idea", {"board": world.board, "text": "Nog een"}),
        ("take_back_vote", {"idea": idea}),
        ("check_in", {"gathering": world.work}),
        ("check_out", {"gathering": world.work}),
    ):
        with pytest.raises(NotAllowed, match="set_aside") as refused:
            world.run(type, "machine 0", **fields)
        assert refused.value.params == {"reason": WHY}
    with pytest.raises(Conflict, match="person_set_aside"):
        world.run("check_in_person", gathering=world.work, person=who[0])
    raw = {"id": "once more", "type": "cast_vote", "idea": idea}
    told = app.test_client().post("/api/commands", json=raw, headers=world.header("machine 1"))

    assert (told.status_code, WHY in told.json["message"]) == (403, True)
    world.run("erase_me", "machine 0")  # what is theirs by law stays theirs


def test_only_staff_set_aside_and_only_who_came_in_by_the_code(world: World) -> None:
    world.open()
    walk_in = world.run("add_walk_in", gathering=world.work, name="Bep")["person"]
    wrong: list[tuple[str, list[int], type[DomainError]]] = [
        ("annie", [world.people["geert"]], NotAllowed),
        ("fenna", [], Invalid),
        ("fenna", [world.people["annie"], world.people["otto"]], Invalid),
        ("fenna", [walk_in], Invalid),
    ]
    for by, people, kind in wrong:
        with pytest.raises(kind):
            world.run("set_people_aside", by, people=people, reason=WHY)
    with pytest.raises(Invalid, match="text_missing"):
        world.run("set_people_aside", people=[world.people["annie"]], reason=" ")


def test_who_comes_back_after_the_session_closed_is_checked_out(voting: tuple[World, int]) -> None:
    world, idea = voting
    who = flood(world, idea)
    act = world.run("set_people_aside", people=who, reason=WHY)["set_aside"]
    world.run("close_gathering", gathering=world.work)
    closed = world.snapshot(f"gathering:{world.work}", "fenna")["attendance"]
    world.run("put_people_back", set_aside=act)
    after = world.snapshot(f"gathering:{world.work}", "fenna")["attendance"]

    assert (closed["attendances"], closed["present"]) == (2, 0)
    assert (after["attendances"], after["present"]) == (2 + MACHINE, 0)


def test_lists_on_paper_count_without_them_and_the_log_says_why(voting: tuple[World, int]) -> None:
    world, idea = voting
    who = flood(world, idea)
    world.run("set_people_aside", people=who, reason=WHY)
    with world.reading() as session:
        charrette = session.get_one(Charrette, world.charrette)
        gathering = session.get_one(Gathering, world.work)
        people = attendance_list(session, charrette, gathering, purpose="", lang="nl")
        log = check_in_log(session, charrette, gathering)

    assert (people.attendances, people.unique, people.present, len(people.rows)) == (2, 2, 2, 2)
    assert [(row.flags, row.reason) for row in log.rows] == [((), "")] * 2 + [(("set_aside",), WHY)] * MACHINE


def test_at_a_youth_session_a_machine_is_seen_by_its_check_ins(app: Flask, world: World) -> None:
    world.open(world.youth)
    rush(world, gathering=world.youth)
    for number in range(MACHINE):
        world.post(f"Nu {number}", f"machine {number}", board=world.youth_board)
    seen = app.test_client().get("/api/rushes", headers=world.header("fenna")).json["rushes"]
    assert [len(one["people"]) for one in seen] == [MACHINE]
    world.run("set_people_aside", people=seen[0]["people"], reason=WHY)

    assert world.snapshot(f"gathering:{world.youth}", "fenna")["attendance"]["attendances"] == 0
    with pytest.raises(NotAllowed, match="set_aside"):
        world.post("Nog een", "machine 0", board=world.youth_board)


def test_young_people_who_all_send_at_once_are_no_rush(app: Flask, world: World) -> None:
    world.open(world.youth)
    for number in range(MACHINE):
        world.join(f"kind {number}", code=YOUTH_CODE)
    world.now.move(minutes=5)
    for number in range(MACHINE):
        world.post(f"Een idee {number}", f"kind {number}", board=world.youth_board)

    assert app.test_client().get("/api/rushes", headers=world.header("fenna")).json["rushes"] == []


def test_young_people_who_vote_in_the_open_hall_on_the_hour_are_no_rush(world: World) -> None:
    """Of when they came in only the hour is kept; at three seconds past it they would all have taken three seconds."""
    world.open(world.youth)
    world.open()
    idea = world.post("Een bankje", "annie")
    world.run("set_board_phase", board=world.board, phase="voting")
    for number in range(FEWEST):
        world.join(f"jong {number}", code=YOUTH_CODE, client_id=f"{number:032d}")
    world.now.move(minutes=60, seconds=3)
    for number in range(FEWEST):
        world.run("check_in", f"jong {number}", gathering=world.work)
        world.run("cast_vote", f"jong {number}", idea=idea)
        world.now.move(seconds=0.2)
    with world.reading() as session:
        assert rushes_answer(session, by=world.actor(session, "fenna")) == []
