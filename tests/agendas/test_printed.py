"""The agenda of an area: what it says, in each format, and that it says the same every time."""

from __future__ import annotations

import json

from charrette.agendas.export.html import agenda_html
from charrette.agendas.export.pdf import agenda_pdf
from charrette.agendas.export.tables import agenda_json
from charrette.exports.words import Words
from tests.exports import examples
from tests.exports.conftest import elements, fonts_of, reader, squeezed, text_of


def test_an_agenda_of_three_topics_takes_three_pages(words: Words) -> None:
    assert len(reader(agenda_pdf(examples.agenda(), words)).pages) == 3


def test_the_same_agenda_gives_the_same_bytes_whatever_was_printed_before(words: Words) -> None:
    first = agenda_pdf(examples.agenda(examples.topic(title="Bankje 🌻 مقعد")), words)
    agenda_pdf(examples.agenda(examples.topic(title="مقاعد كثيرة हिन्दी")), words)
    assert agenda_pdf(examples.agenda(examples.topic(title="Bankje 🌻 مقعد")), words) == first


def test_another_moment_gives_another_file(words: Words) -> None:
    later = examples.agenda(moment=examples.moment(seq=1483))
    assert "State number 1483" in text_of(agenda_pdf(later, words))
    assert "State number 1482" not in text_of(agenda_pdf(later, words))


def test_every_font_is_embedded(words: Words) -> None:
    fonts = fonts_of(agenda_pdf(examples.agenda(examples.topic(title="Bankje ✓ 🌻 中文")), words))
    assert set(fonts.values()) == {True}
    assert "/AAAAAA+AtkinsonHyperlegible-Regular" in fonts


def test_the_document_says_its_title_author_moment_and_language(words: Words) -> None:
    pdf = reader(agenda_pdf(examples.agenda(), words))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Area agenda Noordscheschut · Charrette De Smederijen"
    assert pdf.metadata.author == "Charrette De Smederijen"
    assert pdf.metadata.subject == "as it stood on 14 March 2026, 21:15 CET (moment 1482)"
    assert pdf.root_object["/Lang"] == "nl"
    assert pdf.root_object["/MarkInfo"]["/Marked"]


def test_every_topic_is_in_the_outline_and_in_the_contents_with_its_page(words: Words) -> None:
    topics = [examples.topic(number, f"Onderwerp {number}") for number in range(1, 31)]
    data = agenda_pdf(examples.agenda(*topics), words)
    pdf = reader(data)
    outline = [entry for entry in _flat(pdf.outline) if entry.title.startswith("Topic ")]
    assert [entry.title for entry in outline] == [f"Topic {topic.number}: Onderwerp {topic.number}" for topic in topics]
    contents = squeezed(pdf.pages[0].extract_text() + pdf.pages[1].extract_text())
    for entry in outline:
        page = pdf.get_destination_page_number(entry) + 1
        assert f"{squeezed(entry.title)}{page}" in contents


def _flat(outline: list) -> list:  # type: ignore[type-arg]
    found = []
    for entry in outline:
        found += _flat(entry) if isinstance(entry, list) else [entry]
    return found


def test_each_page_says_which_of_how_many_it_is(words: Words) -> None:
    pdf = reader(agenda_pdf(examples.agenda(*[examples.topic(n) for n in range(1, 8)]), words))
    for number, page in enumerate(pdf.pages, 1):
        assert f"page {number} of {len(pdf.pages)}" in page.extract_text()


def test_an_empty_part_is_not_discussed_yet_and_a_declared_one_not_applicable(words: Words) -> None:
    text = text_of(agenda_pdf(examples.agenda(), words))
    assert text.count("Not discussed yet") == 3
    assert text.count("Not applicable") == 1


def test_what_a_party_says_stands_with_the_part_that_names_it(words: Words) -> None:
    text = squeezed(text_of(agenda_pdf(examples.agenda(), words)))
    said = ["Gemeente (takes it on): Vanaf het voorjaar.", "SWW (asked)We leave this to others"]
    said.append("Woonconcept (does not take it on): Het dak is van de gemeente, wij mogen er niet op.")

    assert [line for line in said if squeezed(line) not in text] == []


