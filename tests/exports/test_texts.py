"""People's words survive every format, whatever they type and in whatever script."""

from __future__ import annotations

import csv
import io
import json
import logging
import sys
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from charrette.agendas.export.html import agenda_html
from charrette.agendas.export.pdf import agenda_pdf
from charrette.agendas.export.tables import agenda_json, agenda_sheet
from charrette.agendas.export.values import Topic, Trit
from charrette.attendance.export.pdf import attendance_pdf
from charrette.boards.export import ideas_sheet
from charrette.exports import pdf_text
from charrette.exports.shaping import lay_out
from charrette.exports.sheets import sheet_bytes
from charrette.exports.tables import csv_bytes, safe_cell
from charrette.exports.text import clean, clusters
from charrette.exports.words import Words
from charrette.week.export import poster_pdf
from tests.exports import examples
from tests.exports.conftest import fonts_of, pictures_of, reader, squeezed, text_by_browser, text_of
from tests.hostile import formula_cells, hostile_strings

SCRIPTS = {
    "polish": "zażółć gęślą jaźń",
    "ukrainian": "Українська: лавка біля мосту",
    "greek": "Ένα παγκάκι δίπλα στη γέφυρα",
    "turkish": "Köprünün yanında bir bank, ışık ve ağaç",
    "vietnamese": "Một chiếc ghế dài cạnh cây cầu",
    "arabic": "العربية: نريد مقعدا (3) قرب الجسر، شكرا 2026!",
    "dutch and arabic": "Het plein «العربية نص» krijgt 12 banken",
    "hebrew": "ספסל ליד הגשר (שלוש) 50%",
    "tigrinya": "ትግርኛ: ኣብ ጥቓ ድልድል ኮፍ መበሊ",
    "hindi": "हिन्दी में: पुल के पास एक बेंच, क्षेत्र कार्य",
    "bengali": "সেতুর পাশে একটি বেঞ্চ",
    "tamil": "பாலத்தின் அருகே ஒரு இருக்கை",
    "chinese": "中文：我们想要一个公园和一张长椅。",
    "japanese": "橋のそばにベンチがほしいです。",
    "korean": "다리 옆에 벤치를 놓아 주세요",
    "thai": "ภาษาไทย: ม้านั่งข้างสะพาน กำลังดี",
    "georgian and armenian": "სკამი ხიდთან, Նստարան կամրջի մոտ",
    "emoji": "🌻 👩‍🌾 🇳🇱 👍🏽 1️⃣ ❤️ 👨‍👩‍👧‍👦",
    "signs": "ĳs → goed ✓ ☐ ☑ € ½ – “aan” … • ★ ♥ ✔",
    "in no font": "\U0001f6d8 \U00020000 \u0fff",
    "marks": "a\u0301\u0323\u0330\u033d zalgo h\u0363\u036e\u0351e\u0329\u0353",
    "unseen": "x\u200by\u00adz\u200dq\u2060",
}


@pytest.mark.trust("T69")
@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_printed_in_any_script_is_read_back(words: Words, script: str) -> None:
    text = SCRIPTS[script]
    pdf = agenda_pdf(examples.agenda(examples.topic(title=text, why=text)), words)
    assert squeezed(text_of(pdf)).count(squeezed(text)) >= 3  # contents, title, why
    assert set(fonts_of(pdf).values()) == {True}


@pytest.mark.trust("T69")
@pytest.mark.parametrize("script", [name for name in SCRIPTS if name not in ("in no font", "unseen")])
def test_every_script_has_a_letter_of_its_own_and_no_empty_box(script: str) -> None:
    for line in lay_out(SCRIPTS[script], "Charrette", 11, 400):
        for _, piece in line.pieces:
            assert piece.font != "Charrette" or not piece.says or piece.says in SCRIPTS[script]
            shown = "" if piece.says else piece.drawn
            font = pdf_text.registered(piece.font)
            assert all(font.has(cluster) for cluster in clusters(shown) if cluster != " ")


def test_a_character_that_no_font_has_is_seen_by_its_number_and_read_as_itself(words: Words) -> None:
    line = lay_out("\U0001f6d8", "Charrette", 11, 400)[0]
    [(_, piece)] = line.pieces
    assert piece.says == "\U0001f6d8"
    assert len(piece.extra) == len("[U+1F6D8]") - 1


