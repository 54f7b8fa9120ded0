"""The house rules find what they forbid, and let a reason pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.house import LONG, problems


def write(root: Path, name: str, text: str) -> None:
    """Write one file of a made-up project."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("static/js/ui/a.js", "node.inner" + "HTML = idea.text;"),
        ("templates/boards/show.html", "{{ idea.text | " + "safe }}"),
        ("templates/base.html", '<script src="https://' + 'example.test/x.js"></script>'),
        ("static/css/base.css", 'body { background: url("//' + 'example.test/x.png"); }'),
        ("static/css/base.css", "@import " + '"elsewhere.css";'),
        ("static/js/lib/a.js", 'import x from "https://' + 'example.test/x.js";'),
        ("charrette/domain/a.py", "# TO" + "DO: later"),
        ("charrette/domain/a.py", "now = datetime." + "now()"),
        ("charrette/domain/a.py", "when.astimezone(" + "ZoneInfo(name))"),
        ("charrette/domain/a.py", 'when.strftime("' + '%H:%M")'),
        ("charrette/domain/a.py", "format_" + "datetime(when, 'HH:mm')"),
        ("templates/a.html", "{{ when.strftime('" + "%H:%M') }}"),
        ("tests/test_a.py", "pytestmark = pytest.mark." + "skip"),
        ("tests/test_a.py", "from unittest." + "mock import patch"),
    ],
)
def test_what_the_house_forbids_is_found(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path, name, f"\n{text}\n")
    assert [line.split(" ")[0] for line in problems(tmp_path)] == [f"{name}:2:"]


def test_ordinary_code_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "static/js/ui/a.js", 'import { html } from "htm/preact";\n')
    write(tmp_path, "templates/a.html", '<a href="/boards/1">{{ idea.text }}</a>\n')
    write(tmp_path, "charrette/a.py", "x = 1\n" * 300)
    assert problems(tmp_path) == []


def test_a_long_file_or_function_wants_a_reason(tmp_path: Path) -> None:
    write(tmp_path, "charrette/a.py", "x = 1\n" * 301)
    write(tmp_path, "charrette/b.py", f'"""Events.\n\n{LONG} it is one list.\n"""\n' + "x = 1\n" * 301)
    write(tmp_path, "charrette/c.py", "def act():\n" + "    x = 1\n" * 40)
    write(tmp_path, "charrette/d.py", "def act():\n" + '    """Act.\n' + "\n" * 9 + '    """\n' + "    x = 1\n" * 38)
    assert [line.split(" ")[0] for line in problems(tmp_path)] == ["charrette/a.py:", "charrette/c.py:1:"]


def test_a_wide_line_of_a_script_is_found_unless_one_text_fills_it(tmp_path: Path) -> None:
    words = "word " * 30
    write(tmp_path, "static/js/ui/a.js", f'const a = 1;\nshow(a, "{words}");\n')
    write(tmp_path, "static/js/ui/b.js", f't(\n  "{words}",\n)\n')
    write(tmp_path, "tests/js/b.test.mjs", f'test("{words}", async () => {{\n')
    assert [line.split(" ")[0] for line in problems(tmp_path)] == ["static/js/ui/a.js:2:"]
