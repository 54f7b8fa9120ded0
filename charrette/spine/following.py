"""Following a stream: where it stands, what was missed, and what of it is somebody's own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from charrette.attendance.rules import admissions, log
from charrette.boards.models import Board, Idea, Vote
from charrette.boards.picture.tracing import idea_outcome
from charrette.boards.rules.boards import votes_on
from charrette.boards.rules.ideas import may_change
from charrette.clock import iso
from charrette.people.rules.actors import Actor
from charrette.plan.models import Remark, ReviewRound
from charrette.spine import reach
from charrette.spine.journal import current_seq, events_since
from charrette.spine.models import Stream
from charrette.spine.pictures import shape_journal, snapshot
from charrette.spine.reach import StreamHomes
from charrette.spine.roles import Audience
from charrette.week.models import Charrette, Gathering
from charrette.youth import rules as youth

Answer = dict[str, Any]


class Snapshot(dict[str, Any]):
    """A snapshot that many share and nobody changes. ``encoded``: its bytes, once somebody made them."""

    __slots__ = ("encoded",)

    def __init__(self, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.encoded: bytes | None = None


class SnapshotCache:
    """Keeps the newest snapshot of each stream and audience: a hall that joins at once shares one.

    When another stream needs the place, what was asked for longest ago goes: beyond ``size`` snapshots or, of those
    that were sent, ``most_bytes``. The newest stays, whatever its size.
    """

    def __init__(self, size: int = 64, most_bytes: int = 16_000_000) -> None:
        self._size = size
        self._most_bytes = most_bytes
        self._kept: OrderedDict[tuple[str, Audience], tuple[int, Snapshot]] = OrderedDict()

    @property
    def bytes_kept(self) -> int:
        """How many bytes of encoded snapshots are kept."""
        return sum(len(made.encoded or b"") for _, made in list(self._kept.values()))

    def peek(self, stream: str, audience: Audience, seq: int) -> Snapshot | None:
        """Return the snapshot of ``stream`` at ``seq`` if it was made before."""
        kept = self._kept.get((stream, audience))
        return kept[1] if kept is not None and kept[0] == seq and seq > 0 else None

    def get(self, session: Session, stream: str, owner: Any, audience: Audience, seq: int) -> Snapshot:
        """Return the snapshot of ``stream`` at ``seq`` for ``audience``. It is shared: nobody changes it."""
        key = (stream, audience)
        kept = self._kept.get(key)
        if seq > 0 and kept is not None and kept[0] == seq:
            self._kept.move_to_end(key)
            return kept[1]
        self._kept.pop(key, None)  # the old one goes before the new one is made
        made = Snapshot(snapshot(session, stream, owner, audience))
        self._kept[key] = (seq, made)
        while len(self._kept) > 1 and (len(self._kept) > self._size or self.bytes_kept > self._most_bytes):
            self._kept.popitem(last=False)
        return made


def follow(
    session: Session,
    *,
    by: Actor,
    stream: str,
    since: int | None,
    cache: SnapshotCache,
    homes: StreamHomes | None = None,
) -> Answer:
    """Return where a stream stands for ``by``: the events after ``since``, or a snapshot.

    The sequence number is read first: should something be committed in between, the picture is newer than the
    number says, and applying those events once more changes nothing. With ``homes`` a board that was asked for before
    at this number is not loaded again.

    Raises:
        NotFound: no such stream, or not for this actor.
    """
    if homes is not None and since is None and (ready := _ready_board(session, by, stream, cache, homes)) is not None:
        return ready
    owner = reach.get_stream_owner(session, by, stream)
    seq = current_seq(session, stream)
    answer: Answer = {"ok": True, "stream": stream, "seq": seq}
    rows = events_since(session, stream, since) if since is not None else None
    if rows is not None:
        answer["events"] = shape_journal(session, stream, owner, by.audience, rows)
    else:
        answer["snapshot"] = cache.get(session, stream, owner, by.audience, seq)
    if by.person is not None:
        answer["mine"] = mine(session, by=by, owner=owner)
    return answer


_AT_HAND = select(
    Stream.seq,
    exists().where(Idea.board_id == bindparam("board"), Idea.author_id == bindparam("person")).label("wrote"),
    exists().where(Vote.board_id == bindparam("board"), Vote.person_id == bindparam("person")).label("voted"),
).where(Stream.name == bindparam("stream"))


def _ready_board(session: Session, by: Actor, stream: str, cache: SnapshotCache, homes: StreamHomes) -> Answer | None:
    """Return the answer of ``follow`` for a board whose picture is at hand; a hall that joins asks only for that."""
    kind, _, number = stream.partition(":")
    if kind != "board":
        return None
    homes.ensure_may_follow(session, by, stream)
    board_id, person_id = int(number), by.person_id or 0
    row = session.execute(_AT_HAND, {"stream": stream, "board": board_id, "person": person_id}).first()
    kept = cache.peek(stream, by.audience, row.seq) if row is not None else None
    if kept is None or row is None or kept["board"]["youth"] or (by.person and by.person.stands_in_at is not None):
        return None  # one's own things are those of another row
    answer: Answer = {"ok": True, "stream": stream, "seq": row.seq, "snapshot": kept}
    limit = kept["board"]["votes_per_person"]
    if by.person is not None and (row.wrote or row.voted):
        answer["mine"] = _my_board(session, board_id, limit, person_id, by.audience)
    elif by.person is not None:
        answer["mine"] = {"ideas": [], "votes": [], "votes_left": limit}
    return answer


def mine(session: Session, *, by: Actor, owner: Any) -> Answer | None:
    """Return what of a stream is the actor's own: their ideas and votes, their remarks, their attendance; of the week
    at which gatherings for who is invited they are let in."""
    if isinstance(owner, Charrette):
        return {"admitted": admissions.admitted_to(session, by)}
    person_id = youth.id_at(session, by, owner)
    if isinstance(owner, Board):
        return _my_board(session, owner.id, owner.votes_per_person, person_id, by.audience)
    if isinstance(owner, ReviewRound):
        query = select(Remark).where(Remark.round_id == owner.id, Remark.author_id == person_id)
        return {"remarks": [_my_remark(remark) for remark in session.scalars(query.order_by(Remark.id))]}
    if isinstance(owner, Gathering):
        presence = log.presences(session, owner.id, [person_id]).get(person_id)
        if presence is None:
            return {"attendance": None}
        return {"attendance": {"status": presence.status, "since": iso(presence.since)}}
    return None


def _my_board(session: Session, board_id: int, limit: int | None, person_id: int, audience: Audience) -> Answer:
    """Return what of a board is of the row ``person_id``: at a youth gathering that is not the actor's own."""
    query = select(Idea).where(Idea.board_id == board_id, Idea.author_id == person_id).order_by(Idea.id)
    votes = votes_on(session, board_id, person_id)
    return {
        "ideas": [_my_idea(session, idea, audience) for idea in session.scalars(query)],
        "votes": votes,
        "votes_left": None if limit is None else max(0, limit - len(votes)),
    }


def _my_idea(session: Session, idea: Idea, audience: Audience) -> Answer:
    return {
        "id": idea.id,
        "number": idea.number,
        "text": idea.text,
        "state": idea.state.value,
        "hidden_reason": idea.hidden_reason,
        "kind": idea.kind.value,
        "column": idea.column_id,
        "late": idea.late,
        "may_change": may_change(idea),
        "at": iso(idea.posted_at),
        "fate": idea_outcome(session, idea, audience),
    }


def _my_remark(remark: Remark) -> Answer:
    reported = remark.round.reported_at is not None
    return {
        "id": remark.id,
        "number": remark.number,
        "version": remark.version_id,
        "kind": remark.kind.value,
        "text": remark.text,
        "alternative": remark.alternative,
        "outcome": remark.outcome.value if reported and remark.outcome else None,
        "answer": remark.answer if reported else None,
    }
