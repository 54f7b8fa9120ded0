"""What file somebody asks for, in words that can be sent to another process.

An order names things by id and key; whoever makes the file reads the database itself (``exports/making.py``). Whether
the asker may have it was decided before (``charrette.web.exports``). With ``kinds.py`` and ``moments.py`` this is all
of ``exports`` that the server loads for a file: what makes one must not come into it (``make check`` holds that).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from charrette.exports.kinds import KINDS


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file: ``kind`` is the name of a ``FileKind``, ``name`` the key of what it is about, where it is about one."""

    kind: str
    charrette: int
    format: str
    name: str = ""
    lang: str = "nl"
    public_url: str = ""

    @property
    def is_known(self) -> bool:
        """Whether this kind is made in this format."""
        return self.format in KINDS[self.kind].formats

    @property
    def is_public(self) -> bool:
        """Whether strangers may ask for it."""
        return KINDS[self.kind].is_public

    @property
    def leaves_names(self) -> bool:
        """Whether names of people stay in the memory of the process that makes it."""
        return self.format in KINDS[self.kind].leaves_names


class Task(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An order as it goes to the process that makes it. ``mishap`` is for the fault tests only."""

    order: Order
    database: str
    mishap: Literal["", "file_hangs", "file_dies"] = ""
