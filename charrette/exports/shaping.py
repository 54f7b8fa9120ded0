"""From a text to lines of placed pieces: fonts per cluster, letters joined, right-to-left order, line breaks.

Pure and cached: the same text, style and width give the same lines. Lengths are in points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

import uharfbuzz
from bidi import algorithm as bidi
from reportlab.pdfbase.pdfmetrics import stringWidth

from charrette.exports import text as words
from charrette.exports.fonts import LOOK_ALIKES, REGULAR, EmbeddedFont, font, font_for

_SMALLER = 0.72  # size of a visible replacement such as [U+1F33B], against the text around it
_NEUTRAL = "\ufffc"  # stands in for a character that Unicode does not know yet
_BREAKS_AFTER = "-/\u2013\u2014"
_WORDS = re.compile(r"\S+|\s+")
_PARTS = re.compile(r"[^-/]*[-/]+|[^-/]+")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph painted beside the one that carries the text: its number and its place from the pen."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one font and one direction, ``width`` points wide.

    Plain text is ``drawn``. Joined letters have one code that reads as their whole text, drawn at ``x``, ``y``
    from the pen, and ``extra`` glyphs (dots, marks) that are painted and read as nothing.
    """

    font: str
    size: float
    drawn: str
    width: float
    level: int = 0
    says: str = ""
    x: float = 0
    y: float = 0
    extra: tuple[Glyph, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its pieces in reading order, each with its place from the left end.

    ``goes_on`` says that a space belongs between this line and the next when they are read on.
    """

    pieces: tuple[tuple[float, Piece], ...]
    width: float
    from_right: bool = False
    goes_on: bool = False


@dataclass(slots=True)
class _Atom:
    """The smallest part a line is not broken inside, with the space that follows it."""

    pieces: list[Piece]
    width: float
    part: list[tuple[str, int]]
    is_space: bool


@lru_cache(maxsize=2048)
def lay_out(text: str, face: str, size: float, width: float) -> tuple[Line, ...]:
    """Break cleaned ``text`` into lines of at most ``width``; a word that is longer is broken inside."""
    lines: list[Line] = []
    for paragraph in words.clean(text).split("\n"):
        plain = " ".join(paragraph.split())
        if words.has_right_to_left(plain):
            lines += _mixed_lines(plain, face, size, width)
        else:
            lines += _fill(_atoms(plain, [0] * len(plain), face, size), 0, face, size, width)
    return tuple(lines)


def _mixed_lines(plain: str, face: str, size: float, width: float) -> list[Line]:
    base = bidi.get_base_level(plain)
    return _fill(_atoms(plain, _levels(plain, base), face, size), base, face, size, width)


def _levels(plain: str, base: int) -> list[int]:
    """Return the embedding level of each character (Unicode annex 9); direction marks follow their neighbour."""
    visible = [(at, char) for at, char in enumerate(plain) if not words.is_invisible(char)]
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    known = (char if unicodedata.bidirectional(char) else _NEUTRAL for _, char in visible)
    bidi.get_embedding_levels("".join(known), storage)
    for step in (bidi.explicit_embed_and_overrides, bidi.resolve_weak_types):
        step(storage, False)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    levels = [base] * len(plain)
    for (at, _), char in zip(visible, storage["chars"], strict=True):
        levels[at] = char["level"]
    return levels


def _atoms(plain: str, levels: list[int], face: str, size: float) -> Iterator[_Atom]:
    for match in _WORDS.finditer(plain):
        if match.group().isascii() and not levels[match.start()]:
            for part_of_word in _PARTS.findall(match.group()):
                yield _plain_atom(part_of_word, face, size)
            continue
        found = list(words.clusters(match.group()))
        at = match.start()
        part: list[tuple[str, int]] = []
        for index, cluster in enumerate(found):
            part.append((cluster, levels[at]))
            at += len(cluster)
            after = found[index + 1] if index + 1 < len(found) else ""
            if after and (words.is_wide(cluster) or words.is_wide(after) or cluster in _BREAKS_AFTER):
                yield _atom(part, face, size)
                part = []
        yield _atom(part, face, size)


def _plain_atom(word: str, face: str, size: float) -> _Atom:
    """Return ``word``, which has only letters that the house typeface has: the short way for most texts."""
    width = stringWidth(word, face, size)
    return _Atom([Piece(face, size, word, width)], width, [(word, 0)], word == " ")


def _atom(part: list[tuple[str, int]], face: str, size: float) -> _Atom:
    pieces: list[Piece] = []
    for level, same in groupby(part, key=lambda pair: pair[1]):
        pieces += _pieces("".join(cluster for cluster, _ in same), level, face, size)
    return _Atom(pieces, sum(p.width for p in pieces), part, part[0][0].isspace())


@lru_cache(maxsize=16384)
def _pieces(run: str, level: int, face: str, size: float) -> tuple[Piece, ...]:
    """Return the pieces of ``run`` in reading order; each font, and each replacement, is a piece of its own."""
    if run.isspace():
        return (Piece(face, size, " ", stringWidth(" ", face, size), level, "" if run == " " else run),)
    pieces: list[Piece] = []
    for (name, joined), group in groupby(words.clusters(run), key=lambda c: _kind(c, face)):
        found = list(group)
        if name is None:
            pieces += [_replacement(char, level, size) for char in "".join(found)]
        elif joined or level % 2:
            pieces += _shape("".join(found), level, name, size)
        else:
            drawn = "".join(found)
            pieces.append(Piece(name, size, drawn, stringWidth(drawn, name, size), level))
    return tuple(pieces)


@lru_cache(maxsize=65536)
def _kind(cluster: str, face: str) -> tuple[str | None, bool]:
    """Return the font for ``cluster`` and whether its letters must be joined."""
    if all(words.is_invisible(char) for char in cluster):
        return None, False
    name = font_for(cluster, face)
    if name is None and cluster in LOOK_ALIKES:
        return font_for(LOOK_ALIKES[cluster], face), True
    found = font(name) if name else None
    return name, found is not None and (found.shaped or len(cluster) > 1)


def _replacement(char: str, level: int, size: float) -> Piece:
    """Return ``[U+1F33B]`` for a character no font has: seen as that, read as the character itself."""
    small = size * _SMALLER
    face = font(REGULAR)
    assert face is not None  # register() saw it
    extra, x = [], 0.0
    for shown in f"[U+{ord(char):04X}]":
        extra.append(Glyph(face.face.charToGlyph[ord(shown)], x, 0))
        x += stringWidth(shown, REGULAR, small)
    bracket = extra.pop(0)
    code = face.code_of(bracket.number, char, round(x / small * 1000))
    return Piece(REGULAR, small, code, x, level, char, extra=tuple(extra))


def _shape(run: str, level: int, name: str, size: float) -> list[Piece]:
    """Return one piece per group of letters that is drawn together, in reading order."""
    shown = "".join(LOOK_ALIKES.get(char, char) for char in run)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(shown)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    face = font(name)
    assert face is not None  # _kind chose a font that is there
    uharfbuzz.shape(face.harfbuzz(), buffer)
    placed = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = [*sorted({info.cluster for info, _ in placed}), len(run)]
    return [
        _piece(face, [pair for pair in placed if pair[0].cluster == start], run[start:end], level, size)
        for start, end in pairwise(starts)
    ]


def _piece(face: EmbeddedFont, group: list[tuple[Any, Any]], says: str, level: int, size: float) -> Piece:
    """Return the glyphs of one group with the widest of them, the letter itself, carrying the text."""
    scale = size / 1000
    pen, placed = 0.0, []
    for info, place in group:
        glyph = Glyph(info.codepoint, pen + place.x_offset * scale, place.y_offset * scale)
        placed.append((place.x_advance, glyph))
        pen += place.x_advance * scale
    bearer = max(placed, key=lambda pair: pair[0])[1]
    extra = tuple(glyph for _, glyph in placed if glyph is not bearer)
    code = face.code_of(bearer.number, says, round(pen / scale))
    return Piece(face.fontName, size, code, pen, level, says, bearer.x, bearer.y, extra)


def _fill(atoms: Iterator[_Atom], base: int, face: str, size: float, width: float) -> list[Line]:
    lines: list[Line] = []
    current: list[_Atom] = []
    used = 0.0
    for atom in _fitting(atoms, face, size, width):
        if current and not atom.is_space and used + atom.width > width:
            lines.append(_line(current, base))
            current, used = [], 0.0
        if current or not atom.is_space:
            current.append(atom)
            used += atom.width
    lines.append(_line(current, base))
    return lines


def _fitting(atoms: Iterator[_Atom], face: str, size: float, width: float) -> Iterator[_Atom]:
    """Yield ``atoms`` with each that is wider than a line cut between its clusters."""
    for atom in atoms:
        if atom.is_space or atom.width <= width:
            yield atom
            continue
        part = atom.part
        if len(part) == 1:
            part = [(char, part[0][1]) for char in part[0][0]]
        chunk: list[tuple[str, int]] = []
        used = 0.0
        for cluster in part:
            wide = _atom([cluster], face, size).width
            if chunk and used + wide > width:
                yield _atom(chunk, face, size)
                chunk, used = [], 0.0
            chunk.append(cluster)
            used += wide
        yield _atom(chunk, face, size)


def _line(atoms: list[_Atom], base: int) -> Line:
    goes_on = bool(atoms) and atoms[-1].is_space
    while atoms and atoms[-1].is_space:
        atoms = atoms[:-1]
    pieces = list(_joined([piece for atom in atoms for piece in atom.pieces]))
    places = [0.0] * len(pieces)
    x = 0.0
    for index in _in_visual_order([piece.level for piece in pieces]):
        places[index] = x
        x += pieces[index].width
    return Line(tuple(zip(places, pieces, strict=True)), x, from_right=base % 2 == 1, goes_on=goes_on)


def _in_visual_order(levels: list[int]) -> list[int]:
    """Return indexes with each stretch of a level reversed, from the highest down to 1 (annex 9, rule L2)."""
    ordered = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        result: list[int] = []
        for high, same in groupby(ordered, key=lambda index: levels[index] >= level):
            stretch = list(same)
            result += reversed(stretch) if high else stretch
        ordered = result
    return ordered


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield ``pieces`` with plain neighbours in one font made one, which keeps the PDF small."""
    for key, same in groupby(pieces, key=lambda p: None if p.says or p.level else (p.font, p.size)):
        group = list(same)
        if key is None or len(group) == 1:
            yield from group
        else:
            drawn = "".join(p.drawn for p in group)
            yield Piece(key[0], key[1], drawn, sum(p.width for p in group))
