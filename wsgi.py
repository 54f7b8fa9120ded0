"""Start the server: ``python wsgi.py``. The one place that knows eventlet, gevent and threads.

``CHARRETTE_ASYNC_MODE`` chooses. The libraries must be patched before anything else is imported, which is why the
order of this file is as it is.
"""

from __future__ import annotations

import os
import sys
import warnings

MODE = os.environ.get("CHARRETTE_ASYNC_MODE") or "eventlet"
os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")
if MODE == "eventlet":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # eventlet says at every start that it is in maintenance; we know
        import eventlet
        import eventlet.wsgi
    eventlet.monkey_patch()
elif MODE == "gevent":
    from gevent import get_hub, monkey

    monkey.patch_all()

import errno  # noqa: E402
import gc  # noqa: E402
import logging  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from typing import Any, NoReturn  # noqa: E402

from flask import Flask  # noqa: E402

from charrette import create_app, whereabouts  # noqa: E402
from charrette.config import Config, ConfigError, read_config  # noqa: E402
from charrette.keeping import StartError  # noqa: E402
from charrette.listening import (  # noqa: E402
    CertificateError,
    Door,
    Line,
    Vital,
    files_a_line,
    raise_file_limit,
    tls_context,
    watch,
    watched,
)
from charrette.listening.lines import KEY, Doing  # noqa: E402
from charrette.listening.requests import WsgiApp  # noqa: E402
from charrette.private import make_private  # noqa: E402
from charrette.serving import close_store, counted, hold_data, keep_private, prepare, welcome  # noqa: E402
from charrette.upgrade import UpgradeError  # noqa: E402
from charrette.web.built import ensure_built  # noqa: E402

BACKLOG = 2048
IMPATIENT_SECONDS = 3.0
UNDER_WAY_SECONDS = 2.0
UNREAD_SECONDS = 60
GC_THRESHOLD = (50_000, 20, 100)

Spawn = Callable[..., Any]


def listen(config: Config) -> socket.socket:
    """Return the socket that phones connect to.

    Raises:
        StartError: the port is taken or may not be used.
    """
    try:
        sock = socket.create_server((config.host, config.port), backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise StartError(
                f"Port {config.port} is taken by another program. Stop that one, or choose another port: "
                f"CHARRETTE_PORT={config.port + 1} make run"
            ) from error
        raise StartError(f"Cannot listen on {config.host}:{config.port}: {error.strerror}.") from error
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted sockets inherit it
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # who takes nothing for so long has gone; a phone is given up after 45 s
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_SECONDS * 1000)
    return sock


def open_door(sock: socket.socket, app: Flask, config: Config, files: int, vital: Vital) -> Door:
    """Begin to serve on ``sock``; return what can be told to stop.

    Raises:
        CertificateError: https was asked for, and the certificate cannot be used.
    """
    context, environ = None, {}
    if config.tls_cert is not None and config.tls_key is not None:
        context = tls_context(config.tls_cert, config.tls_key, threads=MODE == "threading")
        environ = {"wsgi.url_scheme": "https", "HTTPS": "on"}
    talk, spawn = MODES[MODE](watched(counted(app)), environ, sock)
    tell_lines = app.extensions["charrette"].live.admission.tell_lines
    door = Door(
        sock,
        talk,
        spawn,
        files=files,
        files_a_line=files_a_line(MODE),
        tell_lines=tell_lines,
        context=context,
        public_url=config.public_url,
    )
    door.open(vital)
    return door


def over_eventlet(
    app: WsgiApp, environ: dict[str, Any], listener: socket.socket
) -> tuple[Callable[[Line], Any], Spawn]:
    """Return how to speak HTTP over a connection, and how to start a green thread."""

    class Protocol(eventlet.wsgi.HttpProtocol):
        def get_environ(self) -> dict[str, Any]:
            return {**super().get_environ(), KEY: self.conn_state[3]}

        def handle_one_response(self) -> None:
            super().handle_one_response()
            if self.conn_state[3].is_last:
                self.close_connection = 1
            else:
                self.conn_state[3].now(Doing.IDLE)

    server = eventlet.wsgi.Server(
        None, listener.getsockname(), app, environ=environ, protocol=Protocol, log_output=False, debug=False
    )

    def talk(line: Line) -> None:
        server.process_request([line.address, line.sock, eventlet.wsgi.STATE_IDLE, line])

    return talk, eventlet.spawn_n


