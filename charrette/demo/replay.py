"""A recorded room replayed: who posted what and agreed with what, event by event, one phone for each person.

The file has one JSON object a line: ``{"at_ms", "type": "idea"|"vote", "idea_id", "participant_id", "text"?, "vote"?,
"seed"?}``. A vote of 1 (agree) is a vote here; -1 (disagree) and 0 (pass) take an earlier one back. Ideas with
``seed`` were there before; staff put them on the board. Nothing is hidden, whatever the recording's moderation said:
its votes count for ideas that were taken off later too.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from charrette.context import Services
from charrette.demo.crowd import Staff
from charrette.demo.line import Message
from charrette.demo.phone import Phone, Stopwatch
from charrette.demo.setting import EXAMPLE_WEEK, Stage, new_slug, set_stage, sign_in
from charrette.demo.site import Site

BLANK_WEEK = EXAMPLE_WEEK.parent / "blank"


class BadRecording(Exception):
    """The file is no recording of a room; the text says why."""


@dataclass(frozen=True)
class Replayed:
    """Votes per idea of the recording, as the server counts them and as the recording itself adds up."""

    people: int
    events: int
    told: dict[int, int]
    oracle: dict[int, int]

    def problems(self) -> list[str]:
        """Return where the two differ, one sentence each."""
        return [
            f"Idea {id} of the recording has {self.told.get(id)} votes; one vote a person makes {votes}."
            for id, votes in sorted(self.oracle.items())
            if self.told.get(id) != votes
        ]


def read_recording(path: Path) -> list[Message]:
    """Read a recording, in the order of its moments.

    Raises:
        BadRecording: a line is no event.
    """
    events: list[Message] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            event = json.loads(line)
            _ = (
                event["at_ms"],
                event["idea_id"],
                event["participant_id"],
                event[{"idea": "text"}.get(event["type"], "vote")],
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadRecording(f"{path}, line {number}, is no event of a room: {error}.") from error
        events.append(event)
    return sorted(events, key=lambda event: event["at_ms"])


def count_last_votes(events: list[Message]) -> dict[int, int]:
    """Return for each idea how many people agreed with their last vote: one vote a person, the last one counts."""
    last: dict[tuple[int, int], int] = {}
    agreed = {event["idea_id"]: 0 for event in events if event["type"] == "idea"}
    for event in events:
        if event["type"] == "vote":
            last[event["idea_id"], event["participant_id"]] = event["vote"]
    for (idea, _), vote in last.items():
        agreed[idea] += vote == 1
    return agreed


def replay(held: Services, site: Site, events: list[Message]) -> Replayed:
    """Replay a recording against the running server, in a charrette of its own."""
    stage = set_stage(held, slug=new_slug(), folder=BLANK_WEEK)
    return asyncio.run(_replay(site, stage, events))


async def _replay(site: Site, stage: Stage, events: list[Message]) -> Replayed:
    watch = Stopwatch()
    staff = await sign_in(site, stage.facilitators, watch)
    board = (await site.get("/api/week", staff.first.token))["boards"][0]
    await staff.first.send("open_doors", gathering=board["gathering"])
    await staff.first.send("start_gathering", gathering=board["gathering"])
    await staff.first.send("set_board_phase", board=board["id"], phase="collecting")
    await staff.first.send("set_vote_limit", board=board["id"], votes=None)
    room = Room(site, stage.code, board, watch)
    await room.seed(staff, [event for event in events if event.get("seed")])
    await staff.first.send("set_board_phase", board=board["id"], phase="voting")
    people = await room.play([event for event in events if not event.get("seed")])
    await staff.first.send("set_board_phase", board=board["id"], phase="closed")
    shown = await site.get(f"/api/streams/{board['stream']}", staff.first.token)
    votes = {row["id"]: row["votes"] for row in shown["snapshot"]["ideas"]}
    told = {recorded: votes[idea.result()] for recorded, idea in room.ideas.items()}
    await asyncio.gather(*(phone.hang_up() for phone in staff.phones))
    return Replayed(people, len(events), told, count_last_votes(events))


class Room:
    """The people of the recording. ``ideas``: from its ids to the ids the server gave, once they are posted."""

    def __init__(self, site: Site, code: str, board: Message, watch: Stopwatch) -> None:
        self._site = site
        self._code = code
        self._board = board
        self._watch = watch
        self.ideas: dict[int, asyncio.Future[int]] = {}

    def _idea(self, recorded: int) -> asyncio.Future[int]:
        return self.ideas.setdefault(recorded, asyncio.get_running_loop().create_future())

    async def seed(self, staff: Staff, events: list[Message]) -> None:
        """Put on the board what was there before."""
        for event in events:
            answer = await staff.send("post_idea", board=self._board["id"], text=event["text"], on_behalf=True)
            self._idea(event["idea_id"]).set_result(answer["idea"])

    async def play(self, events: list[Message]) -> int:
        """Let everybody do what they did, each in their own order; return how many people that were."""
        by_person: dict[int, list[Message]] = defaultdict(list)
        for event in events:
            by_person[event["participant_id"]].append(event)
        await asyncio.gather(*(self._act(own) for own in by_person.values()))
        return len(by_person)

    async def _act(self, events: list[Message]) -> None:
        body: dict[str, Any] = {"code": self._code, "client_id": secrets.token_hex(16)}
        answer = await self._site.post("/api/join", body)
        phone = Phone(self._site.url, answer["token"], person=answer["person"]["id"], watch=self._watch)
        await phone.follow(self._board["stream"])
        await phone.send("check_in", gathering=self._board["gathering"])
        given: set[int] = set()
        for event in events:
            recorded = event["idea_id"]
            if event["type"] == "idea":
                posted = await phone.send("post_idea", board=self._board["id"], text=event["text"])
                self._idea(recorded).set_result(posted["idea"])
            elif event["vote"] == 1:
                await phone.send("cast_vote", idea=await self._idea(recorded))
                given.add(recorded)
            elif recorded in given:
                await phone.send("take_back_vote", idea=await self._idea(recorded))
                given.discard(recorded)
        await phone.hang_up()
