"""Smaller files over the air: what does not change is sent gzipped to a browser that can read that.

Scripts, styles and the words of the screens are a third of their size then, which decides how fast a full hall has
its first screen. Pages are left as they are: they hold a secret (the CSRF token) beside text that a visitor can choose,
and compressing those together would give the secret away (the BREACH attack).
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

from charrette.web.built import FOLDER

TYPES = ("text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")
PATHS = ("/static/", "/i18n/")
SMALLEST = 400
"""Below this many bytes it is not worth it."""


def register(app: Flask) -> None:
    """Compress the answers of ``app`` that may be compressed."""
    app.after_request(_compress)


@lru_cache(maxsize=512)
def packed(content: bytes) -> bytes:
    """Return ``content`` gzipped; the same bytes for the same content, done once."""
    return gzip.compress(content, 9, mtime=0)


@lru_cache(maxsize=512)
def packed_before(file: str) -> bytes | None:
    """Return what the set-up packed beside a file that bears its content in its name; None where there is nothing."""
    try:
        return Path(f"{file}.gz").read_bytes()
    except OSError:
        return None


def _packed_at_setup() -> bytes | None:
    path = request.path.removeprefix("/static/")
    return packed_before(str(Path(str(current_app.static_folder), path))) if path.startswith(f"{FOLDER}/") else None


def _compress(response: Response) -> Response:
    if not request.path.startswith(PATHS) or not (response.mimetype or "").startswith(TYPES):
        return response
    response.vary.add("Accept-Encoding")
    plain = response.status_code != 200 or "Content-Encoding" in response.headers or request.method == "HEAD"
    if plain or request.accept_encodings["gzip"] <= 0:
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < SMALLEST:
        return response
    response.set_data(_packed_at_setup() or packed(content))
    response.headers["Content-Encoding"] = "gzip"
    etag, weak = response.get_etag()
    if etag and not weak:
        response.set_etag(etag, weak=True)
    return response
