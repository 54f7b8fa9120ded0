"""Parts say whose names they hold: who sees a name somewhere hears of it when it changes, and nobody else does."""

from __future__ import annotations

import json

from charrette.spine.lists import Audience
from charrette.spine.pictures import snapshot
from charrette.spine.streams import PARTS, STREAMS
from tests.world import World

NAME, OTHER = "Kanarienaam", "Andersgenoemd"


def streams_with_a_name(world: World) -> list[str]:
    """Let somebody called ``NAME`` do all that shows a name; return the streams of all of it."""
    world.open()
    world.join(NAME)
    world.run("check_in", NAME, gathering=world.work)
    world.post("Een bankje", NAME)
    _, version = world.item()
    round = world.round([version])
    world.run("add_remark", NAME, round=round, version=version, kind="support", text="Mooi")
    week = [f"{kind.name}:{world.charrette}" for kind in STREAMS.values() if kind.one_each]
    return [*week, f"gathering:{world.work}", f"board:{world.board}", f"round:{round}", f"screen:{world.screen}"]


def shown(world: World, streams: list[str], name: str) -> set[tuple[str, Audience]]:
    """Return in which parts a name stands, and for whom."""
    found = set()
    with world.reading() as session:
        for stream in streams:
            kind, _, number = stream.partition(":")
            owner = session.get_one(STREAMS[kind].model, int(number))
            for audience in Audience:
                picture = snapshot(session, stream, owner, audience)
                found |= {(f"{kind}.{part}", audience) for part, value in picture.items() if name in json.dumps(value)}
    return found


def test_each_part_in_which_a_name_stands_says_so(world: World) -> None:
    told = {(name, audience) for name, part in PARTS.items() for audience in part.names if name != "team.reasons"}

    assert shown(world, streams_with_a_name(world), NAME) == told
    assert len(told) == 3


def test_a_new_name_reaches_every_part_and_none_for_whom_it_is_not(world: World) -> None:
    streams = streams_with_a_name(world)
    world.announced.clear()
    world.run("update_me", NAME, name=OTHER)

    for told in world.announced:
        for audience in (Audience.PARTICIPANT, Audience.SCREEN):
            assert {event["type"] for event in told.shapes[audience]} == {"hidden"}
        assert OTHER in json.dumps(told.shapes[Audience.FACILITATOR])
    assert {told.stream for told in world.announced} == {stream for stream in streams if stream[0] in "gbr"}