def test_right_to_left_text_starts_on_the_right() -> None:
    [line] = lay_out("العربية نص", "Charrette", 11, 400)
    places = [place for place, piece in line.pieces if piece.says and not piece.says.isspace()]
    assert line.from_right
    assert places == sorted(places, reverse=True)


def test_brackets_are_mirrored_in_right_to_left_text() -> None:
    [line] = lay_out("عربي (نص)", "Charrette", 11, 400)
    [opening] = [piece for _, piece in line.pieces if piece.says == "("]
    glyphs = pdf_text.registered(opening.font).face.charToGlyph
    assert glyphs[ord(opening.drawn)] == glyphs[ord(")")]


def _said_everywhere(number: int, text: str) -> Topic:
    trits = (Trit(part="ourselves", text=text, party=text, state="asked"),)
    return examples.topic(number, title=text, why=text, url="", trits=trits)


@pytest.mark.more
@pytest.mark.trust("T67")
def test_every_naughty_string_survives_in_every_format(words: Words) -> None:
    strings = hostile_strings()
    assert len(strings) > 500
    topics = [
        examples.topic(
            n, title=text, why=text, url="", trits=(Trit(part="ourselves", text=text, party=text, state="asked"),)
        )
        for n, text in enumerate(strings, 1)
    ]
    agenda = examples.agenda(*topics)
    page = _Words(agenda_html(agenda, words))
    data = json.loads(agenda_json(agenda))
    table = sheet_bytes(agenda_sheet(agenda), "csv", words).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert _lost(strings, text_by_browser(agenda_pdf(agenda, words)), words) == []
    assert [text for text in strings if clean(text) not in page.texts] == []
    assert [topic["title"] for topic in data["topics"]] == [unicodedata.normalize("NFC", text) for text in strings]
    assert [row["title"] for row in rows[::3]] == [safe_cell(text) for text in strings]
    assert page.scripts == 0


def _lost(strings: list[str], printed: str, words: Words) -> list[str]:
    """Return what is not in ``printed``, nor found by the slower reader in an agenda of its own."""
    found = squeezed(printed)
    rewritten = [text for text in strings if squeezed(clean(text)) not in found]
    assert len(rewritten) < len(strings) / 15
    agenda = examples.agenda(*(_said_everywhere(n, text) for n, text in enumerate(rewritten, 1)))
    exact = squeezed(text_of(agenda_pdf(agenda, words)))
    return [text for text in rewritten if squeezed(clean(text)) not in exact]


