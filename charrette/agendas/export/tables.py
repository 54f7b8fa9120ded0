"""The agenda of one area as a table and as data."""

from __future__ import annotations

from charrette.agendas.export.phrases import all_parts
from charrette.agendas.export.values import AgendaDocument
from charrette.exports.sheets import Sheet
from charrette.exports.tables import json_bytes


def agenda_sheet(document: AgendaDocument) -> Sheet:
    """Return the agenda with a row for each Trits part of each topic."""
    head = (
        "area", "number", "title", "why", "part", "text", "not_applicable", "party", "party_answer", "party_text",
        "from_item", "from_ideas", "url",
    )  # fmt: skip
    rows = [
        (
            document.area_name,
            topic.number,
            topic.title,
            topic.why,
            trit.part,
            trit.text,
            trit.not_applicable,
            trit.party,
            trit.state,
            trit.party_text,
            topic.from_item.number if topic.from_item else None,
            " ".join(map(str, topic.idea_numbers)),
            topic.url,
        )
        for topic in document.topics
        for trit in all_parts(topic.trits)
    ]
    return Sheet(name="agenda", head=head, rows=rows, moment=document.moment)


def agenda_json(document: AgendaDocument) -> bytes:
    """Return the agenda as data."""
    return json_bytes(document)
