"""A wire between a server and what it talks to, that can be cut and mended: the other machine went away."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading


class Wire:
    """Passes connections on from a port of its own to ``target``; ``cut`` ends them all and refuses new ones."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.port = 0
        self.mend()

    def mend(self) -> None:
        """Listen (again), on the same port as before."""
        self._listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """End every connection at once and take no new ones."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with contextlib.suppress(OSError):  # wakes who waits in accept
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            ended, self._open = self._open, set()
        for one in ended:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                here, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(here,), daemon=True).start()

    def _pass_on(self, here: socket.socket) -> None:
        with here, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._target)) as there:
            pair = {here: there, there: here}
            with self._lock:
                self._open |= pair.keys()
            with selectors.DefaultSelector() as ready:
                for one in pair:
                    ready.register(one, selectors.EVENT_READ)
                while pair:
                    for key, _ in ready.select():
                        found = key.fileobj
                        assert isinstance(found, socket.socket)
                        data = found.recv(65_536)
                        if not data:
                            return
                        pair[found].sendall(data)
