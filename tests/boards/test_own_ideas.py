"""What a phone gets of its own ideas: that of which it does not know, and no more."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from charrette.spine.lists import Audience
from tests.spine.sizes import WORDS, message
from tests.world import World

OWN = 30
SAVED = """
import { readFileSync } from "node:fs";
const { withSaved } = await import(process.argv[1]);
const { mine, entries } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(entries.reduce((now, entry) => now && withSaved(now, entry), mine)));
"""


@pytest.fixture
def ideas(world: World) -> list[int]:
    """Thirty ideas of Annie's, and one of Geert's behind them."""
    world.open()
    return [*(world.post(f"{WORDS} ({number})") for number in range(OWN)), world.post("Van Geert", "geert")]


def mine(client: FlaskClient, world: World, ids: list[int] | None = None, who: str = "annie") -> dict[str, Any]:
    only = "" if ids is None else f"?ids={','.join(map(str, ids))}"
    answer = client.get(f"/api/streams/board:{world.board}/mine{only}", headers=world.header(who))
    found: dict[str, Any] = answer.json["mine"]
    return found


def test_a_phone_is_told_of_one_own_idea_and_not_of_the_twenty_nine_others(
    world: World, client: FlaskClient, ideas: list[int], note_figure: Callable[[str], None]
) -> None:
    world.run("hide_idea", idea=ideas[4], reason="Over iemand")
    one, all = mine(client, world, ideas[4:5]), mine(client, world)

    assert one == {**all, "ideas": [all["ideas"][4]]}
    assert one["ideas"][0]["state"] == "hidden"
    assert message(one) < 600
    note_figure(f"one own idea of {OWN}: {message(one)} bytes, all of them {message(all)}")


def test_who_names_ideas_gets_their_own_among_them_and_nobody_elses(
    world: World, client: FlaskClient, ideas: list[int]
) -> None:
    asked = [ideas[0], ideas[-1], ideas[2], 10**12]

    assert [idea["id"] for idea in mine(client, world, asked)["ideas"]] == [ideas[0], ideas[2]]
    assert [idea["id"] for idea in mine(client, world, asked, "geert")["ideas"]] == [ideas[-1]]
    assert mine(client, world, asked, "jamila")["ideas"] == []


@pytest.mark.parametrize("ids", ["", "a", "1,", "-1", "1;2", ",".join(["1"] * 101)])
def test_what_is_no_list_of_at_most_a_hundred_ids_is_refused_with_the_field(
    world: World, client: FlaskClient, ids: str
) -> None:
    answer = client.get(f"/api/streams/board:{world.board}/mine?ids={ids}", headers=world.header("annie"))

    assert (answer.status_code, answer.json["error"], answer.json["field"]) == (400, "field_wrong", "ids")


def test_own_remarks_are_told_one_by_one_too(world: World, client: FlaskClient) -> None:
    world.open()
    version = world.item()[1]
    about = {"round": world.round([version]), "version": version, "kind": "support"}
    _, second = (world.run("add_remark", "annie", text=text, **about)["remark"] for text in ("Mooi", "Te smal"))
    url = f"/api/streams/round:{about['round']}/mine?ids={second}"

    told = client.get(url, headers=world.header("annie")).json["mine"]["remarks"]
    assert [remark["text"] for remark in told] == ["Te smal"]


@pytest.mark.parametrize("moderated", [False, True])
def test_from_the_answers_to_its_commands_a_phone_knows_all_that_the_server_would_tell(
    world: World, client: FlaskClient, moderated: bool, note_figure: Callable[[str], None]
) -> None:
    """Posted (also before the doors open), changed and changed again: no question, and the list is the server's."""
    board = world.moderated if moderated else world.board
    before = world.mine(f"board:{board}", "annie")
    entries: list[dict[str, Any]] = []

    def done(type: str, **fields: Any) -> int:
        result = world.run(type, "annie", **fields)
        entries.append({"type": type, "fields": fields, "result": result})
        return int(result["idea"])

    done("post_idea", board=board, text="Van tevoren")
    world.open()
    first, _ = [done("post_idea", board=board, text=text) for text in ("Een bankje", "Een boom")]
    for text in ("Een bank", "Een bank bij de vijver"):
        done("edit_idea", idea=first, text=text)
    state = (Path(__file__).parents[2] / "static/js/boards/state.js").as_uri()
    command = ["node", "--input-type=module", "--eval", SAVED, "--", state]
    held = json.dumps({"mine": before, "entries": entries})
    told = subprocess.run(command, input=held, capture_output=True, text=True, check=True, timeout=60)

    known = json.loads(told.stdout)
    assert sorted(known.pop("ideas"), key=lambda idea: idea["id"]) == world.mine(f"board:{board}", "annie")["ideas"]
    assert known == {"votes": [], "votes_left": before["votes_left"], "votes_resting": []}
    note_figure(f"the answer to a changed idea: {message(entries[-1]['result'])} bytes")


def test_the_title_of_a_renamed_group_reaches_what_came_of_an_own_idea(world: World) -> None:
    """The event names the ideas of the group, and sends the words of none."""
    world.open()
    ideas = [world.post("Een bankje"), world.post("Een boom", "geert")]
    group = world.run("group_ideas", board=world.board, ideas=ideas, title="Zitten")["group"]
    world.announced.clear()
    world.run("rename_group", group=group, title="Rusten")
    (told,) = [told for told in world.announced if told.stream == f"board:{world.board}"]
    (event,) = told.shapes[Audience.PARTICIPANT]

    assert (event["data"]["ideas"], sorted(event["data"]["changes"])) == (ideas, ["groups"])
    assert world.mine(f"board:{world.board}", "annie")["ideas"][0]["fate"]["group"] == "Rusten"
