"""What is looked after every second."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import delete, func, select, update

from charrette.live.heartbeat import PRUNE_EVERY, Heartbeat
from charrette.live.presence import Presence
from charrette.live.publisher import Publisher
from charrette.people.models import AccessToken
from charrette.people.rules.actors import load_bearer
from charrette.spine.actors import PARTICIPANT_TOKEN_VALID
from charrette.spine.journal import current_seq
from charrette.spine.models import CommandReceipt
from charrette.spine.receipts import MOST_AT_ONCE, RECEIPT_KEPT
from tests.world import Clock, World


class Ended:
    """Notes whose sockets would be closed."""

    def __init__(self) -> None:
        self.digests: list[str] = []

    def end_sockets(self, digest: str) -> None:
        self.digests.append(digest)

    def tokens(self) -> set[str]:
        return set()


def beat(app: Flask, world: World, who: str) -> tuple[Callable[[], None], Ended]:
    held = app.extensions["charrette"]
    digest = world.digest(who)
    with held.database.read() as session:
        held.live.presence.join("a socket", digest, load_bearer(session, digest))
    ended = Ended()
    return Heartbeat(held.database, held.writer, ended, held.live.presence).end_revoked, ended  # type: ignore[arg-type]


def test_a_token_that_runs_out_ends_its_sockets(app: Flask, world: World, now: Clock) -> None:
    end_revoked, ended = beat(app, world, "annie")
    end_revoked()
    assert ended.digests == []

    runs_out = update(AccessToken).where(AccessToken.digest == world.digest("annie")).values(expires_at=now())
    world.write(lambda session: session.execute(runs_out))
    now.move(seconds=1)
    end_revoked()
    assert ended.digests == [world.digest("annie")]


def receipts_in(world: World) -> int:
    with world.reading() as session:
        return session.scalar(select(func.count()).select_from(CommandReceipt)) or 0


def heart_of(world: World) -> Heartbeat:
    presence = Presence()
    return Heartbeat(world.database, world.writer, Publisher(None, presence), presence)  # type: ignore[arg-type]


def test_receipts_go_when_no_repeat_can_come_any_more_at_the_start_and_once_a_day(world: World) -> None:
    world.write(lambda session: session.execute(delete(CommandReceipt)))
    world.open()
    opened = receipts_in(world)
    world.now.move(days=RECEIPT_KEPT.days)
    heart = heart_of(world)
    heart.prune_receipts()
    assert receipts_in(world) == opened  # to the second as old as they may become

    world.now.move(seconds=1)
    heart.prune_receipts()
    assert receipts_in(world) == opened  # it looked a moment ago
    world.now.move(seconds=PRUNE_EVERY.total_seconds())
    heart.prune_receipts()
    assert receipts_in(world) == 0


def test_a_server_that_starts_prunes_what_became_old_while_it_was_off(world: World) -> None:
    world.open()
    world.now.move(days=RECEIPT_KEPT.days, seconds=1)
    assert receipts_in(world) > 0

    heart_of(world).prune_receipts()
    assert receipts_in(world) == 0


def test_very_many_old_receipts_go_a_part_at_a_time(world: World) -> None:
    old = [
        CommandReceipt(actor="person:1", command_id=str(number), fingerprint="", received_at=world.now())
        for number in range(MOST_AT_ONCE + 1)
    ]
    world.write(lambda session: session.execute(delete(CommandReceipt)))
    world.write(lambda session: session.add_all(old))
    world.now.move(days=RECEIPT_KEPT.days, seconds=1)
    heart = heart_of(world)

    left = []
    for _ in range(2):
        heart.prune_receipts()
        left.append(receipts_in(world))
    assert left == [1, 0]


def test_a_phone_cannot_come_back_with_a_repeat_after_its_receipt_is_gone() -> None:
    """Nothing else knows that an idea was sent before, so a receipt outlives every token of a phone."""
    assert RECEIPT_KEPT >= PARTICIPANT_TOKEN_VALID


class Told:
    """Notes where followers are told that a stream stands. ``reached``: up to where it was announced."""

    def __init__(self) -> None:
        self.reached = 0
        self.heads: list[dict[str, int]] = []

    def announced(self, stream: str) -> int:
        return self.reached

    def send_heads(self, heads: dict[str, int]) -> None:
        self.heads.append(heads)
        self.reached = max([self.reached, *heads.values()])


def test_where_a_stream_stands_is_told_once_and_not_of_what_may_still_be_on_its_way(world: World) -> None:
    world.open()
    stream = f"gathering:{world.work}"
    presence, told = Presence(), Told()
    presence.join("a socket", "a digest")
    presence.follow("a socket", stream)
    heart = Heartbeat(world.database, world.writer, told, presence)  # type: ignore[arg-type]
    with world.reading() as session:
        seq = current_seq(session, stream)
    for _ in range(3):
        heart.send_heads()
    assert told.heads == [{}, {stream: seq}, {}]

    world.run("check_in", "annie", gathering=world.work)
    heart.send_heads()
    told.reached = seq + 1  # the other worker's message came in
    heart.send_heads()
    assert told.heads[3:] == [{}, {}]
