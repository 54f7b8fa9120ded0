"""The commands: how one is declared, and the list of all.

A command is a closed struct with typed fields and one function that carries it out. The same commands come in by
socket, by HTTP, by plain forms and from the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import msgspec
from sqlalchemy.orm import Session

from charrette.config import Config
from charrette.domain.actors import Actor
from charrette.enums import Role


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The fields of a command, without its id and type. Unknown fields are refused."""

    example: ClassVar[dict[str, Any]] = {}


@dataclass(frozen=True)
class Work:
    """What a command may use: the session of this transaction, who acts, and the settings."""

    session: Session
    by: Actor
    config: Config


C = TypeVar("C", bound=Command)
Result = dict[str, Any]


@dataclass(frozen=True)
class CommandSpec:
    """A command's name on the wire, its fields, who it is meant for, and what carries it out."""

    name: str
    fields: type[Command]
    role: Role
    carry_out: Callable[[Work, Any], Result]
    stream: str | None

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        return (self.carry_out.__doc__ or "").strip().splitlines()[0]


COMMANDS: dict[str, CommandSpec] = {}


def command(
    fields: type[C], *, role: Role, stream: str | None = None
) -> Callable[[Callable[[Work, C], Result]], Callable[[Work, C], Result]]:
    """Register a function as the command of its own name.

    ``role`` is the least role it is meant for; the domain checks the right itself. ``stream`` is the kind of
    stream whose sequence number the answer carries.
    """

    def register(function: Callable[[Work, C], Result]) -> Callable[[Work, C], Result]:
        name = function.__name__
        COMMANDS[name] = CommandSpec(name, fields, role, function, stream)
        return function

    return register
