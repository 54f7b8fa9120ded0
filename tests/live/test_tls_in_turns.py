"""One encrypted connection, read by one thread while another writes: nothing is lost and nothing ends it."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from charrette.listening.lines import cut
from charrette.listening.turns import SharedSSLSocket
from tests.live.server import wait_until
from tests.live.strangers import certificate

SECONDS = 2.0
PIECE = b"x" * 50


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What the two sides speak TLS with; the side under test is the second."""
    folder = tmp_path_factory.mktemp("tls")
    named = certificate(folder)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    theirs.check_hostname, theirs.verify_mode = False, ssl.CERT_NONE
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(Path(named["CHARRETTE_TLS_CERT"]), Path(named["CHARRETTE_TLS_KEY"]))
    ours.sslsocket_class = SharedSSLSocket
    return theirs, ours


@contextlib.contextmanager
def echo(theirs: ssl.SSLContext, end: socket.socket) -> Iterator[None]:
    """A client that says again what it hears, in one thread."""

    def repeat() -> None:
        with contextlib.suppress(OSError), theirs.wrap_socket(end) as line:
            while heard := line.recv(65_536):
                line.sendall(heard)

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    yield
    thread.join(10)


@pytest.mark.parametrize("patience", [None, 5.0], ids=["without a limit", "with a limit"])
@pytest.mark.parametrize("time_round", range(2))
def test_reading_and_writing_at_once(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext], patience: float | None, time_round: int
) -> None:
    theirs, ours = contexts
    left, right = socket.socketpair()
    heard, wrong, sent = [0], [], 0
    with echo(theirs, left), ours.wrap_socket(right, server_side=True) as line:
        line.settimeout(patience)

        def read() -> None:
            try:
                while part := line.recv(65_536):
                    heard[0] += len(part)
            except OSError as error:
                wrong.append(error)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and not wrong and reader.is_alive():
            line.sendall(PIECE)
            sent += len(PIECE)
            if sent % 500 == 0:
                time.sleep(0.0005)
        wait_until(lambda: heard[0] == sent or not reader.is_alive(), "everything to come back")
        assert (heard[0], wrong) == (sent, [])
        cut(line)
        reader.join(10)
        assert not reader.is_alive(), "whoever reads is told of the end at once"


def test_limits_of_time_are_those_of_any_socket(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    theirs, ours = contexts
    left, right = socket.socketpair()
    with echo(theirs, left), ours.wrap_socket(right, server_side=True) as line:
        line.settimeout(0.05)
        with pytest.raises(TimeoutError):
            line.recv(1)
        line.setblocking(False)
        with pytest.raises(ssl.SSLWantReadError):
            line.recv(1)
        with pytest.raises(ValueError, match="out of range"):
            line.settimeout(-1)
        line.setblocking(True)
        assert line.gettimeout() is None
        line.sendall(b"still there")
        assert line.recv(100) == b"still there"
        with line.makefile("rwb") as file:
            file.write(b"by file\n")
            file.flush()
            assert file.readline() == b"by file\n"
