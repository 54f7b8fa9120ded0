"""The one rule of live state, as small as it can be: a snapshot and the events after it give the next snapshot."""

from __future__ import annotations

from typing import Any

Picture = dict[str, Any]


def apply(picture: Picture, events: list[dict[str, Any]]) -> Picture:
    """Return the picture after these wire events."""
    for event in events:
        changes = event.get("data", {}).get("changes", {})
        for name, value in changes.items():
            if name == "removed":
                for collection, ids in value.items():
                    picture = {**picture, collection: [row for row in picture[collection] if row["id"] not in ids]}
            elif isinstance(value, list):
                new = {row["id"]: row for row in value}
                kept = [row for row in picture.get(name, []) if row["id"] not in new]
                picture = {**picture, name: kept + value}
            else:
                picture = {**picture, name: value}
    return picture


def ordered(picture: Picture) -> Picture:
    """Return the picture with its collections by id: clients sort them as they like."""
    return {
        name: sorted(value, key=lambda row: row["id"]) if isinstance(value, list) else value
        for name, value in picture.items()
    }
