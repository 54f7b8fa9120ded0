"""The house rules that a search can hold: what no file of ours may contain, and how long it may be.

A file that is longer for a good reason says so in its first lines: ``house: long, because ...``. So does a function
in its docstring or on the line of its ``def``. The lines of a docstring do not count. The functions of scripts are
counted by ESLint (``eslint.config.js``); here their lines are, because a template of htm is no more than text to it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES = 300
FUNCTION_LINES = 40
FOLDERS = ("charrette", "static/css", "static/js", "templates", "tests", "tools")
SUFFIXES = {".py", ".js", ".mjs", ".css", ".html", ".sh"}
LINE_LETTERS = 120
LONG = "house: long, because"
_REMARK = re.compile(r"^\s*(/\*\*|\*|//)")
"""A line of a script that holds types or words for people; they do not count."""
_ONE_TEXT = re.compile(r'^(?:\w+: |test\()?"(?:[^"\\]|\\.)*"(?:,|, (?:async )?\(\) => \{)?$')
"""A line that is nothing but a text, which cannot be broken: the name of a test, words, the drawing of an icon."""

# (what may not stand there, in which files, why)
RULES: tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...] = (
    (
        re.compile(r"\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write)\b"),
        ("static/js", "templates"),
        "writes text as markup; give it to Preact or textContent",
    ),
    (re.compile(r"\|\s*safe\b|\bMarkup\("), ("templates", "charrette/web"), "switches escaping off"),
    (re.compile(r"\b(TODO|FIXME|XXX)\b"), FOLDERS, "is unfinished work; do it, or write an issue"),
    (
        re.compile(r"mark\.(skip|xfail)|\bpytest\.skip\(|\btest\.(skip|todo)\("),
        ("tests",),
        "is a test that does not run",
    ),
    (
        re.compile(r"unittest\.mock|\bMagicMock\b"),
        ("tests",),
        "stands in for our own code; use the real thing",
    ),
    (
        re.compile(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//|@import\s+(?!"\.)|url\(["']?(?:https?:)?//"""),
        ("static/css", "templates"),
        "loads something from outside; the village hall may have no internet",
    ),
    (
        re.compile(r"""(?:from|import\()\s*["'](?:https?:)?//|fetch\(["'`](?:https?:)?//"""),
        ("static/js",),
        "loads something from outside; the village hall may have no internet",
    ),
    (
        re.compile(r"\bdatetime\.(now|utcnow)\(|\btime\.time\("),
        ("charrette",),
        "reads the time; use charrette.clock",
    ),
    (
        re.compile(
            r"\.astimezone\((?!UTC\))|%H:%M(?!:%S\.%f)|\bformat_(?:date|time|datetime)\((?!local\b|clock\.in_hall\()"
        ),
        ("charrette", "templates"),
        "writes a time that may not be that of the hall; use charrette.clock.in_hall, or local_time on a page",
    ),
)
EXEMPT = {"tools/house.py", "charrette/clock.py"}


def our_files(root: Path) -> Iterator[Path]:
    """Yield every file that people of the project write."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in SUFFIXES and "__pycache__" not in path.parts:
                yield path


def forbidden(name: str, text: str) -> Iterator[str]:
    """Yield what stands in the file and may not."""
    for pattern, folders, why in RULES:
        if name.startswith(tuple(f"{folder}/" for folder in folders)):
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: {match.group().strip()!r} {why}."


def too_long(name: str, text: str) -> Iterator[str]:
    """Yield the file when it is long without a reason, and its functions that are."""
    lines = text.splitlines()
    count = sum(not _REMARK.match(line) for line in lines) if name.endswith((".js", ".mjs")) else len(lines)
    if count > FILE_LINES and LONG not in "\n".join(lines[:20]) and "/migrations/versions/" not in name:
        yield f"{name}: {count} lines, more than {FILE_LINES}; split it, or say why ({LONG} ...)."
    if not name.endswith(".py") or "/migrations/versions/" in name:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            docstring = ast.get_docstring(node, clean=False) or ""
            length = node.end_lineno - node.lineno + 1 - len(docstring.splitlines())
            reason = LONG in lines[node.lineno - 1] or LONG in docstring
            if length > FUNCTION_LINES and not reason:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines, more than {FUNCTION_LINES}."


def too_wide(name: str, text: str) -> Iterator[str]:
    """Yield the lines of a script that are wider than the others, unless one text fills them."""
    if name.endswith((".js", ".mjs")):
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > LINE_LETTERS and not _ONE_TEXT.match(line.strip()):
                yield f"{name}:{number}: {len(line)} letters, more than {LINE_LETTERS}."


def problems(root: Path) -> list[str]:
    """Return every broken rule, as ``file:line: what``."""
    found: list[str] = []
    for path in our_files(root):
        name = path.relative_to(root).as_posix()
        if name in EXEMPT:
            continue
        text = path.read_text("utf-8")
        found += [*forbidden(name, text), *too_long(name, text), *too_wide(name, text)]
    return found


def main() -> int:
    """Print what breaks a house rule."""
    found = problems(ROOT)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
