"""Who may come to ``/socket.io`` at all, before anything is kept of them: as strict as the pages are.

The host must be ours, as for pages. A browser says which page a script is of (``Origin``): it must be one of ours, on
the same host or on the public address, over websocket and polling alike. Programs say nothing; they bring a token.
Whoever comes with nothing but a cookie must have said it (``gateway.py``), so that no other page can use a cookie.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import socketio
from werkzeug.exceptions import SecurityError
from werkzeug.wsgi import get_host

Environ = dict[str, Any]
NEVER = ("HTTP_SEC_WEBSOCKET_EXTENSIONS",)
"""Compression is not offered: a short message may unpack to a huge one, and short ones gain nothing."""

BAD_HOST = "This address is not the one of this charrette; the setting CHARRETTE_PUBLIC_URL says which is."


class Door(socketio.WSGIApp):
    """The application that serves sockets under ``/socket.io/`` and pages everywhere else."""

    def __init__(self, server: Any, app: Any, *, is_own_host: Callable[[str], bool], public_url: str) -> None:
        super().__init__(server, app.wsgi_app, socketio_path="socket.io")
        self._app = app
        self._is_own_host = is_own_host
        self._public_origin = _origin_of(public_url)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Serve one request."""
        environ = {**environ, "flask.app": self._app}
        if (environ["PATH_INFO"] or "").startswith(self.engineio_path):
            for name in NEVER:
                environ.pop(name, None)
            if (wrong := self._what_is_wrong(environ)) is not None:
                return _refuse(start_response, *wrong)
        answer: Iterable[bytes] = super().__call__(environ, start_response)
        return answer

    def _what_is_wrong(self, environ: Environ) -> tuple[str, str, str] | None:
        """Return the status, code and sentence with which a request is refused; None when it is welcome."""
        try:
            host = get_host(environ)
        except SecurityError:  # characters that no host has
            host = ""
        if not self._is_own_host(host):
            return "400 BAD REQUEST", "bad_host", BAD_HOST
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and not self._is_own_origin(origin, environ.get("HTTP_HOST") or host):
            return "403 FORBIDDEN", "bad_origin", "This page is not one of this charrette."
        is_websocket = "upgrade" in environ.get("HTTP_CONNECTION", "").lower() and "HTTP_UPGRADE" in environ
        if is_websocket and environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
            return "400 BAD REQUEST", "bad_websocket", "Only version 13 of the websocket protocol is spoken here."
        if "j" in parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True):
            return "400 BAD REQUEST", "bad_transport", "JSONP is not spoken here."
        return None

    def _is_own_origin(self, origin: str, host: str) -> bool:
        """Return whether a page of ``origin`` is ours: of the host that was asked, or of the public address."""
        found = _origin_of(origin)
        if found is None:
            return False
        return found == self._public_origin or found[1:] == (_origin_of(f"{found[0]}://{host}") or ())[1:]


def _origin_of(url: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an address; None for anything else, such as ``null``."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    if parts.hostname is None or port is None or parts.username is not None:
        return None
    return parts.scheme, parts.hostname, port


def _refuse(start_response: Any, status: str, code: str, sentence: str) -> list[bytes]:
    body = json.dumps({"ok": False, "error": code, "message": sentence}).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Connection", "close")]
    start_response(status, headers)
    return [body]
