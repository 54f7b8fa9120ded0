"""From an order to a file: what each kind reads from the database, and which maker makes it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from charrette.attendance.export.pdf import attendance_pdf
from charrette.exports import gather, tables
from charrette.exports.archive import Guard, agenda_file, book_zip
from charrette.exports.orders import Kind, Order
from charrette.exports.values import PosterValue
from charrette.exports.words import Words
from charrette.week.export import poster_pdf
from charrette.week.models import Area, Charrette, Gathering

Work = Callable[[Guard], bytes]
"""Makes the file from values that were read before; the guard is put around each part of a file of many parts."""


def N_(text: str) -> str:  # noqa: N802  the usual name of the marker for extraction
    """Mark ``text`` for translation without translating it here."""
    return text


PURPOSE = N_("To know who took part. Do not use this list for anything else.")


def prepare(session: Session, order: Order) -> Work:
    """Read from one moment of the database all that the file needs; return the work that is left, which needs none.

    Raises:
        sqlalchemy.exc.NoResultFound: what is asked for has gone in the meantime.
    """
    charrette = session.get_one(Charrette, order.charrette)
    return _PREPARE[order.kind](session, charrette, order, Words(order.lang))


def _agenda(session: Session, charrette: Charrette, order: Order, words: Words) -> Work:
    area = session.scalars(select(Area).where(Area.charrette_id == charrette.id, Area.slug == order.name)).one()
    document = gather.agenda_document(session, charrette, area, public_url=order.public_url, lang=order.lang)
    return lambda guard: agenda_file(document, words, order.format)


def _agendas(session: Session, charrette: Charrette, order: Order, words: Words) -> Work:
    book = gather.book(session, charrette, public_url=order.public_url, lang=order.lang, with_ideas=False)
    return lambda guard: book_zip(book, words, guard)


def _ideas(session: Session, charrette: Charrette, order: Order, words: Words) -> Work:
    table = gather.ideas_table(session, charrette)
    make = tables.ideas_csv if order.format == "csv" else tables.ideas_json
    return lambda guard: make(table)


def _gathering(session: Session, charrette: Charrette, key: str) -> Gathering:
    return session.scalars(select(Gathering).where(Gathering.charrette_id == charrette.id, Gathering.key == key)).one()


def _attendance(session: Session, charrette: Charrette, order: Order, words: Words) -> Work:
    gathering = _gathering(session, charrette, order.name)
    purpose = words.gettext(PURPOSE)
    value = gather.attendance_list(session, charrette, gathering, purpose=purpose, lang=order.lang)
    if order.format == "pdf":
        return lambda guard: attendance_pdf(value, words)
    return lambda guard: tables.attendance_csv(value)


def _check_in_log(session: Session, charrette: Charrette, order: Order, words: Words) -> Work:
    value = gather.check_in_log(session, charrette, _gathering(session, charrette, order.name))
    return lambda guard: tables.check_in_csv(value)


def _poster(session: Session, charrette: Charrette, order: Order, words: Words) -> Work:
    gathering = _gathering(session, charrette, order.name)
    url = f"{order.public_url}/j/{gathering.code}"
    value = PosterValue(title=gathering.title, place=charrette.place, url=url, code=gathering.code, lang=order.lang)
    return lambda guard: poster_pdf(value, words)


_PREPARE: dict[Kind, Callable[[Session, Charrette, Order, Words], Work]] = {
    "agenda": _agenda,
    "agendas": _agendas,
    "ideas": _ideas,
    "attendance": _attendance,
    "check_in_log": _check_in_log,
    "poster": _poster,
}
