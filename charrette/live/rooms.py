"""Who is in which room, as the socket server itself knows it: what counts when rights end.

The register (``presence.py``) is ours and says what we believe; rooms decide what somebody receives. Each socket
stands in a room of its token from the moment it is let in, so that ending a token finds all of them.
"""

from __future__ import annotations

from typing import Any

from charrette.spine.lists import Audience

TOKEN = "token/"  # noqa: S105 - the beginning of a room's name, no secret


def room_of(stream: str, audience: Audience, row: int = 0) -> str:
    """Return the room in which ``audience`` follows ``stream``; participants do so row by row."""
    return f"{rows_of(stream)}{row}" if audience is Audience.PARTICIPANT else f"{stream}/{audience.value}"


def rows_of(stream: str) -> str:
    """Return how the names of the rooms begin in which participants follow ``stream``."""
    return f"{stream}/{Audience.PARTICIPANT.value}/"


def room_of_person(person_id: int) -> str:
    """Return the room of all sockets of one person."""
    return f"person/{person_id}"


def room_of_token(digest: str) -> str:
    """Return the room of all sockets of one token."""
    return TOKEN + digest


def sockets_of_token(server: Any, digest: str) -> set[str]:
    """Return the sockets of a token that the socket server has."""
    return {sid for sid, _ in server.manager.get_participants("/", room_of_token(digest))}


def tokens(server: Any) -> set[str]:
    """Return the digests of all tokens of which the socket server has a socket."""
    names = list(server.manager.rooms.get("/", {}))
    return {name.removeprefix(TOKEN) for name in names if isinstance(name, str) and name.startswith(TOKEN)}


def empty(server: Any, sid: str) -> None:
    """Take a socket out of every room but its own, in which it is still told why."""
    for room in server.manager.get_rooms(sid, "/"):
        if room != sid:
            server.leave_room(sid, room)
