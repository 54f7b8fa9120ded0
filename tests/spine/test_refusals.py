"""Refusals: what is raised is declared with its sentence, and what is declared is raised."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import charrette.errors as errors
from charrette.spine.sentences import REFUSALS

PACKAGE = Path(errors.__file__).parent
KINDS = {kind.__name__ for kind in errors.DomainError.__subclasses__()} | {"DomainError", "too_many"}


def raised() -> Iterator[tuple[str, str]]:
    """Yield every code that the package raises as a text, with its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            first = node.args[0] if isinstance(node, ast.Call) and node.args else None
            if name in KINDS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def test_every_code_that_is_raised_has_its_sentence() -> None:
    found = dict(raised())
    assert len(found) > 60
    assert {code: at for code, at in found.items() if code not in REFUSALS and not code.startswith("no_such_")} == {}


def test_no_sentence_stands_there_for_nothing() -> None:
    texts = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "refusals.py")
    assert [code for code in REFUSALS if f'"{code}"' not in texts] == []


def test_each_sentence_ends_as_one() -> None:
    sentences = [text for known in REFUSALS.values() for text in (known.sentence, known.many) if text]
    assert [text for text in sentences if not text.endswith(".")] == []
