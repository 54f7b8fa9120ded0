"""The picture of a review round. Remarks and answers open to all together, at the report back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from charrette.boards.lists import Origin
from charrette.clock import iso
from charrette.crowds.rules.counted import counts
from charrette.plan.lists import RoundState
from charrette.plan.models import DesignItem, DesignVersion, Remark, ReviewRound, RoundVersion
from charrette.plan.rules.diffs import word_diff
from charrette.plan.rules.reach import get_round
from charrette.plan.rules.shown import shown_round
from charrette.spine.lists import Audience
from charrette.spine.streams import STAFF, Entity, Ids, part, stream
from charrette.spine.turns import in_turns, things_in_turns


@part("round", "round", single=True)
def round_itself(session: Session, round: ReviewRound, audience: Audience, ids: Ids) -> Entity:
    return {
        "id": round.id,
        "number": round.number,
        "gathering": round.gathering_id,
        "title": shown_round(round, audience),
        "state": round.state.value,
        "opened_at": iso(round.opened_at),
        "closed_at": iso(round.closed_at),
        "reported_at": iso(round.reported_at),
        "cancelled_reason": round.cancelled_reason if audience is Audience.FACILITATOR else None,
    }


@part("round", "tally", single=True)
def tally(session: Session, round: ReviewRound, audience: Audience, ids: Ids) -> Entity:
    remarks, people, answered = session.execute(
        select(func.count(), func.count(func.distinct(Remark.author_id)), func.count(Remark.outcome)).where(
            Remark.round_id == round.id, counts(Remark.author_id)
        )
    ).one()
    return {"remarks": remarks, "people": people, "answered": answered}


@part("round", "versions")
def versions(session: Session, round: ReviewRound, audience: Audience, ids: Ids) -> list[Entity]:
    """Return the versions; before one is frozen it is a draft, which facilitators alone may read."""
    remarks = session.execute(
        select(Remark.version_id, func.count())
        .where(Remark.round_id == round.id, counts(Remark.author_id))
        .group_by(Remark.version_id)
    )
    said = {version: count for version, count in remarks}
    query = (
        select(DesignVersion)
        .join(RoundVersion, RoundVersion.version_id == DesignVersion.id)
        .join(DesignVersion.item)
        .where(RoundVersion.round_id == round.id)
        .options(contains_eager(DesignVersion.item))
        .order_by(DesignItem.number, DesignVersion.id)
    )
    if audience is not Audience.FACILITATOR:
        query = query.where(DesignVersion.frozen_hash.is_not(None))
    rows = list(things_in_turns(session, query))
    before = _seen_before(session, rows)
    return [_version(row, before.get(row.id), said.get(row.id, 0)) for row in in_turns(rows)]


def _seen_before(session: Session, versions: Sequence[DesignVersion]) -> dict[int, DesignVersion]:
    """Return by its id what people saw of a version before: drafts in between were never put to review."""
    items = [version.item_id for version in versions]
    seen = select(DesignVersion).where(DesignVersion.item_id.in_(items), DesignVersion.frozen_hash.is_not(None))
    frozen: defaultdict[int, list[DesignVersion]] = defaultdict(list)
    for earlier in things_in_turns(session, seen.order_by(DesignVersion.number)):
        frozen[earlier.item_id].append(earlier)
    return {
        version.id: earlier
        for version in versions
        for earlier in frozen[version.item_id]
        if earlier.number < version.number
    }


def _version(version: DesignVersion, before: DesignVersion | None, remarks: int) -> Entity:
    return {
        "id": version.id,
        "item": version.item_id,
        "item_number": version.item.number,
        "item_title": version.title,
        "kind": version.item.kind,
        "grain": version.item.grain.value,
        "number": version.number,
        "text": version.text,
        "why": version.why,
        "hash": version.frozen_hash,
        "diff": word_diff(before.text, version.text) if before is not None else None,
        "remarks": remarks,
    }


@part("round", "remarks", names=STAFF)
def remarks(session: Session, round: ReviewRound, audience: Audience, ids: Ids) -> list[Entity]:
    if audience is not Audience.FACILITATOR and round.state is not RoundState.REPORTED_BACK:
        return []
    query = select(Remark).where(Remark.round_id == round.id, counts(Remark.author_id)).order_by(Remark.id)
    if ids is not None:
        query = query.where(Remark.id.in_(ids))
    if audience is Audience.FACILITATOR:
        query = query.options(joinedload(Remark.author))
    return [_remark(remark, audience, youth=round.gathering.youth) for remark in things_in_turns(session, query)]


def _remark(remark: Remark, audience: Audience, *, youth: bool) -> Entity:
    entity: Entity = {
        "id": remark.id,
        "number": remark.number,
        "version": remark.version_id,
        "kind": remark.kind.value,
        "text": remark.text,
        "alternative": remark.alternative,
        "outcome": remark.outcome.value if remark.outcome else None,
        "answer": remark.answer,
    }
    if audience is Audience.FACILITATOR:
        author = remark.author
        entity["origin"] = (Origin.PHONE if remark.entered_by_id is None else Origin.PAPER).value
        gone = author is None or author.erased_at is not None
        entity["author"] = None if gone or author is None else {"id": author.id, "name": None if youth else author.name}
    return entity


stream(
    "round",
    ReviewRound,
    reach=get_round,
    gathering=lambda round: round.gathering,
    of_gatherings=lambda session, ids: session.scalars(select(ReviewRound.id).where(ReviewRound.gathering_id.in_(ids))),
    leads={"remark": Remark.round_id},
    for_everybody=False,  # as long as it is planned it can go to another gathering
)
