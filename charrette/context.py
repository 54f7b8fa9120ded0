"""What a request or a socket event works with: the settings, the database, the writer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from flask import current_app

from charrette.config import Config
from charrette.db import Database
from charrette.entrance import Entrance
from charrette.errors import DomainError, NotSignedIn, Stale, Unavailable
from charrette.keeping.keeper import Keeper
from charrette.messages import message_for
from charrette.people.rules.actors import Holders
from charrette.spine.execute import execute
from charrette.spine.following import SnapshotCache
from charrette.spine.streams import Answer, StreamHomes
from charrette.spine.throttle import Throttle
from charrette.spine.writer import Writer

LONGEST_RETRY_SECONDS = 30.0
"""Nobody is told to wait longer, whatever was reckoned: a phone that waits sends nothing."""


@dataclass
class Services:
    """The parts of one server, made once by ``create_app``."""

    config: Config
    database: Database
    writer: Writer
    throttle: Throttle
    snapshots: SnapshotCache = field(default_factory=SnapshotCache)
    homes: StreamHomes = field(default_factory=StreamHomes)
    holders: Holders = field(default_factory=Holders)
    entrance: Entrance = field(default_factory=Entrance)
    socketio: Any = None
    live: Any = None
    keeper: Keeper | None = None


def services() -> Services:
    """Return the parts of the server that handles this request or event."""
    return cast(Services, current_app.extensions["charrette"])


def error_answer(error: DomainError) -> Answer:
    """Return ``error`` as it goes over the wire, with its sentence in the person's language."""
    answer: Answer = {"ok": False, "error": error.code, "message": message_for(error)}
    if error.field is not None:
        answer["field"] = error.field
    if isinstance(error, Stale):
        answer["texts"] = error.texts
    if error.retry_after is not None:
        answer["retry_after"] = min(max(0.1, error.retry_after), LONGEST_RETRY_SECONDS)
    return answer


def run_command(raw: object, digest: str | None) -> Answer:
    """Carry out a command for the bearer of a token; every door does it here.

    Raises:
        Unavailable: the server is about to stop and takes no new work (``store_busy``).
        NotSignedIn: nobody has this token. It is seen before the writer is asked, whose time is everybody's.
        DomainError: what is wrong with it.
    """
    held = services()
    if held.live is not None and held.live.running.stopping:
        raise Unavailable("store_busy", retry_after=2)
    sender = None
    if digest is not None:
        sender = held.holders.key_of(digest, held.database)
        if sender is None:
            raise NotSignedIn("not_signed_in")
        held.throttle.ensure_calm(sender, raw)
    try:
        return execute(held.writer, held.config, raw, digest=digest)
    except NotSignedIn:  # an old token: from here on it is nobody's, and what it asked for is not the person's
        if digest is not None and sender is not None:
            held.holders.forget(digest)
            held.throttle.give_back(sender, raw)
        raise
