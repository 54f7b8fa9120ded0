"""What was typed in a form and could not be sent: it goes along to the page that comes next, in the browser itself.

Somebody chose another language halfway, or the page stood open too long. The words travel in a cookie that no script
can read and that the next page takes away; the server keeps nothing. Where scripts run, those of ``apps/plain/`` do the
same for all forms of a page.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Flask, g, request
from flask import Response as Page
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from charrette.context import services
from charrette.signing import SteadySigner

TYPED_COOKIE = "charrette_typed"
KEPT_SECONDS = 600
LONGEST_COOKIE = 3_800
"""Browsers keep 4,096 bytes with the name; what is longer is left behind."""
NOT_TYPED = frozenset({"csrf_token", "next", "language", "command_id", "client_id", "door_pass"})


def register(app: Flask) -> None:
    """Let every page take what was typed before, once."""
    app.after_request(_take_away)
    app.context_processor(lambda: {"typed": typed, "typed_form": typed_form})


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().config.secret_key, salt="charrette.typed", signer=SteadySigner)


def carry(response: Response, target: str, action: str, leave_out: Collection[str] = ()) -> Response:
    """Let what was typed in the form of ``action`` go along to the page at ``target``, which has that form.

    ``leave_out``: names of fields that were sent, and need not come back.
    """
    left = {*NOT_TYPED, *leave_out}
    fields = {name: value for name, value in request.form.items() if value and name not in left}
    held = str(_signer().dumps([urlsplit(target).path, action, fields])) if fields else ""
    if 0 < len(held) <= LONGEST_COOKIE:
        secure = services().config.is_https
        response.set_cookie(TYPED_COOKIE, held, max_age=KEPT_SECONDS, httponly=True, secure=secure, samesite="Lax")
    return response


def typed_form(action: str, id: str = "typed") -> str:
    """Note in a template that the form that begins here is the one of its page in which people type; return ``action``.

    ``id``: of the form; the buttons for another language send it along.
    """
    g.typed_form = {"id": id, "action": action}
    g.typed = _carried(action)
    return action


def typed(name: str, value: object = "") -> object:
    """Return what stood in a field of that form before it was left halfway, else ``value``."""
    return g.get("typed", {}).get(name, value)


def _carried(action: str) -> dict[str, str]:
    held = request.cookies.get(TYPED_COOKIE, "")
    if not held or request.method != "GET":
        return {}
    try:
        path, form, fields = _signer().loads(held, max_age=KEPT_SECONDS)
    except (BadData, ValueError):
        return {}
    return dict(fields) if (path, form) == (request.path, action) else {}


def _take_away(response: Page) -> Page:
    if g.get("typed"):
        response.delete_cookie(TYPED_COOKIE)
    return response
