"""What Charrette is measured against: Flask-SocketIO that passes ideas on and saves nothing.

``python tools/bench/bare_relay.py PORT plain|tuned IDEAS``. *plain* is ``socketio.run`` as its manual shows it;
*tuned* has the settings of ``wsgi.py`` (backlog, no limit of connections, no compression, garbage collector).
The messages are as large as Charrette's, so that both send the same number of bytes.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet
    import eventlet.wsgi
eventlet.monkey_patch()

import gc  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402

from tools.bench.shapes import STREAM, event_of, snapshot_of  # noqa: E402


def relay(ideas: int) -> tuple[Flask, SocketIO]:
    """Return the application: ``follow`` gives the board, ``command`` passes an idea on."""
    app = Flask("relay")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        socketio = SocketIO(app, async_mode="eventlet", ping_interval=20, ping_timeout=15)
    board = snapshot_of(ideas)
    state = {"seq": ideas}

    @socketio.on("follow")
    def follow(message: dict[str, Any]) -> dict[str, Any]:
        join_room(STREAM)
        return {"ok": True, "stream": STREAM, "seq": state["seq"], "snapshot": board}

    @socketio.on("command")
    def command(message: dict[str, Any]) -> dict[str, Any]:
        state["seq"] += 1
        events = [event_of(state["seq"], message["text"])]
        socketio.emit("events", {"stream": STREAM, "events": events}, to=STREAM)
        return {"ok": True, "seq": state["seq"], "result": {}}

    return app, socketio


def serve_tuned(app: Flask, port: int) -> None:
    """Serve with the settings of ``wsgi.py``."""
    sock = socket.create_server(("127.0.0.1", port), backlog=2048)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    eventlet.wsgi.server(sock, app, max_size=10_000, log_output=False, socket_timeout=None)


def main() -> None:
    """Serve until ended."""
    port, mode, ideas = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    app, socketio = relay(ideas)
    if mode == "plain":
        socketio.run(app, host="127.0.0.1", port=port)
    else:
        serve_tuned(app, port)


if __name__ == "__main__":
    main()