class _Words(HTMLParser):
    """What a browser would show, and how many scripts it would run."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.scripts = 0
        self.feed(page)
        self.texts = "\x00".join(self.found)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.scripts += tag in ("script", "iframe", "object") or any(name.startswith("on") for name, _ in attributes)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


MARKUP = (
    "<b>veilig",
    "meer <bankjes> graag",
    "&euro; en &amp; en &#x41;",
    "<img src='/etc/hostname'/> <img src=\"http://127.0.0.1:9/x.png\">",
    "<font color=\"[[[getattr(pow,'__globals__')]]]\">rood</font>",
    "<a href='javascript:alert(1)'>klik</a>",
    "nul\x00teken en \x1b[31mrood",
    "<para><super>2</sub></para>",
    "{{ 7 * 7 }} {% raw %}",
    "halve \ud800 letter",
)


_WATCHED = ("open", "socket.connect", "urllib.Request", "subprocess.Popen")
_opened: list[str] | None = None


def _note(event: str, args: tuple[object, ...]) -> None:
    if _opened is not None and event in _WATCHED:
        _opened.append(f"{event} {args[0]}")


sys.addaudithook(_note)  # stays for good, hence the switch


def _watched(act: Callable[[], bytes]) -> tuple[bytes, list[str]]:
    """Return what ``act`` made and what it opened on the way: files, sockets, other programs."""
    global _opened
    _opened = []
    try:
        return act(), list(_opened)
    finally:
        _opened = None


def test_the_watch_sees_a_file_being_opened() -> None:
    assert len(_watched(lambda: Path(__file__).read_bytes())[1]) == 1


@pytest.mark.trust("T68")
@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_printed_and_never_obeyed(words: Words, text: str) -> None:
    agenda_pdf(examples.agenda(), words)  # loads the fonts
    pdf, opened = _watched(lambda: agenda_pdf(examples.agenda(examples.topic(title=text, why=text)), words))
    assert opened == []
    assert squeezed(text_of(pdf)).count(squeezed(clean(text))) >= 3
    assert squeezed(clean(text)) in squeezed(text_of(poster_pdf(examples.poster(text), words)))
    assert clean(text) in _Words(agenda_html(examples.agenda(examples.topic(title=text)), words)).texts


def test_no_markup_parser_of_reportlab_is_used() -> None:
    folder = Path(pdf_text.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    assert "import Paragraph" not in sources
    assert "paraparser" not in sources


@pytest.mark.trust("T68")
def test_sixty_thousand_words_are_printed_to_the_last(words: Words) -> None:
    text = " ".join(f"woord{number}" for number in range(60_000))
    pdf = reader(agenda_pdf(examples.agenda(examples.topic(why=text)), words))
    assert len(pdf.pages) > 100
    assert "woord59999" in squeezed("".join(page.extract_text() for page in pdf.pages[-3:]))


@pytest.mark.trust("T68")
def test_one_text_that_cannot_be_set_does_not_stop_the_book(
    words: Words, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: str, *args: object) -> object:
        if "kapot" in text and "\\" not in text:
            raise RuntimeError("a font went missing")
        return lay_out(text, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(pdf_text, "lay_out", broken)
    with caplog.at_level(logging.ERROR):
        text = text_of(agenda_pdf(examples.agenda(examples.topic(why="kapot \u0105"), examples.topic(2)), words))
    assert "kapot \\u0105" in text
    assert "Topic 2" in text
    assert "kapot" not in caplog.text.split("Traceback")[0]  # people's words stay out of the log


VARIANTS = (
    "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "\x00=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)",
    " =1+1", "\u200b=1+1", "\ufeff=1+1", "\u00a0=1+1", "\t", "=",
)  # fmt: skip


@pytest.mark.trust("T70")
@pytest.mark.parametrize("text", VARIANTS)
def test_what_could_be_a_formula_starts_with_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == "'" + clean(text)


@pytest.mark.parametrize("text", ["Een bankje", "1 = 1", '"=1+1"', "a\t=1", "", " ", "ĳs", "10-20 banken"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.more
@pytest.mark.trust("T68")
def test_known_injections_stay_text() -> None:
    texts = [*formula_cells(), *VARIANTS, 'x";=1+1;"', "x,=1+1", "x\r\n=1+1", "';=1+1"]
    table = examples.ideas(*(examples.idea_row(number=n, text=t, board="=b") for n, t in enumerate(texts, 1)))
    data = sheet_bytes(ideas_sheet(table), "csv", Words("nl"))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert [row[1] for row in rows[1:]] == [safe_cell(text) for text in texts]
    assert {row[2] for row in rows[1:]} == {"'=b"}
    assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for row in rows for cell in row)


@pytest.mark.trust("T70")
def test_a_table_has_line_ends_and_quotes_as_the_standard_asks() -> None:
    assert csv_bytes(("a", "b"), [('zeg "ja"', 3), ("twee\nregels", None)]) == (
        b'\xef\xbb\xbf"a","b"\r\n"zeg ""ja""",3\r\n"twee\nregels",""\r\n'
    )


@pytest.mark.trust("T70")
def test_a_spreadsheet_opens_the_table_as_text(tmp_path: Path) -> None:
    """Python's reader stands in for a spreadsheet: numbers come without quotes, everything else with."""
    data = sheet_bytes(ideas_sheet(examples.ideas()), "csv", Words("nl")).decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(data, newline=""), quoting=csv.QUOTE_NONNUMERIC))
    assert all(isinstance(cell, float | str) for row in cells for cell in row)
    assert cells[2][1] == "'=1+1"


def test_a_name_on_the_list_is_printed_in_any_script(words: Words) -> None:
    names = ["Łukasz Żółć", "محمد علي", "Олена Шевченко", "ሚካኤል", "<b>Annie</b>"]
    pdf = attendance_pdf(examples.attendance(*(examples.attendance_row(name=name) for name in names)), words)
    assert [name for name in names if squeezed(name) not in squeezed(text_of(pdf))] == []


def test_every_page_can_be_drawn(words: Words) -> None:
    agenda = examples.agenda(*(examples.topic(n, text) for n, text in enumerate(SCRIPTS.values(), 1)))
    for picture in pictures_of(agenda_pdf(agenda, words), 20):
        low, high = picture.convert("L").getextrema()
        assert (low < 128, high) == (True, 255)
