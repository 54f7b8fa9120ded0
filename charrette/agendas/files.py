"""What can be taken home of the area agendas; all of it is public, as they are."""

from __future__ import annotations

from charrette.exports.kinds import declare_file
from charrette.spine.choices import word

AGENDA = declare_file(
    "agenda",
    about="area",
    formats=("pdf", "html", "csv", "json"),
    address="agendas/{key}",
    saved_as=word("file name", "agenda-{key}"),
    title="{name} ({format})",
    shows=("charrette", "plan", "agendas"),
)
AGENDAS = declare_file(
    "agendas",
    formats=("zip",),
    address="agendas",
    saved_as=word("file name", "agendas-{slug}"),
    title="agendas.zip",
    shows=AGENDA.shows,
)
"""All in one file. The ideas are not in it: those are for staff."""
