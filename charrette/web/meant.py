"""Addresses as people leave them: typed in capitals, pasted with the dot of a sentence, cut off, with a slash too many.

Which page was meant is found here for every page there is or will be, before anything else is done with a request.
Files under ``/static/`` and the socket are asked for by programs, and stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

from flask import Flask, Response, current_app, redirect, request
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import MapAdapter, RequestRedirect, Rule

from charrette.spine.registry import Slot
from charrette.spine.texts import is_code, read_code
from charrette.web.addresses import inside

page_of_code: Slot[Callable[[str], str]] = Slot("what gives the address of the page of a code", room="pages")
"""Given a code as it is kept."""

AS_TYPED = frozenset({"code", "door_code", "filename"})
"""Parts of addresses that are read by who asks for them; all others are keys of ours: small letters, digits, dashes."""

NOT_THERE = (NotFound, MethodNotAllowed, RequestRedirect)
READING = ("GET", "HEAD")
UNQUOTED = "/:@!$&'()*+,;=~"


def register(app: Flask) -> None:
    """Lead every request to the page that is meant."""
    app.before_request(lead_to_page)


def lead_to_page() -> Response | None:
    """Answer with the address that is meant, when it is not the one that was asked for; what was sent goes along."""
    if {".", ".."} & set(request.path.split("/")):  # who climbs leaves no address behind
        return None
    if request.method in READING and (signs := re.search("[?#]", request.path)):
        return _lead_apart(request.path[: signs.start()], request.path[signs.start() :])
    rule, keys = request.url_rule, _keys()
    if rule is not None and all(keys.values()):
        return _tidy_keys(rule, keys)
    if rule is None and not isinstance(request.routing_exception, NOT_THERE):
        return None
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # there is one for every request
    target = _page_meant(adapter, request.path, request.method)
    if target is None and isinstance(request.routing_exception, MethodNotAllowed) and not _is_of_programs():
        target = _page_above(adapter, request.path) if request.method in READING else None
    return _lead(quote(target, safe=UNQUOTED)) if target is not None else None


def _lead_apart(path: str, signs: str) -> Response | None:
    """Lead to the page whose ``?`` or ``#`` was written with a percent sign, as programs for messages do."""
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # there is one for every request
    page = path if _keys_at(adapter, path, "GET") is not None else _page_meant(adapter, path, "GET")
    query, _, place = signs[1:].partition("#") if signs[0] == "?" else ("", "", signs[1:])
    if page is None or inside(quote(page, safe=UNQUOTED)) is None:
        return None
    target = _with_query(page, query or request.query_string.decode("latin-1"))
    return current_app.make_response(redirect(f"{target}#{quote(place, safe=UNQUOTED)}" if place else target))


def _is_of_programs() -> bool:
    return request.path.startswith("/api/")


def own_page() -> str:
    """Return the address, with its query, of the page on which somebody stands who gets this answer.

    The answer to a form may have an address that can only be sent to; there it is the page that held the form.
    """
    if request.method in READING:
        return _with_query(request.path, request.query_string.decode("latin-1"))
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    came_from = page_before()
    path = unquote(came_from.path) if came_from is not None else request.path
    if came_from is not None and path != request.path and _keys_at(adapter, path, "GET") is not None:
        return _with_query(path, came_from.query)
    return quote(_page_above(adapter, request.path), safe=UNQUOTED)


def page_before() -> SplitResult | None:
    """Return the page of ours from which a form came, as the browser says; None for any other."""
    try:
        found = urlsplit(request.referrer or "")
    except ValueError:
        return None
    return found if found.netloc == request.host else None


def _with_query(path: str, query: str) -> str:
    return quote(path, safe=UNQUOTED) + (f"?{quote(query, safe=f'{UNQUOTED}%?')}" if query else "")


def _page_above(adapter: MapAdapter, path: str) -> str:
    """Return the page at an address that is sent to, or the nearest one above it about the same thing, or the start."""
    about = _keys_at(adapter, path, "POST")
    while path.strip("/"):
        keys = _keys_at(adapter, path, "GET")
        if keys is not None and (about is None or keys.items() <= about.items()):
            return path
        path = path.rpartition("/")[0]
    return "/"


def _keys() -> dict[str, str]:
    """Return the keys of ours in the address of this request, as they are kept."""
    given = request.view_args or {}
    return {name: tidy(value) for name, value in given.items() if isinstance(value, str) and name not in AS_TYPED}


def _lead(path: str) -> Response | None:
    """Answer with a path of ours, with the query that came; None when a browser could read it as another site."""
    if inside(path) is None:
        return None
    query = request.query_string.decode("latin-1")
    answer = redirect(path + _with_query("", query), 302 if request.method in READING else 308)
    return current_app.make_response(answer)


def _tidy_keys(rule: Rule, keys: dict[str, str]) -> Response | None:
    """Who reads gets the address with its keys as they are kept; what is sent is taken with them."""
    given = request.view_args or {}
    if all(given[name] == value for name, value in keys.items()):
        return None
    given.update(keys)
    if request.method not in READING:
        return None
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # it matched a rule
    return _lead(adapter.build(rule.endpoint, given))


def tidy(text: str) -> str:
    """Return a key of ours, or several with slashes between, as they are kept."""
    words = (re.sub(r"^[\W_]+|[\W_]+$", "", part).lower() for part in text.split("/"))
    return "/".join(filter(None, words))


def _page_meant(adapter: MapAdapter, path: str, method: str) -> str | None:
    """Return the address of the page that ``path`` comes down to; a code alone is the page of that code."""
    parts = [part.strip() for part in path.split("/") if tidy(part)]
    if not parts:
        return "/" if method in READING and path != "/" else None
    for rule in adapter.map.iter_rules():
        found = _read_as(rule, parts)
        if found is not None and _keys_at(adapter, found, method) is not None:
            return found
    return _page_of_code(adapter, parts) if method in READING else None


def _page_of_code(adapter: MapAdapter, parts: list[str]) -> str | None:
    """Return the page of a code that stands alone, or of an address that begins as one with a code does."""
    beginnings = {rule.rule.split("/")[1] for rule in adapter.map.iter_rules() if "/<code>" in rule.rule}
    if len(parts) > 1 and parts[0].lower() in beginnings:
        parts = parts[1:2]
    code = read_code(parts[0])
    return page_of_code.given(code) if len(parts) == 1 and is_code(code) else None


def _read_as(rule: Rule, parts: list[str]) -> str | None:
    """Return these parts as an address of ``rule``: its own words as they are written there, and what is a number or
    a key without what stands around it; None when they are another address."""
    wanted = rule.rule.strip("/").split("/")
    if rule.endpoint == "static" or wanted == [""]:
        return None
    if wanted[-1].startswith("<path:"):
        parts = [*parts[: len(wanted) - 1], "/".join(parts[len(wanted) - 1 :])]
    if len(parts) != len(wanted):
        return None
    read = [_read_part(*pair) for pair in zip(wanted, parts, strict=True)]
    return "/" + "/".join(filter(None, read)) if all(read) else None


def _read_part(wanted: str, given: str) -> str | None:
    if "<" not in wanted:
        return wanted if tidy(given) == tidy(wanted) else None
    name = wanted.strip("<>").rpartition(":")[2]
    if name == "code":
        return code if is_code(code := read_code(given)) else given
    return given if name in AS_TYPED else tidy(given)


def _keys_at(adapter: MapAdapter, path: str, method: str) -> dict[str, Any] | None:
    """Return what an address is about, by name; None when there is no such page."""
    try:
        return dict(adapter.match(path, method=method)[1])
    except NOT_THERE:
        return None
