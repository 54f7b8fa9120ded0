"""The doors for who is not known yet, each with the same guard: joining, codes, links, projectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from charrette.attendance.rules import joining
from charrette.context import services
from charrette.crowds.rules import crowds
from charrette.errors import DomainError
from charrette.spine.throttle import too_many
from charrette.youth import rules as youth

GUESSES = frozenset({"code_unknown", "invitation_unknown", "door_code_wrong", "door_code_expired"})


@contextmanager
def guarding_codes() -> Iterator[None]:
    """Let wrong codes, links and door codes be answered more and more slowly; right ones always work.

    The address is the forwarded one only behind a proxy that we were told to believe (``ProxyFix`` in ``app``).

    Raises:
        TooMany: too many wrong ones; whether this one was right is what the caller's own error says.
    """
    try:
        yield
    except DomainError as error:
        if error.code in GUESSES:
            services().entrance.note_wrong_code(request.remote_addr)
        raise


def come_in(*, code: str, client_id: str, **given: Any) -> joining.Joined:
    """Let somebody in by a code: what all doors for phones do.

    Raises:
        TooMany: very many come in at once from this address (``door_crowded``), or this client joins on and on.
        DomainError: as ``people.join``.
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