def over_gevent(app: WsgiApp, environ: dict[str, Any], listener: socket.socket) -> tuple[Callable[[Line], Any], Spawn]:
    """Return how to speak HTTP over a connection, and how to start a greenlet."""
    import gevent
    from gevent.pywsgi import WSGIHandler, WSGIServer

    class Handler(WSGIHandler):
        line: Line

        def get_environ(self) -> dict[str, Any]:
            return {**super().get_environ(), KEY: self.line}

        def handle_one_response(self) -> None:
            super().handle_one_response()
            if self.line.is_last:
                self.close_connection = True
            else:
                self.line.now(Doing.IDLE)

        def handle_error(self, kind: Any, error: Any, traceback: Any) -> None:
            if isinstance(error, OSError):
                self.close_connection = True
            else:
                super().handle_error(kind, error, traceback)

        def _handle_client_error(self, error: Exception) -> tuple[str, bytes]:
            return "400", b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

    server = WSGIServer(listener, app, log=None, error_log=logging.getLogger("gevent"), environ=environ)
    server.update_environ()

    def talk(line: Line) -> None:
        handler = Handler(line.sock, line.address, server)
        handler.line = line
        handler.handle()

    return talk, gevent.spawn


def over_threads(app: WsgiApp, environ: dict[str, Any], listener: socket.socket) -> tuple[Callable[[Line], Any], Spawn]:
    """Return how to speak HTTP over a connection, with Werkzeug, and how to start a thread: for small rooms."""
    from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

    class Handler(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, line: Line, server: Any) -> None:
            self.line = line
            super().__init__(line.sock, line.address, server)

        def make_environ(self) -> dict[str, Any]:
            return {**super().make_environ(), **environ, KEY: self.line}

        def handle_one_request(self) -> None:
            super().handle_one_request()
            self.close_connection = self.close_connection or self.line.is_last

        def log(self, *_: Any) -> None:
            """Say nothing of each request, nor of requests that are none."""

    class Quiet(ThreadedWSGIServer):
        def log(self, *_: Any) -> None:
            """Say nothing: pages log their own errors, and the rest is how people leave."""

    server = Quiet(*listener.getsockname()[:2], app, fd=listener.fileno())
    server.socket.close()  # its own number for the same port; it never listens

    def start(work: Callable[..., None], *args: Any) -> None:
        threading.Thread(target=work, args=args, daemon=True).start()

    return (lambda line: Handler(line, server)), start


def asked_to_stop() -> threading.Event:
    """Return what is set at SIGTERM or Ctrl-C. Asked again after a while, the process ends at once.

    Not sooner: when ``make run`` is stopped as a group, the signal comes from the outside and again from make.
    """
    asked = threading.Event()
    first_at = float("inf")

    def ask(*_: object) -> None:
        nonlocal first_at
        if time.monotonic() - first_at > IMPATIENT_SECONDS:
            os._exit(1)
        first_at = min(first_at, time.monotonic())
        asked.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    return asked


def watch_loop(milliseconds: int) -> Callable[[], None]:
    """Watch the loop of this thread, if there is one and that is not turned off; return what tells what was found."""
    if MODE == "threading" or not milliseconds:
        return lambda: None
    if MODE == "eventlet":
        hub = eventlet.hubs.get_hub().greenlet
        return watch(milliseconds / 1000, hub, lambda room, name: getattr(eventlet.patcher.original(room), name))
    return watch(milliseconds / 1000, get_hub(), monkey.get_original)


MODES = {"eventlet": over_eventlet, "gevent": over_gevent, "threading": over_threads}


def main() -> int:
    """Serve until SIGTERM or Ctrl-C; return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # it would log each address, with the codes in it
    make_private()
    vital = Vital()
    try:
        config = read_config()
        keep_private(config)
        files = raise_file_limit()
        lock = hold_data(config)
        sock = listen(config)
        app = create_app(config)
        ensure_built(app)
        prepare(app)
        asked = asked_to_stop()
        whereabouts.tell(config)  # before anybody is answered, who may ask where we are
        door = open_door(sock, app, config, files, vital)
        print(welcome(app, files), flush=True)
    except (CertificateError, ConfigError, StartError, UpgradeError) as error:
        print(f"Charrette cannot start. {error}", file=sys.stderr)
        return 2
    live = app.extensions["charrette"].live
    live.start(vital)
    live.look_after("the look at the database", app.extensions["charrette"].keeper.run, vital)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLD)
    tell = watch_loop(config.stall_milliseconds)
    while not asked.wait(0.5) and not vital.ended:
        tell()
    vital.stopping = True
    whereabouts.take_away(config)
    door.hurry()
    live.stop()
    door.stop(UNDER_WAY_SECONDS)
    close_store(app)
    lock.close()
    if vital.ended:
        print(f"Charrette stopped: {vital.ended} ended. What was saved is kept; start it again.", file=sys.stderr)
        return 1
    return 0


def run() -> NoReturn:
    """Serve, and end the process: threads of libraries that wait for a phone must not hold up the end."""
    code = main()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
