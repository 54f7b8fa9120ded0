"""Removing somebody takes words off the list of a youth gathering at once, and tells nothing of who had been there."""

from __future__ import annotations

import pytest

from charrette.attendance.export.reading import check_in_log
from charrette.spine import following
from charrette.spine.following import SnapshotCache
from charrette.spine.lists import Audience
from charrette.week.models import Charrette, Gathering
from tests.spine.reducer import apply, ordered
from tests.world import World

pytestmark = pytest.mark.trust("T96")
WORDS = "Annie de Vries kwam niet"


def annulled(world: World) -> str:
    """Annie and Geert came, Jamila did not; of Annie a line is annulled with her name in the reason."""
    world.open(world.youth)
    world.let_in("annie", "geert")
    world.run("check_in", "annie", gathering=world.youth)
    (listed,) = world.snapshot(f"gathering:{world.youth}", "fenna")["people"]
    world.run("check_in_person", gathering=world.youth, person=listed["id"], source="paper")
    world.run("annul_entry", entry=listed["entries"][0], reason=WORDS)
    world.run("check_in", "geert", gathering=world.youth)
    return f"gathering:{world.youth}"


def log_of(world: World) -> tuple[int, list[str]]:
    """Return the number of the moment of the check-in log as a file, and the reasons in it."""
    with world.reading() as session:
        charrette, gathering = session.get_one(Charrette, world.charrette), session.get_one(Gathering, world.youth)
        table = check_in_log(session, charrette, gathering)
        return table.moment.seq, [row.reason for row in table.rows if row.reason]


def test_who_follows_the_list_and_who_comes_in_anew_sees_the_words_go(world: World) -> None:
    stream, cache = annulled(world), SnapshotCache()

    def follow() -> list[list[str]]:
        with world.reading() as session:
            answer = following.follow(session, by=world.actor(session, "fenna"), stream=stream, since=None, cache=cache)
        return sorted(row["annulled"] for row in answer["snapshot"]["people"])

    followed, before, held = world.snapshot(stream, "fenna"), follow(), log_of(world)
    world.announced.clear()
    world.run("erase_me", "annie")
    live = [event for told in world.announced if told.stream == stream for event in told.shapes[Audience.FACILITATOR]]

    assert (before, held[1]) == ([[], [WORDS]], [WORDS])
    assert follow() == [[], ["█"]]
    assert ordered(apply(followed, live)) == ordered(world.snapshot(stream, "fenna"))
    assert log_of(world) == (held[0] + 1, ["█"])


@pytest.mark.parametrize("who", ["annie", "geert", "jamila"])
def test_the_list_tells_the_same_whoever_is_removed_also_who_was_never_there(world: World, who: str) -> None:
    stream = annulled(world)
    world.announced.clear()
    world.run("erase_me", who)
    told = [told.shapes for told in world.announced if told.stream == stream]
    (event,) = told[0][Audience.FACILITATOR]

    assert len(told) == 1
    assert [row["annulled"] for row in event["data"]["changes"]["people"]] == [["█"]]
    assert told[0][Audience.PARTICIPANT] == [{"seq": event["seq"], "type": "hidden"}]
