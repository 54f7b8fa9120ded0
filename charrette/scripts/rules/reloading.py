"""What loading a script again changes of a gathering that is known, and what it leaves: for whom it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from charrette.boards.events import AuthorChanged
from charrette.boards.models import Idea
from charrette.plan.events import RemarkAuthorChanged
from charrette.plan.models import Remark, ReviewRound
from charrette.scripts.rules.load_report import LoadReport
from charrette.spine.journal import record
from charrette.spine.texts import new_code
from charrette.week.lists import GatheringKind, Openness
from charrette.week.models import Charrette, Gathering


def reload_gathering(session: Session, gathering: Gathering, values: dict[str, Any], report: LoadReport) -> None:
    """Bring what is known already up to date. Where it becomes one for who is invited, the code that everybody was
    told opens nothing any more; where its kind changes, all that is said of it there is another picture."""
    was_invited, was_youth = gathering.invited, gathering.youth
    changed = update(gathering, values)
    if gathering.invited and not was_invited:
        gathering.code = free_code(session)
        report.new_codes.append((gathering.key, gathering.code))
    report.note("gatherings", gathering, changed=changed)
    if gathering.youth != was_youth:
        _tell_of_names(session, gathering)
        for board in gathering.boards:
            report.touch(board)


def _tell_of_names(session: Session, gathering: Gathering) -> None:
    """Record that the authors of everything said here have a name now, or have none any more."""
    for board in gathering.boards:
        ideas = session.scalars(select(Idea.id).where(Idea.board_id == board.id).order_by(Idea.id))
        record(session, AuthorChanged(board=board.id, ideas=list(ideas)))
    for round_id in session.scalars(select(ReviewRound.id).where(ReviewRound.gathering_id == gathering.id)).all():
        remarks = session.scalars(select(Remark.id).where(Remark.round_id == round_id).order_by(Remark.id))
        record(session, RemarkAuthorChanged(round=round_id, remarks=list(remarks)))


def keep_the_door(gathering: Gathering, values: dict[str, Any], report: LoadReport) -> None:
    """Keep for whom a gathering is: what was said nameless or among the invited stays so, and the other way round."""
    if gathering.youth != (values["kind"] is GatheringKind.YOUTH):
        values["kind"] = gathering.kind
        report.keeps("gatherings", gathering.key, "kind")
    if (gathering.openness is Openness.INVITED) != (values["openness"] is Openness.INVITED):
        values["openness"] = gathering.openness
        report.keeps("gatherings", gathering.key, "openness")


def update(thing: object, values: Mapping[str, object]) -> bool:
    """Set what differs; returns whether anything did."""
    different = {name: value for name, value in values.items() if getattr(thing, name) != value}
    for name, value in different.items():
        setattr(thing, name, value)
    return bool(different)


def free_code(session: Session) -> str:
    """Return a join code that no charrette and no gathering has."""
    while True:
        code = new_code()
        of_charrette = select(Charrette.id).where(Charrette.code == code)
        of_gathering = select(Gathering.id).where(Gathering.code == code)
        if not session.scalar(select(or_(of_charrette.exists(), of_gathering.exists()))):
            return code
