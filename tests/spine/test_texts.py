"""Text is what people see: what is blank, what reads the same, what a line end is."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charrette.errors import Conflict, Invalid
from charrette.spine.texts import as_seen, clean_name, clean_text, is_blank, read_code
from tests.world import World

INVISIBLE = [
    "\u00ad",  # soft hyphen
    "\u034f",  # combining grapheme joiner
    "\u061c",  # Arabic letter mark
    "\u115f\u1160",  # fillers of Hangul
    "\u17b4",  # inherent vowel of Khmer
    "\u180e",  # vowel separator of Mongolian
    "\u200b\u200c\u200d",  # zero width space and joiners
    "\u200e\u202e\u2066\u2069",  # directions
    "\u2060\u2061\u2064",  # word joiner, invisible signs of mathematics
    "\u2800",  # the Braille pattern without dots
    "\u3164",
    "\uffa0",  # fillers of Hangul again
    "\ufe0f",  # a variation of nothing
    "\ufeff",
    "\ufff9\ufffb",  # annotation without text
    "\U0001d173",  # begin of a beam, in music
    "\U000e0041\U000e007f",  # tags
    "\U000e0100",
    "\u00a0\u2003 \t\n\u3000",  # spaces of all kinds
    "\u0301",  # an accent on nothing
]


@pytest.mark.parametrize("text", INVISIBLE, ids=lambda text: "-".join(f"{ord(char):x}" for char in text))
def test_what_nobody_can_see_is_no_text(text: str) -> None:
    for blank in (text, f" {text}\n", text * 40):
        assert is_blank(blank)
        with pytest.raises(Invalid) as refused:
            clean_text(blank, limit=500)
        assert refused.value.code == "text_missing"
        assert clean_text(blank, limit=500, required=False) == ""
        assert clean_name(blank) is None


def test_every_letter_that_unicode_calls_ignorable_is_no_text() -> None:
    """Whatever takes no room by the tables of Unicode, also in planes that nobody thought of."""
    formats = [chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) == "Cf"]
    assert len(formats) > 150
    assert [char for char in formats if not is_blank(char)] == []


@pytest.mark.parametrize(
    "text", ["a", "1", "-", "…", "日", "नि", "ــ", "👍", "👨‍👩‍👧", "1️⃣", "☕️", "\ufffd", "\ue000", "\U0001faff"]
)
def test_what_shows_on_a_screen_is_text_and_stays_as_typed(text: str) -> None:
    around = f"\u200b{text}\u2060"
    assert not is_blank(around)
    assert clean_text(around, limit=50) == unicodedata.normalize("NFC", around)


@given(st.text(min_size=1))
def test_nothing_but_line_ends_and_composing_changes(text: str) -> None:
    kept = clean_text(f"x{text}", limit=10_000)
    assert clean_text(kept, limit=10_000) == kept
    assert "\r" not in kept
    assert "\x00" not in kept


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\u0085"])
def test_a_line_end_is_one_letter(end: str) -> None:
    assert clean_text(f"een{end}twee", limit=8) == "een\ntwee"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Krakeel", "krakeel"),
        ("Krakeel  Oost", "Krakeel\u00a0Oost"),
        ("Krakeel", "Kra\u200bkeel\ufeff"),
        ("Krakeel", "Ｋｒａｋｅｅｌ"),
        ("Café", "Cafe\u0301"),
        ("Hooge\u00adveen", "Hoogeveen"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_that_read_the_same_are_the_same(one: str, other: str) -> None:
    assert as_seen(one) == as_seen(other)


@pytest.mark.parametrize(
    ("one", "other"), [("日本", "中国"), ("Оденсе", "Odense"), ("Café", "Cafe"), ("Oost 1", "Oost1")]
)
def test_names_that_read_otherwise_are_not(one: str, other: str) -> None:
    assert as_seen(one) != as_seen(other)


def test_areas_in_other_scripts_stand_beside_each_other(world: World) -> None:
    slugs = [world.run("add_area", "otto", name=name)["slug"] for name in ("日本", "中国", "Оденсе", "Été", "Ete")]
    assert len(set(slugs)) == 5
    assert slugs[3:] == ["ete", "ete-2"]


def test_an_area_that_reads_the_same_is_refused(world: World) -> None:
    world.run("add_area", "otto", name="日本")
    for same in ("日本", " 日\u200b本 "):
        with pytest.raises(Conflict) as refused:
            world.run("add_area", "otto", name=same)
        assert refused.value.code == "area_exists"


@pytest.mark.parametrize(
    "typed",
    [
        "7KDX4M",
        "7kdx4m",
        " 7KD X4M ",
        "7-k-d-x-4-m",
        "code: 7KDX4M",
        "De code is 7KDX4M.",
        "code 7KD-X4M",
        "Code: 7KD X4M, tot zo",
        "http://192.168.1.20:5000/j/7KDX4M&fbclid=IwAR0",
        "http%3A%2F%2F192.168.1.20%3A5000%2Fj%2F7KDX4M",
        "http://192.168.1.20:5000/j/7KD%20X4M",
        "http://192.168.1.20:5000/?code=7KDX4M",
        "http://192.168.1.20:5000/c/7KDX4M/2F5KD7XBCD",
        "http://192.168.1.20:5000/j/7KDX4M",
        "HTTPS://charrette.example/J/7kdx4m/?utm_source=x#top",
        "192.168.1.20:5000/j/7KDX4M,",
        "charrette.example/7KDX4M/",
        "７ＫＤＸ４Ｍ",
        "7КDХ4М",  # Cyrillic
        "\u200b7KDX4M\ufeff",
        "“7KDX4M”",
    ],
)
def test_a_code_is_read_out_of_what_was_typed_scanned_or_pasted(typed: str) -> None:
    assert read_code(typed) == "7KDX4M"


def test_what_is_no_code_stays_what_was_typed() -> None:
    assert read_code("hallo daar") == "HALLODAAR"
    assert read_code("") == ""
    assert read_code("2F5KD7XBCD") == "2F5KD7XBCD"  # that of a door is longer
    assert read_code("x" * 10_000) == "X" * 64
