"""Socket packets as JSON, never failing on what a stranger sends: who sends rubbish gets an answer as well."""

from __future__ import annotations

import json
from typing import Any

UNREADABLE = "unreadable"
dumps = json.dumps


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
