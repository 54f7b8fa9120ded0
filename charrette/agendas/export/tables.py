"""The agenda of one area as a table and as data."""

from __future__ import annotations

from charrette.agendas.export.phrases import all_parts
from charrette.agendas.export.values import AgendaDocument
from charrette.exports.sheets import Column, Sheet
from charrette.exports.tables import json_bytes
from charrette.spine.choices import word

NAME = word("sheet name", "Agenda")
COLUMNS = (
    Column("area", word("heading", "Area")),
    Column("number", word("heading", "Topic number")),
    Column("title", word("heading", "Topic")),
    Column("why", word("heading", "Why")),
    Column("part", word("heading", "Who does it"), choices="trits_part"),
    Column("text", word("heading", "What was agreed")),
    Column("not_applicable", word("heading", "Not applicable")),
    Column("party", word("heading", "Party")),
    Column("party_answer", word("heading", "Answer of the party"), choices="party_answer"),
    Column("party_text", word("heading", "Explanation of the party")),
    Column("from_item", word("heading", "From framework item")),
    Column("from_ideas", word("heading", "From ideas")),
    Column("url", word("heading", "This topic online")),
)


def agenda_sheet(document: AgendaDocument) -> Sheet:
    """Return the agenda with a row for each Trits part of each topic."""
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
            topic.idea_numbers,
            topic.url,
        )
        for topic in document.topics
        for trit in all_parts(topic.trits)
    ]
    return Sheet(name=NAME, columns=COLUMNS, rows=rows, moment=document.moment)


def agenda_json(document: AgendaDocument) -> bytes:
    """Return the agenda as data."""
    return json_bytes(document)
