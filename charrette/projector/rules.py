"""Projectors: pairing one by its code, and telling it what to show."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette import clock
from charrette.attendance.rules.reach import get_gathering
from charrette.boards.rules.reach import get_board, get_idea
from charrette.errors import Invalid, NotAllowed, NotFound
from charrette.people.models import AccessToken
from charrette.people.rules.invitations import seat_screen
from charrette.plan.rules.reach import get_round
from charrette.projector.events import PagesCounted, ScreenChanged, ScreenPaired, ScreenUnpaired, ViewShown
from charrette.projector.lists import ShowView
from charrette.projector.models import Screen
from charrette.spine import permissions
from charrette.spine.actors import Actor
from charrette.spine.journal import current_seq, record, record_revocation
from charrette.spine.reach import ensure_own, get_by_id
from charrette.spine.texts import clean_name, new_code, read_code
from charrette.week.models import Gathering, Step
from charrette.week.rules import precedence, session_now

THEMES = ("light", "dark")
MOST_PAGES = 1000
MOST_WAITING = 200
"""So many projectors may wait for their code to be typed."""


def announce_screen(session: Session) -> Screen:
    """Make a projector that nobody has paired yet; it shows its pairing code."""
    screen = Screen(pairing_code=new_code(), created_at=clock.now(), name="")
    session.add(screen)
    session.flush()
    _forget_oldest_waiting(session)
    return screen


def _forget_oldest_waiting(session: Session) -> None:
    """Remove the projectors that wait longest for somebody to type their code, when there are too many.

    One that is really there notices that it is not known any more, and gets a new code by itself.
    """
    waiting = select(Screen).where(Screen.charrette_id.is_(None), Screen.removed_at.is_(None))
    for screen in session.scalars(waiting.order_by(Screen.id.desc()).offset(MOST_WAITING)).all():
        for token in session.scalars(select(AccessToken).where(AccessToken.screen_id == screen.id)):
            record_revocation(session, token.digest)
            session.delete(token)
        session.flush()
        session.delete(screen)
    session.flush()


def pair_screen(session: Session, *, by: Actor, code: str, name: str | None, gathering: Gathering | None) -> Screen:
    """Give the projector with this pairing code a place in the actor's charrette.

    Raises:
        NotFound: no projector shows this code.
    """
    permissions.require(permissions.may_facilitate(by))
    screen = session.scalar(select(Screen).where(Screen.pairing_code == read_code(code), Screen.removed_at.is_(None)))
    if screen is None or by.charrette_id is None:
        raise NotFound("no_such_pairing_code", field="code")
    screen.name = clean_name(name) or screen.name
    place_screen(session, screen=screen, charrette_id=by.charrette_id, gathering=gathering)
    record(session, ScreenPaired(screen=screen.id))
    return screen


def place_screen(session: Session, *, screen: Screen, charrette_id: int, gathering: Gathering | None = None) -> None:
    """Give a projector to a charrette and point it at ``gathering``, else at the one that is going on or comes first.

    Who calls it has checked the right: a facilitator who pairs, or an invitation that was used.
    """
    screen.pairing_code, screen.charrette_id = None, charrette_id
    _point_at(session, screen, gathering or _live_gathering(session, charrette_id))
    record(session, ScreenChanged(team=charrette_id, screen=screen.id))


def _live_gathering(session: Session, charrette_id: int) -> Gathering | None:
    query = select(Gathering).where(Gathering.charrette_id == charrette_id)
    rows = list(session.scalars(query.order_by(Gathering.position, Gathering.id)))
    return session_now(rows) or (rows[0] if rows else None)


def _point_at(session: Session, screen: Screen, gathering: Gathering | None) -> None:
    if gathering is None:
        return
    screen.gathering_id = gathering.id
    if gathering.step_id is not None:
        _show_step(screen, session.get_one(Step, gathering.step_id))


def unpair_screen(session: Session, *, screen: Screen, by: Actor) -> None:
    """Take a projector away; its token no longer counts."""
    permissions.require(permissions.may_facilitate(by))
    screen.removed_at = clock.now()
    for token in session.scalars(select(AccessToken).where(AccessToken.screen_id == screen.id)):
        token.revoked_at = clock.now()
        record_revocation(session, token.digest)
    record(session, ScreenUnpaired(screen=screen.id))
    if screen.charrette_id is not None:
        record(session, ScreenChanged(team=screen.charrette_id, screen=screen.id))


def follow_gathering(session: Session, *, gathering: Gathering, step: Step | None = None) -> None:
    """Let the projectors that follow this gathering's script show what the step asks for.

    A frozen projector, or one that was told to stay, keeps its picture; so does one that shows another session that
    goes on, such as in the hall beside this one.
    """
    rows = session.scalars(
        select(Screen).where(Screen.charrette_id == gathering.charrette_id, Screen.removed_at.is_(None))
    )
    for screen in rows:
        if screen.frozen or not screen.follows_steps or _is_taken(session, screen, gathering):
            continue
        screen.gathering_id = gathering.id
        if step is not None:
            _show_step(screen, step)
        else:
            screen.view, screen.page, screen.pages = ShowView.JOIN, 1, None
        record(session, ViewShown(screen=screen.id))
        record(session, ScreenChanged(team=gathering.charrette_id, screen=screen.id))


def _is_taken(session: Session, screen: Screen, gathering: Gathering) -> bool:
    """Return whether the projector shows another session, that this one does not come before."""
    shown = session.get(Gathering, screen.gathering_id) if screen.gathering_id is not None else None
    if shown is None or shown.id == gathering.id:
        return False
    theirs, ours = (precedence(row.state, row.day, row.doors_opened_at) for row in (shown, gathering))
    return theirs is not None and (ours is None or theirs <= ours)


def _show_step(screen: Screen, step: Step) -> None:
    screen.view, screen.board_id = step.shows, step.board_id or screen.board_id
    screen.page, screen.pages = 1, None
    screen.idea_id = screen.round_id = None  # the projector finds the round of the step by itself


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What a projector is to show; None leaves as it is."""

    view: ShowView | None = None
    gathering: int | None = None
    board: int | None = None
    idea: int | None = None
    round: int | None = None
    page: int | None = None
    frozen: bool | None = None
    follows_steps: bool | None = None
    show_counts: bool | None = None
    theme: str | None = None


