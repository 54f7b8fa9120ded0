"""Hold ``docs/trust.md`` against the tests: which case is held by which test.

A Python test names its cases with ``@pytest.mark.trust("T04")``, a test of the browser scripts with a line
``// trust: T04`` above it. The page has a row for each case T01 to T96; the third column names the tests. Run as a
program, it writes that column anew and leaves the rest of the page as it is.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "trust.md"
CASES = [f"T{number:02d}" for number in range(1, 97)]
_ROW = re.compile(r"^\| (T\d\d) \| (?P<what>.*?) \| (?P<tests>.*?) \| (?P<seen>.*?) \|$")
_SCRIPT = re.compile(r'// trust: ([T0-9, ]+)\n\s*test\(\s*["`](.+?)["`]')

Held = dict[str, list[str]]


def held_by_tests(root: Path = ROOT) -> Held:
    """Return for each case the tests that name it, as ``file: name``; those that take long carry ``(long)``."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted((root / "tests").rglob("test_*.py")):
        for name, cases in _cases_in(ast.parse(file.read_text("utf-8"))):
            for case in cases:
                found[case].append(f"{file.relative_to(root / 'tests')}: {name}")
    for file in sorted((root / "tests" / "js").rglob("*.test.mjs")):
        for cases, name in _SCRIPT.findall(file.read_text("utf-8")):
            for case in re.findall(r"T\d\d", cases):
                found[case].append(f"{file.relative_to(root / 'tests')}: {name}")
    return dict(found)


def _cases_in(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        marks = [one for one in node.decorator_list if isinstance(one, ast.Call) and _name(one.func) == "trust"]
        cases = [argument.value for mark in marks for argument in mark.args if isinstance(argument, ast.Constant)]
        long = any(isinstance(one, ast.Attribute) and one.attr == "long" for one in node.decorator_list)
        if cases:
            yield node.name + (" (long)" if long else ""), [str(case) for case in cases]


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""


def rows(page: str) -> dict[str, str]:
    """Return the third column of each case on the page."""
    matches = [_ROW.match(line) for line in page.splitlines()]
    return {match[1]: match["tests"] for match in matches if match}


def problems(page: str, held: Held) -> list[str]:
    """Return what does not agree between the page and the tests, a sentence each."""
    on_page = rows(page)
    found = [f"{case} has no row" for case in CASES if case not in on_page]
    found += [f"{case} is no case" for case in sorted({*held, *on_page} - set(CASES))]
    for case in CASES:
        if case in on_page and on_page[case] != _cell(held.get(case, [])):
            found.append(f"{case}: the page names other tests than the code; run tools/trust.py")
    return found


def _cell(tests: list[str]) -> str:
    return "<br>".join(f"`{test}`" for test in tests) or "none"


def renewed(page: str, held: Held) -> str:
    """Return the page with its third column as the tests say."""
    lines = []
    for line in page.splitlines():
        match = _ROW.match(line)
        if match:
            line = f"| {match[1]} | {match['what']} | {_cell(held.get(match[1], []))} | {match['seen']} |"
        lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page anew; return 1 when a row is missing."""
    held = held_by_tests()
    page = renewed(PAGE.read_text("utf-8"), held)
    PAGE.write_text(page, "utf-8")
    left = problems(page, held)
    print("\n".join(left) or "docs/trust.md is what the tests say.")
    without = [case for case in CASES if case not in held]
    print(f"{len(CASES) - len(without)} cases have a test; without: {', '.join(without)}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
