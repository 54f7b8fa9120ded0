"""A rush that one of the team left as it is: told to nobody of them any more, until it grows."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from charrette.crowds.models import RushLeft
from charrette.errors import Invalid, NotAllowed
from tests.crowds.test_rushes import MACHINE, flood, voting
from tests.world import World

__all__ = ["voting"]


def test_left_so_by_one_it_is_told_to_nobody_until_more_of_it_come(app: Flask, voting: tuple[World, int]) -> None:
    world, idea = voting
    who = flood(world, idea)
    client = app.test_client()

    def told() -> list[dict[str, Any]]:
        seen: list[dict[str, Any]] = client.get("/api/rushes", headers=world.header("otto")).json["rushes"]
        return seen

    assert [one["gatherings"] for one in told()] == [[world.work]]
    with pytest.raises(Invalid, match="no_such_rush"):
        world.run("leave_rush", people=who[:-1])
    with pytest.raises(NotAllowed):
        world.run("leave_rush", "annie", people=who)
    assert world.run("leave_rush", people=who) == world.run("leave_rush", people=who) == {"left": MACHINE}
    assert told() == []
    with world.reading() as session:
        (kept,) = session.scalars(select(RushLeft)).all()
    assert (kept.charrette_id, kept.by_person_id, kept.left_at) == (
        world.charrette,
        world.people["fenna"],
        world.now.moment,
    )

    world.now.move(seconds=1)
    world.join("nog een machine", client_id="made up later")
    world.now.move(seconds=1)
    world.run("check_in", "nog een machine", gathering=world.work)
    world.run("cast_vote", "nog een machine", idea=idea)
    assert [len(one["people"]) for one in told()] == [MACHINE + 1]
