"""One socket of one simulated phone: Socket.IO over websocket only, with acknowledgements."""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from charrette.demo.frames import CLOSE, PING, PONG, TEXT, FrameReader, NotWebsocket, client_frame, handshake

ANSWER_SECONDS = 20.0
Message = dict[str, Any]


class LineLost(Exception):
    """The connection is gone, or no answer came in time; what was sent may or may not have arrived."""


class LineRefused(Exception):
    """The server does not let this token in; the text is its code."""


class Line:
    """A connection. ``heard(event, message)`` is called for everything that the server sends by itself."""

    def __init__(self, heard: Callable[[str, Message], None]) -> None:
        self._heard = heard
        self._reader = FrameReader()
        self._answers: dict[int, asyncio.Future[Message]] = {}
        self._last_id = 0
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None
        self._greeted: asyncio.Future[None] | None = None
        self.lost = True

    async def open(self, url: str, token: str) -> None:
        """Connect and sign in.

        Raises:
            LineLost: nobody answers at ``url``.
            LineRefused: the token does not count.
        """
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        context = _trusting() if secure else None
        try:
            stream, self._writer = await asyncio.open_connection(
                parts.hostname, parts.port or (443 if secure else 80), ssl=context
            )
        except OSError as error:
            raise LineLost(str(error)) from error
        self.lost = False
        self._greeted = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._listen(stream))
        self._writer.write(handshake(parts.netloc))
        self._token = token
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._greeted
        except TimeoutError as error:
            await self.close()
            raise LineLost("no greeting in time") from error

    async def call(self, event: str, message: Message) -> Message:
        """Send ``message`` and return the acknowledgement.

        Raises:
            LineLost: the connection broke before it came, or it took too long.
        """
        if self.lost or self._writer is None:
            raise LineLost("not connected")
        self._last_id += 1
        number = self._last_id
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        self._say(f"42{number}" + json.dumps([event, message], ensure_ascii=False))
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await answer
        except TimeoutError as error:
            raise LineLost(f"no answer to {event} in {ANSWER_SECONDS:.0f} s") from error
        finally:
            self._answers.pop(number, None)

    async def close(self) -> None:
        """Hang up."""
        self.lost = True
        if self._writer is not None:
            self._writer.close()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def _say(self, text: str) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(client_frame(text.encode()))

    async def _listen(self, stream: asyncio.StreamReader) -> None:
        try:
            while data := await stream.read(65_536):
                for opcode, payload in self._reader.feed(data):
                    if opcode == CLOSE:
                        return
                    if opcode == PING and self._writer is not None:
                        self._writer.write(client_frame(payload, PONG))
                    elif opcode == TEXT:
                        self._packet(payload.decode())
        except (OSError, NotWebsocket):
            return
        finally:
            self._hang_up()

    def _hang_up(self) -> None:
        self.lost = True
        waiting: list[asyncio.Future[Any]] = [*self._answers.values(), *([self._greeted] if self._greeted else [])]
        for future in waiting:
            if not future.done():
                future.set_exception(LineLost("the connection broke"))
                future.exception()  # somebody may have stopped waiting: that is no error of its own

    def _packet(self, text: str) -> None:
        """Handle one packet: the first digit is Engine.IO's (0 open, 1 close, 2 ping, 4 message)."""
        if text == "2":
            self._say("3")
        elif text.startswith("0"):
            self._say("40" + json.dumps({"token": self._token}))
        elif text.startswith("1") and self._writer is not None:
            self._writer.close()
        elif text.startswith("4"):
            self._message(text[1:])

    def _message(self, text: str) -> None:
        """Handle one Socket.IO packet: 0 connected, 2 event, 3 acknowledgement, 4 refused."""
        kind, rest = text[:1], text[1:]
        greeted = self._greeted
        if kind == "0" and greeted is not None and not greeted.done():
            greeted.set_result(None)
        elif kind == "4" and greeted is not None and not greeted.done():
            greeted.set_exception(LineRefused(str(json.loads(rest or "{}").get("message", ""))))
        elif kind == "2":
            event, *message = json.loads(rest[rest.index("[") :])
            self._heard(event, message[0] if message else {})
        elif kind == "3":
            at = rest.index("[")
            answer = self._answers.get(int(rest[:at]))
            if answer is not None and not answer.done():
                answer.set_result(json.loads(rest[at:])[0])


def _trusting() -> ssl.SSLContext:
    """Return settings that accept the certificate a village hall made itself; no secret of people goes over it."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
