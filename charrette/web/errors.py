"""Errors as answers: JSON for programs, a page with the way on for people."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from charrette.context import error_answer
from charrette.errors import DomainError, Invalid, NotAllowed, NotFound, Unavailable
from charrette.storage import out_of_order
from charrette.web.auth import bearer_token
from charrette.web.meant import own_page, page_before
from charrette.web.typed import carry

log = logging.getLogger(__name__)

Answer = tuple[Response | str, int]


def register(app: Flask) -> None:
    """Put the error handlers on ``app``."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, lambda error: _domain_error(out_of_order(error)))
    app.register_error_handler(Exception, _bug)


def wants_json() -> bool:
    """Return whether the asker is a program: by the address, by its token, or because it asks a file but no page."""
    if request.path.startswith("/exports/") and "text/html" not in request.headers.get("Accept", ""):
        return True
    return request.path.startswith("/api/") or request.path == "/healthz" or bearer_token() is not None


def _domain_error(error: DomainError) -> Answer:
    answer = error_answer(error)
    if wants_json():
        return jsonify(answer), error.status
    page = make_response(render_template("errors/error.html", error=answer, status=error.status))
    if request.method == "POST" and (error.status >= 500 or error.code == "bad_csrf") and page_before() is not None:
        carry(page, own_page(), request.path)  # the form comes back as it was; what another site sent does not
    return page, error.status


def _forged(error: CSRFError) -> Answer:
    """Say that the page was open too long; to a browser that brings no cookie at all, that it keeps none."""
    return _domain_error(NotAllowed("bad_csrf" if request.cookies else "no_cookies"))


def _http_error(error: HTTPException) -> Answer | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    if code in (404, 405):
        answer, _ = _domain_error(NotFound("not_found"))
        return answer, code
    if code < 500:
        answer, _ = _domain_error(Invalid("command_wrong"))
        return answer, code
    return _domain_error(Unavailable("server_error", retry_after=2))


def _bug(error: Exception) -> Answer:
    log.exception("a page failed")
    answer, _ = _domain_error(Unavailable("server_error", retry_after=2))
    return answer, 500
