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
    from gevent import monkey

    monkey.patch_all()

import errno  # noqa: E402
import gc  # noqa: E402
import logging  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from typing import Any  # noqa: E402

from charrette import create_app, offload  # noqa: E402
from charrette.config import Config, ConfigError, read_config  # noqa: E402
from charrette.keeping import StartError  # noqa: E402
from charrette.serving import WsgiApp, close_store, counted, hold_data, prepare, welcome  # noqa: E402
from charrette.upgrade import UpgradeError  # noqa: E402

BACKLOG = 2048
MOST_CONNECTIONS = 10_000
IMPATIENT_SECONDS = 3.0
GC_THRESHOLD = (50_000, 20, 100)

Stop = Callable[[], None]


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
    return sock


def serve_eventlet(sock: socket.socket, app: WsgiApp, config: Config) -> Stop:
    """Serve in a green thread; return what ends it."""
    from eventlet import tpool

    offload.use(tpool.execute)
    served: Any = sock
    if config.tls_cert is not None:
        served = eventlet.wrap_ssl(sock, certfile=config.tls_cert, keyfile=config.tls_key, server_side=True)
    thread = eventlet.spawn(
        eventlet.wsgi.server,
        served,
        app,
        max_size=MOST_CONNECTIONS,
        log_output=False,
        socket_timeout=None,
        keepalive=75,
    )

    def stop() -> None:
        thread.kill(SystemExit())
        with eventlet.Timeout(2, False):
            thread.wait()

    return stop


def serve_gevent(sock: socket.socket, app: WsgiApp, config: Config) -> Stop:
    """Serve in greenlets; return what ends it."""
    from gevent import get_hub
    from gevent.pywsgi import WSGIServer

    offload.use(get_hub().threadpool.apply)
    keys = {"certfile": str(config.tls_cert), "keyfile": str(config.tls_key)} if config.tls_cert else {}
    server = WSGIServer(sock, app, log=None, error_log=logging.getLogger("gevent"), **keys)
    server.start()
    return lambda: server.stop(timeout=2)


def serve_threading(sock: socket.socket, app: WsgiApp, config: Config) -> Stop:
    """Serve in threads, with the server of Werkzeug: for tests and small rooms; return what ends it."""
    from werkzeug.serving import make_server

    keys = (str(config.tls_cert), str(config.tls_key)) if config.tls_cert else None
    server = make_server(config.host, config.port, app, threaded=True, ssl_context=keys, fd=sock.detach())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.shutdown


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


SERVERS = {"eventlet": serve_eventlet, "gevent": serve_gevent, "threading": serve_threading}


def main() -> int:
    """Serve until SIGTERM or Ctrl-C; return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        config = read_config()
        lock = hold_data(config)
        sock = listen(config)
        app = create_app(config)
        prepare(app)
        print(welcome(app), flush=True)
    except (ConfigError, StartError, UpgradeError) as error:
        print(f"Charrette cannot start. {error}", file=sys.stderr)
        return 2
    asked = asked_to_stop()
    live = app.extensions["charrette"].live
    stop = SERVERS[MODE](sock, counted(app), config)
    live.start()
    live.look_after(app.extensions["charrette"].keeper.run)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLD)
    while not asked.wait(0.5):
        pass
    live.stop()
    stop()
    close_store(app)
    lock.close()
    return 0


if __name__ == "__main__":
    code = main()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # threads of libraries that wait for a phone must not hold up the end
