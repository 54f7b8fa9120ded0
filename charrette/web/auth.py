"""Who is asking: the token from the ``Authorization`` header, or from the cookie of our own pages.

A projector has a cookie of its own: one laptop often holds the console and, in a second window, the projector, and
neither may sign the other out. Scripts of the projector say which one they are by ``X-Charrette-Client: screen``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, current_app, request, session
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import Session

from charrette.context import services
from charrette.errors import NotAllowed, NotSignedIn
from charrette.people.rules.actors import load_actor
from charrette.spine.actors import PARTICIPANT_TOKEN_VALID, Actor, digest_of
from charrette.spine.lists import Role

TOKEN_COOKIE = "charrette_token"  # noqa: S105 - the name of the cookie, no secret
SCREEN_COOKIE = "charrette_screen"
OF_PERSON = "of_person"
"""The part of the cookie of forms that goes when somebody signs out: at which doors they were."""
_ENTRANCES: set[Callable[..., Any]] = set()
csrf = CSRFProtect()
View = TypeVar("View", bound=Callable[..., Any])


def bearer_token() -> str | None:
    """Return the token of the ``Authorization: Bearer`` header."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.strip() else None


def request_digest() -> str | None:
    """Return the digest of the token that came with this request."""
    is_screen = request.headers.get("X-Charrette-Client") == "screen"
    token = bearer_token() or request.cookies.get(SCREEN_COOKIE if is_screen else TOKEN_COOKIE)
    return digest_of(token) if token else None


def screen_actor_or_none(session: Session) -> Actor | None:
    """Return the projector that this browser is, whoever else is signed in here; None when it is none (any more)."""
    token = request.cookies.get(SCREEN_COOKIE)
    try:
        actor = load_actor(session, digest_of(token) if token else None)
    except NotSignedIn:
        return None
    return actor if actor.role is Role.SCREEN else None


def request_actor(session: Session) -> Actor:
    """Return who is asking.

    Raises:
        NotSignedIn: nobody we know.
    """
    return load_actor(session, request_digest())


def request_actor_or_none(session: Session) -> Actor | None:
    """Return who is asking, or None for a stranger."""
    try:
        return request_actor(session)
    except NotSignedIn:
        return None


def comes_from_own_page() -> bool:
    """Return whether a script of our own pages sends this; another site cannot set this header."""
    return "X-CSRFToken" in request.headers


def entrance(view: View) -> View:
    """Mark an address at which a program comes in that has no token yet: joining, signing in."""
    _ENTRANCES.add(view)
    return view


def protect_from_forgery() -> None:
    """Check the CSRF token of a request that changes something by the right of a cookie.

    A bearer token is no cookie. Programs that come in (``entrance``) use no right at all and get no cookie, so there is
    nothing to forge.
    """
    if request.method in ("GET", "HEAD", "OPTIONS") or bearer_token() is not None:
        return
    if current_app.view_functions.get(request.endpoint or "") in _ENTRANCES:
        if not comes_from_own_page():
            return
        if not request.cookies:  # the page it came with brought one; a token would not be kept either
            raise NotAllowed("no_cookies")
    if request.path.startswith("/api/") and not request.cookies.keys() & {TOKEN_COOKIE, SCREEN_COOKIE}:
        return  # nobody's right is used; the answer is that nobody is signed in
    csrf.protect()


def remember_in_page(response: Response, token: str, *, role: Role = Role.PARTICIPANT) -> Response:
    """Let the browser keep the token if it was a page of ours that asked; a program keeps it itself."""
    return remember(response, token, role=role) if comes_from_own_page() else response


def remember(response: Response, token: str, *, role: Role = Role.PARTICIPANT) -> Response:
    """Let the browser keep the token, where scripts cannot read it; a projector's beside that of a person."""
    response.set_cookie(
        SCREEN_COOKIE if role is Role.SCREEN else TOKEN_COOKIE,
        token,
        max_age=int(PARTICIPANT_TOKEN_VALID.total_seconds()),
        httponly=True,
        secure=services().config.is_https,
        samesite="Lax",
    )
    return response


def forget(response: Response) -> Response:
    """Let the browser forget the token, and what else it kept of this person."""
    session.pop(OF_PERSON, None)
    response.delete_cookie(TOKEN_COOKIE)
    return response
