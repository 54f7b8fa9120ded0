"""The pass of somebody who was at the door, kept by their browser: the address with the code lasts two minutes only."""

from __future__ import annotations

from flask import session

from charrette.attendance.rules.door_code import ensure_at_door, issue_pass
from charrette.context import services
from charrette.errors import Invalid
from charrette.web.auth import OF_PERSON
from charrette.week.models import Gathering

MOST_OTHERS = 4
"""Passes for other gatherings that are kept along: a cookie holds no more than 4,096 bytes."""


def pass_of(gathering: Gathering, door_code: str) -> tuple[str, bool]:
    """Return a pass for a code at the door, and whether it is a new one: that of before does for a code that ran out.

    Raises:
        Invalid: the code is wrong or too old, and this browser has no pass for this gathering.
    """
    secret = services().config.secret_key
    try:
        ensure_at_door(secret, gathering, door_code)
    except Invalid:
        if held := kept_pass(gathering):
            return held, False
        raise
    door_pass = issue_pass(secret, gathering)
    passes = {name: one for name, one in session.get(OF_PERSON, {}).items() if name != str(gathering.id)}
    session[OF_PERSON] = {**dict(list(passes.items())[-MOST_OTHERS:]), str(gathering.id): door_pass}
    session.permanent = True  # a phone that is short of memory ends its browser in a pocket
    return door_pass, True


def kept_pass(gathering: Gathering) -> str:
    """Return the pass that this browser got at the door of a gathering, as long as it counts; else nothing."""
    held = str(session.get(OF_PERSON, {}).get(str(gathering.id), ""))
    try:
        ensure_at_door(services().config.secret_key, gathering, held)
    except Invalid:
        return ""
    return held
