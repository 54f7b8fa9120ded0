"""Design items and their versions: made from ideas, frozen for review, revised, agreed, adopted.

A version that was put to review never changes: its SHA-256 is kept with it.
"""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.boards.lists import Grain
from charrette.boards.models import Idea
from charrette.boards.rules.reading import tell_authors
from charrette.errors import Conflict, NotFound
from charrette.plan.events import ItemAgreed, ItemCreated, ItemRevised, VersionFrozen
from charrette.plan.lists import ItemState, RoundState
from charrette.plan.models import DesignItem, DesignVersion, ItemSource, ReviewRound, RoundVersion
from charrette.plan.rules.planned import bring_planned_rounds_up_to_date
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.numbers import take_number
from charrette.spine.texts import LONG_TEXT_LIMIT, REASON_LIMIT, TITLE_LIMIT, clean_text
from charrette.week.models import Charrette

BEFORE_AGREEMENT = (ItemState.DRAFT, ItemState.REMARKS_IN, ItemState.REVISING)
"""In which states an item can be revised, and agreed."""

WANTED_LOOPS = 3
"""Field practice (National Charrette Institute): at least three feedback loops, at least a day apart."""

LOOP_DISTANCE = timedelta(days=1)
FINISHED_ROUNDS = (RoundState.CLOSED, RoundState.ANSWERED, RoundState.REPORTED_BACK)


def create_design_item(
    session: Session,
    *,
    by: Actor,
    title: str,
    kind: str,
    grain: Grain,
    text: str,
    why: str,
    ideas: list[Idea],
) -> DesignItem:
    """Make a design item with its first version from ideas; where it came from is kept."""
    permissions.require(permissions.may_facilitate(by))
    moment = clock.now()
    charrette_id = by.charrette_id or 0
    item = DesignItem(
        charrette_id=charrette_id,
        number=take_number(session, charrette_id, Charrette.last_item_number),
        title=clean_text(title, limit=TITLE_LIMIT, field="title"),
        kind=clean_text(kind, limit=40, field="kind"),
        grain=grain,
        created_at=moment,
    )
    item.versions = [_version(1, item.title, text, why, by)]
    item.sources = [ItemSource(idea_id=idea.id) for idea in ideas]
    session.add(item)
    session.flush()
    record(session, ItemCreated(plan=charrette_id, item=item.id))
    tell_authors(session, ideas)
    return item


def _version(number: int, title: str, text: str, why: str, by: Actor) -> DesignVersion:
    return DesignVersion(
        number=number,
        title=title,
        text=clean_text(text, limit=LONG_TEXT_LIMIT),
        why=clean_text(why, limit=REASON_LIMIT, field="why"),
        made_by_id=by.person_id,
        made_at=clock.now(),
    )


