"""From an order to the list of attendance or the check-in log of a gathering."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.attendance.export.pdf import attendance_pdf
from charrette.attendance.export.reading import attendance_list, check_in_log
from charrette.attendance.export.tables import attendance_sheet, check_in_sheet
from charrette.attendance.files import ATTENDANCE, CHECK_IN_LOG
from charrette.exports.making import Giving, makes
from charrette.exports.orders import Order
from charrette.exports.words import Words
from charrette.week.models import Charrette, Gathering


def N_(text: str) -> str:  # noqa: N802  the usual name of the marker for extraction
    """Mark ``text`` for translation without translating it here."""
    return text


PURPOSE = N_("To know who took part. Do not use this list for anything else.")


@makes(ATTENDANCE)
def attendance(session: Session, order: Order, words: Words) -> Giving:
    """Make the list of who was there."""
    charrette, gathering = _meant(session, order)
    value = attendance_list(session, charrette, gathering, purpose=words.gettext(PURPOSE), lang=order.lang)
    if order.format == "pdf":
        return lambda guard: attendance_pdf(value, words)
    return lambda guard: attendance_sheet(value)


@makes(CHECK_IN_LOG)
def log(session: Session, order: Order, words: Words) -> Giving:
    """Make the whole check-in log."""
    value = check_in_log(session, *_meant(session, order))
    return lambda guard: check_in_sheet(value)


def _meant(session: Session, order: Order) -> tuple[Charrette, Gathering]:
    query = select(Gathering).where(Gathering.charrette_id == order.charrette, Gathering.key == order.name)
    return session.get_one(Charrette, order.charrette), session.scalars(query).one()
