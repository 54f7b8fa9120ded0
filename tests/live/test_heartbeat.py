"""What is looked after every second."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import update

from charrette.domain.actors import load_bearer
from charrette.live.heartbeat import Heartbeat
from charrette.models import AccessToken
from tests.world import Clock, World


class Ended:
    """Notes whose sockets would be closed."""

    def __init__(self) -> None:
        self.digests: list[str] = []

    def end_sockets(self, digest: str) -> None:
        self.digests.append(digest)


def beat(app: Flask, world: World, who: str) -> tuple[Callable[[], None], Ended]:
    held = app.extensions["charrette"]
    digest = world.digest(who)
    with held.database.read() as session:
        held.live.presence.join("a socket", digest, load_bearer(session, digest))
    ended = Ended()
    return Heartbeat(held.database, ended, held.live.presence).end_revoked, ended  # type: ignore[arg-type]


def test_a_token_that_runs_out_ends_its_sockets(app: Flask, world: World, now: Clock) -> None:
    end_revoked, ended = beat(app, world, "annie")
    end_revoked()
    assert ended.digests == []

    runs_out = update(AccessToken).where(AccessToken.digest == world.digest("annie")).values(expires_at=now())
    world.write(lambda session: session.execute(runs_out))
    now.move(seconds=1)
    end_revoked()
    assert ended.digests == [world.digest("annie")]
