"""Rounds that are planned and not open yet: they follow their items, and can be changed or cancelled.

A planned round is about items, in the newest version of each. What was revised meanwhile is put to review as it is now;
what was agreed or dropped leaves the round. So it can always be opened, as long as something is in it, and else be
filled again or cancelled.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.errors import Conflict, Invalid
from charrette.plan.events import ItemsMovedOn, RoundCancelled, RoundChanged, RoundMovedOn
from charrette.plan.lists import ItemState, RoundState
from charrette.plan.models import DesignItem, DesignVersion, ReviewRound, RoundVersion
from charrette.plan.rules.steps import Pointing, pointing, tell_pointing
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.texts import REASON_LIMIT, TITLE_LIMIT, clean_text
from charrette.week.models import Gathering

REVIEWABLE = frozenset({ItemState.DRAFT, ItemState.REMARKS_IN, ItemState.REVISING})


def bring_planned_rounds_up_to_date(session: Session, item: DesignItem) -> None:
    """Let the planned rounds that an item is in hold its newest version, or nothing of it when it left the loop."""
    if item.state is ItemState.IN_REVIEW:
        return
    session.flush()
    own = select(DesignVersion.id).where(DesignVersion.item_id == item.id)
    rounds = (
        select(ReviewRound)
        .join(RoundVersion, RoundVersion.round_id == ReviewRound.id)
        .where(ReviewRound.state == RoundState.PLANNED, RoundVersion.version_id.in_(own))
        .distinct()
        .order_by(ReviewRound.id)
    )
    for round in session.scalars(rounds).all():
        before = pointing(session, round.charrette_id)
        kept = [entry.version for entry in round.entries if entry.version.item_id != item.id]
        removed = _put_in(session, round, [*kept, item.current] if item.state in REVIEWABLE else kept)
        _tell_change(session, round, removed, before)


def ensure_reviewable(versions: list[DesignVersion]) -> list[DesignVersion]:
    """Return these versions, each once, if a round can be about them.

    Raises:
        Invalid: no versions, an old version, or two of one item.
        Conflict: an item that is agreed, dropped or in review elsewhere.
    """
    unique = list({version.id: version for version in versions}.values())
    if not unique or len({version.item_id for version in unique}) != len(unique):
        raise Invalid("one_version_per_item", field="versions")
    for version in unique:
        if version.item.current.id != version.id:
            raise Invalid("version_is_old", field="versions")
        if version.item.state not in REVIEWABLE:
            raise Conflict("item_state", state=version.item.state.value)
    return unique


def _put_in(session: Session, round: ReviewRound, versions: list[DesignVersion]) -> list[int]:
    """Let a round be about these versions; return those that it was about and is not any more."""
    before = {entry.version_id for entry in round.entries}
    after = {version.id for version in versions}
    gone = RoundVersion.round_id == round.id, RoundVersion.version_id.in_(before - after)
    session.execute(delete(RoundVersion).where(*gone))
    session.add_all([RoundVersion(round_id=round.id, version_id=id) for id in sorted(after - before)])
    session.flush()
    session.expire(round, ["entries"])
    return sorted(before - after)


def _tell_change(session: Session, round: ReviewRound, removed: list[int], before: Pointing) -> None:
    record(session, RoundChanged(round=round.id, removed_versions=removed))
    tell_pointing(session, round.charrette_id, before=before)
    tell_week(session, round)


def tell_week(session: Session, round: ReviewRound) -> None:
    """Record on the week that a round changed, and with it its items."""
    items = sorted(entry.version.item_id for entry in round.entries)
    record(session, RoundMovedOn(charrette=round.charrette_id, round=round.id))
    record(session, ItemsMovedOn(plan=round.charrette_id, items=items))


def _ensure_planned(round: ReviewRound) -> None:
    if round.state is not RoundState.PLANNED:
        raise Conflict("round_state", state=round.state.value)


def change_round(
    session: Session,
    *,
    round: ReviewRound,
    by: Actor,
    versions: list[DesignVersion] | None = None,
    title: str | None = None,
    gathering: Gathering | None = None,
) -> ReviewRound:
    """Change a round before it opens: what it is about, its title, at which gathering. What is left out stays.

    Raises:
        Invalid: no versions, an old version, or two of one item.
        Conflict: it was opened or cancelled, an item cannot be reviewed now, or one of the gatherings is for who is
            invited (``round_stays_there``): who follows the round was let in for the other one.
    """
    permissions.require(permissions.may_facilitate(by))
    _ensure_planned(round)
    before = pointing(session, round.charrette_id)
    if title is not None:
        round.title = clean_text(title, limit=TITLE_LIMIT, field="title")
    if gathering is not None and gathering.id != round.gathering_id:
        if gathering.invited or round.gathering.invited:
            raise Conflict("round_stays_there", field="gathering")
        round.gathering = gathering
    removed = _put_in(session, round, ensure_reviewable(versions)) if versions is not None else []
    session.flush()
    _tell_change(session, round, removed, before)
    return round


def with_changes(round: ReviewRound, *, before: list[int], after: list[int]) -> list[int]:
    """Return the ids of the versions of a round when somebody who saw ``before`` made it ``after``: with what they put
    in and without what they took out, whatever a colleague did meanwhile."""
    now = [entry.version_id for entry in round.entries]
    taken_out, put_in = set(before) - set(after), [id for id in after if id not in before]
    return [*(id for id in now if id not in taken_out), *put_in]


def cancel_round(session: Session, *, round: ReviewRound, by: Actor, reason: str) -> ReviewRound:
    """Say that a planned round will not be held, for a reason that the team can read. Its number is not given again.

    Raises:
        Invalid: no reason.
        Conflict: it was opened, or cancelled before.
    """
    permissions.require(permissions.may_facilitate(by))
    _ensure_planned(round)
    before = pointing(session, round.charrette_id)
    round.cancelled_reason = clean_text(reason, limit=REASON_LIMIT, field="reason")
    round.state, round.cancelled_at = RoundState.CANCELLED, clock.now()
    session.flush()
    record(session, RoundCancelled(round=round.id))
    tell_pointing(session, round.charrette_id, before=before)
    tell_week(session, round)
    return round
