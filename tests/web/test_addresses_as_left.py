"""Addresses as people leave them find their page: every page, in capitals, with a slash or a dot too many."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from charrette.spine.texts import is_code, read_code
from charrette.web.meant import READING, lead_to_page
from tests.world import World

EXAMPLES = {"code": "JKMNPQ", "door_code": "BCDFGHJKMN", "language": "nl", "suffix": "csv", "stream": "board:1"}
LEFT = {
    "a slash too many": lambda path: f"{path}/",
    "two slashes too many": lambda path: f"{path}//",
    "doubled slashes": lambda path: path.replace("/", "//"),
    "capitals": str.upper,
    "a dot": lambda path: f"{path}.",
    "a comma and a bracket": lambda path: f"{path}),",
    "a slash and a bracket": lambda path: f"{path}/>",
    "capitals and a slash": lambda path: f"{path.title()}/",
}


def example_of(rule: Rule) -> str:
    """Return an address of a rule."""
    path = re.sub(r"<int:\w+>", "7", rule.rule)
    return re.sub(r"<(?:path:)?(\w+)>", lambda found: EXAMPLES.get(found[1], "krakeel"), path)


def pages_of(app: Flask) -> list[tuple[str, str]]:
    """Return an address of each rule with each of its methods, but for files that programs ask for exactly."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static" and rule.rule != "/"]
    return [(method, example_of(rule)) for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]


def read_as(app: Flask, method: str, path: str) -> tuple[str, str, dict[str, Any]]:
    """Follow an address, with what was sent, to the page that answers: its endpoint, its query and its keys."""
    query = "gathering=3&a=%C3%A9"
    for _ in range(3):
        wanted = {"PATH_INFO": unquote(path), "QUERY_STRING": query}
        with app.test_request_context("/", method=method, environ_overrides=wanted) as asked:
            answer = lead_to_page()
            if answer is None and asked.request.url_rule is not None:
                keys = {name: str(value).upper().rstrip(".,)>") for name, value in asked.request.view_args.items()}
                return asked.request.endpoint, query, keys
            assert answer is not None, (method, path)
            assert answer.status_code == (302 if method in READING else 308)
            target = answer.headers["Location"]
            assert target.startswith("/")
            assert not target.startswith("//")
            _, _, path, query, _ = urlsplit(target)
    raise AssertionError(f"{method} {path} leads round")


@pytest.mark.parametrize("way", LEFT)
def test_every_page_is_found_by_its_address_as_people_leave_it(app: Flask, way: str) -> None:
    pages = pages_of(app)
    assert len(pages) > 40
    for method, path in pages:
        asked = LEFT[way](path)
        assert read_as(app, method, asked) == read_as(app, method, path), (method, asked)


def test_the_query_goes_along(client: FlaskClient) -> None:
    answer = client.get("/Phone/?gathering=3&note=%C3%A9%20b")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/phone?gathering=3&note=%C3%A9%20b")


@pytest.mark.parametrize(
    ("left", "leads"),
    [
        ("/j/JKMNPQ/", "/j/JKMNPQ"),
        ("/J/JKMNPQ", "/j/JKMNPQ"),
        ("/J/jkm npq.", "/j/JKMNPQ"),
        ("/JKMNPQ", "/j/JKMNPQ"),
        ("/jkmnpq/", "/j/JKMNPQ"),
        ("/(JKM-NPQ).", "/j/JKMNPQ"),
        ("/c/JKMNPQ", "/j/JKMNPQ"),
        ("/j/JKMNPQ/index.html", "/j/JKMNPQ"),
        ("/j/JKMNPQ/&fbclid=x", "/j/JKMNPQ"),
        ("/Console/Week/", "/console/week"),
        ("/console/", "/console"),
        ("/agendas/Hoogeveen/Krakeel.", "/agendas/hoogeveen/krakeel"),
        ("/sign-in%23aB_-9", "/sign-in#aB_-9"),
        ("/Sign-In/%23aB_-9", "/sign-in#aB_-9"),
        ("/agendas/hoogeveen/krakeel%23topic-4", "/agendas/hoogeveen/krakeel#topic-4"),
        ("/phone%3Fgathering=3%23now", "/phone?gathering=3#now"),
        ("/j/JKMNPQ%3Ffbclid=x", "/j/JKMNPQ?fbclid=x"),
    ],
)
def test_an_address_leads_to_the_one_that_is_meant(client: FlaskClient, left: str, leads: str) -> None:
    answer = client.get(left)

    assert (answer.status_code, answer.headers["Location"]) == (302, leads)


def test_a_join_page_in_any_case_is_the_page_itself(client: FlaskClient) -> None:
    assert [client.get(path).status_code for path in ("/j/JKMNPQ", "/j/jkmnpq", "/j/JKMNPQ.")] == [200, 200, 200]


def test_what_is_sent_to_an_address_with_a_slash_too_many_arrives(client: FlaskClient, world: World) -> None:
    """As a program does it, and as a form of ours does: the second time with what was sent the first time."""
    joining = {"code": "JKMNPQ", "client_id": "een-telefoon"}
    came_in = client.post("/API/Join/", json=joining, follow_redirects=True)
    page = client.get("/j/JKMNPQ").get_data(as_text=True)
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert csrf is not None
    form = {"csrf_token": csrf[1], "client_id": "een-ander", "name": "Annie", "door_pass": ""}
    joined = client.post("/J/JKMNPQ/", data=form, follow_redirects=False)

    assert came_in.status_code == 201
    assert (joined.status_code, joined.headers["Location"]) == (308, "/j/JKMNPQ")
    assert client.post("/J/JKMNPQ/", data=form, follow_redirects=True).request.path == "/phone"


@pytest.mark.parametrize(
    "path",
    ["/STATIC/css/tokens.css", "/static/CSS/tokens.css", "/favicon.ico", "/qqq", "/abcdef",
     "/j", "/Socket.IO/", "/nothing/", "/JKMNPQ/more", "/robots.txt", "/nothing%23x"],
)  # fmt: skip
def test_files_and_what_is_no_page_are_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["//evil.example", "///evil.example/", "//evil.example//phone/", "/\\evil.example/"])
def test_no_address_leads_elsewhere(client: FlaskClient, path: str) -> None:
    assert client.get("/", environ_overrides={"PATH_INFO": path}).status_code == 404


def test_no_page_has_a_name_that_could_be_a_code(app: Flask) -> None:
    words = {part for rule in app.url_map.iter_rules() for part in rule.rule.split("/")[1:2]}

    assert {word for word in words if is_code(read_code(unquote(word)))} == set()
