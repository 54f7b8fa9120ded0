"""Signing in by a one-time link, and signing out; who is asking, and who has access.

The token stands behind the ``#`` of the link, so that it reaches no log; the page takes it out of the address at
once and posts it.
"""

from __future__ import annotations

import contextlib
from typing import Any

import msgspec
from flask import Response, jsonify, make_response, redirect, render_template, request, url_for

from charrette.context import error_answer, services
from charrette.errors import DomainError, NotSignedIn
from charrette.people.picture import me_answer
from charrette.people.rules import invitations, team, tokens
from charrette.people.rules.actors import load_actor
from charrette.spine.lists import Role
from charrette.web.auth import (
    entrance,
    forget,
    remember,
    remember_in_page,
    request_actor,
    request_actor_or_none,
    request_digest,
)
from charrette.web.blueprints import declare_pages
from charrette.web.bodies import read_body
from charrette.web.entrances import guarding_codes

pages = declare_pages("people", __name__)


@pages.get("/sign-in")
def sign_in() -> str:
    """Show where a link is used."""
    return render_template("people/sign_in.html", error=None, link="")


@pages.post("/sign-in")
def use_link() -> Any:
    """Use a link; give a new token, whatever this browser had.

    A link that this very browser used comes back by itself, from its history or after a second press: then the console
    is shown. When it was our fault that nothing came of it, the link stays in its field.
    """
    token = request.form.get("token", "")
    try:
        used = _use(token)
    except DomainError as error:
        if error.code == "invitation_used" and _is_staff():
            return redirect(url_for("running.console"))
        kept = token if error.status >= 500 else ""
        return render_template("people/sign_in.html", error=error_answer(error), link=kept), error.status
    target = "projector.screen" if used.role is Role.SCREEN else "running.console"
    return remember(make_response(redirect(url_for(target))), used.token, role=used.role)


def _is_staff() -> bool:
    with services().database.read() as session:
        by = request_actor_or_none(session)
        return by is not None and by.is_staff


def _use(token: str) -> invitations.SignedIn:
    with guarding_codes():
        used: invitations.SignedIn = services().writer.run(lambda session: invitations.sign_in(session, token=token))
        return used


@pages.post("/sign-out")
def sign_out() -> Any:
    """End this sign-in everywhere it is open in this browser."""
    digest = request_digest()
    with contextlib.suppress(NotSignedIn):  # it had ended already
        services().writer.run(lambda session: tokens.sign_out(session, by=load_actor(session, digest)))
    return forget(make_response(redirect(url_for("attendance.start"))))


class SignInBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The token of a one-time link."""

    token: str


@pages.post("/api/sign-in")
@entrance
def sign_in_by_program() -> Response:
    """Use a one-time link, for other programs and for scripts."""
    body: SignInBody = read_body(SignInBody)
    used = _use(body.token)
    answer = {
        "token": used.token,
        "role": used.role.value,
        "charrette": {"id": used.charrette.id, "slug": used.charrette.slug, "title": used.charrette.title},
        "person": {"id": used.person.id, "name": used.person.name} if used.person else None,
        "screen": {"id": used.screen.id} if used.screen else None,
        "stream": f"screen:{used.screen.id}" if used.screen else f"charrette:{used.charrette.id}",
    }
    return remember_in_page(jsonify(answer), used.token, role=used.role)


@pages.get("/api/me")
def me() -> Response:
    """Tell who is asking."""
    with services().database.read() as session:
        return jsonify(me_answer(request_actor(session)))


@pages.get("/api/team")
def team_members() -> Response:
    """Tell an organiser who has access, and which links are out."""
    with services().database.read() as session:
        return jsonify(team.team_answer(session, by=request_actor(session)))
