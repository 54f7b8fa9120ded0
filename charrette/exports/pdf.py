"""Everything that is printed, in one place to import from."""

from charrette.agendas.export.pdf import agenda_pdf
from charrette.attendance.export.pdf import attendance_pdf
from charrette.week.export import poster_pdf

__all__ = ["agenda_pdf", "attendance_pdf", "poster_pdf"]
