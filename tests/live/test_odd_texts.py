"""Odd texts over a real socket: as idea, name, title and group they come back just as they were typed."""

from __future__ import annotations

import time
from typing import Any

import pytest

from charrette.spine.texts import NAME_LIMIT, TITLE_LIMIT
from tests.hostile import as_kept, hostile_strings
from tests.live.conftest import Open
from tests.live.server import Phone


def calmly(phone: Phone, type: str, **fields: Any) -> dict[str, Any]:
    """Send a command, again and again while it comes too soon after others."""
    while True:
        answer: dict[str, Any] = phone.command(type, **fields)
        if answer.get("error") != "too_many":
            return answer
        time.sleep(answer["retry_after"])


@pytest.mark.more
@pytest.mark.trust("T67")
def test_naughty_strings_are_kept_as_idea_name_title_and_group(open_hall: Open) -> None:
    strings = hostile_strings()
    hall = open_hall("eventlet")
    phone, desk = hall.phone("annie"), hall.phone("otto")
    board = hall.world.board
    ideas, groups, items, names = [], [], [], []
    for text in strings[::4]:
        posted = calmly(phone, "post_idea", board=board, text=text[:500])
        assert posted["ok"] is True, posted
        ideas.append((posted["result"]["idea"], text[:500]))
        if len(text) <= TITLE_LIMIT:
            grouped = desk.command("group_ideas", board=board, ideas=[posted["result"]["idea"]], title=text)
            groups.append((grouped["result"]["group"], text))
            made = desk.command("create_design_item", title=text, kind="idea", grain="fine", text=text, why=text)
            items.append((made["result"]["item"], text))
        if len(text) <= NAME_LIMIT and text == " ".join(text.split()):
            assert calmly(phone, "update_me", name=text)["result"]["name"] == as_kept(text)
            names.append(text)

    picture = desk.ask("follow", {"stream": f"board:{board}"})["snapshot"]
    plan = desk.ask("follow", {"stream": f"plan:{hall.world.charrette}"})["snapshot"]
    assert len(ideas) > 100
    assert len(groups) > 100
    assert len(names) > 50
    for kept, typed, field in (
        (picture["ideas"], ideas, "text"),
        (picture["groups"], groups, "title"),
        (plan["items"], items, "title"),
    ):
        found = {row["id"]: row[field] for row in kept}
        assert {id: found[id] for id, _ in typed} == {id: as_kept(text) for id, text in typed}
