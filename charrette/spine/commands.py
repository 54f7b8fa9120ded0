"""The commands: how one is declared, and the list of all.

A command is a closed struct with typed fields and one function that carries it out. The same commands come in by
socket, by HTTP, by plain forms and from the command line.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import msgspec
from sqlalchemy.orm import Session

from charrette.config import Config
from charrette.spine.actors import Actor
from charrette.spine.lists import Role
from charrette.spine.receipts import received_at
from charrette.spine.registry import Registry


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The fields of a command, without its id and type. Unknown fields are refused.

    ``of_sending``: those that tell how it was sent, and not what it asks. Another try of the same command may say
    others."""

    of_sending: ClassVar[frozenset[str]] = frozenset()
    example: ClassVar[dict[str, Any]] = {}


@dataclass(frozen=True)
class Work:
    """What a command may use: the session of this transaction, who acts, the settings and its id."""

    session: Session
    by: Actor
    config: Config
    id: str

    @property
    def secret(self) -> str:
        """A secret of this one command (256 bits): the same when it is repeated, and kept nowhere.

        It is made from the receipt with the key of the server, so whoever reads the database cannot make it. The
        moment is in it because an id may come again after its receipt was pruned.
        """
        received = received_at(self.session, actor=self.by.key, command_id=self.id)
        told = "\n".join(("secret of a command", self.by.key, received.isoformat(), self.id))
        made = hmac.digest(self.config.secret_key.encode(), told.encode(), "sha256")
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


C = TypeVar("C", bound=Command)
Result = dict[str, Any]


@dataclass(frozen=True)
class CommandSpec:
    """A command's name on the wire, its fields, who it is meant for, and what carries it out.

    ``reveal`` gives what the answer says besides, also to a repeat, and the receipt must not keep.

    ``admits`` lets in who shows with it that they may come in, before it is decided as whom they act.

    ``beside``: it concerns only the person who sends it, so other people's may run at other workers meanwhile
    (``spine/claims.py``); without it the command runs alone. ``numbers``: it gives out a number of the charrette.

    ``aside_too``: who is set aside may do it all the same; everything else waits until they are put back.

    ``posts``: it brings in words of people, of which nobody may send as many as of other commands (``throttle.py``).
    """

    name: str
    fields: type[Command]
    role: Role
    carry_out: Callable[[Work, Any], Result]
    stream: str | None
    reveal: Callable[[Work], Result] | None = None
    beside: bool = False
    numbers: bool = False
    aside_too: bool = False
    admits: Callable[[Work, Any], None] | None = None
    posts: bool = False

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        return (self.carry_out.__doc__ or "").strip().splitlines()[0]


COMMANDS: Registry[CommandSpec] = Registry("command", "commands")
"""Every command by its name on the wire."""


def command(
    fields: type[C],
    *,
    role: Role,
    stream: str | None = None,
    reveal: Callable[[Work], Result] | None = None,
    beside: bool = False,
    numbers: bool = False,
    aside_too: bool = False,
    admits: Callable[[Work, C], None] | None = None,
    posts: bool = False,
) -> Callable[[Callable[[Work, C], Result]], Callable[[Work, C], Result]]:
    """Register a function as the command of its own name.

    ``role`` is the least role it is meant for; the domain checks the right itself. ``stream`` is the kind of
    stream whose sequence number the answer carries. The others: see ``CommandSpec``.
    """

    def register(function: Callable[[Work, C], Result]) -> Callable[[Work, C], Result]:
        name = function.__name__
        COMMANDS.add(
            name, CommandSpec(name, fields, role, function, stream, reveal, beside, numbers, aside_too, admits, posts)
        )
        return function

    return register
