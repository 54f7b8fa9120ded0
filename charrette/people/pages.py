"""Signing in by a one-time link, and signing out.

The token stands behind the ``#`` of the link, so that it reaches no log; the page takes it out of the address at
once and posts it.
"""

from __future__ import annotations

import contextlib
from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from charrette.context import error_answer, services
from charrette.errors import DomainError, NotSignedIn
from charrette.people.rules import invitations, tokens
from charrette.people.rules.actors import load_actor
from charrette.spine.lists import Role
from charrette.web.auth import forget, remember, request_digest
from charrette.web.blueprints import declare_pages
from charrette.web.entrances import guarding_codes

pages = declare_pages("people", __name__)


@pages.get("/sign-in")
def sign_in() -> str:
    """Show where a link is used."""
    return render_template("people/sign_in.html", error=None)


@pages.post("/sign-in")
def use_link() -> Any:
    """Use a link; give a new token, whatever this browser had."""
    token = request.form.get("token", "").strip().rpartition("#")[2]
    try:
        with guarding_codes():
            used: invitations.SignedIn = services().writer.run(
                lambda session: invitations.sign_in(session, token=token)
            )
    except DomainError as error:
        return render_template("people/sign_in.html", error=error_answer(error)), error.status
    target = "running.screen" if used.role is Role.SCREEN else "running.console"
    return remember(make_response(redirect(url_for(target))), used.token, role=used.role)


@pages.post("/sign-out")
def sign_out() -> Any:
    """End this sign-in everywhere it is open in this browser."""
    digest = request_digest()
    with contextlib.suppress(NotSignedIn):  # it had ended already
        services().writer.run(lambda session: tokens.sign_out(session, by=load_actor(session, digest)))
    return forget(make_response(redirect(url_for("attendance.start"))))
