"""What file somebody asks for, in words that can be sent to another process.

An order names things by id and key; whoever makes the file reads the database itself (``exports/making.py``). Whether
the asker may have it was decided before (``charrette.web.exports``). This is all of ``exports`` that the server loads
for a file: what makes one must not come into it (``make check`` holds that).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from charrette.exports.values import AGENDA_FORMATS

Kind = Literal["agenda", "agendas", "ideas", "attendance", "check_in_log", "poster"]

FORMATS_OF: dict[Kind, tuple[str, ...]] = {
    "agenda": AGENDA_FORMATS,
    "agendas": ("zip",),
    "ideas": ("csv", "json"),
    "attendance": ("csv", "pdf"),
    "check_in_log": ("csv",),
    "poster": ("pdf",),
}


STREAMS_OF: dict[Kind, tuple[str, ...]] = {
    "agenda": ("charrette", "plan", "agendas"),
    "agendas": ("charrette", "plan", "agendas"),
    "ideas": ("charrette", "plan", "agendas", "gathering", "board"),
    "attendance": ("charrette", "team", "gathering"),
    "check_in_log": ("charrette", "gathering"),
    "poster": ("charrette", "gathering"),
}
"""The kinds of streams whose facts a file of each kind shows: of the whole charrette, or, where an order names a
gathering, of that one. With each of their events the moment of the file moves on (``exports/moments.py``)."""


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file: ``name`` is the slug of an area or the key of a gathering, where the kind needs one."""

    kind: Kind
    charrette: int
    format: str
    name: str = ""
    lang: str = "nl"
    public_url: str = ""

    @property
    def is_known(self) -> bool:
        """Whether this kind is made in this format."""
        return self.format in FORMATS_OF[self.kind]

    @property
    def is_public(self) -> bool:
        """Whether strangers may ask for it."""
        return self.kind in ("agenda", "agendas")

    @property
    def leaves_names(self) -> bool:
        """Whether names of people stay in the memory of the process that makes it: setting a text fills its caches."""
        return self.kind == "attendance" and self.format == "pdf"


class Task(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An order as it goes to the process that makes it. ``mishap`` is for the fault tests only."""

    order: Order
    database: str
    mishap: Literal["", "file_hangs", "file_dies"] = ""
