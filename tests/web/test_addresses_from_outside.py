"""What comes in as an address or a name leads nowhere but to us, splits no header, and breaks no page."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from charrette.web.addresses import inside, name_file
from tests.web.conftest import Hall
from tests.world import World

pytestmark = pytest.mark.trust("T76")

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    "/%09/evil.example",
    "/%0a/evil.example",
    "/%5cevil.example",
    "/%2fevil.example",
    "https:evil.example",
    "https://evil.example",
    "HTTPS:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "/ /evil.example",
    "/\x00/evil.example",
    "/phone\r\nSet-Cookie: charrette_token=stolen",
    "/phone\u2028x",
    "/\u00a0/evil.example",
    "http://[",
    "",
    "/" + "a" * 5000,
]


def gone_to(hall: Hall, targets: list[str]) -> dict[str, str]:
    """Return where choosing a language leads from each of these addresses."""
    browser = hall.browser()
    fields = browser.open("/privacy").form("/language").fields
    answers = {}
    for target in targets:
        answer = browser.client.post("/language", data={**fields, "language": "en", "next": target})
        assert answer.status_code == 302, target
        assert "stolen" not in str(answer.headers)
        answers[target] = answer.headers["Location"]
    return answers


def test_the_language_leads_back_to_a_page_of_ours_and_to_no_other(hall: Hall) -> None:
    ours = ["/", "/phone?gathering=3", "/ideas/7#mine", "/agendas/hoogeveen/krakeel", "/j/é"]

    assert gone_to(hall, ELSEWHERE) == dict.fromkeys(ELSEWHERE, "/")
    assert gone_to(hall, ours) == {target: quote(target, safe="/?=#") for target in ours}


def test_no_code_is_drawn_of_an_address_elsewhere(client: FlaskClient) -> None:
    drawn = [one for one in ELSEWHERE if client.get("/qr.svg", query_string={"to": one}).status_code != 400]

    assert drawn == []


NASTY = [
    "x\r\nSet-Cookie:a=b",
    "\t",
    "\n",
    '"; filename="evil.exe',
    "é€𝄞",
    "..",
    "%0d%0a",
    "a" * 3000,
    "\u2028",
    "\\",
    ";",
]


def test_no_text_in_any_address_breaks_a_page_or_gets_into_a_header(
    world: World, app: Flask, client: FlaskClient
) -> None:
    """Every route, with each odd text in the place of each word, for an organiser and for a stranger."""
    rules = [rule for rule in app.url_map.iter_rules() if "<" in str(rule) and not str(rule).startswith("/static")]
    assert len(rules) >= 15
    for rule in rules:
        for word in NASTY:
            path = re.sub(r"<int:\w+>", "1", str(rule))
            path = re.sub(r"<(path:)?\w+>", lambda _, word=word: quote(word, safe=""), path)
            for headers in ({}, world.header("otto")):
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    answer = client.open(path, method=method, headers=headers)
                    assert answer.status_code < 500, (method, path)
                    assert "a=b" not in answer.headers.getlist("Set-Cookie")
                    ensure_inside(answer.headers.get("Location"))


@pytest.mark.parametrize("path", ["//evil.example/phone", "//evil.example//", "/\\evil.example/", "//evil.example/.."])
def test_a_request_line_with_two_slashes_leads_nowhere_else(client: FlaskClient, path: str) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": path})

    assert answer.status_code in (301, 302, 308, 404)
    ensure_inside(answer.headers.get("Location"))


def ensure_inside(location: str | None) -> None:
    if location is not None:
        assert urlsplit(urljoin("http://127.0.0.1/", location)).hostname in ("127.0.0.1", "localhost"), location


@pytest.mark.parametrize("word", NASTY)
def test_no_text_in_a_query_or_a_form_breaks_a_page(world: World, client: FlaskClient, word: str) -> None:
    queries = {
        **{"/": "removed", "/phone": "checked_in", "/me": "saved", "/i18n/nl.json": "screen", "/qr.svg": "to"},
        f"/api/streams/board:{world.board}": "since",
    }
    for path, name in queries.items():
        answer = client.get(path, query_string={name: word, "gathering": word}, headers=world.header("annie"))
        assert answer.status_code < 500, path
        ensure_inside(answer.headers.get("Location"))
    for name in ("X-Charrette-Client", "Accept-Language", "Cookie", "Authorization", "X-CSRFToken", "Referer"):
        odd = word.replace("\r", "").replace("\n", "").replace("\u2028", "")
        assert client.get("/phone", headers={name: odd.encode("utf-8").decode("latin-1")}).status_code < 500, name


def test_a_file_name_holds_nothing_that_ends_it(app: Flask) -> None:
    answer = name_file(app.response_class(b""), 'agenda-é"\r\nX: y.pdf', attachment=False)

    assert answer.headers["Content-Disposition"] == 'inline; filename="agenda--X-y.pdf"'


def test_nothing_is_taken_out_before_it_is_looked_at() -> None:
    assert inside("/\t/evil.example") is None
    assert inside("/phone") == "/phone"
