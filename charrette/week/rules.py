"""The charrette itself: its states and its areas."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.errors import Conflict, Invalid, NotFound
from charrette.people.models import Person
from charrette.people.rules.news import change_of_person
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.names import name_order
from charrette.spine.reach import ensure_own, get_by_id
from charrette.spine.texts import REASON_LIMIT, as_seen, clean_text, is_blank, on_one_line
from charrette.week.events import AreaAdded, CharretteStateSet, ReasonGiven, ReasonGiverChanged
from charrette.week.lists import LIVE_STATES, CharretteState, GatheringState, ReasonedAct
from charrette.week.models import Area, Charrette, Gathering, GivenReason

S = CharretteState
MAY_FOLLOW = {
    S.PREPARATION: frozenset({S.WEEK}),
    S.WEEK: frozenset({S.AFTERCARE, S.PREPARATION}),
    S.AFTERCARE: frozenset({S.CLOSED, S.WEEK}),
    S.CLOSED: frozenset({S.AFTERCARE}),
}


DEMO_PREFIX = "demo-"
"""Slugs of played weeks begin so; a real week goes before them wherever none was named."""


def find_charrette(session: Session, slug: str | None = None) -> Charrette:
    """Return the charrette with this slug; without one the only or the newest (a played one only if there is no other).

    Raises:
        NotFound: there is none.
    """
    query = select(Charrette).order_by(Charrette.slug.startswith(DEMO_PREFIX), Charrette.id.desc())
    if slug is not None:
        query = query.where(Charrette.slug == slug)
    found = session.scalars(query).first()
    if found is None:
        raise NotFound("no_such_charrette", field="charrette", slug=slug or "")
    return found


def charrette_of_area(session: Session, slug: str) -> Charrette:
    """Return the only charrette that has an area of this slug; a played one counts if there is no real one.

    Raises:
        NotFound: there is no such area, or more than one week has it.
    """
    query = select(Charrette).join(Area, Area.charrette_id == Charrette.id).where(Area.slug == slug)
    found = session.scalars(query).all()
    real = [charrette for charrette in found if not charrette.slug.startswith(DEMO_PREFIX)]
    meant = real or found
    if len(meant) != 1:
        raise NotFound("no_such_area", field="area")
    return meant[0]


def missing_for_week(charrette: Charrette) -> list[str]:
    """Return what is still missing before the week can begin, as codes: goal, preconditions, planned days."""
    missing = [name for name in ("goal", "preconditions") if is_blank(getattr(charrette, name))]
    return missing if charrette.gatherings else [*missing, "gatherings"]


def set_charrette_state(
    session: Session, *, charrette: Charrette, by: Actor, state: CharretteState, reason: str | None = None
) -> Charrette:
    """Bring a charrette to its next state. To *week* a goal and more must be there, or a reason to go without, which
    is kept.

    Raises:
        Conflict: the state cannot follow, or something is missing and no reason was given (``week_not_ready``).
    """
    permissions.require(permissions.may_organise(by))
    if charrette.state is state:
        return charrette
    if state not in MAY_FOLLOW[charrette.state]:
        raise Conflict("charrette_state", state=charrette.state.value, wanted=state.value)
    missing = missing_for_week(charrette) if state is S.WEEK else []
    if missing and is_blank(reason or ""):
        raise Conflict("week_not_ready", missing=", ".join(missing))
    charrette.state = state
    record(session, CharretteStateSet(charrette=charrette.id))
    keep_reason(session, charrette_id=charrette.id, by=by, act=ReasonedAct.STATE_SET, reason=reason)
    return charrette


def keep_reason(
    session: Session,
    *,
    charrette_id: int,
    by: Actor,
    act: ReasonedAct,
    reason: str | None,
    gathering: int | None = None,
    item: int | None = None,
    required: bool = False,
) -> None:
    """Keep why the team did something, for the team to read; without a reason there is nothing to keep.

    Raises:
        Invalid: none where it is ``required`` (``reason_missing``), or one that is too long.
    """
    said = clean_text(reason or "", limit=REASON_LIMIT, field="reason", required=False)
    if not said and required:
        raise Invalid("reason_missing", field="reason")
    if not said:
        return
    about = {"charrette_id": charrette_id, "gathering_id": gathering, "item_id": item}
    given = GivenReason(**about, act=act, text=said, by_person_id=by.person_id, given_at=clock.now())
    session.add(given)
    session.flush()
    record(session, ReasonGiven(team=charrette_id, reason=given.id))


def slugify(name: str) -> str:
    """Return a name as it stands in addresses: ``Krakeel-Oost`` is ``krakeel-oost``. Names may well share one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "area"