def show_on_screen(session: Session, *, screen: Screen, by: Actor, showing: Showing) -> Screen:
    """Tell a projector what to show. Something else begins at its first page, unless a page is said.

    A page after the last becomes the last, as far as the projector has said how many there are.

    Raises:
        Invalid: one idea without saying which, or an unknown theme.
    """
    permissions.require(permissions.may_facilitate(by))
    view = showing.view or screen.view
    if view is ShowView.IDEA and showing.idea is None and screen.idea_id is None:
        raise Invalid("which_idea", field="idea")
    if showing.theme is not None and showing.theme not in THEMES:
        raise Invalid("unknown_theme", field="theme", choices=", ".join(THEMES))
    before = _shown_thing(screen)
    screen.view = view
    if showing.gathering is not None and showing.gathering != screen.gathering_id:
        screen.gathering_id = get_gathering(session, by, showing.gathering).id
        screen.board_id = screen.idea_id = screen.round_id = None  # those of the step, until others are said
    if showing.board is not None:
        screen.board_id = get_board(session, by, showing.board).id
    if showing.idea is not None:
        idea = get_idea(session, by, showing.idea)
        screen.idea_id, screen.board_id = idea.id, idea.board_id
    if showing.round is not None:
        screen.round_id = get_round(session, by, showing.round).id
    if _shown_thing(screen) != before:
        screen.page, screen.pages = 1, None
    if showing.page is not None:
        screen.page = max(1, min(screen.pages or MOST_PAGES, showing.page))
    for name in ("frozen", "follows_steps", "show_counts", "theme"):
        value = getattr(showing, name)
        if value is not None:
            setattr(screen, name, value)
    record(session, ViewShown(screen=screen.id))
    if screen.charrette_id is not None:
        record(session, ScreenChanged(team=screen.charrette_id, screen=screen.id))
    return screen


def report_pages(session: Session, *, by: Actor, seq: int, page: int, pages: int) -> bool:
    """Note how many pages the picture of a projector has and on which it is; return whether this was noted.

    How many there are depends on the size of its picture, so only the projector knows. What it counted before it heard
    of the last event of its stream is not noted: it may be of another view, and it counts again.
    """
    screen = by.screen
    if screen is None or screen.charrette_id is None:
        raise NotAllowed("not_allowed")
    if current_seq(session, f"screen:{screen.id}") != seq:
        return False
    page = min(page, pages)
    if (screen.page, screen.pages) != (page, pages):
        screen.page, screen.pages = page, pages
        record(session, PagesCounted(screen=screen.id))
        record(session, ScreenChanged(team=screen.charrette_id, screen=screen.id))
    return True


def _shown_thing(screen: Screen) -> tuple[ShowView, *tuple[int | None, ...]]:
    return screen.view, screen.gathering_id, screen.board_id, screen.idea_id, screen.round_id


def get_screen(session: Session, by: Actor, id: int) -> Screen:
    """Return a projector of the actor's charrette."""
    thing = get_by_id(session, Screen, id, "screen")
    if thing.removed_at is not None:
        raise NotFound("no_such_screen", field="screen")
    return ensure_own(thing, thing.charrette_id, by, "screen")


def get_followed_screen(session: Session, by: Actor, id: int) -> Screen:
    """Return the projector whose stream ``by`` may follow: staff any of their charrette, a projector its own.

    Raises:
        NotFound: it is neither.
    """
    if by.screen is not None and by.screen.id == id:
        return by.screen
    if not by.is_staff:
        raise NotFound("no_such_stream", field="stream")
    return get_screen(session, by, id)


@seat_screen
def seat(session: Session, charrette_id: int, name: str) -> Screen:
    """Return a new projector of this name that has its place in a charrette: what a link for a projector makes."""
    screen = announce_screen(session)
    screen.name = name
    place_screen(session, screen=screen, charrette_id=charrette_id)
    return screen
