"""How far back a client may ask, and what it gets when it asks for more."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete

from charrette.boards.events import VoteLimitSet
from charrette.spine.journal import CATCH_UP_EVENTS, record
from charrette.spine.models import JournalEvent
from tests.world import World


def many_events(world: World, count: int) -> str:
    def work(session: Any) -> None:
        for _ in range(count):
            record(session, VoteLimitSet(board=world.board))

    world.write(work)
    return f"board:{world.board}"


@pytest.mark.trust("T36")
@pytest.mark.parametrize(("behind", "kind"), [(CATCH_UP_EVENTS, "events"), (CATCH_UP_EVENTS + 1, "snapshot")])
def test_a_client_far_behind_gets_a_snapshot_instead_of_all_it_missed(world: World, behind: int, kind: str) -> None:
    stream = many_events(world, CATCH_UP_EVENTS + 10)
    seq = world.follow(stream, "annie")["seq"]
    answer = world.follow(stream, "annie", seq - behind)

    assert answer.keys() & {"events", "snapshot"} == {kind}


@pytest.mark.trust("T36")
def test_a_journal_that_no_longer_reaches_back_gives_a_snapshot(world: World) -> None:
    stream = many_events(world, 20)
    world.write(lambda session: session.execute(delete(JournalEvent).where(JournalEvent.seq <= 10)))

    assert "snapshot" in world.follow(stream, "annie", 9)
    assert len(world.follow(stream, "annie", 10)["events"]) == 10


def test_nothing_missed_is_an_empty_list(world: World) -> None:
    assert world.follow(many_events(world, 3), "annie", 3)["events"] == []


def test_who_comes_in_within_the_hour_in_which_a_gathering_closed_is_on_its_list_at_once(world: World) -> None:
    world.open()
    world.run("close_gathering", gathering=world.work)
    world.open(world.youth)  # while it is open only the hour is kept of when somebody came
    world.now.move(minutes=5)
    stream = f"gathering:{world.work}"
    before = world.follow(stream, "fenna")
    world.join("Roelof", code=world.code)
    (told,) = world.follow(stream, "fenna", before["seq"])["events"]
    listed = [row["id"] for row in world.snapshot(stream, "fenna")["people"]]

    assert told["type"] == "person_joined"
    assert world.people["Roelof"] in listed


def test_messages_of_a_commit_hold_each_number_once_in_order(world: World) -> None:
    stream = many_events(world, 7)
    (told,) = [told for told in world.announced if told.stream == stream]

    for events in told.shapes.values():
        assert [event["seq"] for event in events] == [1, 2, 3, 4, 5, 6, 7]