def _free_slug(taken: set[str], name: str) -> str:
    """Return the slug of ``name``, with a number behind it when another area has it."""
    slug = slugify(name)
    return next(one for count in itertools.count(1) if (one := slug if count == 1 else f"{slug}-{count}") not in taken)


def add_area(session: Session, *, charrette: Charrette, by: Actor, name: str, kind: str = "") -> Area:
    """Add an area.

    Raises:
        Conflict: there is one that reads the same.
    """
    permissions.require(permissions.may_organise(by))
    name = clean_text(on_one_line(name), limit=120, field="name")
    there = {area.slug: area.name for area in _areas_of(session, charrette.id)}
    if as_seen(name) in map(as_seen, there.values()):
        raise Conflict("area_exists", field="name", name=name)
    slug = _free_slug(set(there), name)
    area = Area(charrette_id=charrette.id, slug=slug, name=name, kind=clean_text(kind, limit=40, required=False))
    session.add(area)
    session.flush()
    record(session, AreaAdded(charrette=charrette.id, area=area.id))
    return area


@change_of_person("week", shows=frozenset({"name", "removed"}))
def tell_reasons(session: Session, person: Person) -> None:
    """Record it about the reasons that this person gave."""
    given = select(GivenReason.id).where(GivenReason.by_person_id == person.id).order_by(GivenReason.id)
    if reasons := list(session.scalars(given)):
        record(session, ReasonGiverChanged(team=person.charrette_id, reasons=reasons))


def get_charrette(session: Session, by: Actor, id: int) -> Charrette:
    """Return a charrette that ``by`` belongs to."""
    thing = get_by_id(session, Charrette, id, "charrette")
    return ensure_own(thing, thing.id, by, "charrette")


def get_team(session: Session, by: Actor, id: int) -> Charrette:
    """Return the charrette that ``by`` belongs to, for what only its team may see.

    Raises:
        NotFound: this is nobody of the team.
    """
    found = get_charrette(session, by, id)
    if not permissions.may_facilitate(by):
        raise NotFound("no_such_charrette", field="charrette")
    return found


def find_area(session: Session, charrette_id: int | None, area: int | str) -> Area | None:
    """Return an area of a charrette by its id, its slug or its name, as ``GET /api/week`` tells them."""
    found = _areas_of(session, charrette_id)
    by_key = [row for row in found if area in (row.id, row.slug)]
    name = as_seen(area) if isinstance(area, str) else None
    return next(iter(by_key or [row for row in found if as_seen(row.name) == name]), None)


def areas_by_name(session: Session, charrette_id: int) -> list[Area]:
    """Return the areas of a charrette as people look them up in a list."""
    return sorted(_areas_of(session, charrette_id), key=lambda area: name_order(area.name))


def _areas_of(session: Session, charrette_id: int | None) -> list[Area]:
    return list(session.scalars(select(Area).where(Area.charrette_id == charrette_id).order_by(Area.id)))


def get_area(session: Session, by: Actor, area: int | str, *, field: str = "area") -> Area:
    """Return an area of the actor's charrette, by its id, its slug or its name."""
    found = find_area(session, by.charrette_id, area)
    if found is None:
        raise NotFound("no_such_area", field=field)
    return found


LONGEST_SESSION = timedelta(hours=16)
"""A session whose doors opened longer ago was left open by mistake: nobody is there any more."""


def precedence(state: GatheringState, day: int, opened_at: datetime | None) -> tuple[int, int] | None:
    """Return where a gathering stands among those that are open, the lowest being the session of this moment: of the
    latest day, running before a break before open doors. None when it is not open, or left open since yesterday."""
    if state not in LIVE_STATES or (opened_at is not None and clock.now() - opened_at > LONGEST_SESSION):
        return None
    return -day, LIVE_STATES.index(state)


def session_now(gatherings: Iterable[Gathering]) -> Gathering | None:
    """Return the session of this moment; None when none is open."""
    ranked = [(precedence(row.state, row.day, row.doors_opened_at), row) for row in gatherings]
    return min(((rank, row.id, row) for rank, row in ranked if rank is not None), default=(None, 0, None))[2]
