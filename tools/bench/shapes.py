"""Messages of the size that Charrette sends, for the relays."""

from __future__ import annotations

from typing import Any

STREAM = "board:1"
AT = "2026-03-14T19:31:05.123456Z"


def idea_of(number: int, text: str) -> dict[str, Any]:
    """Return an idea as participants get it."""
    return {
        "id": number,
        "number": number,
        "state": "visible",
        "column": 1,
        "position": 0,
        "at": AT,
        "late": False,
        "revision": 1,
        "text": text,
        "kind": "idea",
        "grain": None,
        "area": None,
        "group": None,
        "foreign": False,
        "votes": None,
        "fate": None,
    }


def event_of(seq: int, text: str) -> dict[str, Any]:
    """Return the event of a posted idea."""
    tally = {"ideas": seq, "people": seq, "votes": 0, "voters": 0, "waiting": 0}
    changes = {"ideas": [idea_of(seq, text)], "tally": tally}
    return {"seq": seq, "type": "idea_posted", "at": AT, "data": {"board": 1, "idea": seq, "changes": changes}}


def text_of(number: int) -> str:
    """Return the words of an idea that was on the board before the measuring."""
    return f"Een bankje bij de vijver, nummer {number}, in de schaduw van de oude kastanje."


def snapshot_of(ideas: int) -> dict[str, Any]:
    """Return a board with this many ideas."""
    return {
        "board": {"id": 1, "title": "Bord", "question": "Wat mag niet ontbreken?", "phase": "collecting"},
        "columns": [{"id": 1, "key": "een", "title": "Een", "position": 1}],
        "ideas": [idea_of(number, text_of(number)) for number in range(1, ideas + 1)],
        "groups": [],
        "tally": {"ideas": ideas, "people": ideas, "votes": 0, "voters": 0, "waiting": 0},
    }
