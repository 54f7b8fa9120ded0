"""The one rule of live state, as small as it can be: a snapshot and the events after it give the next snapshot."""

from __future__ import annotations

from typing import Any

from charrette.spine.packed import unpack
from charrette.spine.usual import complete

Picture = dict[str, Any]


def after(answer: dict[str, Any], messages: list[dict[str, Any]]) -> Picture:
    """Return the picture of who got ``answer``, with a snapshot, and then these messages."""
    picture: Picture = answer["snapshot"]
    for message in messages:
        picture = {**apply(picture, message["events"], answer.get("usual", {})), **message.get("apart", {})}
    return picture


def apply(picture: Picture, events: list[dict[str, Any]], usual: dict[str, Any] | None = None) -> Picture:
    """Return the picture after these wire events, in which what is ``usual`` was left out."""
    for event in events:
        changes = complete(event, usual or {}).get("data", {}).get("changes", {})
        for name, value in changes.items():
            if name == "removed":
                for collection, ids in value.items():
                    picture = {**picture, collection: [row for row in picture[collection] if row["id"] not in ids]}
            elif name == "without":
                for collection, fields in value.items():
                    picture = {**picture, collection: [_less(row, fields) for row in picture[collection]]}
            elif name == "counts":
                for collection, numbers in value.items():
                    picture = {**picture, collection: [_counted(row, numbers) for row in picture[collection]]}
            elif isinstance(value, list):
                new = {row["id"]: row for row in value}
                kept = [row for row in picture.get(name, []) if row["id"] not in new]
                picture = {**picture, name: kept + value}
            else:
                picture = {**picture, name: value}
    return picture


def _less(row: Picture, fields: list[str]) -> Picture:
    return {name: value for name, value in row.items() if name not in fields}


def _counted(row: Picture, numbers: Picture) -> Picture:
    for field, packed in numbers.items():
        known = dict.fromkeys([row["id"]], None) if "all" in packed else unpack(packed)
        row = {**row, field: known.get(row["id"], row[field])} if field in row else row
    return row


def ordered(picture: Picture) -> Picture:
    """Return the picture with its collections by id: clients sort them as they like."""
    return {
        name: sorted(value, key=lambda row: row["id"]) if isinstance(value, list) else value
        for name, value in picture.items()
    }
