"""A hall that joins at once gets its board by a shorter way: the answer must be the same as by the long one."""

from __future__ import annotations

from typing import Any

import pytest

from charrette.errors import NotAllowed, NotFound, NotSignedIn
from charrette.live.packets import dumps
from charrette.live.presence import NEW_SECONDS, Presence
from charrette.people.rules.actors import load_actor, load_bearer
from charrette.spine import following
from charrette.spine.following import Snapshot, SnapshotCache, encoded
from charrette.spine.lists import Role
from charrette.spine.streams import StreamHomes
from charrette.week.lists import Openness
from charrette.week.models import Gathering
from tests.spine.queries import counted
from tests.world import World


def follow_twice(world: World, who: str, stream: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the answer to ``follow`` by the long way, and by the short one that a second phone gets."""
    cache, homes = SnapshotCache(), StreamHomes()
    with world.reading() as session:
        by = load_actor(session, world.digest(who))
        long = following.follow(session, by=by, stream=stream, since=None, cache=cache, homes=homes)
    with world.reading() as session:
        light = load_bearer(session, world.digest(who)) or load_actor(session, world.digest(who))
        short = following.follow(session, by=light, stream=stream, since=None, cache=cache, homes=homes)
    assert short["snapshot"] is long["snapshot"]
    return long, short


@pytest.mark.parametrize("who", ["annie", "geert", "fenna"])
def test_the_short_way_to_a_board_gives_the_same_answer(world: World, who: str) -> None:
    world.open()
    world.run("set_board_phase", board=world.board, phase="collecting")
    idea = world.post("Een bankje bij de vijver", by="annie")
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("check_in", by="annie", gathering=world.work)
    world.run("cast_vote", by="annie", idea=idea)
    long, short = follow_twice(world, who, f"board:{world.board}")
    assert short == long


def test_a_phone_that_comes_back_asks_the_database_no_more_for_many_ideas_than_for_one(
    world: World,
) -> None:
    """A hall that comes back in the middle of an evening wrote and voted, and comes back all at once."""
    world.open()
    ideas = [world.post(f"Een bankje {number}", "annie") for number in range(5)] + [world.post("Een boom", "jamila")]
    world.run("set_board_phase", board=world.board, phase="voting")
    for who in ("annie", "geert"):
        world.run("check_in", by=who, gathering=world.work)
        world.run("cast_vote", by=who, idea=ideas[0])
    cache, homes, stream = SnapshotCache(), StreamHomes(), f"board:{world.board}"
    world.join("roel")

    def ask(who: str) -> tuple[int, int]:
        with world.reading() as session:
            light = load_bearer(session, world.digest(who))
            assert light is not None
        with world.reading() as session, counted(world) as asked:
            answer = following.follow(session, by=light, stream=stream, since=None, cache=cache, homes=homes)
        return len(answer["mine"]["ideas"]), sum(one.startswith("SELECT") for one in asked)

    ask("roel")
    assert {who: ask(who) for who in ("roel", "jamila", "geert", "annie")} == {
        "roel": (0, 2), "jamila": (1, 4), "geert": (0, 3), "annie": (5, 5),
    }, "for ideas also which of them were voted on, once there was a vote"  # fmt: skip


@pytest.mark.parametrize("what", ["grouped", "duplicate", "on an agenda", "used"])
def test_what_came_of_an_idea_is_told_by_the_short_way_too(world: World, what: str) -> None:
    world.open()
    idea, other = world.post("Een bankje", "annie"), world.post("Een bank", "geert")
    match what:
        case "grouped":
            world.run("group_ideas", board=world.board, ideas=[idea], title="Zitten")
        case "duplicate":
            world.run("answer_idea", idea=idea, outcome="duplicate", duplicate_of=other)
        case "on an agenda":
            fields = {"title": "Bank", "why": "Zitten", "from_ideas": [idea]}
            world.run("add_agenda_topic", "otto", area=world.areas[0], **fields)
        case "used":
            world.item("Een zitplek", [idea])
    long, short = follow_twice(world, "annie", f"board:{world.board}")
    (own,) = short["mine"]["ideas"]
    assert short == long | {"at": short["at"]}
    assert own["fate"]["outcome"] == {"on an agenda": "on_agenda"}.get(what, what)


def test_after_a_change_the_board_is_made_anew(world: World) -> None:
    world.open()
    cache, homes = SnapshotCache(), StreamHomes()
    seen = []
    for text in ("Een bankje", "Een schommel"):
        world.post(text)
        with world.reading() as session:
            by = load_actor(session, world.digest("geert"))
            stream = f"board:{world.board}"
            answer = following.follow(session, by=by, stream=stream, since=None, cache=cache, homes=homes)
        seen.append(len(answer["snapshot"]["ideas"]))
    assert seen == [1, 2]


def test_a_light_actor_is_who_the_full_one_is(world: World) -> None:
    with world.reading() as session:
        full, light = load_actor(session, world.digest("annie")), load_bearer(session, world.digest("annie"))
        assert light is not None
        assert (light.key, light.role, light.audience) == (full.key, Role.PARTICIPANT, full.audience)
        assert (light.charrette_id, light.person_id, light.digest) == (full.charrette_id, full.person_id, full.digest)
        assert load_bearer(session, world.digest("fenna")) is None


def test_a_token_that_does_not_count_lets_nobody_in(world: World) -> None:
    annie = world.digest("annie")
    world.run("erase_me", by="annie")
    with world.reading() as session:
        for digest in (annie, "0" * 64, None):
            with pytest.raises(NotSignedIn):
                load_bearer(session, digest)


def test_remembering_where_a_stream_belongs_opens_it_to_nobody_else(world: World) -> None:
    homes, stream = StreamHomes(), f"board:{world.board}"
    with world.reading() as session:
        by = load_actor(session, world.digest("annie"))
        homes.ensure_may_follow(session, by, stream)
        outsider = type(by)(Role.PARTICIPANT, charrette_id=99, person=by.person)
        with pytest.raises(NotFound):
            homes.ensure_may_follow(session, outsider, stream)
        with pytest.raises(NotFound):
            homes.ensure_may_follow(session, by, "board:9999")


def test_a_gathering_that_becomes_one_for_who_is_invited_is_so_at_once(world: World) -> None:
    homes, streams = StreamHomes(), [f"board:{world.board}", f"gathering:{world.work}"]

    def told(who: str) -> list[str]:
        with world.reading() as session:
            by = load_actor(session, world.digest(who))
            answers = []
            for stream in streams:
                try:
                    homes.ensure_may_follow(session, by, stream)
                    answers.append("follows")
                except NotAllowed as error:
                    answers.append(error.code)
        return answers

    def invite_only(session: Any) -> None:
        session.get_one(Gathering, world.work).openness = Openness.INVITED

    before = told("annie")
    world.write(invite_only)

    assert before == ["follows"] * 2
    assert told("annie") == ["gathering_code_needed"] * 2
    assert told("fenna") == ["follows"] * 2


def test_a_newcomer_is_known_until_they_leave(world: World) -> None:
    presence = Presence()
    with world.reading() as session:
        by = load_actor(session, world.digest("annie"))
    assert presence.join("socket", "digest", by)
    assert presence.newcomer("socket") is by
    assert NEW_SECONDS <= 10
    presence.leave("socket")
    assert presence.newcomer("socket") is None


def test_what_a_hall_shares_is_encoded_once_and_reads_the_same() -> None:
    shared = Snapshot({"ideas": [{"id": 1, "text": "Café ☕ </script>"}]})
    assert bytes(encoded(shared)) == bytes(encoded(shared))
    assert shared.encoded is not None
    assert dumps({"ok": True, "snapshot": encoded(shared)}) == dumps({"ok": True, "snapshot": shared})


def test_half_a_character_in_an_answer_is_no_failure() -> None:
    assert dumps({"field": "\ud800"}) == '{"field": "\\ud800"}'


def test_a_picture_that_could_not_be_made_keeps_nobody_waiting(world: World) -> None:
    world.open()
    cache, stream = SnapshotCache(), f"board:{world.board}"
    with world.reading() as session:
        by = load_actor(session, world.digest("annie"))
        with pytest.raises(AttributeError):
            cache.get(session, stream, None, by.audience, 1)  # as when the database goes away in the middle
        answer = following.follow(session, by=by, stream=stream, since=None, cache=cache)
    assert answer["snapshot"] == world.snapshot(stream, "annie")
