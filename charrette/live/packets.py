"""Socket packets as JSON, never failing on what a stranger sends: who sends rubbish gets an answer as well.

What many receive is encoded once: ``encoded`` turns a snapshot that a whole hall asks for into its bytes, and
``dumps`` puts those into the packet of each as they are.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any

import msgspec

UNREADABLE = "unreadable"
MOST_KEPT = 64

_kept: OrderedDict[int, tuple[Any, msgspec.Raw]] = OrderedDict()


def encoded(shared: Any) -> msgspec.Raw:
    """Return ``shared``, which nobody changes any more, as JSON; the same object is encoded once."""
    held = _kept.get(id(shared))
    if held is None:
        held = _kept[id(shared)] = shared, msgspec.Raw(msgspec.json.encode(shared))  # holding it keeps its id its own
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return held[1]


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