def test_the_structure_has_headings_paragraphs_and_pictures_with_words(words: Words) -> None:
    pdf = reader(agenda_pdf(examples.agenda(), words))
    found = list(elements(pdf))
    assert [e["/S"] for e in found].count("/H1") == 1
    assert [e["/S"] for e in found].count("/H3") == 5
    pictures = [e["/Alt"] for e in found if e["/S"] == "/Figure"]
    assert pictures[0] == "This agenda online: https://charrette.example/agendas/smederijen/noordscheschut"


def test_an_agenda_without_topics_and_period_is_still_a_document(words: Words) -> None:
    bare = examples.agenda(topics=(), framework_parts=(), years=None, url="")
    assert "There are no topics on this agenda yet." in text_of(agenda_pdf(bare, words))
    assert "Village · period not agreed yet · draft" in agenda_html(bare, words)


def test_the_web_page_asks_nothing_of_anybody_else(words: Words) -> None:
    page = agenda_html(examples.agenda(), words)
    assert "<script" not in page
    assert "<link" not in page
    assert 'src="http' not in page


def test_a_link_that_could_run_code_is_no_link(words: Words) -> None:
    page = agenda_html(examples.agenda(url="javascript:alert(1)"), words)
    assert 'href="javascript' not in page


def test_the_data_holds_every_topic_part_and_number(words: Words) -> None:
    data = json.loads(agenda_json(examples.agenda()))
    assert [topic["number"] for topic in data["topics"]] == [1, 2, 3]
    assert data["topics"][0]["idea_numbers"] == [12, 48, 131]
    assert data["moment"]["seq"] == 1482


def test_a_framework_that_ends_at_the_foot_of_a_page_leaves_no_empty_page(words: Words) -> None:
    for lines in range(18, 34):
        text = "\n".join(f"Regel {number}" for number in range(lines))
        part = examples.framework_part(number=1, title="Deel", text=text, why="Daarom")
        pages = reader(agenda_pdf(examples.agenda(framework_parts=(part,)), words)).pages
        for page in pages:
            shown = page.extract_text().strip().splitlines()
            assert len(shown) > 2, f"a page with nothing but its foot, after {lines} lines"


def test_an_item_of_the_framework_stands_on_one_page_with_its_why(words: Words) -> None:
    text = "Elke driehonderd meter een zitplek. " * 12
    parts = tuple(
        examples.framework_part(number=n, title=f"Deel {n}", text=text, why=f"Want {n}") for n in range(1, 12)
    )
    pages = [page.extract_text() for page in reader(agenda_pdf(examples.agenda(framework_parts=parts), words)).pages]
    assert len(pages) > 3
    for part in parts:
        wanted = (f"Framework item {part.number}\n", f"Deel {part.number}\n", f"Want {part.number}\n")
        assert [[said in page for page in pages].index(True) for said in wanted] == [
            next(at for at, page in enumerate(pages) if wanted[0] in page)
        ] * 3


def test_topics_go_on_where_the_framework_ends_under_a_heading_of_their_own(words: Words) -> None:
    """Half a page is left empty for nobody."""
    parts = tuple(examples.framework_part(number=n, title=f"Deel {n}", text="Tekst. " * 40, why="Om") for n in range(4))
    document = examples.agenda(examples.topic(1), framework_parts=parts)
    pages = [page.extract_text() for page in reader(agenda_pdf(document, words)).pages]
    assert len(pages) == 2
    assert pages[1].index("Deel 3") < pages[1].index("Topics on this agenda") < pages[1].index("Topic 1 of ")


def test_no_number_of_an_item_stands_where_one_of_a_topic_could_be_meant(words: Words) -> None:
    document = examples.agenda()
    lines = text_of(agenda_pdf(document, words)).splitlines()
    for part in document.framework_parts:
        assert lines[lines.index(part.title) - 1] == f"Framework item {part.number}"
    for topic in document.topics:
        listed = [line for line in lines if line.startswith(f"Topic {topic.number}: {topic.title}")]
        assert len(listed) == 1
    assert not [
        line for line in lines if line[:1].isdigit() and line.endswith(tuple(p.title for p in document.framework_parts))
    ]
