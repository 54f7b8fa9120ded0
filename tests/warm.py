"""Doing once what nearly every server does, so that those that come out of this process find it worked out.

SQLAlchemy works a statement out when it is first used, a fifth of a second for all of an evening; so does Jinja with a
page, and Werkzeug with an address. Nothing of what happens here stays: it is another database, and another application.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from charrette import create_app
from charrette.db import Database
from charrette.errors import DomainError
from charrette.spine.writer import Writer
from charrette.upgrade import upgrade
from tests.furnished import build
from tests.statements import share_statements
from tests.world import Clock, World, config_for

PAGES = ("/", "/healthz", "/api/week", "/phone", "/console", "/screen", "/sign-in")


def warm_up() -> None:
    """Play a few minutes of an evening, with everybody looking on."""
    share_statements()
    with tempfile.TemporaryDirectory() as folder, Clock() as now:
        config = config_for(Path(folder))
        database = Database(config.database_url, pepper=config.secret_key)
        upgrade(database)
        world = build(Writer(database)).on(config, now)
        _play(world)
        app = create_app(config)
        client = app.test_client()
        for who in ("annie", "fenna", "beamer"):
            for page in (*PAGES, *(f"/api/streams/{stream}" for stream in _streams(world))):
                client.get(page, headers=world.header(who)).close()
        client.post("/api/join", json={"code": world.code, "client_id": "warm", "name": "Warm"}).close()
        for held in (database, world.database, app.extensions["charrette"].database):
            held.dispose()


def _streams(world: World) -> list[str]:
    kinds = [f"{kind}:{world.charrette}" for kind in ("charrette", "team", "plan", "agendas")]
    return [*kinds, f"gathering:{world.work}", f"board:{world.board}", "round:1", f"screen:{world.screen}"]


def _play(world: World) -> None:
    world.open()
    world.run("go_to_step", gathering=world.work, step="next")
    with suppress(DomainError):
        world.run("check_in", "annie", gathering=world.work)
    ideas = [world.post(text) for text in ("Een bankje", "Een boom", "Een brug")]
    world.run("edit_idea", "annie", idea=ideas[0], text="Een bank")
    world.run("hide_idea", idea=ideas[2], reason="Dubbel")
    world.run("group_ideas", board=world.board, ideas=ideas[:2], title="Rust")
    world.run("show_on_screen", screen=world.screen, view="board", board=world.board)
    world.run("set_board_phase", board=world.board, phase="voting")
    with suppress(DomainError):
        world.run("cast_vote", "annie", idea=ideas[0])
    world.run("set_board_phase", board=world.board, phase="closed")
    _, version = world.item(ideas=ideas[:1])
    world.round([version])
    for stream in _streams(world):
        for who in ("annie", "fenna"):
            with suppress(DomainError):
                world.follow(stream, who)
                world.mine(stream, who)
