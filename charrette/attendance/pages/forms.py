"""Coming in by phone: the start page, joining by code, checking in at the door, the live screen."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from charrette.attendance.pages import pages
from charrette.attendance.pages.entering import come_in
from charrette.attendance.pages.passes import kept_pass, pass_of
from charrette.attendance.rules import admissions, joining
from charrette.attendance.rules.reach import find_gathering, get_gathering
from charrette.context import error_answer, run_command, services
from charrette.crowds.rules import aside
from charrette.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from charrette.messages import message_for
from charrette.people.lists import PartyRole
from charrette.people.rules.reach import get_person
from charrette.plan.rules.rounds import ASKS_ALTERNATIVE, NEEDS_NO_TEXT
from charrette.running.picture import programme
from charrette.spine.actors import Actor, digest_of
from charrette.spine.pictures import snapshot
from charrette.spine.sentences import REFUSALS
from charrette.spine.streams import own_things
from charrette.web.auth import remember, request_actor_or_none
from charrette.web.entrances import guarding_codes
from charrette.web.forms import form_command_id, send_form
from charrette.web.meant import page_of_code
from charrette.web.pages import boot_data, words_url
from charrette.week.lists import GatheringState
from charrette.week.models import Charrette, Gathering
from charrette.week.rules import areas_by_name, get_charrette, precedence
from charrette.youth import rules as youth


@pages.get("/")
def start() -> Any:
    """Ask for a code; a phone that is known goes on to its screen, unless it wants to type another one."""
    with services().database.read() as session:
        by = request_actor_or_none(session)
        if by is not None and by.person is not None and "code" not in request.args:
            return redirect(url_for("running.console") if by.is_staff else url_for("attendance.phone"))
    return render_template("attendance/start.html", code="", error=None, removed=request.args.get("removed") == "1")


@pages.post("/join-codes")
def typed_code() -> Any:
    """Go on with a typed code."""
    typed = request.form.get("code", "")
    with services().database.read() as session:
        try:
            with guarding_codes():
                charrette, gathering = joining.find_code(session, typed)
        except DomainError as error:
            page = render_template("attendance/start.html", code=typed, error=error_answer(error))
            return page, error.status
        return redirect(url_for("attendance.join", code=(gathering or charrette).code))


@page_of_code
def join_address(code: str) -> str:
    """Return the address of the page on which somebody comes in by a code."""
    return url_for("attendance.join", code=code)


@pages.get("/j/<code>")
def join(code: str) -> Any:
    """Show the page on which somebody comes in; what the QR code leads to."""
    with guarding_codes(), services().database.read() as session:
        charrette, gathering = joining.find_code(session, code)
        by = request_actor_or_none(session)
        known = by is not None and by.person is not None and by.charrette_id == charrette.id
        if not known or (by is not None and gathering is not None and not _let_in(session, by, gathering)):
            held = kept_pass(gathering) if gathering is not None else ""
            return _join_page(session, charrette, gathering, door_pass=held)
        return redirect(url_for("attendance.phone", gathering=gathering.id if gathering else None))


def _let_in(session: Session, by: Actor, gathering: Gathering) -> bool:
    """Let a known phone in that shows the code of a gathering; return whether that can be.

    Who stands for somebody at one youth gathering comes in at another one as somebody new.
    """
    if admissions.is_admitted(session, by, gathering):
        return True

    def work(writing: Session) -> None:
        person = get_person(writing, by, by.person_id or 0)
        admissions.admit(writing, gathering=find_gathering(writing, by, gathering.id), person=person)

    try:
        services().writer.run(work)
    except NotFound:
        return False
    return True


def _join_page(
    session: Session,
    charrette: Charrette,
    gathering: Gathering | None,
    *,
    given: dict[str, str] | None = None,
    error: dict[str, Any] | None = None,
    door_pass: str = "",
) -> str:
    return render_template(
        "attendance/join.html",
        charrette=charrette,
        gathering=gathering,
        youth=youth.is_nameless(session, charrette, gathering),
        areas=[(area.slug, area.name) for area in areas_by_name(session, charrette.id)],
        party_roles=[role.value for role in PartyRole],
        given=given or {"client_id": secrets.token_hex(16)},
        error=error,
        door_pass=door_pass,
    )


@pages.post("/j/<code>")
def join_form(code: str) -> Any:
    """Come in; with a pass from the door also check in at once."""
    form = {name: request.form.get(name, "") for name in ("client_id", "name", "party_role", "area", "door_pass")}
    try:
        joined = come_in(
            code=code,
            client_id=form["client_id"],
            name=form["name"] or None,
            party_role=_party_role(form["party_role"]),
            area=form["area"] or None,
        )
    except DomainError as error:
        if error.code in ("code_unknown", "too_many_codes"):  # there is no page to show it on
            raise
        with services().database.read() as session:
            charrette, gathering = joining.find_code(session, code)
            given = {**form, "client_id": form["client_id"] or secrets.token_hex(16)}
            page = _join_page(
                session, charrette, gathering, given=given, error=error_answer(error), door_pass=form["door_pass"]
            )
            return page, error.status
    if form["door_pass"] and joined.gathering is not None:
        _check_in_joined(joined, form["door_pass"])
    target = url_for("attendance.phone", gathering=joined.gathering.id if joined.gathering else None)
    return remember(make_response(redirect(target)), joined.token)


def _party_role(text: str) -> PartyRole | None:
    if not text:
        return None
    try:
        return PartyRole(text)
    except ValueError as error:
        raise Invalid("field_wrong", field="party_role") from error


def _check_in_joined(joined: joining.Joined, door_pass: str) -> dict[str, Any]:
    """Check somebody in who just joined; if that cannot be (doors closed), they are in all the same."""
    gathering = joined.gathering.id if joined.gathering is not None else 0
    raw = {"id": form_command_id(), "type": "check_in", "gathering": gathering, "door": door_pass}
    try:
        return run_command(raw, digest_of(joined.token))
    except DomainError as error:
        return error_answer(error)


@pages.get("/c/<code>/<door_code>")
def at_door(code: str, door_code: str) -> Any:
    """Redeem the rotating code at the first page load, then check in or ask who is coming in.

    What it was changed into is a pass for this gathering, which outlives slow typing. The browser keeps it, so that the
    page comes again when its code ran out: after a reload, another language, a phone that slept.
    """
    held = services()
    with guarding_codes(), held.database.read() as session:
        charrette, gathering = joining.find_code(session, code)
        if gathering is None:
            raise Invalid("door_code_wrong")
        door_pass, is_new = pass_of(gathering, door_code)
        by = request_actor_or_none(session)
        known = by is not None and by.person is not None and by.charrette_id == charrette.id
        if not known or (by is not None and not _let_in(session, by, gathering)):
            return _join_page(session, charrette, gathering, door_pass=door_pass)
        gathering_id = gathering.id
    if not is_new:  # somebody came back to this page: who left is not checked in again by it
        return redirect(url_for("attendance.phone", gathering=gathering_id))
    answer = send_form("check_in", gathering=gathering_id, door=door_pass)
    return redirect(url_for("attendance.phone", gathering=gathering_id, checked_in=_check_in_note(answer)))


def _check_in_note(answer: dict[str, Any]) -> str:
    if not answer["ok"]:
        return str(answer["error"])
    return "already" if answer["result"]["already"] else "now"


@pages.get("/phone")
def phone() -> Any:
    """Show the live screen of a participant; without JavaScript the same as plain pages."""
    with services().database.read() as session:
        by = request_actor_or_none(session)
        if by is None or by.person is None or by.charrette_id is None:
            return redirect(url_for("attendance.start"))
        week = programme.week_answer(session, by)
        now = _chosen_gathering(week, request.args.get("gathering", type=int))
        boot = boot_data(session, by, stream=f"charrette:{by.charrette_id}", texts=words_url("phone"))
        boot["asks_alternative"] = sorted(ASKS_ALTERNATIVE)
        boot["needs_no_text"] = sorted(NEEDS_NO_TEXT)
        boot["gathering"] = now["id"] if now else None
        boot["chosen"] = now is not None and now["id"] == request.args.get("gathering", type=int)
        boot["admitted"] = week["admitted"]
        boot["note"] = _check_in_sentence(session, by, request.args.get("checked_in"))
        picture = mine = None
        if now is not None:
            gathering = get_gathering(session, by, now["id"])
            picture = snapshot(session, gathering.stream, gathering, by.audience)
            mine = own_things(session, by=by, stream=gathering.stream, owner=gathering)
        return render_template(
            "attendance/phone.html",
            boot=boot,
            week=week,
            now=now,
            step=_current_step(picture),
            picture=picture,
            mine=mine,
            timezone=get_charrette(session, by, by.charrette_id).timezone,
            command_id=form_command_id(),
        )


def _current_step(picture: dict[str, Any] | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    return next((step for step in picture["steps"] if step["id"] == picture["gathering"]["step"]), None)


def _check_in_sentence(session: Session, by: Actor, told: str | None) -> dict[str, str] | None:
    """Return what the page says after a check-in: ``told`` is now, already, or the code of what went wrong."""
    if told in ("now", "already"):
        return {"kind": "good", "told": told, "text": ""}
    if told == "set_aside":
        return _why_aside(session, by)
    if told is not None and told in REFUSALS and "%(" not in REFUSALS[told].sentence:
        return {"kind": "wait", "told": told, "text": message_for(Conflict(told))}
    return None


def _why_aside(session: Session, by: Actor) -> dict[str, str] | None:
    """Return the sentence with the reason, if it holds: anybody can write the code of it in the address."""
    try:
        aside.ensure_not_aside(session, by.person)
    except NotAllowed as error:
        return {"kind": "wait", "told": error.code, "text": message_for(error)}
    return None


def _chosen_gathering(week: dict[str, Any], wanted: int | None) -> dict[str, Any] | None:
    """Return the gathering that was asked for, else the one that is going on, else the next one, of those at which
    this phone is let in."""
    rows = [row for row in week["gatherings"] if not row["invited"] or row["id"] in week["admitted"]]
    chosen = [row for row in rows if row["id"] == wanted]
    ranked = [(_precedence(row), row["position"], row["id"], row) for row in rows]
    chosen += [row for rank, _, _, row in sorted(one for one in ranked if one[0] is not None)]
    chosen += [row for row in rows if row["state"] == GatheringState.PLANNED]
    return next(iter(chosen), rows[-1] if rows else None)


def _precedence(row: dict[str, Any]) -> tuple[int, int] | None:
    opened = row["opened_at"]
    return precedence(GatheringState(row["state"]), row["day"], datetime.fromisoformat(opened) if opened else None)


@pages.post("/gatherings/<int:id>/check-ins")
def check_in(id: int) -> Any:
    """Check in from the page."""
    answer = send_form("check_in", gathering=id)
    return redirect(url_for("attendance.phone", gathering=id, checked_in=_check_in_note(answer)))


@pages.post("/gatherings/<int:id>/departures")
def check_out(id: int) -> Any:
    """Leave a gathering, from the page."""
    send_form("check_out", gathering=id)
    return redirect(url_for("attendance.phone", gathering=id))
