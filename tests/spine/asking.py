"""Asking the domain for something, and putting things in the state that a test begins with."""

from __future__ import annotations

from typing import Any

from charrette.errors import DomainError
from tests.world import World


def outcome(world: World, type: str, by: str = "fenna", **fields: Any) -> str:
    """Return ``ok`` or the code of the refusal."""
    try:
        world.run(type, by, **fields)
    except DomainError as error:
        return error.code
    return "ok"


def put(world: World, model: type[Any], id: int, **values: Any) -> None:
    """Put a thing in a state, whatever it was."""

    def work(session: Any) -> None:
        for name, value in values.items():
            setattr(session.get_one(model, id), name, value)

    world.write(work)


def state_of(world: World, model: type[Any], id: int) -> str:
    """Return the state of a thing, as it is kept."""
    with world.reading() as session:
        found: str = session.get_one(model, id).state.value
        return found