def version_hash(version: DesignVersion) -> str:
    """Return the SHA-256 over what a version says; the same words give the same hash for ever."""
    said = {
        "item": version.item.number,
        "version": version.number,
        "title": version.title,
        "kind": version.item.kind,
        "grain": version.item.grain.value,
        "text": version.text,
        "why": version.why,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def freeze_version(session: Session, version: DesignVersion) -> None:
    """Freeze a version for good; freezing it again changes nothing."""
    if version.frozen_hash is not None:
        return
    version.frozen_hash, version.frozen_at = version_hash(version), clock.now()
    session.flush()  # the database takes an item as agreed or in review only when this is there
    rounds = select(RoundVersion.round_id).where(RoundVersion.version_id == version.id).order_by(RoundVersion.round_id)
    for round_id in session.scalars(rounds):
        record(session, VersionFrozen(round=round_id, version=version.id))


def revise_item(
    session: Session, *, item: DesignItem, by: Actor, text: str, why: str | None = None, title: str | None = None
) -> DesignVersion:
    """Make the next version of an item.

    Raises:
        Conflict: it is in review now, agreed, in the framework or dropped.
    """
    permissions.require(permissions.may_facilitate(by))
    if item.state not in BEFORE_AGREEMENT:
        raise Conflict("item_state", state=item.state.value)
    before = item.current
    title = clean_text(title, limit=TITLE_LIMIT, field="title") if title is not None else before.title
    version = _version(before.number + 1, title, text, why if why is not None else before.why, by)
    item.versions.append(version)
    item.title = title
    if item.state is ItemState.REMARKS_IN:
        item.state = ItemState.REVISING
    session.flush()
    record(session, ItemRevised(plan=item.charrette_id, item=item.id))
    bring_planned_rounds_up_to_date(session, item)
    return version


def version_beside(item: DesignItem, base: int | None) -> DesignVersion | None:
    """Return the newest version when it is another than ``base``, the one that somebody began to write on.

    Raises:
        NotFound: this item has no version ``base``.
    """
    if base is None or base == item.current.id:
        return None
    if base not in (version.id for version in item.versions):
        raise NotFound("no_such_version", field="base_version")
    return item.current


def rounds_of(session: Session, item: DesignItem) -> list[ReviewRound]:
    """Return the rounds this item went through, in order."""
    return rounds_of_each(session, [item])[item.id]


def rounds_of_each(session: Session, items: list[DesignItem]) -> dict[int, list[ReviewRound]]:
    """Return the same by the id of each item, read in one query."""
    found: dict[int, list[ReviewRound]] = {item.id: [] for item in items}
    query = (
        select(DesignVersion.item_id, ReviewRound)
        .join(RoundVersion, RoundVersion.round_id == ReviewRound.id)
        .join(DesignVersion, DesignVersion.id == RoundVersion.version_id)
        .where(DesignVersion.item_id.in_(found))
        .distinct()
        .order_by(ReviewRound.id)
    )
    for item_id, round in session.execute(query):
        found[item_id].append(round)
    return found


def agree_item(session: Session, *, item: DesignItem, by: Actor, version: int | None = None) -> list[str]:
    """Agree an item as its newest version says it; the version is frozen. Returns warnings, as codes.

    ``version``: the id of the one that was read.

    Raises:
        Conflict: no round with it was closed (``item_not_reviewed``), it is in review now, it is past that, or another
            ``version`` came (``version_came``).
    """
    permissions.require(permissions.may_facilitate(by))
    if item.state not in BEFORE_AGREEMENT:
        raise Conflict("item_state", state=item.state.value)
    if version is not None and version != item.current.id:
        raise Conflict("version_came", number=item.current.number)
    finished = [round for round in rounds_of(session, item) if round.state in FINISHED_ROUNDS]
    if not finished:
        raise Conflict("item_not_reviewed")
    freeze_version(session, item.current)
    item.state, item.agreed_at = ItemState.AGREED, clock.now()
    record(session, ItemAgreed(plan=item.charrette_id, item=item.id))
    bring_planned_rounds_up_to_date(session, item)
    return loop_warnings(finished)


def finished_rounds(session: Session, items: list[int]) -> dict[int, list[ReviewRound]]:
    """Return the closed rounds that each of these items went through, in order, in one query."""
    query = (
        select(DesignVersion.item_id, ReviewRound)
        .join(RoundVersion, RoundVersion.version_id == DesignVersion.id)
        .join(ReviewRound, ReviewRound.id == RoundVersion.round_id)
        .where(DesignVersion.item_id.in_(items), ReviewRound.state.in_(FINISHED_ROUNDS))
        .distinct()
        .order_by(ReviewRound.id)
    )
    found: dict[int, list[ReviewRound]] = {item: [] for item in items}
    for item, round in session.execute(query):
        found[item].append(round)
    return found


def loop_warnings(rounds: list[ReviewRound]) -> list[str]:
    """Return what to mind of an item that went through these closed rounds, as codes: before it is agreed and after."""
    warnings = [] if len(rounds) >= WANTED_LOOPS else ["fewer_than_three_loops"]
    opened = [round.opened_at for round in rounds if round.opened_at is not None]
    if any(later - earlier < LOOP_DISTANCE for earlier, later in pairwise(opened)):
        warnings.append("loops_less_than_a_day_apart")
    return warnings
