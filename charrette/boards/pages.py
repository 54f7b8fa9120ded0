"""Boards and ideas as plain pages: reading, posting, changing, voting, and what happened with an idea."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext

from charrette.boards.picture import tracing
from charrette.boards.picture.columns import columns_of
from charrette.boards.picture.result import lines_of
from charrette.boards.rules.ideas import asks_column
from charrette.boards.rules.reach import get_board, get_idea
from charrette.context import services
from charrette.spine.pictures import snapshot
from charrette.spine.streams import own_things
from charrette.spine.texts import is_blank
from charrette.web.auth import request_actor
from charrette.web.blueprints import declare_pages
from charrette.web.forms import form_command_id, form_number, send_form
from charrette.week.rules import get_charrette

pages = declare_pages("boards", __name__)


@pages.get("/boards/<int:id>")
def board(id: int) -> str:
    """Show a board as its reader may see it, with the form to post."""
    return _board_page(id)


def _board_page(
    id: int,
    *,
    text: str = "",
    column: int | None = None,
    editing: int | None = None,
    error: dict[str, Any] | None = None,
) -> str:
    """Draw the board. ``text`` is what was typed and could not be saved: for idea ``editing``, or for a new one."""
    with services().database.read() as session:
        by = request_actor(session)
        found = get_board(session, by, id)
        picture = snapshot(session, found.stream, found, by.audience)
        return render_template(
            "boards/board.html",
            picture=picture,
            result=lines_of(picture),
            columns=columns_of(picture),
            mine=own_things(session, by=by, stream=found.stream, owner=found),
            gathering=found.gathering,
            named=by.is_named,
            text=text,
            column=column,
            editing=editing,
            error=error,
            new_command_id=form_command_id,
        )


@pages.post("/boards/<int:id>/ideas")
def post_idea(id: int) -> Any:
    """Post an idea; when it cannot be, the text stays in the form. Where there are columns, one has to be chosen."""
    text, column = request.form.get("text", ""), form_number("column")
    if not is_blank(text) and _asks_column(id, column):
        error = {"field": "column", "message": gettext("Choose where it belongs.")}
        return _board_page(id, text=text, error=error), 400
    answer = send_form("post_idea", board=id, text=text, column=column, kind=request.form.get("kind"))
    if not answer["ok"]:
        return _board_page(id, text=text, column=column, error=answer), 400
    return redirect(url_for("boards.board", id=id, _anchor=f"idea-{answer['result']['number']}"))


def _asks_column(id: int, column: int | None) -> bool:
    with services().database.read() as session:
        return asks_column(session, board=get_board(session, request_actor(session), id), column=column)


@pages.post("/ideas/<int:id>")
def edit_idea(id: int) -> Any:
    """Change an own idea; when it cannot be, what was typed stays in its form."""
    text, before = request.form.get("text", ""), request.form.get("before")
    answer = send_form("edit_idea", idea=id, text=text, before=None if before is None else {"text": before})
    return _back_to_board(id, answer, text=text, editing=id)


@pages.post("/ideas/<int:id>/withdrawal")
def withdraw_idea(id: int) -> Any:
    """Take an own idea back."""
    return _back_to_board(id, send_form("withdraw_idea", idea=id))


@pages.post("/ideas/<int:id>/votes")
def vote(id: int) -> Any:
    """Vote for an idea, or take the vote back."""
    type = "take_back_vote" if request.form.get("take_back") else "cast_vote"
    return _back_to_board(id, send_form(type, idea=id, ballot=form_number("ballot")))


def _back_to_board(idea_id: int, answer: dict[str, Any], *, text: str = "", editing: int | None = None) -> Any:
    with services().database.read() as session:
        idea = get_idea(session, request_actor(session), idea_id)
        board_id, number = idea.board_id, idea.number
    if not answer["ok"]:
        return _board_page(board_id, text=text, editing=editing, error=answer), 400
    return redirect(url_for("boards.board", id=board_id, _anchor=f"idea-{number}"))


@pages.get("/ideas/<int:number>")
def trace(number: int) -> str:
    """Show what happened with the idea of this number, up to the area agenda."""
    with services().database.read() as session:
        by = request_actor(session)
        charrette = get_charrette(session, by, by.charrette_id or 0)
        return render_template(
            "boards/trace.html",
            trace=tracing.trace_idea(session, by=by, number=number),
            charrette_slug=charrette.slug,
            timezone=charrette.timezone,
        )
