"""Carrying a command out: read it, know who sends it, do it once, answer.

The same id of the same sender gets the same answer and has no second effect; the same id with other fields is a
conflict. What a command changed, its receipt and its events are in one commit, and the answer comes after it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.config import Config
from charrette.errors import Conflict, Invalid, NotAllowed, NotFound
from charrette.spine.acting import bearer, may_act, stands_in
from charrette.spine.actors import Actor
from charrette.spine.claims import Claim
from charrette.spine.commands import COMMANDS, Command, CommandSpec, Work
from charrette.spine.journal import current_seq
from charrette.spine.lists import RANK
from charrette.spine.receipts import FORGOTTEN, find_receipt, note_answer, take_receipt
from charrette.spine.secrets import keyed
from charrette.spine.streams import STREAMS, Answer
from charrette.spine.writer import Writer

ID_LIMIT = 80


@dataclass(frozen=True)
class Request:
    """A command that was read: its id, its kind and its fields.

    Of ``fingerprint`` a receipt keeps a digest with the secret of the server: whom staff checked in at a youth
    gathering could be guessed from a plain one. Receipts of before have it as it is.
    """

    id: str
    spec: CommandSpec
    fields: Command
    fingerprint: str


def read_command(raw: object) -> Request:
    """Read what came over the wire.

    Raises:
        Invalid: it is no object, has no usable id, or a field is missing, unknown or of the wrong kind; ``field``
            names it.
        NotFound: there is no command of this type.
    """
    if not isinstance(raw, Mapping):
        raise Invalid("command_wrong")
    id, type = raw.get("id"), raw.get("type")
    if not isinstance(id, str) or not 1 <= len(id) <= ID_LIMIT or not id.isprintable():
        raise Invalid("command_id_wrong", field="id")
    if not isinstance(type, str) or type not in COMMANDS:
        raise NotFound("no_such_command", field="type")
    spec = COMMANDS[type]
    given = {name: value for name, value in raw.items() if name not in ("id", "type")}
    given = _without_nulls(given, spec.fields)
    try:
        fields = msgspec.convert(given, spec.fields)
        asked = {name: value for name, value in given.items() if name not in spec.fields.of_sending}
        words = json.dumps([type, asked], sort_keys=True, allow_nan=False)
    except msgspec.ValidationError as error:
        raise Invalid("field_wrong", field=field_of(str(error)), detail=str(error)) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise Invalid("command_wrong") from error
    return Request(id, spec, fields, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest())


def _without_nulls(given: dict[str, Any], kind: type[Command]) -> dict[str, Any]:
    """Leave out what is null and may be left out: many programs write a field they do not use so."""
    optional = {field.name for field in msgspec.structs.fields(kind) if not field.required}
    return {name: value for name, value in given.items() if value is not None or name not in optional}


def field_of(message: str) -> str | None:
    """Return the field that msgspec complains of, as in ``Expected `int`, got `str` - at `$.board```."""
    if "$." in message:
        return message.partition("$.")[2].partition("`")[0].partition("[")[0] or None
    parts = message.split("`")
    return parts[1] if message.startswith("Object ") and len(parts) >= 3 else None


def execute(writer: Writer, config: Config, raw: object, *, digest: str | None) -> Answer:
    """Carry out the command ``raw`` for the bearer of the token with this ``digest``; return the answer.

    Who that is and what they may do is looked up inside, under the lock: an hour-old answer would not do, nor one of
    a moment ago.

    Raises:
        DomainError: what is wrong with it; nothing was changed.
    """
    request = read_command(raw)

    def work(session: Session) -> _Held:
        return _work(session, config, request, bearer.given(session, digest))

    def finish(session: Session, held: _Held, seqs: dict[str, int]) -> None:
        if held.repeats:
            held.answer = find_receipt(session, actor=held.actor, command_id=request.id).answer or {}
            return
        held.answer["seq"] = _seq_of(session, request, held.charrette_id, seqs)
        note_answer(session, actor=held.actor, command_id=request.id, answer=held.answer)

    claim = Claim(digest=digest, numbers=request.spec.numbers) if request.spec.beside else None
    held: _Held = writer.run(work, finish, claim=claim)
    if held.secrets:
        held.answer["result"] = {**held.answer["result"], **held.secrets}
    return held.answer


@dataclass
class _Held:
    """An answer on its way, to this actor. It is complete when the sequence numbers are known.

    ``secrets`` are told, but the receipt does not keep them.
    """

    answer: Answer
    actor: str
    charrette_id: int | None
    repeats: bool = False
    secrets: Answer = field(default_factory=dict)


def _work(session: Session, config: Config, request: Request, asked: Actor) -> _Held:
    if request.spec.admits is not None:
        request.spec.admits(Work(session, asked, config, request.id), request.fields)
    actor = stands_in.given(session, asked, request.fields)
    going_on = Work(session, actor, config, request.id)
    fingerprint = keyed(session, request.fingerprint)
    before = take_receipt(session, actor=actor.key, command_id=request.id, fingerprint=fingerprint)
    if before is not None:
        if before.fingerprint not in (fingerprint, request.fingerprint, FORGOTTEN):
            raise Conflict("command_id_reused", field="id")
        return _Held({}, actor.key, actor.charrette_id, True, _secrets(going_on, request))
    if RANK[actor.role] < RANK[request.spec.role]:
        raise NotAllowed("not_allowed")
    if not request.spec.aside_too:
        may_act.given(session, asked.person, actor.person)
    result = request.spec.carry_out(going_on, request.fields)
    session.flush()
    answer = {"ok": True, "seq": None, "result": result}
    return _Held(answer, actor.key, actor.charrette_id, secrets=_secrets(going_on, request))


def _secrets(work: Work, request: Request) -> Answer:
    return request.spec.reveal(work) if request.spec.reveal is not None else {}


def _seq_of(session: Session, request: Request, charrette_id: int | None, seqs: dict[str, int]) -> int:
    """Return the sequence number that the answer carries: of the command's stream, moved on or not."""
    kind = request.spec.stream
    for stream, seq in seqs.items():
        if kind is not None and stream.startswith(kind + ":"):
            return seq
    number = _stream_number(session, request, charrette_id) if kind is not None else None
    if number is not None:
        return current_seq(session, f"{kind}:{number}")
    return next(iter(seqs.values()), 0)


def _stream_number(session: Session, request: Request, charrette_id: int | None) -> int | None:
    """Return the number of the command's stream, also when nothing moved on it (a vote that was there already)."""
    kind = request.spec.stream
    if kind is not None and STREAMS[kind].one_each:
        return charrette_id
    number: int | None = getattr(request.fields, kind or "", None)
    if number is not None:
        return number
    for name, column in STREAMS[kind].leads.items() if kind is not None else ():
        if hasattr(request.fields, name):
            return session.scalar(select(column).where(column.class_.id == getattr(request.fields, name)))
    return None
