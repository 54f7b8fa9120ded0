"""Everything that is printed, in one place to import from."""

from charrette.exports.pdf_agenda import agenda_pdf
from charrette.exports.pdf_attendance import attendance_pdf
from charrette.exports.pdf_poster import poster_pdf

__all__ = ["agenda_pdf", "attendance_pdf", "poster_pdf"]
