"""A frozen projector keeps no word that was taken away since: each part that holds words of people lets them go."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from charrette.spine.lists import Audience
from tests.spine.replays import picture
from tests.world import World

CANARY = "ZZ-Kanarie"
SCREEN = Path(__file__).parents[2] / "static/js/projector/state/screen.js"
HOLD_WORDS = {"board.ideas", "board.groups", "board.former_groups", "round.remarks"}
"""The parts in which a projector gets words of people. Another one needs its place in ``stillPicture``, and here."""


def said_everywhere(world: World) -> list[str]:
    """Write ``CANARY`` wherever people and their facilitator write about each other; return the streams it is on."""
    world.open()
    ideas = [world.post(CANARY, who) for who in ("annie", "geert", "geert")]
    for idea in ideas[1:]:
        group = world.run("group_ideas", board=world.board, ideas=[idea], title=CANARY)["group"]
    world.run("set_board_phase", board=world.board, phase="voting")
    world.run("set_board_phase", board=world.board, phase="closed")
    world.run("dissolve_group", group=group)
    _, version = world.item()
    round = world.round([version])
    said = {"round": round, "version": version, "kind": "objection", "text": CANARY, "alternative": CANARY}
    remark = world.run("add_remark", "annie", **said)["remark"]
    world.run("close_round", round=round)
    world.run("answer_remark", remark=remark, outcome="adopted", text=CANARY)
    world.run("report_back", round=round)
    return [f"board:{world.board}", f"round:{round}", f"gathering:{world.work}", f"charrette:{world.charrette}"]


def still(kept: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """Return what a projector shows that was frozen with the picture ``kept``."""
    run = f'import {{ stillPicture }} from "{SCREEN.as_uri()}"; const [kept, now] = JSON.parse(process.argv[1]);'
    run += "console.log(JSON.stringify(stillPicture(kept, now)))"
    command = ["node", "--input-type=module", "--eval", run, "--", json.dumps([kept, now])]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def holding(pictures: dict[str, dict[str, Any]]) -> set[str]:
    return {
        f"{stream.partition(':')[0]}.{name}"
        for stream, parts in pictures.items()
        for name, part in parts.items()
        if CANARY in json.dumps(part)
    }


def test_no_part_of_a_frozen_wall_keeps_words_that_were_taken_away(world: World) -> None:
    streams = said_everywhere(world)
    kept = {stream: picture(world, stream, Audience.SCREEN) for stream in streams}
    world.run("set_people_aside", people=[world.people["annie"]], reason="Een script")
    world.run("conceal_board", board=world.board)
    now = {stream: picture(world, stream, Audience.SCREEN) for stream in streams}

    assert holding(kept) == HOLD_WORDS
    assert holding(now) == set()
    assert holding({stream: still(kept[stream], now[stream]) for stream in streams}) == set()


def test_a_frozen_wall_lets_hidden_words_go_and_shows_the_better_name_of_a_group(world: World) -> None:
    board, *_ = said_everywhere(world)
    kept = picture(world, board, Audience.SCREEN)
    for idea in kept["ideas"]:
        world.run("hide_idea", idea=idea["id"], reason="Over iemand")
    (group,) = kept["groups"]
    world.run("rename_group", group=group["id"], title="Groen")
    shown = still(kept, picture(world, board, Audience.SCREEN))

    assert [idea.get("text") for idea in shown["ideas"]] == [None, None, None]
    assert [one["title"] for one in shown["groups"]] == ["Groen"]
    assert (shown["results"], shown["former_groups"]) == (kept["results"], kept["former_groups"])
