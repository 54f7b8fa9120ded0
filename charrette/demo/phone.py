"""A simulated phone: its own connection, its own outbox. What it sends is sent until it is acknowledged."""

from __future__ import annotations

import asyncio
import uuid
from collections import deque
from time import monotonic
from typing import Any

from charrette.demo.line import Line, LineLost, Message
from charrette.demo.picture import Picture

MOST_ATTEMPTS = 60
BACK_OFF_SECONDS = (0.1, 0.2, 0.5, 1.0, 2.0)
CALM_COMMANDS, CALM_SECONDS = 38, 10.5


class ServerAway(Exception):
    """Nobody answers for a long while."""


class Refused(Exception):
    """The server says no, and sending it again will not help."""

    def __init__(self, type: str, answer: Message) -> None:
        super().__init__(f"{type}: {answer.get('error')} ({answer.get('message')})")
        self.code = answer.get("error")


class Stopwatch:
    """How long acknowledgements took, in seconds; ``take`` starts a new count."""

    def __init__(self) -> None:
        self.slowest = 0.0
        self.count = 0
        self.repeats = 0

    def add(self, seconds: float) -> None:
        """Note one acknowledgement."""
        self.count += 1
        self.slowest = max(self.slowest, seconds)

    def take(self) -> float:
        """Return the slowest since the last time, and forget it."""
        slowest, self.slowest = self.slowest, 0.0
        return slowest


class Phone:
    """One person's phone, or a facilitator's, or a projector, by its token."""

    def __init__(self, url: str, token: str, *, person: int, watch: Stopwatch) -> None:
        self.url = url
        self.token = token
        self.person = person
        self.pictures: dict[str, Picture] = {}
        self.mine: dict[str, Message] = {}
        self._watch = watch
        self._line = Line(self._heard)
        self._opening = asyncio.Lock()
        self._sent: deque[float] = deque(maxlen=CALM_COMMANDS)
        self._tasks: set[asyncio.Task[None]] = set()

    async def connect(self) -> None:
        """Be connected, and know the streams again from where they were.

        Raises:
            ServerAway: the server stays away.
            LineRefused: the token does not count any more.
        """
        async with self._opening:
            for wait in BACK_OFF_SECONDS * 4:
                if not self._line.lost:
                    return
                line = Line(self._heard)
                try:
                    await line.open(self.url, self.token)
                    self._line = line
                    for stream in self.pictures:
                        await self._ask(stream)
                    return
                except LineLost:
                    await asyncio.sleep(wait)
        raise ServerAway(f"The server at {self.url} stays away.")

    async def hang_up(self) -> None:
        """Close the connection; what was acknowledged stays acknowledged."""
        await self._line.close()

    async def follow(self, stream: str) -> Picture:
        """Follow a stream and return its picture, which moves along by itself."""
        if stream not in self.pictures:
            self.pictures[stream] = Picture()
            await self.connect()
            if self.pictures[stream].seq < 0:
                await self._ask(stream)
        return self.pictures[stream]

    async def unfollow(self, stream: str) -> None:
        """Stop following."""
        if self.pictures.pop(stream, None) is not None:
            await self._line.call("unfollow", {"stream": stream})

    async def _ask(self, stream: str) -> None:
        picture = self.pictures[stream]
        message: Message = {"stream": stream} if picture.seq < 0 else {"stream": stream, "since": picture.seq}
        answer = await self._line.call("follow", message)
        if not answer.get("ok"):
            raise Refused("follow", answer)
        picture.start(answer)
        self.mine[stream] = answer.get("mine") or {}

    def _heard(self, event: str, message: Message) -> None:
        if event == "events":
            picture = self.pictures.get(message["stream"])
            if picture is not None and not picture.take(message["events"], message.get("apart")):
                self._catch_up(message["stream"])
        elif event == "head":
            for stream, seq in message["streams"].items():
                if stream in self.pictures and seq > self.pictures[stream].seq:
                    self._catch_up(stream)

    def _catch_up(self, stream: str) -> None:
        async def work() -> None:
            try:
                await self._ask(stream)
            except LineLost:
                await self.connect()

        task = asyncio.create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def seen(self, stream: str, seq: int, *, seconds: float = 20.0) -> bool:
        """Wait until the picture of ``stream`` is at ``seq``; False when that takes too long."""
        give_up = monotonic() + seconds
        while self.pictures[stream].seq < seq:
            if monotonic() > give_up:
                return False
            await asyncio.sleep(0.02)
        return True

    def room(self) -> float:
        """Return how long to wait before the next command is welcome, in seconds; 0 when it is now."""
        if len(self._sent) < CALM_COMMANDS:
            return 0.0
        return max(0.0, self._sent[0] + CALM_SECONDS - monotonic())

    @property
    def busy(self) -> tuple[float, int]:
        """How long until there is room, then how much was done lately: the least busy does the next thing."""
        since = monotonic() - CALM_SECONDS
        return self.room(), sum(1 for moment in self._sent if moment > since)

    async def send(self, type: str, **fields: Any) -> Message:
        """Have one command carried out, however often it must be sent, and return its result.

        The id stays the same, so that it happens once. ``retry_after`` of the server is respected.

        Raises:
            Refused: the server says no for good.
            LineLost: it was sent again and again and never acknowledged.
        """
        message = {"id": str(uuid.uuid4()), "type": type, **fields}
        wait = self.room()
        self._sent.append(monotonic() + wait)
        await asyncio.sleep(wait)
        for _ in range(MOST_ATTEMPTS):
            begun = monotonic()
            try:
                await self.connect()
                answer = await self._line.call("command", message)
            except LineLost:
                self._watch.repeats += 1
                await self.hang_up()
                continue
            if answer.get("ok"):
                self._watch.add(monotonic() - begun)
                return {"seq": answer["seq"], **answer["result"]}
            if "retry_after" not in answer:
                raise Refused(type, answer)
            await asyncio.sleep(float(answer["retry_after"]) + 0.05)
        raise LineLost(f"{type} was never acknowledged")
