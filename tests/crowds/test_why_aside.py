"""Somebody whom the team set aside reads why after checking in by the plain page; no sentence shows its empty place."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from charrette.spine.sentences import REFUSALS
from tests.world import World

EMPTY = re.compile(r"%\(\w+\)s")


@pytest.mark.parametrize("is_aside", [True, False])
def test_every_note_of_a_check_in_is_a_whole_sentence(app: Flask, world: World, is_aside: bool) -> None:
    world.open()
    if is_aside:
        world.run("set_people_aside", people=[world.people["annie"]], reason="Een script van Henk")
    client, headers = app.test_client(), world.header("annie")
    pages = {code: client.get(f"/phone?checked_in={code}", headers=headers) for code in REFUSALS}

    assert {page.status_code for page in pages.values()} == {200}
    assert [code for code, page in pages.items() if EMPTY.search(page.get_data(as_text=True))] == []
    assert ("Een script van Henk" in pages["set_aside"].get_data(as_text=True)) is is_aside
