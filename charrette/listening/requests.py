"""What a request tells its connection: it came in, its body is here, it became a websocket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qs

from engineio.exceptions import EngineIOError

from charrette.listening.lines import Doing, Line, line_of

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class HungUp(ConnectionError, EngineIOError):
    """The other side ended, or took too long, in the middle of a request. Both doors know it: pages and sockets."""


class Body:
    """The body of a request as the application reads it; tells the connection when all of it is here.

    ``length``: how many bytes; None when it comes in pieces that say so themselves.
    """

    def __init__(self, stream: Any, line: Line, length: int | None) -> None:
        self._stream = stream
        self._line = line
        self._left = length

    def read(self, size: int = -1) -> bytes:
        """Read ``size`` bytes, or all there are.

        Raises:
            HungUp: the connection ended before the body did.
        """
        return self._take(self._stream.read, size, whole=True)

    def readline(self, size: int = -1) -> bytes:
        """Read one line of at most ``size`` bytes.

        Raises:
            HungUp: the connection ended before the body did.
        """
        return self._take(self._stream.readline, size, whole=False)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _take(self, reader: Callable[[int], bytes], size: int, *, whole: bool) -> bytes:
        sized = self._left is not None
        wanted = size
        if self._left is not None:
            wanted = self._left if size is None or size < 0 else min(size, self._left)
        if wanted == 0:
            return b""
        try:
            part = reader(wanted)
        except (OSError, ValueError) as error:
            raise HungUp("the connection ended in the middle of a request") from error
        if sized and (not part or (whole and len(part) < wanted)):
            raise HungUp("the connection ended in the middle of a request")
        if self._left is not None:
            self._left -= len(part)
        if self._left == 0 or not part:
            self._line.now(Doing.ANSWERING)
        return part


def watched(app: WsgiApp) -> WsgiApp:
    """Return ``app`` as one that tells each connection what it is doing."""

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        line = line_of(environ)
        if line is not None:
            _note(line, environ)
        return app(environ, start_response)

    return call


def _note(line: Line, environ: dict[str, Any]) -> None:
    if (environ.get("HTTP_UPGRADE") or "").lower() == "websocket":
        line.now(Doing.TALKING)
        return
    if environ["REQUEST_METHOD"] == "GET" and session_of(environ) is not None:
        line.now(Doing.WAITING)
        return
    text = environ.get("CONTENT_LENGTH") or "0"
    length: int | None = int(text) if text.isascii() and text.isdigit() else 0
    if environ.get("HTTP_TRANSFER_ENCODING"):
        length = None
    if length == 0:
        line.now(Doing.ANSWERING)
        return
    line.now(Doing.RECEIVING)
    environ["wsgi.input"] = Body(environ["wsgi.input"], line, length)


def session_of(environ: dict[str, Any]) -> str | None:
    """Return the session of a socket that a request belongs to, if it says so."""
    query = environ.get("QUERY_STRING") or ""
    if "sid=" not in query or not environ["PATH_INFO"].startswith("/socket.io"):
        return None
    return parse_qs(query).get("sid", [None])[0]
