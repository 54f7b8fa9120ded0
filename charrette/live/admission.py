"""Sockets that never sign in are closed: they hold a place that a phone could have."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask_socketio import SocketIO

from charrette.listening import line_of

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
SIGN_IN_LOOKS = 10
"""At how many looks in a row a socket may be found without anybody being signed in."""


class Admission:
    """Looks every second which sockets have somebody behind them, and tells their connections."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio
        self._unknown: dict[str, int] = {}

    def run(self, sleep: Callable[[float], None], stopped: Callable[[], bool]) -> None:
        """Look until ``stopped()``; an error is logged and does not end it."""
        while not stopped():
            sleep(LOOK_SECONDS)
            try:
                self.look()
            except Exception:
                log.exception("sockets were not looked at")

    def look(self) -> None:
        """Look once, and close the sockets that have been nobody's for too long."""
        self._unknown = {session: self._unknown.get(session, 0) + 1 for session in self.tell_lines()}
        for session, looks in self._unknown.items():
            socket = self._socketio.server.eio.sockets.get(session)
            if looks > SIGN_IN_LOOKS and socket is not None:
                self._socketio.start_background_task(socket.close, wait=False)

    def tell_lines(self) -> list[str]:
        """Tell each connection whether somebody is signed in over it; return the sessions where nobody is."""
        server = self._socketio.server
        nobodys = []
        for session in list(server.eio.sockets):
            signed_in = server.manager.sid_from_eio_sid(session, "/") is not None
            if not signed_in:
                nobodys.append(session)
            line = line_of(server.environ.get(session))
            if line is not None:
                line.know(signed_in)
        return nobodys
