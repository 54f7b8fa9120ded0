"""Sockets are as strict as pages about where a request is from; programs that bring a token need say nothing."""

from __future__ import annotations

import json

import pytest
import requests

from tests.live.raw import Poll, RawLine
from tests.live.server import Hall

pytestmark = [
    pytest.mark.trust("T81"),
    pytest.mark.parametrize("shared_hall", ["eventlet", "threading", "gevent"], indirect=True),
]

FOREIGN = [
    "https://evil.example",
    "http://evil.example",
    "null",
    "",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://OWN.evil.example",
    "http://OWN@evil.example",
    "file://",
    "chrome-extension://abc",
]
VERSION = "Sec-WebSocket-Version: 13"


def own(hall: Hall) -> str:
    return hall.server.url.removeprefix("http://")


def cookie_of(hall: Hall, who: str = "annie") -> str:
    return f"charrette_token={hall.world.tokens[who]}"


def comes_in(hall: Hall, auth: dict[str, object], *headers: str, host: str | None = None) -> bool:
    """Whether a websocket with these headers is let in."""
    line = RawLine(hall.server.url, headers=[VERSION, *headers], host=host)
    if line.until("0", seconds=20) is None:
        assert line.ended
        return False
    line.say("40" + json.dumps(auth))
    line.until("40", "44")
    line.close()
    return line.is_in


@pytest.mark.parametrize("given", FOREIGN)
def test_a_foreign_page_gets_no_socket(shared_hall: Hall, given: str) -> None:
    hall = shared_hall
    origin = given.replace("OWN", own(hall))
    token = {"token": hall.world.tokens["annie"]}
    assert not comes_in(hall, {}, f"Cookie: {cookie_of(hall)}", f"Origin: {origin}")
    assert not comes_in(hall, token, f"Origin: {origin}")
    assert Poll(hall.server.url, Origin=origin).status == 403


def test_forwarded_headers_from_outside_make_nobody_ours(shared_hall: Hall) -> None:
    hall = shared_hall
    tricks = ("X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", "Forwarded: host=evil.example")
    assert not comes_in(hall, {}, f"Cookie: {cookie_of(hall)}", "Origin: https://evil.example", *tricks)
    assert comes_in(hall, {"token": hall.world.tokens["annie"]}, *tricks)


def test_a_cookie_counts_only_for_a_page_that_says_where_it_is_from(shared_hall: Hall) -> None:
    hall = shared_hall
    cookie = f"Cookie: {cookie_of(hall)}"
    assert comes_in(hall, {}, cookie, f"Origin: {hall.server.url}")
    assert not comes_in(hall, {}, cookie)
    assert not comes_in(hall, {"client": "screen"}, f"Cookie: charrette_screen={hall.world.tokens['annie']}")


def test_a_program_with_a_token_needs_no_origin_and_no_cookie(shared_hall: Hall) -> None:
    hall = shared_hall
    token = {"token": hall.world.tokens["annie"]}
    assert comes_in(hall, token)
    poll = Poll(hall.server.url, token)
    assert any(text.startswith("40") for text in poll.heard)


def test_our_page_comes_in_by_cookie_on_every_host_that_pages_accept(shared_hall: Hall) -> None:
    hall = shared_hall
    port = own(hall).rsplit(":", 1)[1]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"192.168.4.5:{port}", f"[::1]:{port}"):
        assert requests.get(hall.server.url + "/healthz", headers={"Host": host}, timeout=30).ok
        assert comes_in(hall, {}, f"Cookie: {cookie_of(hall)}", f"Origin: http://{host}", host=host), host
        assert comes_in(hall, {}, f"Cookie: {cookie_of(hall)}", f"Origin: https://{host}", host=host), "behind TLS"
    assert comes_in(hall, {}, f"Cookie: {cookie_of(hall)}", f"Origin: {hall.server.url}", host="10.0.0.9:80"), "public"


@pytest.mark.trust("T76")
def test_a_host_that_pages_refuse_gets_no_socket(shared_hall: Hall) -> None:
    hall = shared_hall
    for host in ("evil.example", f"evil.example:{own(hall)}", "127.0.0.1.evil.example", "a b", "[::1"):
        assert not comes_in(hall, {"token": hall.world.tokens["annie"]}, host=host)
        assert Poll(hall.server.url, Host=host).status == 400
    assert not comes_in(hall, {}, f"Cookie: {cookie_of(hall)}", "Origin: http://evil.example", host="evil.example")


def test_over_polling_a_browser_says_where_it_is_from_when_it_signs_in(shared_hall: Hall) -> None:
    """It does not with GET requests to its own server, so the one that signs in counts."""
    hall = shared_hall
    with_origin = Poll(hall.server.url, Cookie=cookie_of(hall))
    with_origin._http.headers["Origin"] = hall.server.url
    assert with_origin.say("40{}") == 200
    with_origin.listen()
    assert any(text.startswith("40") for text in with_origin.heard)

    without = Poll(hall.server.url, {}, Cookie=cookie_of(hall))
    assert any(text.startswith("44") and "not_signed_in" in text for text in without.heard)


def test_scripts_of_other_pages_cannot_read_polling(shared_hall: Hall) -> None:
    url = shared_hall.server.url + "/socket.io/?EIO=4&transport=polling&j=0"
    answer = requests.get(url, timeout=30)
    assert answer.status_code == 400
    assert "___eio" not in answer.text
