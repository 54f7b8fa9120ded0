"""https by the server itself: pages and sockets, and what strangers do to the handshake."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.live.server import Hall, serving, wait_until
from tests.live.strangers import HELLO, Stranger, certificate, crowd, encrypted, lines_of
from tests.ports import free_port
from tests.starter import serve_to_the_end
from tests.world import World

MODES = ["eventlet", "gevent", "threading"]


@pytest.fixture(scope="module", params=MODES)
def https_hall(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, furnished_now: tuple[Path, World]
) -> Iterator[Hall]:
    """A server with a certificate, in each mode."""
    file, world = furnished_now
    folder = tmp_path_factory.mktemp("https")
    with serving(folder, file, request.param, **certificate(folder)) as server:
        server.environ["CHARRETTE_PUBLIC_URL"] = server.url
        server.kill()
        server.start()
        hall = Hall(server, world)
        hall.do("start_gathering", gathering=world.work)
        yield hall
        hall.close()


def converse(hall: Hall, text: str) -> None:
    """A page over https, and an idea that reaches another phone over wss."""
    stream = f"board:{hall.world.board}"
    annie, geert = hall.phone("annie"), hall.phone("geert")
    geert.ask("follow", {"stream": stream})
    assert annie.command("post_idea", board=hall.world.board, text=text)["ok"] is True
    wait_until(lambda: any(event["type"] == "idea_posted" for event in geert.events(stream)), "the idea")
    assert hall.get("/healthz", "annie").status_code == 200
    assert text in [idea["text"] for idea in hall.ideas()]
    hall.close()


def no_traceback(hall: Hall) -> bool:
    return "Traceback" not in hall.server.log.read_text()


def test_a_conversation_over_https_and_wss(https_hall: Hall) -> None:
    page = requests.get(
        https_hall.server.url + f"/j/{https_hall.world.code}", verify=https_hall.server.certificate, timeout=60
    )
    polling = https_hall.phone("annie", "polling+websocket")

    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert polling.ask("bogus", {})["error"] == "no_such_event"
    converse(https_hall, "Veilig over de lijn")
    assert no_traceback(https_hall)


def test_resets_during_the_handshake_end_nothing_else(https_hall: Hall) -> None:
    for said in (b"", b"\x16", HELLO, HELLO + b"\x00" * 200):
        for _ in range(50):
            Stranger(https_hall.server, said).reset()

    converse(https_hall, "Na tweehonderd keer ophangen")
    assert no_traceback(https_hall)


def test_silent_clients_do_not_hold_up_newcomers_and_are_cut_after_a_while(https_hall: Hall) -> None:
    with crowd(https_hall.server, 50) as silent, crowd(https_hall.server, 50, HELLO) as halfway:
        converse(https_hall, "Langs honderd zwijgers")
        wait_until(lambda: all(one.is_cut for one in silent + halfway), "the end of those that say nothing")
    assert no_traceback(https_hall)


def test_garbage_ends_only_its_own_connection(https_hall: Hall) -> None:
    garbage = [b"\x00" * 500, b"\x16\x03\x01\xff\xff" + b"\xff" * 5000, b"SSH-2.0-OpenSSH\r\n", b"\r\n\r\n", b"\xff"]
    for said in garbage * 10:
        with contextlib.suppress(OSError):
            Stranger(https_hall.server, said).close()
    with encrypted(https_hall.server) as secret:
        secret.sendall(b"\x00\x01\x02 this is no request\r\n\r\n")
        with contextlib.suppress(OSError):
            secret.recv(1000)
    Stranger(https_hall.server, HELLO).close()

    converse(https_hall, "Na veel onzin")
    assert no_traceback(https_hall)


def test_plain_http_at_the_https_port_is_sent_to_https(https_hall: Hall) -> None:
    page = b"GET /j/ABC?x=1 HTTP/1.1\r\nHost: evil.example\r\n\r\n"
    told = Stranger(https_hall.server, page).hear().decode()
    refused = Stranger(https_hall.server, b"POST /api/join HTTP/1.1\r\nHost: x\r\n\r\n").hear().decode()

    assert told.startswith("HTTP/1.1 307 ")
    assert f"Location: {https_hall.server.url}/j/ABC?x=1\r\n" in told
    assert refused.startswith("HTTP/1.1 400 ")


@pytest.mark.trust("T42")
def test_sigterm_ends_an_https_server_among_silent_and_slow_clients(https_hall: Hall) -> None:
    phone = https_hall.phone("annie")
    with crowd(https_hall.server, 20), crowd(https_hall.server, 20, HELLO), encrypted(https_hall.server) as slow:
        slow.sendall(b"POST /api/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{")
        wait_until(lambda: lines_of(https_hall.server) >= 42, "everybody at the door")
        answer = phone.command("post_idea", id="laatste", board=https_hall.world.board, text="Vlak voor sluitingstijd")
        assert https_hall.server.process is not None
        https_hall.server.process.send_signal(signal.SIGTERM)
        code = https_hall.server.process.wait(10)
    told = phone.told("server_stop")
    https_hall.server.start()

    assert (code, answer["ok"], len(told)) == (0, True, 1)
    assert "Vlak voor sluitingstijd" in [idea["text"] for idea in https_hall.ideas()]
    assert no_traceback(https_hall)


def test_a_certificate_that_is_none_stops_the_start_with_one_sentence(https_hall: Hall, tmp_path: Path) -> None:
    bad = tmp_path / "cert.pem"
    bad.write_text("no certificate")
    environ = {**https_hall.server.environ, "CHARRETTE_DATA": str(tmp_path / "data"), "CHARRETTE_TLS_CERT": str(bad)}
    environ["CHARRETTE_PORT"] = str(free_port())
    done = serve_to_the_end(environ)

    assert done.returncode == 2
    assert done.stderr.startswith("Charrette cannot start. ")
    assert done.stderr.count("\n") == 1
