"""From an order to the agenda of one area, or to all of them in one zip."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.agendas.export.book import agenda_file, book_zip
from charrette.agendas.export.reading import agenda_book, agenda_document
from charrette.agendas.export.tables import agenda_sheet
from charrette.agendas.files import AGENDA, AGENDAS
from charrette.exports.making import Giving, makes
from charrette.exports.orders import Order
from charrette.exports.sheets import FORMATS
from charrette.exports.words import Words
from charrette.week.models import Area, Charrette


@makes(AGENDA)
def agenda(session: Session, order: Order, words: Words) -> Giving:
    """Make the agenda of one area."""
    charrette = session.get_one(Charrette, order.charrette)
    area = session.scalars(select(Area).where(Area.charrette_id == charrette.id, Area.slug == order.name)).one()
    document = agenda_document(session, charrette, area, public_url=order.public_url, lang=order.lang)
    if order.format in FORMATS:
        return lambda guard: agenda_sheet(document)
    return lambda guard: agenda_file(document, words, order.format)


@makes(AGENDAS)
def agendas(session: Session, order: Order, words: Words) -> Giving:
    """Make the zip of all agendas."""
    charrette = session.get_one(Charrette, order.charrette)
    book = agenda_book(session, charrette, public_url=order.public_url, lang=order.lang)
    return lambda guard: book_zip(book, words, guard)
