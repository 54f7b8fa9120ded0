"""Socket packets as JSON, never failing on what a stranger sends: who sends rubbish gets an answer as well.

What many receive is encoded once: ``encoded`` turns a snapshot that a whole hall asks for into its bytes, and
``dumps`` puts those into the packet of each as they are.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

UNREADABLE = "unreadable"


def encoded_event(event: dict[str, Any]) -> dict[str, Any] | msgspec.Raw:
    """Return an event as JSON, for the message to each room: the library walks through what is no bytes yet, and
    encodes it, for each of them."""
    try:
        return msgspec.Raw(msgspec.json.encode(event))
    except UnicodeEncodeError:
        return event


def dumps(value: Any, **_: Any) -> str:
    """Return ``value`` as JSON on one line."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half a character in an answer about what somebody sent
        return json.dumps(value)


def loads(text: str) -> Any:
    """Return what a packet says; for an event that cannot be read (nested too deep, numbers too long) a stand-in.

    The stand-in is the event ``unreadable``, which is answered as any other. Other broken packets raise
    ``ValueError``, as the libraries below expect.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.startswith("["):
            return [UNREADABLE]
        raise ValueError("not JSON") from error
