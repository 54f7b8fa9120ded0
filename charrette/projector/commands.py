"""Steering the projectors."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec

from charrette.attendance.rules.reach import get_gathering
from charrette.projector import rules as screens
from charrette.projector.lists import ShowView
from charrette.projector.rules import get_screen
from charrette.spine.commands import Command, Result, Work, command
from charrette.spine.fields import Id, ShortText
from charrette.spine.lists import Role


class ShowOnScreen(Command, frozen=True, kw_only=True):
    """Fields that are left out stay as they are."""

    screen: Id
    view: ShowView | None = None
    gathering: Id | None = None
    board: Id | None = None
    idea: Id | None = None
    round: Id | None = None
    page: int | None = None
    frozen: bool | None = None
    follows_steps: bool | None = None
    show_counts: bool | None = None
    theme: Annotated[str, msgspec.Meta(max_length=10)] | None = None
    example: ClassVar[dict[str, Any]] = {"screen": 1, "view": "board", "board": 12}


@command(ShowOnScreen, role=Role.FACILITATOR, stream="screen")
def show_on_screen(work: Work, fields: ShowOnScreen) -> Result:
    """Tell a projector what to show."""
    given = {name: getattr(fields, name) for name in fields.__struct_fields__ if name != "screen"}
    screen = screens.show_on_screen(
        work.session,
        screen=get_screen(work.session, work.by, fields.screen),
        by=work.by,
        showing=screens.Showing(**given),
    )
    return {"screen": screen.id, "view": screen.view.value}


class PairScreen(Command, frozen=True, kw_only=True):
    code: Annotated[str, msgspec.Meta(max_length=20)]
    name: ShortText | None = None
    gathering: Id | None = None
    example: ClassVar[dict[str, Any]] = {"code": "7KDX4M", "name": "Grote zaal"}


@command(PairScreen, role=Role.FACILITATOR, stream="screen")
def pair_screen(work: Work, fields: PairScreen) -> Result:
    """Give the projector that shows this code a place in the charrette."""
    where = fields.gathering
    screen = screens.pair_screen(
        work.session,
        by=work.by,
        code=fields.code,
        name=fields.name,
        gathering=get_gathering(work.session, work.by, where) if where is not None else None,
    )
    return {"screen": screen.id, "stream": f"screen:{screen.id}"}


Page = Annotated[int, msgspec.Meta(ge=1, le=screens.MOST_PAGES)]


class ReportPages(Command, frozen=True, kw_only=True):
    """``seq``: the number of the last event of its stream that the projector knew of when it counted."""

    seq: int
    page: Page
    pages: Page
    example: ClassVar[dict[str, Any]] = {"seq": 41, "page": 2, "pages": 3}


@command(ReportPages, role=Role.SCREEN, stream="screen")
def report_pages(work: Work, fields: ReportPages) -> Result:
    """Say how many pages the picture of this projector has, and on which it is; only a projector does."""
    return {
        "counted": screens.report_pages(work.session, by=work.by, seq=fields.seq, page=fields.page, pages=fields.pages)
    }


class UnpairScreen(Command, frozen=True, kw_only=True):
    screen: Id
    example: ClassVar[dict[str, Any]] = {"screen": 1}


@command(UnpairScreen, role=Role.FACILITATOR, stream="screen")
def unpair_screen(work: Work, fields: UnpairScreen) -> Result:
    """Take a projector away; its token ends."""
    screens.unpair_screen(work.session, screen=get_screen(work.session, work.by, fields.screen), by=work.by)
    return {}
