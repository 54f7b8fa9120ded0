"""Letting somebody in by a code: what the page and the door for programs do alike."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy.orm import Session

from charrette.attendance.rules import joining
from charrette.context import services
from charrette.crowds.rules import crowds
from charrette.spine.throttle import too_many
from charrette.web.entrances import guarding_codes
from charrette.youth import rules as youth


def come_in(*, code: str, client_id: str, **given: Any) -> joining.Joined:
    """Let somebody in by a code: what all doors for phones do.

    Raises:
        TooMany: very many come in at once from this address (``door_crowded``), or this client joins on and on.
        DomainError: as ``joining.join``.
    """
    held = services()
    with guarding_codes():
        with held.database.read() as session:
            charrette, gathering = joining.find_code(session, code)
            charrette_id, let_in, crowded = charrette.id, charrette.let_in, charrette.crowded
            wait = held.entrance.knock(request.remote_addr, charrette=charrette_id, let_in=let_in)
            comes_back = wait > 0 and youth.comes_back(session, charrette, gathering, client_id.strip())
        held.entrance.ensure_calm_client(client_id)
        if wait > 0 and not comes_back:
            if not crowded:
                held.writer.run(lambda session: crowds.note_crowd(session, charrette_id=charrette_id))
            raise too_many("door_crowded", wait)

        def work(session: Session) -> joining.Joined:
            return joining.join(session, code=code, client_id=client_id, **given)

        joined: joining.Joined = held.writer.run(work, claim=joining.claim_to_join(client_id))
        return joined
