"""The kinds of files that can be taken home: each is declared once, in the room ``files`` of its subject.

A declaration is light, as the server loads it to know addresses, rights and moments. What makes the file is in the room
``export`` (``exports/making.py``), which only the process that makes files loads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from charrette.errors import NotFound
from charrette.spine.choices import Word
from charrette.spine.lists import RANK, Role
from charrette.spine.registry import Registry

Numbers = Callable[[Session, int, str], Sequence[int]]
"""Given a charrette's id and a key: the ids of its things of one sort, only that of the key unless it is empty."""


@dataclass(frozen=True)
class FileKind:
    """A kind of file.

    ``address``: where it is found below the charrette, without its format; ``{key}`` in it is the key of the thing
    that it is about, of the sort ``about`` (empty: the whole charrette). ``saved_as``: what the browser calls it, in
    the language of whoever takes it home unless it is for programs; it may name ``{key}`` and the ``{slug}`` of the
    charrette. ``title``: how a program that lists files calls it, with the ``{name}`` of the thing and the
    ``{format}``.

    ``shows``: the kinds of streams whose facts it shows; with each of their events its moment moves on
    (``exports/moments.py``). ``role``: who may have it at least; None is everybody, strangers too.
    ``leaves_names``: the formats that leave names of people in the memory of the process that makes them, as setting a
    text fills its caches.
    """

    name: str
    formats: tuple[str, ...]
    address: str
    saved_as: Word
    title: str
    shows: tuple[str, ...]
    role: Role | None = None
    about: str = ""
    leaves_names: tuple[str, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether strangers may ask for it."""
        return self.role is None

    def is_for(self, role: Role) -> bool:
        """Whether somebody of this role may have it."""
        return self.role is None or RANK[role] >= RANK[self.role]


FOR_PROGRAMS = ("csv", "json")
"""Formats that programs read: whoever asks, they and their names are the same."""

_WITH_TABLE = {"csv": ("csv", "xlsx")}
"""Programs read CSV; a spreadsheet puts its commas in one column where commas mean something else, and makes days of
fractions (``exports/sheets.py``)."""

KINDS: Registry[FileKind] = Registry("kind of file", "files")
SORTS: Registry[Numbers] = Registry("sort of thing that files are about", "files")


def declare_file(
    name: str,
    *,
    formats: tuple[str, ...],
    address: str,
    saved_as: Word,
    title: str,
    shows: tuple[str, ...],
    role: Role | None = None,
    about: str = "",
    leaves_names: tuple[str, ...] = (),
) -> FileKind:
    """Declare a kind of file; what is told about it: see ``FileKind``. What is a CSV is there as XLSX too.

    Raises:
        DeclaredTwice: there is a kind of that name.
    """
    formats = tuple(each for format in formats for each in _WITH_TABLE.get(format, (format,)))
    kind = FileKind(name, formats, address, saved_as, title, shows, role, about, leaves_names)
    return KINDS.add(name, kind)


def sort_of_thing(name: str) -> Callable[[Numbers], Numbers]:
    """Declare the function below as what finds the things of a sort that files are about, such as ``gathering``."""
    return lambda numbers: SORTS.add(name, numbers)


def ensure_there(session: Session, kind: FileKind, charrette: int, key: str) -> None:
    """Make sure that the thing this file is about is there.

    Raises:
        NotFound: there is none (``no_such_area`` for the sort ``area``).
    """
    if kind.about and not (key and SORTS[kind.about](session, charrette, key)):
        raise NotFound(f"no_such_{kind.about}")


def files_for(role: Role, slug: str, things: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[dict[str, str]]:
    """Yield the files of a charrette that somebody of this role may have, as ``{"title", "href", "kind", "format"}``.

    ``things`` has key and name of the things that files are about, by sort. What is for more people comes first, then
    what is of the whole charrette, then what is about one thing, together.
    """
    kinds = sorted(filter(lambda kind: kind.is_for(role), KINDS.values()), key=_least_rank)
    for _, alike in groupby(kinds, _least_rank):
        of_role = list(alike)
        yield from _listed([kind for kind in of_role if not kind.about], slug, "", "")
        for sort in SORTS:
            for key, name in things[sort]:
                yield from _listed([kind for kind in of_role if kind.about == sort], slug, key, name)


def _least_rank(kind: FileKind) -> int:
    return -1 if kind.role is None else RANK[kind.role]


def _listed(kinds: list[FileKind], slug: str, key: str, name: str) -> Iterator[dict[str, str]]:
    for kind in kinds:
        for format in kind.formats:
            title = kind.title.format(name=name, format=format)
            href = f"/exports/{slug}/{kind.address.format(key=key)}.{format}"
            yield {"title": title, "href": href, "kind": kind.name, "format": format}
