"""Review rounds: planned -> open -> closed -> answered -> reported back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.boards.settings import TEXT_LIMIT
from charrette.crowds.rules.counted import counts
from charrette.errors import Conflict, Invalid
from charrette.people.models import Person
from charrette.people.rules.news import change_of_person
from charrette.plan.events import (
    RemarkAdded,
    RemarkAnswered,
    RemarkAuthorChanged,
    RoundClosed,
    RoundOpened,
    RoundPlanned,
    RoundReportedBack,
)
from charrette.plan.lists import ItemState, RemarkKind, RemarkOutcome, RoundState
from charrette.plan.models import DesignVersion, Remark, ReviewRound, RoundVersion
from charrette.plan.rules.items import freeze_version
from charrette.plan.rules.planned import REVIEWABLE, ensure_reviewable, tell_week
from charrette.plan.rules.steps import pointing, tell_pointing
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import record
from charrette.spine.numbers import take_number
from charrette.spine.texts import LONG_TEXT_LIMIT, TITLE_LIMIT, clean_text, is_blank
from charrette.spine.turns import ROWS, batched, in_turns
from charrette.week.models import Charrette, Gathering

ASKS_ALTERNATIVE = frozenset({RemarkKind.OBJECTION})
"""With these kinds a screen asks what could be done instead. It asks and does not insist: who says "this cannot" and
knows no other way is heard too, and other programs need not ask at all."""

NEEDS_NO_TEXT = frozenset({RemarkKind.SUPPORT})
"""Who agrees has said it all by that. What staff type in from paper has a text: it is what was written there."""


def plan_round(
    session: Session, *, gathering: Gathering, by: Actor, versions: list[DesignVersion], title: str
) -> ReviewRound:
    """Plan a review round at a gathering.

    Raises:
        Invalid: no versions, an old version, or two of one item.
        Conflict: an item that is agreed, dropped or in review elsewhere.
    """
    permissions.require(permissions.may_facilitate(by))
    unique = ensure_reviewable(versions)
    before = pointing(session, gathering.charrette_id)
    round = ReviewRound(
        charrette_id=gathering.charrette_id,
        gathering_id=gathering.id,
        number=take_number(session, gathering.charrette_id, Charrette.last_round_number),
        title=clean_text(title, limit=TITLE_LIMIT, field="title"),
        planned_at=clock.now(),
    )
    round.entries = [RoundVersion(version_id=version.id) for version in unique]
    session.add(round)
    session.flush()
    record(session, RoundPlanned(round=round.id))
    tell_pointing(session, round.charrette_id, before=before)
    tell_week(session, round)
    return round


def _ensure_state(round: ReviewRound, *states: RoundState) -> None:
    if round.state not in states:
        raise Conflict("round_state", state=round.state.value)


def open_round(
    session: Session, *, round: ReviewRound, by: Actor, versions: Sequence[int] | None = None
) -> ReviewRound:
    """Open a planned round: its versions freeze for good and remarks can come in.

    ``versions``: the ids of those that were seen in it.

    Raises:
        Conflict: it was opened or cancelled, nothing is in it (``round_is_empty``), other ``versions`` are
            (``round_changed``), or an item is in review elsewhere.
    """
    permissions.require(permissions.may_facilitate(by))
    _ensure_state(round, RoundState.PLANNED)
    if versions is not None and set(versions) != {entry.version_id for entry in round.entries}:
        raise Conflict("round_changed")
    if not round.entries:
        raise Conflict("round_is_empty")
    for entry in round.entries:
        if entry.version.item.state not in REVIEWABLE:
            raise Conflict("item_state", state=entry.version.item.state.value)
        if entry.version.item.current.id != entry.version_id:
            raise Conflict("version_is_old")
        freeze_version(session, entry.version)
        entry.version.item.state = ItemState.IN_REVIEW
    round.state, round.opened_at = RoundState.OPEN, clock.now()
    record(session, RoundOpened(round=round.id))
    tell_week(session, round)
    return round


def close_round(session: Session, *, round: ReviewRound, by: Actor) -> ReviewRound:
    """Close an open round: no more remarks."""
    permissions.require(permissions.may_facilitate(by))
    _ensure_state(round, RoundState.OPEN)
    for entry in round.entries:
        entry.version.item.state = ItemState.REMARKS_IN
    round.state, round.closed_at = RoundState.CLOSED, clock.now()
    record(session, RoundClosed(round=round.id))
    settle_answers(session, round)
    tell_week(session, round)
    return round


def asks_alternative(kind: str, alternative: str) -> bool:
    """Return whether a screen should ask what could be done instead before it sends a remark."""
    return kind in ASKS_ALTERNATIVE and is_blank(alternative)


def add_remark(
    session: Session,
    *,
    round: ReviewRound,
    by: Actor,
    version: DesignVersion,
    kind: RemarkKind,
    text: str,
    alternative: str | None = None,
    on_behalf: bool = False,
) -> Remark:
    """Say something of a version while its round is open. An ``alternative`` is asked for, never required.

    ``on_behalf``: typed in by staff for somebody on paper or at a table; it is nobody's.

    Raises:
        NotAllowed: on behalf of somebody, by who is no staff.
        Conflict: the round is not open.
        Invalid: the version is not in this round, or there is no text and the kind needs one.
    """
    permissions.require(permissions.may_write(by, on_behalf=on_behalf))
    _ensure_state(round, RoundState.OPEN)
    if version.id not in {entry.version_id for entry in round.entries}:
        raise Invalid("version_not_in_round", field="version")
    last = session.scalar(select(func.max(Remark.number)).where(Remark.round_id == round.id)) or 0
    other = alternative or ""
    remark = Remark(
        round_id=round.id,
        version_id=version.id,
        number=last + 1,
        kind=kind,
        text=clean_text(text, limit=TEXT_LIMIT, required=on_behalf or kind not in NEEDS_NO_TEXT),
        alternative=clean_text(other, limit=TEXT_LIMIT, field="alternative", required=False) or None,
        author_id=None if on_behalf else by.person_id,
        entered_by_id=by.person_id if on_behalf else None,
        made_at=clock.now(),
    )
    session.add(remark)
    session.flush()
    record(session, RemarkAdded(round=round.id, remark=remark.id))
    return remark


def answer_remark(session: Session, *, remark: Remark, by: Actor, outcome: RemarkOutcome, text: str) -> Remark:
    """Say what is done with a remark. It opens to all at the report back; until then it can be changed.

    A remark that has no answer by then, as its author was set aside and put back, may get one afterwards, and it is
    open at once.

    Raises:
        Conflict: the round is not open yet, or what was reported back would change.
        Invalid: no text: every answer says why; or ``answered`` for what is no question.
    """
    _give_answer(remark, by, outcome, text)
    session.flush()
    settle_answers(session, remark.round)
    record(session, RemarkAnswered(round=remark.round_id, remark=remark.id))
    return remark


def _give_answer(remark: Remark, by: Actor, outcome: RemarkOutcome, text: str) -> None:
    permissions.require(permissions.may_facilitate(by))
    if outcome is RemarkOutcome.ANSWERED and remark.kind is not RemarkKind.QUESTION:
        raise Invalid("answered_is_for_questions", field="outcome")
    if remark.outcome is not None or remark.round.state is not RoundState.REPORTED_BACK:
        _ensure_state(remark.round, RoundState.OPEN, RoundState.CLOSED, RoundState.ANSWERED)
    remark.outcome = outcome
    remark.answer = clean_text(text, limit=LONG_TEXT_LIMIT)
    remark.answered_by_id, remark.answered_at = by.person_id, clock.now()


def answer_remarks(
    session: Session, *, remarks: list[Remark], by: Actor, outcome: RemarkOutcome, text: str
) -> list[Remark]:
    """Give these remarks one answer, as for many who support without a word; return those that got it.

    One that has an answer by now, as somebody else was first, keeps it.

    Raises:
        Conflict, Invalid: as for one (``answer_remark``); then none of them got it.
        Invalid: no remark, or of several rounds (``remarks_of_one_round``).
    """
    if len({remark.round_id for remark in remarks}) != 1:
        raise Invalid("remarks_of_one_round", field="remarks")
    waiting = [remark for remark in remarks if remark.outcome is None]
    for some in in_turns(batched(waiting, ROWS)):
        for remark in some:
            _give_answer(remark, by, outcome, text)
        session.flush()
    if waiting:
        settle_answers(session, waiting[0].round)
    for remark in waiting:
        record(session, RemarkAnswered(round=remark.round_id, remark=remark.id))
    return waiting


def count_unanswered(session: Session, round: ReviewRound) -> int:
    """Return how many remarks of the round have no answer yet."""
    query = select(func.count()).where(Remark.round_id == round.id, Remark.outcome.is_(None), counts(Remark.author_id))
    return session.scalar(query) or 0


def settle_answers(session: Session, round: ReviewRound) -> None:
    """Bring a closed round to *answered* when no remark waits any more, and back when one came back."""
    if round.state is RoundState.CLOSED and count_unanswered(session, round) == 0:
        round.state, round.answered_at = RoundState.ANSWERED, clock.now()
        tell_week(session, round)
    elif round.state is RoundState.ANSWERED and count_unanswered(session, round) > 0:
        round.state, round.answered_at = RoundState.CLOSED, None
        tell_week(session, round)


def report_back(session: Session, *, round: ReviewRound, by: Actor) -> ReviewRound:
    """Publish all answers of a round together: what was done with the remarks.

    Raises:
        Conflict: the round is not closed, or remarks are not answered (``remarks_unanswered`` with how many).
    """
    permissions.require(permissions.may_facilitate(by))
    if round.state is RoundState.CLOSED:
        raise Conflict("remarks_unanswered", count=count_unanswered(session, round))
    _ensure_state(round, RoundState.ANSWERED)
    before = pointing(session, round.charrette_id)
    round.state, round.reported_at = RoundState.REPORTED_BACK, clock.now()
    record(session, RoundReportedBack(round=round.id))
    tell_pointing(session, round.charrette_id, before=before)
    tell_week(session, round)
    return round


@change_of_person("plan", shows=frozenset({"name", "removed"}))
def tell_rounds(session: Session, person: Person) -> None:
    """Record it in every round that has remarks of this person, about those."""
    said = select(Remark.round_id, Remark.id).where(Remark.author_id == person.id)
    for round_id, rows in groupby(session.execute(said.order_by(Remark.round_id, Remark.id)), lambda row: row.round_id):
        record(session, RemarkAuthorChanged(round=round_id, remarks=[row.id for row in rows]))
