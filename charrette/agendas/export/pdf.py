"""The agenda of one area as a book: title block, contents, framework parts, a topic at a time."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4
from reportlab.platypus.flowables import Flowable, KeepTogether, Spacer
from reportlab.platypus.tables import TableStyle

from charrette.agendas.export.phrases import (
    agenda_title,
    facts_line,
    idea_numbers_line,
    own_number_line,
    part_line,
    topic_name,
    topic_place,
)
from charrette.agendas.export.trits import trits_table
from charrette.agendas.export.values import AgendaDocument, FrameworkPart, Topic
from charrette.exports.fonts import REGULAR
from charrette.exports.pdf_book import About, Entry, Found, Grid, Known, Mark, Rule, build
from charrette.exports.pdf_qr import QrCode
from charrette.exports.pdf_styles import BODY, HEADING, LABEL, LEAD, MARGIN, OVERLINE, QUIET, TITLE, TOPIC
from charrette.exports.pdf_text import Text
from charrette.exports.phrases import capital, moment_line, number_line, page_line, stood_line
from charrette.exports.words import Words

WIDTH = A4[0] - 2 * MARGIN


def agenda_pdf(document: AgendaDocument, words: Words) -> bytes:
    """Return the agenda of one area as PDF. The same document gives the same bytes."""
    title = agenda_title(document, words)
    about = About(
        title=f"{title} · {document.moment.charrette_title}",
        author=document.moment.charrette_title,
        subject=moment_line(document.moment, words),
        lang=document.lang,
        footer=f"{title} · {stood_line(document.moment, words)}",
        page_of=lambda page, total: page_line(page, total, words),
    )
    return build(lambda known, found: _story(document, words, known, found), about)


def _story(document: AgendaDocument, words: Words, known: Known, found: Found) -> list[Flowable]:
    story = _title_block(document, words, found)
    story += _contents(document, words, known)
    if document.framework_parts:
        story += _framework(document, words, found)
    if not document.topics:
        story += [Text(words.gettext("There are no topics on this agenda yet."), LEAD)]
    for at, topic in enumerate(document.topics, 1):
        begins: list[Flowable] = []
        if at == 1:
            begins = [Text(words.gettext("Topics on this agenda"), HEADING), Spacer(1, 4)]
        place = topic_place(at, len(document.topics), words)
        story += [Spacer(1, 26), KeepTogether([*begins, *_topic(topic, at, place, words, found)])]
    return [*story, Spacer(1, 18), Text(number_line(document.moment, words), QUIET)]


def _title_block(document: AgendaDocument, words: Words, found: Found) -> list[Flowable]:
    moment = document.moment
    over = " · ".join(part for part in (moment.charrette_title, moment.place) if part)
    left: list[Flowable] = [
        Mark(found, "start", agenda_title(document, words)),
        Text(over, OVERLINE),
        Spacer(1, 10),
        Text(words.gettext("Area agenda"), LEAD),
        Text(document.area_name, TITLE),
        Text(facts_line(document, words), LEAD),
    ]
    right = _code_beside(document.url, words.gettext("This agenda online"), 104)
    return [
        _beside(left, right, 112),
        Rule(ember=True, before=8, after=12),
        Text(_count_line(document, words), LEAD),
        Text(capital(stood_line(moment, words)) + ".", QUIET),
        Spacer(1, 8),
    ]


def _count_line(document: AgendaDocument, words: Words) -> str:
    ideas = len({number for topic in document.topics for number in topic.idea_numbers})
    topics = words.ngettext("%(n)d topic", "%(n)d topics", len(document.topics))
    return f"{topics} · " + words.ngettext("from %(n)d idea", "from %(n)d ideas", ideas)


def _code_beside(url: str, label: str, size: float) -> list[Flowable]:
    if not url:
        return []
    return [QrCode(url, size, f"{label}: {url}")]


def _beside(left: list[Flowable], right: list[Flowable], right_width: float) -> Flowable:
    if not right:
        right_width = 0.1
    table = Grid([[left, right]], [WIDTH - right_width, right_width], splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ("ALIGN", (1, 0), (1, 0), "RIGHT"),
            ]
        )
    )
    return table


def _contents(document: AgendaDocument, words: Words, known: Known) -> list[Flowable]:
    entries: list[Flowable] = []
    if document.framework_parts:
        name = words.gettext("What holds for this area from the framework")
        entries.append(Entry(name, "framework", known.page("framework"), BODY))
    for at, topic in enumerate(document.topics, 1):
        key = f"topic-{topic.number}"
        entries.append(Entry(topic_name(topic, at, words), key, known.page(key), BODY))
    return [Text(words.gettext("Contents"), HEADING), *entries] if entries else []


def _framework(document: AgendaDocument, words: Words, found: Found) -> list[Flowable]:
    name = words.gettext("What holds for this area from the framework")
    begins: list[Flowable] = [Mark(found, "framework", name), Text(name, HEADING), Spacer(1, 4)]
    story: list[Flowable] = []
    for index, part in enumerate(document.framework_parts):
        held = _framework_part(part, words)
        story += [Spacer(1, 10 if index else 18), KeepTogether(held if index else [*begins, *held])]
    return story


def _framework_part(part: FrameworkPart, words: Words) -> list[Flowable]:
    story: list[Flowable] = [
        Text(part_line(part, words), OVERLINE),
        Text(part.title, TOPIC),
        Text(part.text, BODY),
    ]
    if part.why:
        story += [Text(words.gettext("Why"), LABEL), Text(part.why, BODY)]
    return story


def _topic(topic: Topic, at: int, place: str, words: Words, found: Found) -> list[Flowable]:
    """Return a topic. It is counted within its agenda; its own number, which no other has, stands below."""
    left: list[Flowable] = [Text(place, OVERLINE), Text(topic.title, TOPIC)]
    if topic.why:
        left += [Text(words.gettext("Why"), LABEL), Text(topic.why, BODY)]
    mark = Mark(found, f"topic-{topic.number}", topic_name(topic, at, words), 1)
    right = _code_beside(topic.url, words.gettext("This topic online"), 88)
    story: list[Flowable] = [mark, _beside(left, right, 96), Spacer(1, 8), trits_table(topic.trits, words, WIDTH)]
    origins: list[Flowable] = [Spacer(1, 10)]
    if topic.from_item:
        values = {"number": topic.from_item.number, "title": topic.from_item.title}
        origins.append(Text(words.gettext("From framework item %(number)d: %(title)s") % values, QUIET))
    if topic.idea_numbers:
        origins.append(Text(idea_numbers_line(topic, words), QUIET))
    origins.append(Text(own_number_line(topic, words), QUIET))
    return [*story, *origins]
