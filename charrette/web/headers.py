"""What every answer carries to keep strangers out, and which host names are ours."""

from __future__ import annotations

import ipaddress
import re
import secrets
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from charrette.context import Services, services
from charrette.errors import Invalid, NotFound

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)

NAMED_BY_CONTENT = re.compile(r"/static/(built/[a-z]+/[^/]*-[0-9A-Z]{8}\.|vendor/[^/]+@[^/]+/)")
"""Files whose name changes with what is in them, by a hash or a version: a browser may keep them for ever."""


def register(app: Flask) -> None:
    """Check the host of every request and set the headers of every answer."""
    own = _own_names(services_of(app).config.public_url)

    @app.before_request
    def ensure_host() -> None:
        if not is_own_host(request.host, own):
            raise Invalid("bad_host", host=told_host(request.host))
        if "\x00" in request.path:  # no database can look for it
            raise NotFound("not_found")

    app.before_request(_choose_nonce)
    app.after_request(_add_headers)


def services_of(app: Flask) -> Services:
    """Return the parts of ``app`` outside a request."""
    held: Services = app.extensions["charrette"]
    return held


def _own_names(public_url: str) -> frozenset[str]:
    here = socket.gethostname().lower()
    names = {"localhost", here, f"{here}.local", (urlsplit(public_url).hostname or "").lower()}
    return frozenset(names - {""})


def host_check(public_url: str) -> Callable[[str], bool]:
    """Return what says whether a ``Host`` header names us, for those who ask before there is a page."""
    own = _own_names(public_url)
    return lambda host: is_own_host(host, own)


def is_own_host(host: str, own: frozenset[str]) -> bool:
    """Return whether a ``Host`` header names us: a name of ours, or a bare address (no name can be stolen then)."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:  # such as half an IPv6 address
        return False
    if name.lower().rstrip(".") in own:  # with a dot behind it it is the same name
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


HALL_NAME = re.compile(
    r"[a-z0-9-]{1,63}((\.[a-z0-9-]{1,63}){0,5}\.(lan|local|localdomain|box|home|internal|arpa))?(:[0-9]{1,5})?"
)


def told_host(host: str) -> str:
    """Return a name that is not ours as a refusal tells it, for who has to change a setting: one that only a hall's own
    network or a proxy gives. A name of the whole internet could be chosen to be read by others; it is not repeated."""
    return host if HALL_NAME.fullmatch(host.lower()) else "…"


def _choose_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY.format(nonce=g.get("csp_nonce") or "none"))
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if not request.path.startswith("/static/"):
        headers.setdefault("Cache-Control", "no-store")
    elif response.status_code in (200, 304) and NAMED_BY_CONTENT.match(request.path):
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    if services().config.is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
