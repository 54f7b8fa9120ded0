"""Messages for a few, beside the streams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from charrette.live.rooms import room_of_person
from charrette.spine.lists import Audience
from charrette.spine.writer import Announcement


@dataclass
class Aside:
    """One message. ``room``: who gets it."""

    event: str
    message: dict[str, Any]
    room: str


def asides_of(announcements: list[Announcement]) -> list[Aside]:
    """Return what tells the people whom events were about that what is their own changed: others checked them in or
    out, or set them aside.

    Of the week too, if it changed with it: being checked in is being let in where one must be.
    """
    kinds = [one.stream.partition(":") for one in announcements]
    weeks = [f"charrette:{number}" for kind, _, number in kinds if kind in ("charrette", "team")]
    found = []
    for announcement in announcements:
        happened = announcement.shapes[Audience.FACILITATOR]
        for person_id in sorted({id for event in happened for id in _people_of(event)}):
            for stream in dict.fromkeys((announcement.stream, *weeks)):
                found.append(Aside("mine", {"stream": stream}, room_of_person(person_id)))
    return found


def _people_of(event: dict[str, Any]) -> list[int]:
    """Return whom an event was about: one, or many at once."""
    data = event.get("data", {})
    return [*([data["person"]] if "person" in data else []), *data.get("people", [])]
