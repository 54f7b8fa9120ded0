"""Find the texts to translate in our browser scripts: ``t("text", {...})`` and ``tn("one", "many", n, {...})``.

Babel's own reader loses its way in nested template literals (a ``html`` template within a ``html`` template), which
is how all our views are written; this one follows them. Used by ``make translations-extract`` through babel.cfg.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from typing import BinaryIO

Message = tuple[int, str, tuple[str | None, ...], list[str]]

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
  | (?P<template>`)
  | (?P<name>[A-Za-z_$#][\w$]*)
  | (?P<number>\d[\w.]*)
  | (?P<regex>/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*)
  | (?P<mark>\?\.|\+\+|--|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS_BEFORE_A_REGEX = {
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "delete",
    "void",
    "throw",
    "new",
    "else",
    "await",
    "yield",
}


class _Reader:
    """Turns a script into (line, kind, value) tokens; what stands in ``${...}`` becomes ordinary tokens."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.tokens: list[tuple[int, str, str]] = []

    def line(self, position: int) -> int:
        return self.source.count("\n", 0, position) + 1

    def add(self, kind: str, value: str, start: int) -> None:
        self.tokens.append((self.line(start), kind, value))

    def read_code(self, *, inside_template: bool = False) -> None:
        """Read until the end, or until the ``}`` that closes a ``${``."""
        depth = 0
        while self.at < len(self.source):
            match = _TOKEN.match(self.source, self.at)
            if match is None:  # pragma: no cover - the last alternative takes any character
                raise ValueError(f"line {self.line(self.at)} cannot be read")
            kind, value, start = str(match.lastgroup), match.group(), self.at
            if kind == "regex" and self._after_a_value():
                kind, value = "mark", "/"
            self.at += len(value)
            if kind == "template":
                self._read_template(start)
            elif kind != "space":
                depth += {"{": 1, "}": -1}.get(value, 0) if kind == "mark" else 0
                if depth < 0 and inside_template:
                    return
                self.add(kind, value, start)

    def _after_a_value(self) -> bool:
        """Whether a slash here divides, because a value stands before it."""
        if not self.tokens:
            return False
        _, kind, value = self.tokens[-1]
        if kind == "name":
            return value not in _WORDS_BEFORE_A_REGEX
        return kind in ("string", "number", "text") or value in (")", "]", "}")

    def _read_template(self, start: int) -> None:
        """Read a template literal; the opening backtick has been read."""
        plain = True
        text_start = self.at
        while self.at < len(self.source):
            if self.source.startswith("\\", self.at):
                self.at += 2
            elif self.source.startswith("`", self.at):
                if plain:
                    self.add("text", self.source[text_start : self.at], start)
                else:
                    self.add("mark", ")", self.at)
                self.at += 1
                return
            elif self.source.startswith("${", self.at):
                plain = False
                self.at += 2
                self.add("mark", "${", start)
                self.read_code(inside_template=True)
            else:
                self.at += 1


def _value(kind: str, value: str) -> str:
    """Return what a string or plain template literal means."""
    if kind == "text":
        return value.replace("\\`", "`").replace("\\n", "\n")
    return str(ast.literal_eval(value))


def _arguments(tokens: list[tuple[int, str, str]], start: int, count: int) -> tuple[str | None, ...]:
    """Return the first ``count`` arguments that are literal texts (added up over ``+``), None for another."""
    found: list[str | None] = []
    at = start
    while len(found) < count and at < len(tokens) and tokens[at][1] in ("string", "text"):
        text = _value(*tokens[at][1:])
        while tokens[at + 1][2] == "+" and tokens[at + 2][1] in ("string", "text"):
            at += 2
            text += _value(*tokens[at][1:])
        if tokens[at + 1][2] not in (",", ")"):
            break
        found.append(text)
        at += 2
    return tuple(found + [None] * (count - len(found)))


def messages(source: str) -> Iterator[Message]:
    """Yield each text with its line and function: one text for ``t``, two for ``tn``."""
    reader = _Reader(source)
    reader.read_code()
    tokens = reader.tokens
    for at, (line, kind, value) in enumerate(tokens[:-2]):
        if kind != "name" or value not in ("t", "tn") or tokens[at + 1][2] != "(":
            continue
        if at and tokens[at - 1][2] in (".", "?.", "function"):
            continue
        found = _arguments(tokens, at + 2, 2 if value == "tn" else 1)
        if None not in found:
            yield line, value, found, []


def extract(
    fileobj: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: dict[str, str]
) -> Iterator[Message]:
    """Give Babel the texts of one script; the other arguments are part of its interface."""
    yield from messages(fileobj.read().decode("utf-8"))
